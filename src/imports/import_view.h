#pragma once

#include "imports/import_row.h"

namespace imports {

struct ColumnView {
  std::string heading;
  std::string field;  // empty: not imported
  std::vector<std::string> samples;
};
BOOST_DESCRIBE_STRUCT(ColumnView, (), (heading, field, samples))
struct RowProblem {
  std::optional<std::int64_t> row;   // as the spreadsheet numbers it; absent: of all of this kind
  std::optional<std::int64_t> rows;  // how many have it
  std::string heading, code;
  policy::Text message, remedy;
};
BOOST_DESCRIBE_STRUCT(RowProblem, (), (row, rows, heading, code, message, remedy))

struct ImportRow {
  std::string id, state, file;
  Instant made_at;
  std::string by;  // name of whoever began it; empty: from the command line
  std::int64_t rows_all = 0, rows_done = 0;
  std::int64_t people_made = 0, rows_known = 0, rows_failed = 0;
  std::int64_t people_withdrawn = 0, people_stayed = 0;
};
BOOST_DESCRIBE_STRUCT(ImportRow, (),
                      (id, state, file, made_at, by, rows_all, rows_done, people_made, rows_known,
                       rows_failed, people_withdrawn, people_stayed))
struct ImportPage {
  std::vector<ImportRow> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ImportPage, (), (items, next))

struct ImportView : ImportRow {
  std::string sheet, calendar;
  std::vector<std::string> other_sheets;  // of the file, with people that were not read
  bool is_remembered = false;             // the mapping is of an earlier list with these headings
  std::vector<ColumnView> columns;
  std::vector<std::string> fields;  // which a column may bring, in the order of the file's page
  std::int64_t rows_likely = 0;     // foreseen: of people who are likely known already
  std::vector<RowProblem> problems, problem_counts;
  bool holds_errors = false;  // there is a workbook of refused rows
  bool is_stalled = false;    // its work has stopped: it may be resumed
};
BOOST_DESCRIBE_STRUCT(ImportView, (ImportRow),
                      (sheet, calendar, other_sheets, is_remembered, columns, fields, rows_likely,
                       problems, problem_counts, holds_errors, is_stalled))

ImportView view_of(db::Transaction& tx, const api::Tenant& tenant, const Import& import,
                   Instant now);
// Those of the actor's branch. Newest first.
ImportPage list_imports(db::Transaction& tx, const api::Call& call, const api::Page& page);
// One that the actor may see; else not_found.
Result<Import> import_for(db::Transaction& tx, const api::Call& call, const std::string& id);

}  // namespace imports
