#include "imports/read_row.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "imports/typed_date.h"

namespace imports {
namespace {

using Kind = sheets::Cell::Kind;

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

// 5.12E+08: what a spreadsheet makes of a long number.
bool is_scientific(std::string_view text) {
  const auto e = text.find_first_of("eE");
  if (e == text.npos || e == 0) return false;
  const auto mantissa = text.substr(0, e);
  auto exponent = text.substr(e + 1);
  if (exponent.starts_with('+') || exponent.starts_with('-')) exponent.remove_prefix(1);
  return mantissa.find_first_not_of("0123456789.,") == mantissa.npos && all_digits(exponent);
}

std::string plain(const sheets::Cell& cell) {
  return trim(fold_digits(strip_invisible(cell.text)));
}

// Of one phone with its country, however it is written, there are fewer.
bool holds_two_phones(std::string_view text) {
  constexpr int digits_of_two = 18;
  return std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) >= digits_of_two;
}

// Riyals, as people write them, in halalas; as it was when it is no amount.
std::string halalas(const std::string& text) {
  std::string digits;
  for (const char c : without_spaces(text)) {
    if (c != ',') digits += c;
  }
  const auto point = digits.find('.');
  auto riyals = digits.substr(0, point);
  auto rest = point == digits.npos ? std::string() : digits.substr(point + 1);
  if (!all_digits(riyals) || (!rest.empty() && !all_digits(rest)) || rest.size() > 2) return text;
  rest.resize(2, '0');
  const auto first = riyals.find_first_not_of('0');
  return (first == riyals.npos ? "" : riyals.substr(first)) + rest;
}

bool is_number_field(std::string_view field) {
  constexpr std::array fields = {"identity_number", "phone",       "iban",
                                 "household_size",  "income",      "obligations",
                                 "building_number", "postal_code", "additional_number",
                                 "unit_number",     "distance_km"};
  return std::ranges::find(fields, field) != fields.end();
}

class RowReader {
 public:
  RowReader(const Reading& reading, const sheets::Row& row) : reading_(reading), row_(row) {}

  RowRead read() {
    const auto columns = std::min(reading_.mapping.size(), row_.cells.size());
    for (std::size_t i = 0; i < columns; ++i) {
      if (!reading_.mapping[i].empty()) take(i, row_.cells[i]);
    }
    auto person = parties::read_imported(*reading_.keeper, typed_, reading_.today);
    if (!person) {
      for (const auto& obstacle : person.refusal().obstacles) add_unless_said(obstacle);
    } else if (result_.problems.empty()) {
      result_.person = std::move(person).value();
    }
    return std::move(result_);
  }

 private:
  std::size_t column_of(std::string_view field) const {
    const auto at = std::ranges::find(reading_.mapping, field);
    return static_cast<std::size_t>(at - reading_.mapping.begin());
  }
  void refuse_cell(std::size_t column, std::string code,
                   std::map<std::string, std::string> parameters = {}) {
    parameters["column"] = reading_.headings[column];
    result_.problems.push_back({
        column, {.code = std::move(code), .parameters = std::move(parameters)}
    });
  }
  // What the cell itself was refused for says more than that its value is none.
  void add_unless_said(Obstacle obstacle) {
    const auto field = obstacle.field.substr(1);
    auto column = column_of(field);
    if (column == reading_.mapping.size()) column = column_of("full_name");
    const bool said = std::ranges::any_of(result_.problems, [&](const Problem& one) {
      return reading_.mapping[one.column] == field;
    });
    if (said || column == reading_.mapping.size()) return;
    obstacle.parameters["column"] = reading_.headings[column];
    obstacle.field.clear();
    result_.problems.push_back({column, std::move(obstacle)});
  }

  void take(std::size_t column, const sheets::Cell& cell) {
    const auto& field = reading_.mapping[column];
    if (cell.kind == Kind::empty) return;
    if (cell.kind == Kind::formula) return refuse_cell(column, "cell.formula");
    if (cell.kind == Kind::merged) return refuse_cell(column, "cell.merged");
    const auto text = plain(cell);
    if (text.empty() || says_nothing(field, text)) return;
    if (is_number_field(field) && is_scientific(text))
      return refuse_cell(column, "cell.scientific");
    if (field == "phone" && holds_two_phones(text)) return refuse_cell(column, "cell.two_phones");
    if (field == "full_name") {
      auto& name = typed_.typed[field];
      name += (name.empty() ? "" : " ") + trim(cell.text);
    } else if (field == "birth_date") {
      take_date(column, cell);
    } else if (field == "identity_number") {
      take_identity(column, text);
    } else if (is_choice(field)) {
      take_choice(column, text);
    } else {
      const bool is_amount = field == "income" || field == "obligations";
      typed_.typed[field] = is_amount ? halalas(text) : trim(cell.text);
    }
  }
  void take_date(std::size_t column, const sheets::Cell& cell) {
    if (cell.kind == Kind::date) {
      typed_.typed["birth_date"] = cell.text.substr(0, 10);
      typed_.birth_calendar = "gregorian";
      return;
    }
    const auto date = read_typed_date(plain(cell));
    if (date.refused != nullptr) return refuse_cell(column, date.refused);
    typed_.typed["birth_date"] = date.iso;
    typed_.birth_calendar = date.calendar.empty() ? reading_.calendar : date.calendar;
  }
  void take_identity(std::size_t column, const std::string& text) {
    const bool kind_is_said =
        std::ranges::find(reading_.mapping, "identity_type") != reading_.mapping.end();
    if (!kind_is_said && all_digits(text) && text.size() < 10)
      return refuse_cell(column, "cell.number_short",
                         {
                             {"digits", std::to_string(text.size())}
      });
    typed_.typed["identity_number"] = text;
  }
  void take_choice(std::size_t column, const std::string& text) {
    const auto& field = reading_.mapping[column];
    auto chosen = choice_of(field, text);
    if (chosen.empty())
      return refuse_cell(column, "cell.choice",
                         {
                             {"choices", choices_in(field, "ar")}
      });
    typed_.typed[field] = std::move(chosen);
  }

  const Reading& reading_;
  const sheets::Row& row_;
  parties::ImportedRow typed_;
  RowRead result_;
};

}  // namespace

RowRead read_row(const Reading& reading, const sheets::Row& row) {
  return RowReader(reading, row).read();
}

}  // namespace imports
