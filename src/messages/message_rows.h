#pragma once

#include <optional>

#include "messages/message.h"
#include "platform/api/api.h"

// Rows of the table `messages`, for the files of this room.
namespace messages {

struct StoredMessage {
  Header header;
  std::string sealed;
};

// Of a row that begins: party_id, request_id, class, branch_id, channel, template, about, state,
// attempts, code, created_at, sent_at, read_at.
Header header_in(const db::Row& row, MessageId id);
std::optional<StoredMessage> find_message(db::Transaction& tx, const AssociationId& association,
                                          const MessageId& id);
// Nothing when the person's key was erased, or the text was destroyed.
std::optional<Letter> open_letter(db::Transaction& tx, const api::Tenant& tenant,
                                  const StoredMessage& stored);
std::string close_letter(const seal::Key& key, const MessageId& id, const Letter& letter);

// {link} stays in a stored text: where the portal is reached is known when it leaves or is shown.
std::string with_link(std::string text, std::string_view public_address, std::string_view slug,
                      const RequestId& request);

}  // namespace messages
