#include "reporting/clause_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reporting/unmeasured.h"

namespace reporting {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

policy::Text text(const std::string& english) {
  return {
      {"ar", "نص" },
      {"en", english}
  };
}

policy::Control control(policy::ControlKind kind, const std::string& name) {
  return {.kind = kind, .name = name};
}

policy::Pack pack_of(const std::string& id, std::vector<policy::Clause> clauses) {
  policy::Pack pack;
  pack.id = id;
  pack.clauses = std::move(clauses);
  return pack;
}

class TableOfClauses : public ::testing::Test {
 protected:
  const policy::Control gate = control(policy::ControlKind::gate, "told_first");
  const policy::Control kept = control(policy::ControlKind::record, "approval");
  const policy::Control nowhere = control(policy::ControlKind::record, "contact_log");
  std::string page = clause_table({
      pack_of("one", {{.id = "H5", .text = text("Told | first\nand last"), .controls = {gate}},
                      {.id = "C10", .text = text("Ten"), .controls = {nowhere}},
                      {.id = "C2", .text = text("Two"), .controls = {nowhere, gate}}}
       ),
      pack_of("two", {{.id = "F6", .text = text("Six"), .owed = false, .why = text("Not in it")},
                      {.id = "H5", .text = text("In other words"), .controls = {gate, kept}}}
       ),
  });
};

TEST_F(TableOfClauses, SaysOfEachAssociationHowEachClauseStands) {
  EXPECT_THAT(page, HasSubstr("| H5 | Told \\| first and last | ✓ | ✓ |"));
  EXPECT_THAT(page, HasSubstr("| C10 | Ten | ○ | — |"));
  EXPECT_THAT(page, HasSubstr("| C2 | Two | ◐ | — |"));
  EXPECT_THAT(page, HasSubstr("| F6 | Six | — | — |"));
}

TEST_F(TableOfClauses, GoesInTheOrderOfTheSourcePolicies) {
  const auto at = [&](const char* row) { return page.find(row); };
  EXPECT_LT(at("| F6 |"), at("| C2 |"));
  EXPECT_LT(at("| C2 |"), at("| C10 |"));
  EXPECT_LT(at("| C10 |"), at("| H5 |"));
}

TEST_F(TableOfClauses, NamesTheControlsThatKeepAClauseAndNoOther) {
  EXPECT_THAT(page, HasSubstr("- **H5** one: gate `told_first`\n"));
  EXPECT_THAT(page, HasSubstr("- **H5** two: gate `told_first`, record `approval`\n"));
  EXPECT_THAT(page, HasSubstr("- **C2** one: gate `told_first`\n"));
  EXPECT_THAT(page, Not(HasSubstr("**C10** one:")));
}

TEST_F(TableOfClauses, SaysWhyEachRecordIsNotMeasuredAndWhichClausesRestOnIt) {
  const auto& why = *why_not_measured(policy::ControlKind::record, "contact_log");
  EXPECT_THAT(page, HasSubstr("| record `contact_log` | C2 (one), C10 (one) | " + why.at("en") +
                              " | " + why.at("ar") + " |"));
  EXPECT_THAT(page, HasSubstr("- **F6** two: Not in it\n"));
}

}  // namespace
}  // namespace reporting
