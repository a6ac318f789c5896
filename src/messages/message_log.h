#pragma once

#include <string>
#include <vector>

#include "messages/message.h"
#include "platform/api/api.h"

// What the desk sees of what was sent: never the text or the address.
namespace messages {

// Described by hand: the member is called `template` on the wire, which is a word of C++.
struct LogTemplate {
  std::string template_id;
};
struct LogTemplateMember {
  static constexpr auto pointer() noexcept { return &LogTemplate::template_id; }
  static constexpr auto name() noexcept { return "template"; }
};
inline auto boost_base_descriptor_fn(LogTemplate**) {
  return boost::describe::detail::list<>();
}
inline auto boost_public_member_descriptor_fn(LogTemplate**) {
  return boost::describe::detail::member_descriptor_fn_impl<boost::describe::mod_public>(
      0, LogTemplateMember());
}
inline auto boost_protected_member_descriptor_fn(LogTemplate**) {
  return boost::describe::detail::list<>();
}
inline auto boost_private_member_descriptor_fn(LogTemplate**) {
  return boost::describe::detail::list<>();
}

struct LogRow : LogTemplate {
  MessageId id;
  Instant at;
  std::string channel;
  std::optional<policy::Text> title;  // the template's subject, by the policy in force
  std::optional<RequestId> request;   // not of a confidential one
  std::string state;
  int attempts = 0;
  std::optional<std::string> code;
};
BOOST_DESCRIBE_STRUCT(LogRow, (LogTemplate),
                      (id, at, channel, title, request, state, attempts, code))

struct LogPage {
  std::vector<LogRow> items;  // newest first
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(LogPage, (), (items, next))

enum class Wanted : std::uint8_t { any, failed, waiting };  // failed: given up ones too
// Of the actor's branches; portal messages are not in it (they cannot fail).
LogPage list_messages(db::Transaction& tx, const AssociationId& association,
                      const auth::Actor& actor, Wanted wanted, const api::Page& page);

// Tries a message that failed again, from the first attempt. Refuses not_found (outside the actor's
// branches too), message.already_sent.
Result<Done> retry_message(db::Transaction& tx, const AssociationId& association,
                           const auth::Actor& actor, const MessageId& id, Instant now);

}  // namespace messages
