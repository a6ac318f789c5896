#include "messages/told.h"

#include <algorithm>

#include "messages/message_rows.h"

namespace messages {

// Of one channel, so that the index hands them over in their order.
const db::Sql select_told(R"sql(
SELECT party_id, request_id, class, branch_id, channel, template, about, state, attempts, code,
       created_at, sent_at, read_at, id
  FROM messages
 WHERE association_id = $1 AND party_id = $2 AND channel = $3 AND id < $4
 ORDER BY id DESC LIMIT $5)sql");

std::vector<Header> list_told(db::Transaction& tx, const AssociationId& association,
                              const PartyId& party, const std::string& before, int limit) {
  constexpr std::string_view after_every_id = "~";
  std::vector<Header> told;
  for (const auto channel : {Channel::portal, Channel::mail, Channel::sms}) {
    tx.each(
        select_told,
        [&](const db::Row& row) { told.push_back(header_in(row, MessageId{row.string(13)})); },
        association, party, name_of(channel),
        before.empty() ? after_every_id : std::string_view(before), limit);
  }
  std::ranges::sort(told, [](const Header& a, const Header& b) { return b.id.text < a.id.text; });
  if (told.size() > static_cast<std::size_t>(limit)) told.resize(static_cast<std::size_t>(limit));
  return told;
}

}  // namespace messages
