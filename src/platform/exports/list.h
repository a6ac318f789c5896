#pragma once

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "platform/api/api.h"
#include "platform/exports/words.h"

namespace exports {

using Cells = std::vector<Cell>;

// Some of a list's rows, and where the next ones begin.
struct Part {
  std::vector<Cells> rows;
  std::optional<std::string> next;
};

// A list that can be taken along. Whatever its page filters by, and whom it hides, is the reading
// function's own: it is asked page after page, as the page asks.
struct List {
  std::string name;                  // "people": of the file, the heading "sheet.people", the audit
  std::vector<std::string> columns;  // names of headings
  std::function<Result<Part>(db::Transaction&, const api::Call&, const Words&)> read;
  std::string cursor = "after";  // which argument says where a page begins
  std::size_t rows_max = 50'000;
};

// ?format=xlsx|csv &language= and what the list filters by. One transaction reads it all; the audit
// entry says which list, in which form and how many rows. Refuses argument.unknown_word,
// export.too_many (nothing is cut off), export.busy, and what the list refuses.
Result<http::Response> export_list(db::Transaction& tx, const api::Call& call,
                                   api::Opening& opening, const List& list);
// The same rows as CSV, for what holds more than one file.
std::string csv_of(const std::vector<std::string>& columns, std::vector<Cells> rows,
                   const Words& words);
// GET PATTERN/export, by the list's own right. A column without a heading throws here.
void add_export(api::Routes& routes, std::string_view pattern, auth::Action action, List list);

// The columns of a list, in their order.
template <class Item>
class Columns {
 public:
  // `value`: a member of the item, or what makes of the item (and the words) what stands there.
  template <class Value>
  Columns add(std::string heading, Value value) && {
    headings_.push_back(std::move(heading));
    makers_.push_back([value](const Item& item, const Words& words) {
      if constexpr (std::is_invocable_v<Value, const Item&>) {
        return cell(std::invoke(value, item));
      } else {
        return cell(value(item, words));
      }
    });
    return std::move(*this);
  }
  const std::vector<std::string>& headings() const { return headings_; }
  Cells cells(const Item& item, const Words& words) const {
    Cells cells;
    cells.reserve(makers_.size());
    for (const auto& make : makers_) cells.push_back(make(item, words));
    return cells;
  }

 private:
  std::vector<std::string> headings_;
  std::vector<std::function<Cell(const Item&, const Words&)>> makers_;
};

// A list whose answer holds `items`, and perhaps the key of the `next` page.
template <class View, class Item>
List list_of(const std::string& name, Columns<Item> columns,
             std::function<Result<View>(db::Transaction&, const api::Call&)> page) {
  List list{.name = name, .columns = columns.headings(), .read = {}};
  list.read = [columns = std::move(columns), page = std::move(page)](
                  db::Transaction& tx, const api::Call& call, const Words& words) -> Result<Part> {
    const View view = TRY(page(tx, call));
    Part part;
    part.rows.reserve(view.items.size());
    for (const Item& item : view.items) part.rows.push_back(columns.cells(item, words));
    if constexpr (requires { view.next; }) part.next = view.next;
    return part;
  };
  return list;
}

}  // namespace exports
