#include "requests/person_facts.h"

#include <algorithm>

namespace requests {

namespace {

constexpr std::string_view minor_fact = "beneficiary.minor";
constexpr int grown_up_years = 18;

bool mentions(const std::vector<policy::Condition>& conditions, std::string_view fact) {
  return std::ranges::any_of(conditions, [&](const auto& one) { return one.fact == fact; });
}

}  // namespace

bool is_minor(Date born, Date on) {
  const std::string then = iso(born), now = iso(on);  // "2008-02-29": by year, then month and day
  const int years = std::stoi(now.substr(0, 4)) - std::stoi(then.substr(0, 4));
  return years < grown_up_years || (years == grown_up_years && now.substr(5) < then.substr(5));
}

void add_minor(const policy::RequestKind& kind, const ItemValues& values, Date on,
               std::map<std::string, std::string>& facts) {
  for (const auto& item : kind.items) {
    if (item.known_as != "birth_date") continue;
    const auto found = values.find(item.id);
    const auto born = found == values.end() || !found->second.date
                          ? std::nullopt
                          : parse_date(*found->second.date);
    if (born) facts[std::string(minor_fact)] = is_minor(*born, on) ? "yes" : "no";
  }
}

bool depends_on(const policy::RequestKind& kind, std::string_view fact) {
  return std::ranges::any_of(kind.items,
                             [&](const auto& item) { return mentions(item.when, fact); }) ||
         std::ranges::any_of(kind.steps, [&](const policy::Step& step) {
           return mentions(step.when, fact) ||
                  std::ranges::any_of(
                      step.record, [&](const auto& field) { return mentions(field.when, fact); });
         });
}

}  // namespace requests
