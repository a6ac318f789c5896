#include <charconv>

#include "base/text.h"
#include "reporting/clause_report.h"
#include "reporting/outcomes.h"

namespace reporting {
namespace {

Refusal unknown_word(std::string field, std::string known) {
  return refuse(RefusalKind::invalid, {.code = "argument.unknown_word",
                                       .field = std::move(field),
                                       .parameters = {{"known", std::move(known)}}});
}

// The controls of the clause, or the one that is asked for.
Result<std::vector<const policy::Control*>> controls_of(const api::Call& call,
                                                        const policy::Clause& clause) {
  const std::string wanted = call.argument("control").value_or("");
  std::vector<const policy::Control*> controls;
  std::string known;
  for (const auto& control : clause.controls) {
    if (wanted.empty() || wanted == control.id) controls.push_back(&control);
    known += (known.empty() ? "" : ", ") + control.id;
  }
  if (controls.empty() && !wanted.empty()) return unknown_word("control", known);
  return controls;
}

Result<std::vector<Standing>> standings_of(const api::Call& call) {
  using enum Standing;
  const std::string wanted = call.argument("outcome").value_or("");
  if (wanted.empty()) return std::vector{owed, kept, broken, overridden, late};
  if (wanted == "not_measured") return std::vector<Standing>{};  // no request stands so
  const auto standing = standing_named(wanted);
  if (!standing)
    return unknown_word("outcome", "owed, kept, broken, overridden, late, not_measured");
  return std::vector{*standing};
}

// "received_at~request~control": opaque to clients.
std::string key_text(const OutcomeRow& row) {
  return std::to_string(row.received_at.ms) + "~" + row.request.text + "~" + row.control;
}

Result<OutcomeKey> key_of(const std::string& after) {
  if (after.empty()) return OutcomeKey{};
  const auto parts = split(after, '~');
  const auto refused =
      refuse(RefusalKind::invalid, {.code = "argument.not_a_page_key", .field = "after"});
  if (parts.size() != 3) return refused;
  OutcomeKey key;
  const auto& number = parts[0];
  const auto read =
      std::from_chars(number.data(), number.data() + number.size(), key.received_at.ms);
  if (read.ec != std::errc{} || read.ptr != number.data() + number.size()) return refused;
  key.request = parts[1];
  key.control = parts[2];
  return key;
}

ClauseRequest view_of(const api::Call& call, const OutcomeRow& row) {
  ClauseRequest view{.request = row.request.text, .reference = row.reference};
  const auto pack = call.tenant.policy_version(row.policy_version);
  if (const auto* kind = pack ? pack->kind(row.kind) : nullptr) view.kind_title = kind->title;
  view.control = row.control;
  view.outcome = name_of(row.standing);
  view.due = row.due;
  return view;
}

}  // namespace

Result<ClauseRequests> list_clause_requests(db::Transaction& tx, const api::Call& call) {
  const auto pack = call.tenant.policy_in_force();
  if (!pack) return refuse(RefusalKind::unavailable, "policy.version_missing");
  const std::string id = call.param("clause");
  const auto clause = std::ranges::find(pack->clauses, id, &policy::Clause::id);
  if (clause == pack->clauses.end()) return refuse(RefusalKind::not_found, "report.clause_unknown");
  OutcomeQuery query;
  query.controls = TRY(controls_of(call, *clause));
  query.standings = TRY(standings_of(call));
  query.period = TRY(period_of(call));
  const api::Page page = TRY(api::page_of(call));
  const OutcomeKey after = TRY(key_of(page.after));
  auto rows = outcome_rows(tx, call, query, after, page.limit + 1);
  ClauseRequests answer;
  if (rows.size() > static_cast<std::size_t>(page.limit)) {
    rows.resize(static_cast<std::size_t>(page.limit));
    answer.next = key_text(rows.back());
  }
  for (const auto& row : rows) answer.items.push_back(view_of(call, row));
  return answer;
}

}  // namespace reporting
