#include "platform/exports/list.h"

#include <algorithm>
#include <atomic>
#include <iterator>

#include "base/json.h"
#include "platform/kernel/limits.h"
#include "platform/sheets/sheets.h"

namespace exports {
namespace {

constexpr int at_once_max = 2;  // each holds its whole list in memory, and a worker

// One of the exports under way in this program.
class Turn {
 public:
  Turn() : is_taken_(under_way().fetch_add(1) < at_once_max) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { under_way().fetch_sub(1); }
  bool is_taken() const { return is_taken_; }

 private:
  static std::atomic<int>& under_way() {
    static std::atomic<int> count = 0;
    return count;
  }
  bool is_taken_;
};

struct Detail {
  std::string format, list;
  std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(Detail, (), (format, list, rows))

// The same question, for another page of its answer.
api::Call page_of(const api::Call& call, const std::string& cursor, const std::string& after) {
  api::Call page = call;
  page.argument = [&call, cursor, after](std::string_view name) -> std::optional<std::string> {
    if (name == cursor) return after.empty() ? std::nullopt : std::optional(after);
    if (name == "limit") return std::to_string(limits::page_max);
    return call.argument(name);
  };
  return page;
}

Result<std::vector<Cells>> read_all(db::Transaction& tx, const api::Call& call, const List& list,
                                    const Words& words) {
  std::vector<Cells> rows;
  std::string after;
  while (true) {
    auto part = TRY(list.read(tx, page_of(call, list.cursor, after), words));
    if (rows.size() + part.rows.size() > list.rows_max) {
      return refuse(RefusalKind::rule_not_met,
                    Obstacle{.code = "export.too_many",
                             .parameters = {{"max", std::to_string(list.rows_max)}}});
    }
    std::ranges::move(part.rows, std::back_inserter(rows));
    if (!part.next || part.next == after) return rows;
    after = *part.next;
  }
}

Result<std::string> format_of(const api::Call& call) {
  auto format = call.argument("format").value_or("xlsx");
  if (format == "xlsx" || format == "csv") return format;
  return refuse(RefusalKind::invalid, Obstacle{.code = "argument.unknown_word",
                                               .field = "format",
                                               .parameters = {{"known", "xlsx, csv"}}});
}

sheets::Table table_of(std::string name, const std::vector<std::string>& columns,
                       std::vector<Cells> rows, const Words& words) {
  sheets::Table table{.name = std::move(name),
                      .is_right_to_left = words.language() != "en",
                      .columns = {},
                      .rows = std::move(rows),
                      .marks = {}};
  table.columns.reserve(columns.size());
  for (const auto& column : columns) table.columns.push_back(words.heading(column));
  return table;
}

}  // namespace

std::string csv_of(const std::vector<std::string>& columns, std::vector<Cells> rows,
                   const Words& words) {
  return sheets::write_csv(table_of({}, columns, std::move(rows), words));
}

Result<http::Response> export_list(db::Transaction& tx, const api::Call& call,
                                   api::Opening& opening, const List& list) {
  const auto format = TRY(format_of(call));
  const Turn turn;
  if (!turn.is_taken()) return refuse(RefusalKind::unavailable, "export.busy");
  const Words words(api::language_of(call));
  const auto table = table_of(words.heading("sheet." + list.name), list.columns,
                              TRY(read_all(tx, call, list, words)), words);
  const Detail detail{
      .format = format, .list = list.name, .rows = static_cast<std::int64_t>(table.rows.size())};
  opening.entry = {
      .action = "list.exported", .object = list.name, .party = {}, .detail = json::write(detail)};
  opening.confidential = true;  // every one is on record, and before the file leaves
  const auto name = list.name + "-" + iso(riyadh_date(call.now)) + "." + format;
  if (format == "csv") {
    return http::download(sheets::write_csv(table), "text/csv; charset=utf-8", name);
  }
  return http::download(sheets::write_workbook(table), std::string(sheets::workbook_type), name);
}

void add_export(api::Routes& routes, std::string_view pattern, auth::Action action, List list) {
  const Words words("ar");
  for (const auto& column : list.columns) static_cast<void>(words.heading(column));
  static_cast<void>(words.heading("sheet." + list.name));
  routes.bytes(
      std::string(pattern) + "/export", action,
      [list = std::move(list)](db::Transaction& tx, const api::Call& call, api::Opening& opening) {
        return export_list(tx, call, opening, list);
      });
}

}  // namespace exports
