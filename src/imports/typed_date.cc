#include "imports/typed_date.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "imports/columns.h"

namespace imports {
namespace {

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// Runs of digits and what stands between them, without what only parts.
std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  bool ended = true;
  for (const char c : text) {
    const bool separates = std::string_view("-/.\\ ,").find(c) != std::string_view::npos;
    if (separates) {
      ended = ended || is_digit(pieces.back().back());
      continue;
    }
    if (ended || is_digit(c) != is_digit(pieces.back().back())) pieces.emplace_back();
    pieces.back() += c;
    ended = false;
  }
  return pieces;
}

// Day, month and year in the order in which they stand; a month that is named has its number.
struct Parts {
  std::vector<std::string> numbers;
  std::optional<std::size_t> named_month;
  std::string calendar;
  bool readable = true;
};

void take_word(Parts& parts, const std::string& word) {
  std::string calendar = choice_of("calendar", word);
  const auto month = choice_of("month", word);  // "hijri-09"
  if (const auto dash = month.find('-'); dash != month.npos && !parts.named_month) {
    parts.named_month = parts.numbers.size();
    parts.numbers.push_back(month.substr(dash + 1));
    calendar = month.substr(0, dash);
  }
  const bool agrees = parts.calendar.empty() || parts.calendar == calendar;
  parts.readable = parts.readable && !calendar.empty() && agrees;
  parts.calendar = std::move(calendar);
}

Parts read_parts(const std::string& text) {
  Parts parts;
  for (const auto& piece : pieces_of(text)) {
    if (is_digit(piece[0])) {
      parts.numbers.push_back(piece);
    } else {
      take_word(parts, piece);
    }
  }
  auto& numbers = parts.numbers;
  if (numbers.size() == 1 && numbers[0].size() == 8)
    numbers = {numbers[0].substr(0, 4), numbers[0].substr(4, 2), numbers[0].substr(6)};
  return parts;
}

// Year, month, day.
void put_in_order(std::vector<std::string>& numbers, std::optional<std::size_t> named_month) {
  if (named_month) {
    std::swap(numbers[1], numbers[*named_month]);
    if (numbers[2].size() == 4) std::swap(numbers[0], numbers[2]);
  } else if (numbers[2].size() == 4) {  // the day first, unless that can be no month
    if (std::stoi(numbers[1].substr(0, 2)) > 12) std::swap(numbers[0], numbers[1]);
    std::swap(numbers[0], numbers[2]);
  }
}

std::string padded(const std::string& number) {
  return number.size() == 1 ? "0" + number : number;
}

}  // namespace

TypedDate read_typed_date(std::string text) {
  if (const auto time = text.find(':'); time != text.npos)
    text.resize(std::min(time, text.find_last_of(" T", time)));
  auto parts = read_parts(text);
  TypedDate date{.iso = text, .calendar = parts.calendar};
  auto& numbers = parts.numbers;
  if (numbers.size() == 1 && std::ranges::all_of(text, is_digit)) date.refused = "cell.date_number";
  if (numbers.size() != 3 || !parts.readable) return date;
  put_in_order(numbers, parts.named_month);
  if (numbers[0].size() != 4) {
    date.refused = numbers[0].size() <= 2 ? "cell.date_year" : nullptr;
    return date;
  }
  date.iso = numbers[0] + "-" + padded(numbers[1]) + "-" + padded(numbers[2]);
  return date;
}

}  // namespace imports
