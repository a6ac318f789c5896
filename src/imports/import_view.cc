#include "imports/import_view.h"

#include "organisation/organisation.h"
#include "platform/kernel/problem.h"

namespace imports {
namespace {

bool may_see(const api::Call& call, const Import& import) {
  return auth::authorise(call.actor, auth::Action::person_import,
                         {.branch = import.branch, .of_no_branch = import.branch.empty()})
      .ok();
}

ImportRow row_of(db::Transaction& tx, const api::Tenant& tenant, const Import& import) {
  return {.id = import.id,
          .state = import.state,
          .file = import.about.file,
          .made_at = import.made_at,
          .by = import.by.kind == "staff"
                    ? auth::staff_name(tx, *tenant.keeper, tenant.id, StaffId{import.by.id})
                    : std::string(),
          .rows_all = import.rows_all,
          .rows_done = import.rows_done,
          .people_made = import.people_made,
          .rows_known = import.rows_known,
          .rows_failed = import.rows_failed,
          .people_withdrawn = import.people_withdrawn,
          .people_stayed = import.people_stayed};
}

RowProblem problem_view(const Import& import, std::int64_t column, const Obstacle& obstacle) {
  const auto at = static_cast<std::size_t>(column);
  RowProblem view;
  view.heading = at < import.about.headings.size() ? import.about.headings[at] : std::string();
  view.code = obstacle.code;
  for (const auto* language : {"ar", "en"}) {
    view.message[language] = kernel::message_of(obstacle, language);
    view.remedy[language] = kernel::remedy_of(obstacle, language);
  }
  return view;
}

}  // namespace

ImportView view_of(db::Transaction& tx, const api::Tenant& tenant, const Import& import,
                   Instant now) {
  ImportView view;
  static_cast<ImportRow&>(view) = row_of(tx, tenant, import);
  view.is_stalled = import.is_stalled(now);
  view.sheet = import.about.sheet;
  view.calendar = import.calendar;
  view.other_sheets = import.about.other_sheets.value_or(std::vector<std::string>());
  view.is_remembered = import.is_remembered;
  view.fields = list_fields();
  view.rows_likely = import.rows_likely;
  for (std::size_t i = 0; i < import.about.headings.size(); ++i)
    view.columns.push_back({import.about.headings[i], import.mapping[i], import.about.samples[i]});
  for (const auto& one : import.problems.first) {
    view.problems.push_back(
        problem_view(import, one.column, {.code = one.code, .parameters = one.parameters}));
    view.problems.back().row = one.row;
  }
  for (const auto& one : import.problems.counts) {
    view.problem_counts.push_back(
        problem_view(import, one.column, {.code = one.code, .parameters = one.parameters}));
    view.problem_counts.back().rows = one.rows;
  }
  view.holds_errors = import.holds_rows && import.rows_failed > 0 &&
                      (import.state == "checked" || import.state == "done" ||
                       import.state == "undone" || import.state == "undoing");
  return view;
}

ImportPage list_imports(db::Transaction& tx, const api::Call& call, const api::Page& page) {
  ImportPage found;
  const auto all = rows::list(tx, call.tenant, page.after, page.limit);
  for (const auto& import : all) {
    if (may_see(call, import)) found.items.push_back(row_of(tx, call.tenant, import));
  }
  if (static_cast<int>(all.size()) == page.limit) found.next = all.back().id;
  return found;
}

Result<Import> import_for(db::Transaction& tx, const api::Call& call, const std::string& id) {
  auto import = rows::find(tx, call.tenant, id);
  if (!import || !may_see(call, *import)) return auth::not_found();
  return *std::move(import);
}

}  // namespace imports
