#include "privacy/retention.h"

#include <algorithm>
#include <array>

namespace privacy {
namespace {

using enum Category;
constexpr std::array<std::string_view, category_count> names = {
    "served_file", "unserved_file", "circumstances", "documents", "former_values", "messages"};

constexpr int century_months = 1'200;
constexpr std::array<CategoryRule, category_count> rules = {
    {
     {served_file, 120, 12, century_months, true},
     {unserved_file, 24, 3, century_months, true},
     {circumstances, 60, 6, century_months, false},
     {documents, 60, 6, century_months, false},
     {former_values, 24, 3, century_months, false},
     {messages, 24, 3, century_months, false},
     }
};

}  // namespace

std::string_view name_of(Category category) {
  return names.at(static_cast<std::size_t>(category));
}

std::optional<Category> category_named(std::string_view name) {
  const auto* const at = std::ranges::find(names, name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Category>(at - names.begin());
}

std::span<const CategoryRule> category_rules() {
  return rules;
}

const CategoryRule& rule_of(Category category) {
  return rules.at(static_cast<std::size_t>(category));
}

Date months_before(Date day, int months) {
  const auto [year, month, of_month] = parts(day);
  const int all = year * 12 + (month - 1) - months;
  const int that_year = std::max(all / 12, 1), that_month = all % 12 + 1;
  for (int wanted = of_month;; --wanted)
    if (const auto found = make_date(that_year, that_month, wanted)) return *found;
}

Instant cutoff(Date today, int months) {
  return riyadh_midnight(months_before(today, months));
}

Result<Done> check_months(Category category, std::int64_t months) {
  const auto& rule = rule_of(category);
  if (months >= rule.least && months <= rule.most) return Done{};
  return refuse(RefusalKind::invalid, Obstacle{
                                          .code = "retention.months",
                                          .field = "/months",
                                          .parameters = {{"from", std::to_string(rule.least)},
                                                         {"to", std::to_string(rule.most)}}
  });
}

Result<Date> read_review(std::string_view typed, Date today) {
  const auto day = parse_date(typed);
  if (day && *day > today && *day - today <= review_days_max) return *day;
  return refuse(RefusalKind::invalid, Obstacle{
                                          .code = "retention.review_date",
                                          .field = "/review_on",
                                          .parameters = {{"from", iso(today + 1)},
                                                         {"to", iso(today + review_days_max)}}
  });
}

}  // namespace privacy
