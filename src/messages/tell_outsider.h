#pragma once

#include <string>

#include "messages/connect.h"

namespace messages {

// News for somebody who is neither staff nor in the register of people: a contractor, say.
struct OutsiderNews {
  std::string what;          // of texts/messages/outsiders.json
  std::string email, phone;  // by mail where there is an address, else by text message
  std::string page;          // of the portal: "acknowledgement#TOKEN"
  std::string key;           // the same for every attempt
};
// Hands it to the gateway at once: to be called by an outbox handler, never in a transaction. Given
// up when there is no address, or no gateway for it.
outbox::Attempt tell_outsider(const api::Tenant& tenant, const Connection& connection,
                              const OutsiderNews& news);

// What the association is called outside: the neutral name in a neutral pack.
policy::Text outside_name(const api::Tenant& tenant);

}  // namespace messages
