#include "messages/inbox.h"

#include "messages/message_rows.h"

namespace messages {

const db::Sql select_inbox(R"sql(
SELECT id FROM messages
 WHERE association_id = $1 AND party_id = $2 AND channel = 'portal' AND id < $3
 ORDER BY id DESC LIMIT $4)sql");

Inbox list_inbox(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                 const api::Page& page, const std::string& public_address) {
  constexpr std::string_view after_every_id = "~";
  std::vector<MessageId> ids;
  tx.each(
      select_inbox, [&](const db::Row& row) { ids.push_back({row.string(0)}); }, tenant.id, party,
      page.after.empty() ? after_every_id : page.after, page.limit + 1);
  Inbox inbox;
  if (ids.size() > static_cast<std::size_t>(page.limit)) {
    ids.pop_back();
    inbox.next = ids.back().text;
  }
  for (const auto& id : ids) {
    const auto stored = find_message(tx, tenant.id, id);
    const auto letter = stored ? open_letter(tx, tenant, *stored) : std::nullopt;
    if (!letter) continue;  // erased
    const Header& header = stored->header;
    inbox.items.push_back(
        {.id = id,
         .at = header.created_at,
         .subject = letter->subject,
         .text = with_link(letter->text, public_address, tenant.slug, header.request),
         .channel = std::string(name_of(header.channel)),
         .read_at = header.read_at,
         .request = header.request.empty() ? std::nullopt : std::optional(header.request)});
  }
  return inbox;
}

const db::Sql update_read(R"sql(
UPDATE messages SET read_at = $3 WHERE association_id = $1 AND id = $2 AND read_at IS NULL)sql");

Result<Done> read_message(db::Transaction& tx, api::Tenant& tenant, const PartyId& party,
                          const MessageId& id, Instant now, const Hooks* hooks) {
  auto stored = find_message(tx, tenant.id, id);
  if (!stored || stored->header.party != party || stored->header.channel != Channel::portal)
    return auth::not_found();
  const bool first = tx.execute(update_read, tenant.id, id, now) > 0;
  if (!first || hooks == nullptr || !hooks->on_read) return Done{};
  stored->header.read_at = now;
  hooks->on_read(tx, tenant, {stored->header, "portal", now});
  return Done{};
}

const db::Sql select_unread(R"sql(
SELECT DISTINCT request_id FROM messages
 WHERE association_id = $1 AND party_id = $2 AND channel = 'portal' AND read_at IS NULL
   AND request_id IS NOT NULL)sql");

std::string change_of(const PartyId& party) {
  return "messages " + party.text;
}

std::set<RequestId> unread_requests(db::Transaction& tx, const AssociationId& association,
                                    const PartyId& party) {
  std::set<RequestId> requests;
  tx.each(
      select_unread, [&](const db::Row& row) { requests.insert({row.string(0)}); }, association,
      party);
  return requests;
}

const db::Sql count_about(R"sql(
SELECT COUNT(*), COUNT(read_at) FROM messages
 WHERE association_id = $1 AND party_id = $2 AND channel = 'portal' AND request_id = $3)sql");

About messages_about(db::Transaction& tx, const AssociationId& association, const PartyId& party,
                     const RequestId& request) {
  return tx
      .one(
          count_about,
          [](const db::Row& row) {
            return About{row.integer(0), row.integer(0) - row.integer(1)};
          },
          association, party, request)
      .value_or(About{});
}

}  // namespace messages
