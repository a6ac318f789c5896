#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

// How long what is known of people is kept (PDPL, law art. 18; regulation art. 8: destroyed without
// delay once it has served, unless a law fixes a time or a case is open). The categories are the
// product's; how many months each is kept is the association's own, with its reason. Pure: no
// database, no clock.
namespace privacy {

enum class Category : std::uint8_t {
  served_file,    // of whoever ever had a request: the whole file, since the last thing on it
  unserved_file,  // of whoever never had one
  circumstances,  // disability, income, obligations, assessments: since the last request was closed
  documents,      // what was attached to requests: since it came in and the last was closed
  former_values,  // what was replaced by a later value: since then
  messages        // texts and addresses of messages: since they were sent
};
inline constexpr int category_count = 6;
std::string_view name_of(Category category);
std::optional<Category> category_named(std::string_view name);

// In months. What is proposed comes from the retention policy that the governance rules ask of an
// association (financial records: ten years at least); nothing is in force until somebody sets it.
struct CategoryRule {
  Category category;
  int proposed = 0, least = 0, most = 0;
  bool is_whole_file = false;  // announced before it is destroyed
};
std::span<const CategoryRule> category_rules();
const CategoryRule& rule_of(Category category);

// From the day when a period is set, or a file is announced, to the first destruction.
inline constexpr int notice_days = 30;
inline constexpr std::size_t basis_characters_max = 300;
inline constexpr int review_days_max = 366;  // a hold is looked at again within a year

// So many months before that day; the month's last day when it has no such day.
Date months_before(Date day, int months);
// What was last touched before this moment is over its period: 00:00 in Riyadh, that day.
Instant cutoff(Date today, int months);

// Refuses retention.months {from, to}.
Result<Done> check_months(Category category, std::int64_t months);
// When a hold is to be looked at again: after today and within a year. Refuses
// retention.review_date {from, to}.
Result<Date> read_review(std::string_view typed, Date today);

}  // namespace privacy
