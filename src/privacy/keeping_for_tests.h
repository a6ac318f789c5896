#pragma once

#include "privacy/holds.h"
#include "privacy/people_for_tests.h"
#include "privacy/retention_desk.h"

namespace privacy {

// An association that keeps to a schedule of retention. Tests only.
class Keeping : public PeopleDesk {
 protected:
  Result<RetentionSchedule> set(const std::string& category, std::optional<int> months,
                                const std::string& basis = "قرار المجلس ١٢") {
    return write([&](db::Transaction& tx) {
      return set_period(tx, call_as(quality), category, {months, basis});
    });
  }
  // Until nothing is left to do today.
  void look_through() {
    for (int turns = 0; turns < 50; ++turns)
      if (pass.turn(*tenant, now()) == 0) return;
    FAIL() << "it never comes to an end";
  }
  void pass_months(int months) { pass_days(31 * months); }
  std::vector<AnnouncedRow> announced(const auth::Actor& actor) {
    return read([&](db::Transaction& tx) { return list_announced(tx, call_as(actor), hooks); })
        ->items;
  }
  std::vector<AnnouncedRow> announced() { return announced(quality); }
  bool is_there(const PartyId& party) {
    return !read([&](db::Transaction& tx) {
              return parties::display_name(tx, *tenant, party);
            }).empty();
  }
  Result<FileRetention> hold(const PartyId& party, const std::string& reason = "قضية منظورة") {
    const auto review = iso(riyadh_date(clock.now()) + 90);
    return write([&](db::Transaction& tx) {
      return place_hold(tx, call_as(quality), hooks, party, {reason, review});
    });
  }
  void put(const PartyId& party, const std::string& field, const std::string& value) {
    const auto done = write([&](db::Transaction& tx) {
      return parties::put_value(tx, *tenant, party,
                                {
                                    .field = field, .value = {value, {}, {}},
                                         .by = officer.id
      },
                                now());
    });
    ASSERT_TRUE(done.ok());
  }
  std::vector<std::string> history(const PartyId& party, const std::string& field) {
    std::vector<std::string> values;
    for (const auto& stored : read([&](db::Transaction& tx) {
           return parties::value_history(tx, *tenant, party, field);
         }))
      values.push_back(stored.value.value);
    return values;
  }
  std::int64_t foreseen(const std::string& category, const std::string& months) {
    const auto found = read([&](db::Transaction& tx) {
      return foresee(tx,
                     call_as(quality,
                             {
      },
                             {{"months", months}}),
                     category);
    });
    EXPECT_TRUE(found.ok());
    return found.ok() ? found->count : -1;
  }
  CategoryView category(const std::string& name) {
    const auto schedule = read([&](db::Transaction& tx) -> Result<RetentionSchedule> {
      return retention_schedule(tx, call_as(quality));
    });
    for (const auto& one : schedule->items)
      if (one.category == name) return one;
    ADD_FAILURE() << name;
    return {};
  }

  RetentionPass pass;
};

}  // namespace privacy
