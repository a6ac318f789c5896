#include "reporting/clause_report.h"

#include "reporting/outcomes.h"

namespace reporting {
namespace {

// Records and measures stand on the association, not on requests; nothing measures them yet.
bool is_of_requests(const policy::Control& control) {
  return control.kind != policy::ControlKind::record &&
         control.kind != policy::ControlKind::measure;
}

ControlRow row_of(const policy::Control& control, const Counts& counts) {
  ControlRow row{.control = control.id,
                 .kind = std::string(policy::name_of(control.kind)),
                 .name = control.name,
                 .chosen = control.chosen};
  if (!is_of_requests(control)) {
    row.not_measured = 1;
    return row;
  }
  Figures figures = figures_of(control, counts);
  row.owed = figures[Standing::owed];
  row.kept = figures[Standing::kept];
  row.broken = figures[Standing::broken];
  row.overridden = figures[Standing::overridden];
  row.late = figures[Standing::late];
  return row;
}

}  // namespace

Result<ClauseReport> report_clauses(db::Transaction& tx, const api::Call& call) {
  const Period period = TRY(period_of(call));
  const auto pack = call.tenant.policy_in_force();
  if (!pack) return refuse(RefusalKind::unavailable, "policy.version_missing");
  const Counts counts = count_outcomes(tx, call.tenant.id, period, call.now);
  ClauseReport report{.policy_version = pack->digest, .items = {}, .measured_at = call.now};
  for (const auto& clause : pack->clauses) {
    ClauseRow& row = report.items.emplace_back();
    row.clause = clause.id;
    row.text = clause.text;
    if (!clause.source.empty()) row.source = clause.source;
    row.owed_by_policy = clause.owed;
    for (const auto& control : clause.controls) row.controls.push_back(row_of(control, counts));
  }
  return report;
}

}  // namespace reporting
