#pragma once

// The door: telling people (send_message) and staff (tell_staff), how it went (connect's hooks),
// the desk's log, the portal's inbox, and
// what one person was told.
#include "messages/connect.h"
#include "messages/forget_text.h"
#include "messages/gateways.h"
#include "messages/inbox.h"
#include "messages/message.h"
#include "messages/message_log.h"
#include "messages/routes.h"
#include "messages/send_message.h"
#include "messages/tell_outsider.h"
#include "messages/tell_staff.h"
#include "messages/told.h"
