#include "messages/message_log.h"

#include "messages/message_rows.h"

namespace messages {
namespace {

// A message of a branch is seen by the staff of that branch, one about a request of no branch by
// those who see every branch, one about no request by everybody.
std::string newest(std::string_view more) {
  return std::string(R"sql(
SELECT id, created_at, channel, template, request_id, state, attempts, code, class
  FROM messages m
 WHERE association_id = $1 AND id < $2 AND channel <> 'portal'
   AND ($3 = 1 OR (branch_id IS NULL AND request_id IS NULL)
        OR EXISTS (SELECT 1 FROM staff_branches b WHERE b.association_id = m.association_id
                      AND b.staff_id = $4 AND b.branch_id = m.branch_id)))sql") +
         std::string(more) + " ORDER BY id DESC LIMIT $5";
}
const std::string of_any = newest({});
const std::string of_states = newest(" AND state IN ($6, $7)");
const db::Sql select_any(of_any);
const db::Sql select_of_states(of_states);

LogRow row_of(const db::Row& row) {
  LogRow shown;
  shown.id = {row.string(0)};
  shown.at = row.instant(1);
  shown.channel = row.string(2);
  shown.template_id = row.string(3);
  const bool hidden = class_named(row.text(8)) == Class::confidential;
  if (!hidden && !row.null(4)) shown.request = RequestId{row.string(4)};
  shown.state = row.string(5);
  shown.attempts = static_cast<int>(row.integer(6));
  shown.code = row.optional_string(7);
  return shown;
}

}  // namespace

LogPage list_messages(db::Transaction& tx, const AssociationId& association,
                      const auth::Actor& actor, Wanted wanted, const api::Page& page) {
  constexpr std::string_view after_every_id = "~";
  const std::string_view before = page.after.empty() ? after_every_id : page.after;
  LogPage log;
  const auto take = [&](const db::Row& row) { log.items.push_back(row_of(row)); };
  const int everywhere = actor.branches.empty() ? 1 : 0;
  const int limit = page.limit + 1;
  if (wanted == Wanted::any) {
    tx.each(select_any, take, association, before, everywhere, actor.id, limit);
  } else {
    const bool waiting = wanted == Wanted::waiting;
    tx.each(select_of_states, take, association, before, everywhere, actor.id, limit,
            name_of(waiting ? State::waiting : State::failed),
            name_of(waiting ? State::waiting : State::given_up));
  }
  if (log.items.size() == static_cast<std::size_t>(limit)) {
    log.items.pop_back();
    log.next = log.items.back().id.text;
  }
  return log;
}

const db::Sql update_waiting(R"sql(
UPDATE messages SET state = 'waiting', attempts = 0, code = NULL
 WHERE association_id = $1 AND id = $2)sql");

Result<Done> retry_message(db::Transaction& tx, const AssociationId& association,
                           const auth::Actor& actor, const MessageId& id, Instant now) {
  const auto stored = find_message(tx, association, id);
  if (!stored || stored->header.channel == Channel::portal) return auth::not_found();
  const Header& header = stored->header;
  const bool of_no_branch = header.branch.empty() && !header.request.empty();
  TRY(auth::authorise(actor, auth::Action::message_retry,
                      {.branch = header.branch, .of_no_branch = of_no_branch}));
  if (header.state == State::sent) return refuse(RefusalKind::conflict, "message.already_sent");
  tx.execute(update_waiting, association, id);
  outbox::try_again(tx, association, "message." + std::string(name_of(header.channel)), id.text,
                    now);
  audit::record(tx, association, auth::who_of(actor, auth::Action::message_retry), now,
                {.action = "message.retried", .object = id.text, .party = header.party.text});
  return Done{};
}

}  // namespace messages
