#include "governance/draft_rows.h"
#include "governance/lines.h"
#include "governance/minutes.h"

namespace governance {
namespace {

constexpr std::size_t word_max = 40;

const db::Sql insert_approval(R"sql(
INSERT INTO policy_approvals (association_id, id, digest, body, meeting, term, decided_on, minutes,
       recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))sql");

// Notes the act about a stored version.
Result<Approved> record_approval(db::Transaction& tx, const api::Call& call,
                                 const std::string& digest, const RecordApproval& given) {
  const auto body = TRY(clean_line(given.body, "/body", Given::must, word_max));
  const auto meeting = TRY(clean_line(given.meeting.value_or(""), "/meeting", Given::may));
  const auto term = TRY(clean_line(given.term.value_or(""), "/term", Given::may));
  if (given.decided_on > riyadh_date(call.now)) {
    return refuse(
        RefusalKind::rule_not_met,
        Obstacle{.code = "policy.approval_in_future", .field = "/decided_on", .clause = "F6"});
  }
  if (given.minutes) TRY(attach_minutes(tx, call, *given.minutes));
  const auto id = kernel::new_id<ApprovalId>(call.now);
  tx.execute(insert_approval, call.tenant.id, id, digest, body, meeting, term,
             given.decided_on.days, given.minutes, call.now, call.actor.id);
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::policy_approve),
                call.now,
                {.action = "policy.approved",
                 .object = digest,
                 .detail = R"({"approval":")" + id.text + R"(","decided_on":")" +
                           iso(given.decided_on) + "\"}"});
  return Approved{digest, id};
}

// What keeps a draft from being decided about: every obstacle at once.
std::vector<Obstacle> obstacles_of(const Draft& draft, const policy::Parsed& parsed,
                                   const std::string& newest) {
  std::vector<Obstacle> obstacles;
  if (!parsed.problems.empty()) {
    obstacles.push_back({.code = "policy.draft_has_problems",
                         .parameters = {{"count", std::to_string(parsed.problems.size())}}});
  }
  if (draft.base != newest) {
    obstacles.push_back({.code = "policy.base_moved", .parameters = {{"newest", newest}}});
  }
  return obstacles;
}

}  // namespace

Result<Approved> approve_draft(db::Transaction& tx, const api::Call& call,
                               const ApproveDraft& body) {
  auto draft = TRY(open_draft(tx, call, body.revision));
  const auto newest = newest_version(tx, call.tenant, call.now);
  auto obstacles = obstacles_of(draft, policy::parse(draft.files), newest);
  if (!obstacles.empty()) return Refusal{RefusalKind::rule_not_met, std::move(obstacles)};
  const auto by = auth::who_of(call.actor, auth::Action::policy_approve);
  const auto imported = organisation::import_policy(tx, call.tenant.id, by, draft.files, call.now);
  const std::string digest = imported.version.value().digest;
  if (digest == draft.base) return refuse(RefusalKind::rule_not_met, "policy.draft_unchanged");
  auto approved = TRY(record_approval(tx, call, digest, body));
  draft.state = "approved";
  draft.version = digest;
  save_as(tx, call, draft, auth::Action::policy_approve, "policy.draft_approved");
  return approved;
}

Result<Approved> approve_version(db::Transaction& tx, const api::Call& call,
                                 const RecordApproval& body) {
  const auto digest = call.param("digest");
  if (!organisation::find_policy_version(tx, call.tenant.id, digest)) {
    return refuse(RefusalKind::not_found, "policy.unknown");
  }
  return record_approval(tx, call, digest, body);
}

ApprovalCard card_of(db::Transaction& tx, const api::Tenant& tenant, const Approval& approval) {
  ApprovalCard card{.id = approval.id,
                    .body = approval.body,
                    .meeting = approval.meeting,
                    .term = approval.term,
                    .decided_on = approval.decided_on,
                    .minutes = {},
                    .recorded_at = approval.recorded_at,
                    .recorded_by = {}};
  if (approval.minutes) card.minutes = find_minutes(tx, tenant, *approval.minutes);
  if (!approval.recorded_by.empty()) {
    card.recorded_by = auth::staff_name(tx, *tenant.keeper, tenant.id, {approval.recorded_by});
  }
  return card;
}

}  // namespace governance
