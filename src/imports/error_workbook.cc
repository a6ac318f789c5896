#include "imports/acts.h"
#include "imports/read_row.h"
#include "imports/work.h"
#include "platform/kernel/problem.h"

namespace imports {
namespace {

std::string sentence(const Obstacle& obstacle, std::string_view language) {
  auto text = kernel::message_of(obstacle, language);
  if (const auto remedy = kernel::remedy_of(obstacle, language); !remedy.empty())
    text += " " + remedy;
  return text;
}

void put_row(sheets::Table& table, const sheets::Row& row, const RowRead& read,
             std::string_view language) {
  const auto at = table.rows.size();
  const auto width = table.columns.size() - 1;
  auto cells = row.cells;
  cells.resize(width);
  std::string reasons;
  for (const auto& problem : read.problems) {
    const auto said = sentence(problem.obstacle, language);
    auto& mark = table.marks[{at, problem.column}];
    mark += (mark.empty() ? "" : "\n") + said;
    reasons += (reasons.empty() ? "" : "\n") + table.columns[problem.column] + ": " + said;
  }
  cells.push_back({sheets::Cell::Kind::text, reasons});
  table.rows.push_back(std::move(cells));
}

}  // namespace

Result<std::string> write_errors(db::Transaction& tx, const api::Tenant& tenant,
                                 const Import& import, std::string_view language, Instant now) {
  const auto reading = reading_of(tenant, import, now);
  sheets::Table table{.name = errors_sheet_name(language),
                      .is_right_to_left = language != "en",
                      .columns = import.about.headings,
                      .rows = {},
                      .marks = {}};
  table.columns.push_back(reason_heading(language));
  for (std::int64_t i = 0; i < import.chunks; ++i) {
    const auto rows = rows::chunk(tx, tenant, import.id, i);
    if (!rows) continue;
    for (const auto& row : *rows) {
      if (const auto read = read_row(reading, row); !read.problems.empty())
        put_row(table, row, read, language);
    }
  }
  if (table.rows.empty()) return refuse(RefusalKind::not_found, "list.no_errors");
  return sheets::write_workbook(table);
}

}  // namespace imports
