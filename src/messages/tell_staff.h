#pragma once

#include <string>
#include <vector>

#include "messages/connect.h"

namespace messages {

inline constexpr auto* staff_news_topic = "staff.mail";

// News for members of the staff who answer for what happened: by mail, after the commit. It says
// what kind of thing it was and where to read of it, signed in: no name, no reference, no reason.
struct StaffNews {
  std::string what;  // of texts/messages/staff.json
  std::vector<StaffId> staff;
  std::string page;  // of the desk: "audit"
  std::string key;   // the same key is the same news
};
void tell_staff(db::Transaction& tx, const AssociationId& association, Instant now,
                const StaffNews& news);

// Sends one member what tell_staff put in; given up when the member is not active any more.
outbox::Attempt send_staff_news(api::Tenant& tenant, const Connection& connection,
                                const outbox::Task& task);

}  // namespace messages
