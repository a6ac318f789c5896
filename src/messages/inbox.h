#pragma once

#include <set>
#include <string>
#include <vector>

#include "messages/connect.h"

// What the portal shows a person of what they were told.
namespace messages {

struct Shown {
  MessageId id;
  Instant at;
  std::string subject, text;
  std::string channel;
  std::optional<Instant> read_at;
  std::optional<RequestId> request;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (id, at, subject, text, channel, read_at, request))

struct Inbox {
  std::vector<Shown> items;  // newest first
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Inbox, (), (items, next))

Inbox list_inbox(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                 const api::Page& page, const std::string& public_address);
// The first reading is noted, and told to the hooks as proof. Refuses not_found for another's.
Result<Done> read_message(db::Transaction& tx, api::Tenant& tenant, const PartyId& party,
                          const MessageId& id, Instant now, const Hooks* hooks);
// How a new message in a person's inbox is called among the news (tx.tell).
std::string change_of(const PartyId& party);

// Requests about which there is a message that has not been read.
std::set<RequestId> unread_requests(db::Transaction& tx, const AssociationId& association,
                                    const PartyId& party);

struct About {
  std::int64_t messages = 0, unread = 0;
};
// How many messages about one request stand in a person's inbox.
About messages_about(db::Transaction& tx, const AssociationId& association, const PartyId& party,
                     const RequestId& request);

}  // namespace messages
