#include "requests/standing_view.h"

#include <algorithm>

#include "messages/messages.h"
#include "requests/describe.h"
#include "requests/item_values.h"

namespace requests {
namespace {

std::string item_state(const OpenRequest& open, const policy::Item& item, bool given) {
  if (std::ranges::find(open.state.returned_items, item.id) != open.state.returned_items.end() &&
      open.state.status == procedure::Status::returned) {
    return "asked_again";
  }
  const auto found = open.state.items.find(item.id);
  if (found != open.state.items.end() && found->second.verified) {
    return found->second.matched && found->second.valid ? "matched" : "not_valid";
  }
  return given ? "given" : "missing";
}

std::vector<StandingItem> describe_items(const OpenRequest& open, const StoredValues& values,
                                         const std::vector<std::string>& asked) {
  std::vector<StandingItem> views;
  for (const auto& item : open.kind().items) {
    const auto value = values.find(item.id);
    const bool given = value != values.end();
    const bool wanted = item.required && std::ranges::find(asked, item.id) != asked.end();
    if (!given && !wanted) continue;
    StandingItem view{.id = item.id, .title = item.title, .state = item_state(open, item, given)};
    if (given) view.value = value->second.value;
    views.push_back(std::move(view));
  }
  return views;
}

// The promise of H5 in dates: of the study that is open or comes next.
void describe_promise(const OpenRequest& open, RequestStanding& view) {
  for (std::size_t index = 0; index < open.state.steps.size(); ++index) {
    if (open.kind().steps[index].kind != policy::StepKind::study) continue;
    const auto& study = open.state.steps[index];
    if (study.status != procedure::StepStatus::open) continue;
    if (study.earliest) view.answer_not_before = riyadh_date(*study.earliest);
    if (study.due) view.answer_by = riyadh_date(*study.due);
  }
}

std::optional<RatingView> describe_rating(const OpenRequest& open) {
  RatingView rating;
  for (const auto& event : open.events) {
    if (event.kind == procedure::EventKind::evaluation_offered) {
      rating.invited_at = event.happened_at;
    }
    if (event.kind == procedure::EventKind::rated) rating.rated_at = event.happened_at;
  }
  return rating.invited_at || rating.rated_at ? std::optional(rating) : std::nullopt;
}

std::optional<RelatedRequest> related(db::Transaction& tx, const api::Call& call,
                                      const std::string& id) {
  if (id.empty()) return std::nullopt;
  const auto row = find_row(tx, call.tenant.id, RequestId{id});
  if (!row) return std::nullopt;
  return RelatedRequest{id, row->reference};
}

}  // namespace

RequestStanding describe_standing(db::Transaction& tx, const api::Call& call,
                                  const OpenRequest& open) {
  const auto notes = load_notes(tx, *call.tenant.keeper, call.tenant.id, open.row.id);
  const auto values = load_values(tx, *call.tenant.keeper, call.tenant.id, open.row.id);
  const auto facts = facts_of(tx, call.tenant, open, values, call.now);
  RequestStanding view{.id = open.row.id.text,
                       .reference = open.row.reference,
                       .seq = open.row.seq,
                       .kind = open.row.kind,
                       .kind_title = open.kind().title,
                       .status = open.row.status,
                       .outcome = open.row.outcome,
                       .received_at = open.row.received_at,
                       .submitted_at = open.row.submitted_at};
  view.steps = describe_steps(open);
  const auto next = describe_next(procedure::tasks(*open.pack, open.state, call.now, facts->facts));
  if (!next.empty()) {
    view.next = next.front();
    view.next->assignee.reset();
  }
  describe_promise(open, view);
  view.told = describe_told(open.state);
  const auto about =
      messages::messages_about(tx, call.tenant.id, call.actor.acting_for, open.row.id);
  view.messages = about.messages;
  view.unread_messages = about.unread;
  view.items = describe_items(
      open, values, procedure::asked_items(*open.pack, open.state, call.now, facts->facts));
  view.returned = describe_return(open, notes);
  view.decision = describe_decision(open, notes);
  view.deliveries = describe_deliveries(open, notes);
  view.replies = describe_replies(open, notes);
  view.questions = describe_questions(open, notes);
  view.rating = describe_rating(open);
  view.actions = describe_offers(
      procedure::allowed(*open.pack, open.state, engine_actor(call.actor), call.now, facts->facts));
  view.appeal = related(tx, call, open.state.appealed_by);
  view.records = describe_shown_records(open, values);
  return view;
}

const db::Sql select_cards(R"sql(
SELECT id, reference, kind, policy_version, status, outcome, received_at, class
  FROM requests
 WHERE association_id = $1 AND (beneficiary_id = $2 OR applicant_id = $2)
   AND (received_at, id) < ($3, $4)
 ORDER BY received_at DESC, id DESC LIMIT $5)sql");
const db::Sql select_tasks(R"sql(
SELECT step, due, due_order FROM tasks WHERE association_id = $1 AND request_id = $2
 ORDER BY step)sql");

namespace {

struct CardRow {
  RequestCard card;
  std::string policy_version;
};

void add_titles(db::Transaction& tx, const api::Call& call, CardRow& row) {
  const auto pack = call.tenant.policy_version(row.policy_version);
  const auto* kind = pack ? pack->kind(row.card.kind) : nullptr;
  if (kind != nullptr) row.card.kind_title = kind->title;
  std::optional<std::int64_t> first;
  tx.each(
      select_tasks,
      [&](const db::Row& task) {
        if (first && *first <= task.integer(2)) return;
        first = task.integer(2);
        row.card.step = task.string(0);
        row.card.due = task.null(1) ? std::nullopt : std::optional(task.instant(1));
      },
      call.tenant.id, row.card.id);
  if (kind == nullptr || !row.card.step) return;
  if (const int step = kind->step_index(*row.card.step); step >= 0) {
    row.card.step_title = kind->steps[static_cast<std::size_t>(step)].title;
  }
}

bool may_list(db::Transaction& tx, const api::Call& call, const RequestCard& card) {
  if (call.actor.kind != auth::Actor::Kind::staff) return true;
  const auto row = find_row(tx, call.tenant.id, RequestId{card.id});
  return row &&
         auth::authorise(call.actor, auth::Action::request_read,
                         rights_object(tx, call.tenant.id, row.value(), call.actor, call.now));
}

}  // namespace

RequestCards list_cards(db::Transaction& tx, const api::Call& call, const PartyId& party,
                        const std::string& after, int limit) {
  std::int64_t before_ms = INT64_MAX;
  std::string before_id;
  if (const auto row = after.empty() ? Result<RequestRow>(refuse(RefusalKind::not_found, ""))
                                     : find_row(tx, call.tenant.id, RequestId{after})) {
    before_ms = row->received_at.ms;
    before_id = after;
  }
  std::vector<CardRow> rows;
  tx.each(
      select_cards,
      [&](const db::Row& row) {
        rows.push_back({
            {.id = row.string(0),
             .reference = row.string(1),
             .kind = row.string(2),
             .status = row.string(4),
             .outcome = row.optional_string(5),
             .received_at = row.instant(6)},
            row.string(3)
        });
      },
      call.tenant.id, party, before_ms, before_id, limit + 1);
  RequestCards cards;
  if (rows.size() > static_cast<std::size_t>(limit)) {
    rows.pop_back();
    cards.next = rows.back().card.id;
  }
  for (auto& row : rows) {
    if (!may_list(tx, call, row.card)) continue;
    add_titles(tx, call, row);
    cards.items.push_back(std::move(row.card));
  }
  return cards;
}

}  // namespace requests
