#pragma once

// The door: the register of people (F1): who they are, how they are reached, what they agreed to;
// claims and their match.
#include "parties/add_phone.h"
#include "parties/correct_value.h"
#include "parties/create_claim.h"
#include "parties/erase_person.h"
#include "parties/find_people.h"
#include "parties/give_consent.h"
#include "parties/hooks.h"
#include "parties/identity_index.h"
#include "parties/import_people.h"
#include "parties/index_claims.h"
#include "parties/known_values.h"
#include "parties/list_claims.h"
#include "parties/match_claim.h"
#include "parties/note_arrivals.h"
#include "parties/party.h"
#include "parties/portal_me.h"
#include "parties/read_person.h"
#include "parties/register_person.h"
#include "parties/routes.h"
#include "parties/values.h"
