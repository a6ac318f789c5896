#include "reporting/clause_report.h"

#include "reporting/outcomes.h"
#include "reporting/records.h"
#include "reporting/unmeasured.h"

namespace reporting {
namespace {

ControlRow begin_row(const policy::Control& control) {
  return {.control = control.id,
          .kind = std::string(policy::name_of(control.kind)),
          .name = control.name,
          .chosen = control.chosen};
}

ControlRow row_of_requests(const policy::Control& control, const Counts& counts) {
  ControlRow row = begin_row(control);
  Figures figures = figures_of(control, counts);
  row.owed = figures[Standing::owed];
  row.kept = figures[Standing::kept];
  row.broken = figures[Standing::broken];
  row.overridden = figures[Standing::overridden];
  row.late = figures[Standing::late];
  return row;
}

// A record stands on the association; a figure of a measure is not computed anywhere yet.
ControlRow row_of_standing(const policy::Control& control,
                           const std::optional<RecordFigures>& figures) {
  ControlRow row = begin_row(control);
  row.not_measured = figures ? 0 : 1;
  if (!figures) {
    if (const auto* why = why_not_measured(control.kind, control.name)) row.why_not_measured = *why;
    return row;
  }
  row.owed = figures->owed;
  row.kept = figures->kept;
  row.broken = figures->broken;
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
    row.measured = clause.measured;
    if (!clause.why.empty()) row.why = clause.why;
    for (const auto& control : clause.controls) {
      const bool record = control.kind == policy::ControlKind::record;
      const bool measure = control.kind == policy::ControlKind::measure;
      row.controls.push_back(
          record    ? row_of_standing(control, measure_record(tx, call, *pack, control.name))
          : measure ? row_of_standing(control, std::nullopt)
                    : row_of_requests(control, counts));
    }
  }
  return report;
}

}  // namespace reporting
