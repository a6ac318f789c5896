#include <algorithm>
#include <set>

#include "parties/parties.h"
#include "platform/kernel/kernel.h"
#include "requests/requests.h"
#include "requests/standing_view.h"
#include "requests/take_consent.h"

namespace requests {

const db::Sql select_working_for(R"sql(
SELECT 1 FROM requests r
 WHERE r.association_id = $1
   AND r.id IN (SELECT b.id FROM requests b WHERE b.association_id = $1 AND b.beneficiary_id = $2
                 UNION
                SELECT a.id FROM requests a WHERE a.association_id = $1 AND a.applicant_id = $2)
   AND (EXISTS (SELECT 1 FROM request_staff w
                 WHERE w.association_id = r.association_id AND w.request_id = r.id
                   AND w.staff_id = $3
                   AND (w.break_glass_until IS NULL OR w.break_glass_until > $4))
        OR ($5 = 1 AND EXISTS (SELECT 1 FROM tasks t
                                WHERE t.association_id = r.association_id AND t.request_id = r.id
                                  AND t.step_kind = 'study')))
 LIMIT 1)sql");
namespace {

constexpr std::size_t list_size = 50;  // of one statement, so that there is one to prepare

std::string working_for_some() {
  std::string in_list, text;
  for (std::size_t i = 0; i < list_size; ++i)
    in_list += (i == 0 ? " IN ($" : ", $") + std::to_string(i + 5);
  for (const std::string who : {"r.beneficiary_id", "r.applicant_id"}) {
    text += (text.empty() ? "SELECT " : " UNION SELECT ") + who + R"sql( FROM requests r
 WHERE r.association_id = $1
   AND (EXISTS (SELECT 1 FROM request_staff w
                 WHERE w.association_id = r.association_id AND w.request_id = r.id
                   AND w.staff_id = $2
                   AND (w.break_glass_until IS NULL OR w.break_glass_until > $3))
        OR ($4 = 1 AND EXISTS (SELECT 1 FROM tasks t
                                WHERE t.association_id = r.association_id AND t.request_id = r.id
                                  AND t.step_kind = 'study')))
   AND )sql" +
            who + in_list + ")";
  }
  return text;
}
const std::string working_for_some_text = working_for_some();

}  // namespace

const db::Sql select_working_for_some(working_for_some_text);
const db::Sql select_as_beneficiary(R"sql(
SELECT id FROM requests WHERE association_id = $1 AND beneficiary_id = $2)sql");
const db::Sql select_as_applicant(R"sql(
SELECT id FROM requests WHERE association_id = $1 AND applicant_id = $2)sql");
const db::Sql move_one_beneficiary(R"sql(
UPDATE requests SET beneficiary_id = $4
 WHERE association_id = $1 AND id = $2 AND beneficiary_id = $3)sql");
const db::Sql move_one_applicant(R"sql(
UPDATE requests SET applicant_id = $4
 WHERE association_id = $1 AND id = $2 AND applicant_id = $3)sql");
const db::Sql select_classes(R"sql(
SELECT class FROM requests WHERE association_id = $1 AND beneficiary_id = $2
 UNION
SELECT class FROM requests WHERE association_id = $1 AND applicant_id = $2)sql");
const db::Sql move_beneficiary(R"sql(
UPDATE requests SET beneficiary_id = $3 WHERE association_id = $1 AND beneficiary_id = $2)sql");
const db::Sql move_applicant(R"sql(
UPDATE requests SET applicant_id = $3 WHERE association_id = $1 AND applicant_id = $2)sql");

bool has_requests(db::Transaction& tx, const AssociationId& association, const PartyId& party) {
  const auto some = [&](const db::Sql& sql) {
    return tx.each(
               sql, [](const db::Row&) {}, association, party) > 0;
  };
  return some(select_as_beneficiary) || some(select_as_applicant);
}

namespace {

std::vector<std::string> ids_of(db::Transaction& tx, const db::Sql& sql, const api::Call& call,
                                const PartyId& party) {
  std::vector<std::string> ids;
  tx.each(
      sql, [&](const db::Row& row) { ids.push_back(row.string(0)); }, call.tenant.id, party);
  std::ranges::sort(ids);
  return ids;
}

parties::MovedRequests repoint(db::Transaction& tx, const api::Call& call, const PartyId& joined,
                               const PartyId& party) {
  parties::MovedRequests moved{ids_of(tx, select_as_beneficiary, call, joined),
                               ids_of(tx, select_as_applicant, call, joined)};
  tx.execute(move_beneficiary, call.tenant.id, joined, party);
  tx.execute(move_applicant, call.tenant.id, joined, party);
  return moved;
}

Class point_back(db::Transaction& tx, const api::Call& call, const parties::MovedRequests& moved,
                 const PartyId& joined, const PartyId& party) {
  for (const auto& id : moved.as_beneficiary)
    tx.execute(move_one_beneficiary, call.tenant.id, id, party, joined);
  for (const auto& id : moved.as_applicant)
    tx.execute(move_one_applicant, call.tenant.id, id, party, joined);
  Class highest = Class::ordinary;
  tx.each(
      select_classes,
      [&](const db::Row& row) { highest = std::max(highest, *class_named(row.text(0))); },
      call.tenant.id, party);
  return highest;
}

}  // namespace

namespace {

bool is_on_body(const auth::Actor& actor) {
  return actor.has(Role::secretary) || actor.has(Role::committee_member);
}

std::set<PartyId> works_for_some(db::Transaction& tx, const api::Call& call,
                                 const std::vector<PartyId>& parties) {
  std::set<PartyId> some;
  for (std::size_t from = 0; from < parties.size(); from += list_size) {
    const bool on_body = is_on_body(call.actor);
    std::vector<db::Value> values = {call.tenant.id, call.actor.id, call.now, on_body};
    for (std::size_t i = from; i < from + list_size; ++i)
      values.emplace_back(parties[std::min(i, parties.size() - 1)]);
    tx.each_with(
        select_working_for_some, [&](const db::Row& row) { some.insert({row.string(0)}); }, values);
  }
  return some;
}

}  // namespace

parties::Hooks party_hooks() {
  parties::Hooks hooks;
  hooks.requests_of = [](db::Transaction& tx, const api::Call& call, const PartyId& party) {
    std::vector<parties::PersonRequest> requests;
    for (auto& card : list_cards(tx, call, party, "", limits::page_max).items) {
      requests.push_back({card.id, card.reference, card.kind, card.kind_title, card.status,
                          card.outcome, card.step, card.step_title, card.due, card.received_at});
    }
    return requests;
  };
  hooks.find_request = [](db::Transaction& tx, const api::Call& call,
                          const std::string& reference) -> std::optional<parties::FoundRequest> {
    const auto row = find_row_by_reference(tx, call.tenant.id, reference);
    if (!row) return std::nullopt;
    const auto object = rights_object(tx, call.tenant.id, *row, call.actor, call.now);
    if (!auth::authorise(call.actor, auth::Action::request_read, object)) return std::nullopt;
    return parties::FoundRequest{row->id.text, row->reference, row->beneficiary};
  };
  hooks.works_for = [](db::Transaction& tx, const api::Call& call, const PartyId& party) {
    return tx.each(
               select_working_for, [](const db::Row&) {}, call.tenant.id, party, call.actor.id,
               call.now, is_on_body(call.actor)) > 0;
  };
  hooks.works_for_some = works_for_some;
  hooks.repoint_requests = repoint;
  hooks.point_requests_back = point_back;
  hooks.consents_changed = project_open_requests;
  return hooks;
}

namespace {

bool is_behind(const Refusal& refusal) {
  const auto& code = refusal.obstacles.front().code;
  return code == "step.done_already" || code == "request.closed";
}

// The step that a message was to tell, if it still waits for that.
void tell(db::Transaction& tx, api::Tenant& tenant, const messages::Fate& fate) {
  if (fate.message.about.empty() || fate.message.request.empty()) return;
  procedure::Action action;
  action.kind = procedure::ActionKind::tell;
  action.step = fate.message.about;
  action.proof = fate.proof;
  action.channel = messages::name_of(fate.message.channel);
  const auto done = perform_by_system(tx, tenant, fate.message.request, action, fate.at);
  // Told already, over another channel of theirs, or the request went another way: nothing is owed.
  if (!done && !is_behind(done.refusal())) {
    kernel::log::info(
        "requests.telling_not_needed",
        {
            {"id",   fate.message.request.text            },
            {"code", done.refusal().obstacles.front().code}
    });
  }
}

void tell_again(db::Transaction& tx, api::Tenant& tenant, const messages::Fate& fate) {
  if (fate.message.about.empty() || fate.message.request.empty()) return;
  const auto open = open_request(tx, tenant, fate.message.request);
  if (!open) return;
  const int step = open->kind().step_index(fate.message.about);
  if (step < 0) return;
  procedure::Action action;
  action.kind = procedure::ActionKind::delivery_failed;
  action.what = open->kind().steps[static_cast<std::size_t>(step)].telling;
  const auto done = perform_by_system(tx, tenant, fate.message.request, action, fate.at);
  if (!done) {
    kernel::log::info(
        "requests.failure_not_owed",
        {
            {"id",   fate.message.request.text            },
            {"code", done.refusal().obstacles.front().code}
    });
  }
}

}  // namespace

messages::Hooks message_hooks() {
  return {.on_sent = tell, .on_read = tell, .on_failed = tell_again};
}

const db::Sql select_returned(R"sql(
SELECT id FROM requests
 WHERE association_id = $1 AND status IN ('held', 'returned') ORDER BY id)sql");

namespace {

// What is due on a request that waits: a reminder, its lapse, or the end of a hold.
std::optional<procedure::ActionKind> due_action(const OpenRequest& open, Instant now) {
  const auto& state = open.state;
  const Date today = riyadh_date(now);
  if (state.status == procedure::Status::held) {
    if (state.held_until && *state.held_until <= today) return procedure::ActionKind::resume;
    return std::nullopt;
  }
  if (!state.returned_at) return std::nullopt;
  const int days = today - riyadh_date(*state.returned_at);
  const auto& reminders = open.kind().return_reminder_days;
  if (state.reminders < static_cast<int>(reminders.size())) {
    if (days >= reminders[static_cast<std::size_t>(state.reminders)])
      return procedure::ActionKind::remind;
    return std::nullopt;
  }
  const auto& deadline = open.kind().return_deadline;
  if (deadline && days > deadline->amount) return procedure::ActionKind::lapse;
  return std::nullopt;
}

// Looked for in a read: most that wait are owed nothing today, and a write would hold up the
// others.
std::vector<RequestId> due_requests(api::Tenant& tenant, Instant now) {
  std::vector<RequestId> ids;
  tenant.store->read([&](db::Transaction& tx) {
    tx.each(
        select_returned, [&](const db::Row& row) { ids.push_back({row.string(0)}); }, tenant.id);
    std::erase_if(ids, [&](const RequestId& id) {
      const auto open = open_request(tx, tenant, id);
      return !open || !due_action(open.value(), now);
    });
  });
  return ids;
}

}  // namespace

int run_due(api::Tenant& tenant, Instant now) {
  int moved = 0;
  for (const auto& id : due_requests(tenant, now)) {
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      const auto open = open_request(tx, tenant, id);
      const auto due = open ? due_action(open.value(), now) : std::nullopt;
      if (!due) return false;
      procedure::Action action;
      action.kind = *due;
      const bool done = perform_by_system(tx, tenant, id, action, now).ok();
      moved += done;
      return done;
    });
  }
  return moved;
}

}  // namespace requests
