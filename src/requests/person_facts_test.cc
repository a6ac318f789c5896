#include "requests/person_facts.h"

#include <gtest/gtest.h>

namespace requests {
namespace {

struct Age {
  const char* born;
  const char* on;
  bool minor;
};
class Minor : public testing::TestWithParam<Age> {};
TEST_P(Minor, IsWhoeverHasNotTurnedEighteen) {
  EXPECT_EQ(is_minor(*parse_date(GetParam().born), *parse_date(GetParam().on)), GetParam().minor);
}
INSTANTIATE_TEST_SUITE_P(
    Table, Minor,
    testing::Values(Age{"2008-11-22", "2026-11-21", true}, Age{"2008-11-21", "2026-11-21", false},
                    Age{"2008-02-29", "2026-02-28", true}, Age{"2008-02-29", "2026-03-01", false},
                    Age{"1990-01-01", "2026-11-21", false}, Age{"2026-01-01", "2026-11-21", true}));

TEST(PersonFacts, TellAMinorByTheDateOfBirthThatTheFormAsksFor) {
  policy::RequestKind kind;
  policy::Item birth;
  birth.id = "born";
  birth.known_as = "birth_date";
  kind.items = {birth};
  std::map<std::string, std::string> facts;
  add_minor(kind, {}, *parse_date("2026-11-21"), facts);
  EXPECT_TRUE(facts.empty()) << "not known before it is given";
  add_minor(kind,
            {
                {"born", {.date = "2015-05-05"}}
  },
            *parse_date("2026-11-21"), facts);
  EXPECT_EQ(facts.at("beneficiary.minor"), "yes");
}

TEST(PersonFacts, AreLookedUpOnlyWhereSomethingDependsOnThem) {
  policy::RequestKind kind;
  EXPECT_FALSE(depends_on(kind, "beneficiary.registered"));
  policy::Step step;
  step.when = {
      {"beneficiary.registered", policy::Comparison::equals, "no"}
  };
  kind.steps = {step};
  EXPECT_TRUE(depends_on(kind, "beneficiary.registered"));
}

}  // namespace
}  // namespace requests
