#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "messages/message.h"
#include "platform/api/api.h"

namespace messages {

struct NewMessage {
  PartyId party;      // to whom; their key seals it
  RequestId request;  // may be empty
  Class request_class = Class::ordinary;
  BranchId branch;
  std::string template_id;                     // of the pack's messages
  std::string about;                           // comes back in Fate: for instance the step's id
  std::map<std::string, policy::Text> values;  // placeholder -> language -> text; see plain()
  std::string language = "ar";
  std::string phone, email;  // E.164; empty: not by that channel
  std::string key;           // the same key is the same message: nothing is sent twice
};

// A value that reads the same in every language.
policy::Text plain(std::string text);

// Tells somebody something, in the caller's transaction: into the portal's inbox at once, and by
// text message and mail, as far as `phone` and `email` are given, through the outbox after the
// commit. Fills {association} (the neutral name in a neutral pack) and {link} by itself. Returns
// the messages made; none when the pack has no such template, the key was sent already, the party's
// key is erased, or they have died.
std::vector<MessageId> send_message(db::Transaction& tx, const api::Tenant& tenant,
                                    const policy::Pack& pack, Instant now,
                                    const NewMessage& message);

// The same with a template of the product's own (texts/messages/people.json), for what every
// association tells alike; `template_id` names it. It is shown in the portal and, with an address,
// sent by mail or text message.
std::vector<MessageId> send_house_message(db::Transaction& tx, const api::Tenant& tenant,
                                          Instant now, const NewMessage& message);

}  // namespace messages
