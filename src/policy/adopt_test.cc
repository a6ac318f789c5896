#include "policy/adopt.h"

#include <gmock/gmock.h>

#include "policy/test_files.h"

namespace policy {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Adopter amal{
    .id = "amal",
    .name = {{"ar", "جمعية الأمل"}, {"en", "Amal Association"}},
    .licence = "7777",
    .approval = {                               }
};

std::string all_of(const Files& files) {
  std::string text;
  for (const auto& [file, content] : files)
    if (!file.starts_with("common/")) text += content;
  return text;
}

struct Template {
  const char* pack;
  std::vector<const char*> names;  // of the association that it comes from
};
std::ostream& operator<<(std::ostream& out, const Template& one) {
  return out << one.pack;
}

class AdoptedPack : public ::testing::TestWithParam<Template> {
 protected:
  Files template_files = testing::shipped_pack(GetParam().pack);
};

TEST_P(AdoptedPack, IsSoundAndCarriesTheNewName) {
  const auto files = adopt(template_files, amal);
  const auto parsed = parse(files);
  for (const auto& problem : parsed.problems) ADD_FAILURE() << describe(problem, "en");
  ASSERT_NE(parsed.pack, nullptr);
  EXPECT_EQ(parsed.pack->id, "amal");
  EXPECT_EQ(parsed.pack->name, amal.name);
  EXPECT_EQ(parsed.pack->licence, "7777");
  EXPECT_FALSE(parsed.pack->approval.has_value());
}

TEST_P(AdoptedPack, DoesNotSpeakOfTheOtherAssociation) {
  const std::string text = all_of(adopt(template_files, amal));
  for (const char* name : GetParam().names) EXPECT_THAT(text, Not(HasSubstr(name)));
}

TEST_P(AdoptedPack, KeepsEveryRule) {
  const auto before = parse(template_files);
  const auto after = parse(adopt(template_files, amal));
  ASSERT_NE(after.pack, nullptr);
  EXPECT_EQ(before.pack->kinds.size(), after.pack->kinds.size());
  EXPECT_EQ(before.pack->clauses.size(), after.pack->clauses.size());
  EXPECT_EQ(before.examples.size(), after.examples.size());
}

TEST_P(AdoptedPack, OwesTheApprovalOnceThereIsOne) {
  Adopter approved = amal;
  approved.approval = Approval{.body = "board", .meeting = "3", .term = "1", .date = Date{20'800}};
  const auto parsed = parse(adopt(template_files, approved));
  for (const auto& problem : parsed.problems) ADD_FAILURE() << describe(problem, "en");
  ASSERT_NE(parsed.pack, nullptr);
  EXPECT_EQ(parsed.pack->approval->meeting, "3");
  for (const auto& clause : parsed.pack->clauses) {
    if (clause.id != "F6") continue;
    EXPECT_TRUE(clause.owed);
    EXPECT_THAT(clause.text.at("en"), HasSubstr(iso(Date{20'800})));
  }
}

TEST_P(AdoptedPack, HandsOnNothingOfPeople) {
  for (const auto& problem : personal_data_in(adopt(template_files, amal)))
    ADD_FAILURE() << describe(problem, "en");
}

INSTANTIATE_TEST_SUITE_P(Of, AdoptedPack,
                         ::testing::Values(
                             Template{
                                 "teryaq", {"ترياق", "Teryaq", "5389"}
},
                             Template{"aoun", {"جمعية عون", "Aoun Association"}},
                             Template{"tawazun", {"توازن للوقاية", "Tawazun"}},
                             Template{"quran-education", {}},
                             Template{"deem", {"ديم الأسرية", "Deem"}}),
                         [](const auto& of) {
                           std::string name = of.param.pack;
                           std::erase(name, '-');
                           return name;
                         });

Adopter named_as(const Pack& pack) {
  Adopter adopter;
  adopter.id = "itself";
  adopter.name = pack.name;
  return adopter;
}

// The folder in which an association wrote its own policy is no template: what its board approved
// is what runs.
TEST(Adopt, LeavesAPackOfItsOwnAsItIs) {
  Files files = testing::shipped_pack("teryaq");
  const auto before = parse(files);
  ASSERT_NE(before.pack, nullptr);
  Adopter itself = named_as(*before.pack);
  itself.may_be_its_own = true;
  const auto after = parse(adopt(files, itself));
  ASSERT_NE(after.pack, nullptr);
  EXPECT_EQ(after.pack->id, "itself");
  EXPECT_EQ(after.pack->licence, before.pack->licence);
  EXPECT_EQ(after.pack->help, before.pack->help);
  ASSERT_TRUE(after.pack->approval.has_value());
  EXPECT_EQ(after.pack->approval->term, before.pack->approval->term);
  ASSERT_EQ(after.pack->clauses.size(), before.pack->clauses.size());
  for (std::size_t i = 0; i < before.pack->clauses.size(); ++i) {
    EXPECT_EQ(after.pack->clauses[i].text, before.pack->clauses[i].text);
    EXPECT_EQ(after.pack->clauses[i].source, before.pack->clauses[i].source);
  }
}

TEST(Adopt, PutsTheApprovalThatIsGivenIntoAPackOfItsOwn) {
  Files files = testing::shipped_pack("teryaq");
  Adopter itself = named_as(*parse(files).pack);
  itself.may_be_its_own = true;
  itself.approval = Approval{.body = "board", .meeting = "77"};
  const auto after = parse(adopt(files, itself));
  ASSERT_NE(after.pack, nullptr);
  EXPECT_EQ(after.pack->approval->meeting, "77");
}

// Whoever founds by a template of the same name, and says that the board has not approved, is not
// given another board's approval.
TEST(Adopt, TakesNoTemplateForAnOwnPackBecauseOfItsName) {
  const Files files = testing::shipped_pack("teryaq");
  const auto before = parse(files);
  const auto after = parse(adopt(files, named_as(*before.pack)));
  ASSERT_NE(after.pack, nullptr);
  EXPECT_FALSE(after.pack->approval.has_value());
  EXPECT_NE(after.pack->help, before.pack->help);
}

TEST(Adopt, KeepsAClauseThatSaysMoreThanWhenTheBoardApproved) {
  Files files = testing::shipped_pack("teryaq");
  files["clauses.yaml"] += R"(  - id: X90
    source: "23"
    text: {ar: تُعتمد السياسة وتُراجع, en: The policy is approved and reviewed}
    controls:
      - record: approval
      - record: review_due
)";
  Adopter approved = amal;
  approved.approval = Approval{.body = "board", .meeting = "3"};
  const auto parsed = parse(adopt(files, approved));
  for (const auto& problem : parsed.problems) ADD_FAILURE() << describe(problem, "en");
  ASSERT_NE(parsed.pack, nullptr);
  const auto& clause = parsed.pack->clauses.back();
  EXPECT_EQ(clause.text.at("en"), "The policy is approved and reviewed");
  EXPECT_EQ(clause.source, "23");
  EXPECT_EQ(clause.controls.size(), 2U);
}

TEST(Adopt, TakesANameWithSignsThatYamlReadsOtherwise) {
  Adopter odd = amal;
  odd.name["en"] = "Amal: \"Hope\" #1";
  const auto parsed = parse(adopt(testing::shipped_pack("teryaq"), odd));
  for (const auto& problem : parsed.problems) ADD_FAILURE() << describe(problem, "en");
  ASSERT_NE(parsed.pack, nullptr);
  EXPECT_EQ(parsed.pack->name.at("en"), "Amal: \"Hope\" #1");
}

TEST(PersonalData, IsFoundWithItsPlaceAndNotRepeated) {
  Files files = testing::shipped_pack("teryaq");
  files["pack.yaml"] += "# call Sara on 0551234567\n# or ١٥٠٠٠٠٠٠٠٣\n";
  const auto problems = personal_data_in(files);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].code, "pack.names_person");
  EXPECT_EQ(problems[0].column, 16);
  EXPECT_THAT(describe(problems[0], "en"), Not(HasSubstr("0551234567")));
}

}  // namespace
}  // namespace policy
