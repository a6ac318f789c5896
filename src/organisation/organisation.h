#pragma once

// The door: the associations of this installation and what each has set up for itself: branches,
// calendar, policy versions and who acknowledged them, staff.
#include "organisation/addresses.h"
#include "organisation/branches.h"
#include "organisation/calendar.h"
#include "organisation/desk_views.h"
#include "organisation/directory.h"
#include "organisation/found_association.h"
#include "organisation/founding_links.h"
#include "organisation/policy_versions.h"
#include "organisation/routes.h"
#include "organisation/staff_lists.h"
#include "organisation/years_by.h"
