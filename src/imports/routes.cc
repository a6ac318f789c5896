#include "imports/routes.h"

#include "base/json.h"
#include "imports/acts.h"
#include "imports/upload_list.h"
#include "imports/work.h"
#include "platform/exports/exports.h"
#include "platform/sheets/sheets.h"

namespace imports {
namespace {

using auth::Action;
using Tx = db::Transaction;

constexpr auto right = Action::person_import;

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

std::string errors_name(const std::string& file) {
  return file.substr(0, file.rfind('.')) + "-errors.xlsx";
}

audit::Who who(const api::Call& call) {
  return auth::who_of(call.actor, right);
}

// The import that the address names, for the rest of the transaction.
Result<Import> taken(Tx& tx, const api::Call& call) {
  const auto id = call.param("id");
  rows::take_turn(tx, id);
  return import_for(tx, call, id);
}

void add_act(api::Routes& routes, std::string_view pattern,
             Result<Import> (*act)(Tx&, const api::Tenant&, Import, const audit::Who&, Instant)) {
  routes.change<Nothing, ImportView>(
      "POST", pattern, right,
      [act](Tx& tx, const api::Call& call, const Nothing&) -> Result<ImportView> {
        auto import = TRY(taken(tx, call));
        const auto done = TRY(act(tx, call.tenant, std::move(import), who(call), call.now));
        return view_of(tx, call.tenant, done, call.now);
      });
}

exports::Columns<ImportRow> columns() {
  using exports::Words;
  using Row = ImportRow;
  return exports::Columns<Row>()
      .add("file", &Row::file)
      .add("uploaded", &Row::made_at)
      .add("by",
           [](const Row& row, const Words& words) {
             return row.by.empty() ? words.heading("command_line") : row.by;
           })
      .add("state",
           [](const Row& row, const Words& words) { return words.of("import_state", row.state); })
      .add("rows", &Row::rows_all)
      .add("rows_done", &Row::rows_done)
      .add("people_made", &Row::people_made)
      .add("rows_known", &Row::rows_known)
      .add("rows_failed", &Row::rows_failed)
      .add("people_withdrawn", &Row::people_withdrawn)
      .add("people_stayed", &Row::people_stayed);
}

Result<ImportPage> some_imports(Tx& tx, const api::Call& call) {
  const auto page = TRY(api::page_of(call));
  return list_imports(tx, call, page);
}

void add_reading(api::Routes& routes) {
  routes.get<ImportPage>("/desk/imports", right, some_imports);
  exports::add_export(routes, "/desk/imports", right,
                      exports::list_of<ImportPage>("imports", columns(), some_imports));
  routes.get_recorded<ImportView>(
      "/desk/imports/{id}", right,
      [](Tx& tx, const api::Call& call, api::Opening& opening) -> Result<ImportView> {
        const auto import = TRY(import_for(tx, call, call.param("id")));
        opening.entry = {.action = "list.opened", .object = import.id, .party = {}, .detail = {}};
        return view_of(tx, call.tenant, import, call.now);
      });
  routes.bytes("/desk/imports/{id}/errors", right,
               [](Tx& tx, const api::Call& call, api::Opening& opening) -> Result<http::Response> {
                 const auto import = TRY(import_for(tx, call, call.param("id")));
                 const auto language = call.argument("language").value_or("ar");
                 auto workbook = TRY(write_errors(tx, call.tenant, import, language, call.now));
                 opening.entry = {
                     .action = "list.errors_taken", .object = import.id, .party = {}, .detail = {}};
                 return http::download(std::move(workbook), std::string(sheets::workbook_type),
                                       errors_name(import.about.file));
               });
}

}  // namespace

void add_routes(api::Routes& routes) {
  routes.list_upload<ReadList, ImportView>(
      "/desk/imports", right,
      [](const api::Call& call, const http::Part& part) {
        return read_list(part.spool_path, part.file_name, call.argument("sheet").value_or(""));
      },
      [](Tx& tx, const api::Call& call, const ReadList& read) -> Result<ImportView> {
        const auto& branches = call.actor.branches;
        const auto branch = branches.empty() ? BranchId{} : branches.front();
        return view_of(tx, call.tenant,
                       keep_list(tx, call.tenant, read, who(call), branch, call.now), call.now);
      });
  add_reading(routes);
  routes.change<MapColumns, ImportView>(
      "PUT", "/desk/imports/{id}/mapping", right,
      [](Tx& tx, const api::Call& call, const MapColumns& body) -> Result<ImportView> {
        auto import = TRY(taken(tx, call));
        const auto done =
            TRY(map_columns(tx, call.tenant, std::move(import), body, who(call), call.now));
        return view_of(tx, call.tenant, done, call.now);
      });
  add_act(routes, "/desk/imports/{id}/run", start_import);
  add_act(routes, "/desk/imports/{id}/undoing", start_undo);
  add_act(routes, "/desk/imports/{id}/resumption", resume_import);
  add_act(routes, "/desk/imports/{id}/discard", discard_import);
}

}  // namespace imports
