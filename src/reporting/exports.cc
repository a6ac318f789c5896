#include "platform/exports/exports.h"

#include <algorithm>

#include "reporting/audit_log.h"
#include "reporting/clause_report.h"
#include "reporting/reporting.h"

namespace reporting {
namespace {

using auth::Action;
using exports::Columns;
using exports::Words;
using Tx = db::Transaction;

// What was done, as the page says it; an event of a request as its timeline does.
std::string action_of(const AuditRow& row, const Words& words) {
  auto code = row.action;
  std::ranges::replace(code, '.', '_');
  if (auto said = words.of("audit_action", code); said != code) return said;
  constexpr std::string_view of_request = "request.";
  if (!row.action.starts_with(of_request)) return row.action;
  return words.of("event", row.action.substr(of_request.size()));
}

std::string object_of(const AuditRow& row, const Words& words) {
  if (row.hidden) return words.heading("confidential");
  return row.reference ? *row.reference : row.object_name.value_or("");
}

Columns<AuditRow> columns_of_audit() {
  using Row = AuditRow;
  return Columns<Row>()
      .add("number", &Row::seq)
      .add("at", &Row::at)
      .add("actor",
           [](const Row& row, const Words& words) {
             return row.who_name ? *row.who_name : words.of("role", row.who_kind);
           })
      .add("role",
           [](const Row& row, const Words& words) {
             return row.role ? words.of("role", *row.role) : std::string();
           })
      .add("action", action_of)
      .add("code", &Row::action)
      .add("object", object_of)
      .add("detail", &Row::detail);
}

struct ClauseLine {
  ClauseRow clause;  // without its controls
  ControlRow control;
};
struct ClauseLines {
  std::vector<ClauseLine> items;
};

// One line for each control of a clause; a clause without any has one line too.
Result<ClauseLines> list_controls(Tx& tx, const api::Call& call) {
  auto report = TRY(report_clauses(tx, call));
  ClauseLines lines;
  for (auto& clause : report.items) {
    const auto controls = std::move(clause.controls);
    clause.controls = {};
    if (controls.empty()) lines.items.push_back({clause, {}});
    for (const auto& control : controls) lines.items.push_back({clause, control});
  }
  return lines;
}

std::string note_of(const ClauseLine& line, const Words& words) {
  const auto& why = line.control.why_not_measured ? line.control.why_not_measured : line.clause.why;
  return why ? words.of(*why) : std::string();
}

Columns<ClauseLine> columns_of_clauses() {
  using Line = ClauseLine;
  return Columns<Line>()
      .add("clause", [](const Line& line) { return line.clause.clause; })
      .add("clause_text",
           [](const Line& line, const Words& words) { return words.of(line.clause.text); })
      .add("control", [](const Line& line,
                         const Words& words) { return words.of("control", line.control.name); })
      .add("control_kind",
           [](const Line& line, const Words& words) {
             return words.of("control_kind", line.control.kind);
           })
      .add("owed", [](const Line& line) { return line.control.owed; })
      .add("kept", [](const Line& line) { return line.control.kept; })
      .add("broken", [](const Line& line) { return line.control.broken; })
      .add("overridden", [](const Line& line) { return line.control.overridden; })
      .add("not_measured", [](const Line& line) { return line.control.not_measured; })
      .add("late", [](const Line& line) { return line.control.late; })
      .add("note", note_of);
}

Columns<ClauseRequest> columns_of_requests() {
  using Row = ClauseRequest;
  return Columns<Row>()
      .add("reference", &Row::reference)
      .add("kind", [](const Row& row, const Words& words) { return words.of(row.kind_title); })
      .add("control",
           [](const Row& row, const Words& words) {
             return words.of("control", row.control.substr(row.control.find('.') + 1));
           })
      .add("outcome", [](const Row& row,
                         const Words& words) { return words.of("control_outcome", row.outcome); })
      .add("due", &Row::due);
}

// What the export puts on record itself says more than an opening.
Result<AuditPage> audit_page(Tx& tx, const api::Call& call) {
  api::Opening opening;
  return read_audit_log(tx, call, opening);
}

}  // namespace

void add_exports(api::Routes& routes) {
  auto audit = exports::list_of<AuditPage>("audit", columns_of_audit(), audit_page);
  audit.cursor = "before";
  exports::add_export(routes, "/desk/audit", Action::audit_read, std::move(audit));
  exports::add_export(
      routes, "/desk/reports/clauses", Action::report_read,
      exports::list_of<ClauseLines>("clauses", columns_of_clauses(), list_controls));
  exports::add_export(routes, "/desk/reports/clauses/{clause}/requests", Action::report_read,
                      exports::list_of<ClauseRequests>("clause-requests", columns_of_requests(),
                                                       list_clause_requests));
}

}  // namespace reporting
