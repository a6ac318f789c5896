#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "policy/test_files.h"

// The packs that ship with Sila, and what no file may do to the reader.
namespace policy {
namespace {

std::string all_of(const Parsed& parsed, const std::string& name) {
  std::string text;
  for (const Problem& problem : parsed.problems)
    text += "\n  " + describe(problem, "en", "policies/" + name);
  return text;
}

// A pack that ships: its folder, its own kinds of request, those of them that a body studies, and
// the clauses of its document beyond those of all five (mission/clauses.md).
struct Shipped {
  std::string folder;
  std::vector<std::string> kinds, studied;
  std::set<std::string> clauses;
};

void PrintTo(const Shipped& shipped, std::ostream* out) {
  *out << shipped.folder;
}

std::set<std::string> numbered(char letter, int from, int to) {
  std::set<std::string> clauses;
  for (int i = from; i <= to; ++i) clauses.insert(letter + std::to_string(i));
  return clauses;
}

std::set<std::string> together(std::initializer_list<std::set<std::string>> sets) {
  std::set<std::string> all;
  for (const auto& set : sets) all.insert(set.begin(), set.end());
  return all;
}

const std::vector<Shipped>& shipped_packs() {
  static const std::vector<Shipped> packs = {
      {"teryaq",
       {"assistance", "emergency", "volunteering"},
       {"assistance"},
       together({numbered('H', 0, 7), {"F7", "C7", "C9", "C10", "T1"}})                         },
      {"aoun",
       {"assistance", "emergency", "volunteering"},
       {"assistance"},
       together({numbered('H', 0, 7), {"C7", "C9", "C10", "T1"}})                               },
      {"quran-education",
       {"circle", "womens_house", "volunteering"},
       {"circle", "womens_house"},
       together({numbered('H', 0, 7), {"C7", "C8", "C10", "T1"}})                               },
      {"deem",
       {"service", "referral"},
       {},
       together({numbered('R', 1, 7),
                 numbered('E', 4, 9),
                 {"F4", "F5", "O9", "C6", "H1", "H6", "H7", "J1", "J2"}})                       },
      {"tawazun",
       {"programme_proposal", "programme_registration"},
       {},
       together(
           {numbered('H', 8, 11), numbered('E', 1, 3), numbered('A', 1, 5), {"T1", "T2", "H0"}})},
  };
  return packs;
}

class ShippedPack : public ::testing::TestWithParam<Shipped> {
 protected:
  void SetUp() override {
    parsed_ = parse(testing::shipped_pack(GetParam().folder));
    ASSERT_TRUE(parsed_.pack) << all_of(parsed_, GetParam().folder);
  }
  const Pack& pack() const { return *parsed_.pack; }

  Parsed parsed_;
};

TEST_P(ShippedPack, IsCleanAndHasItsOwnKindsOfRequestAndTheFourOfVoice) {
  for (const auto& kind : GetParam().kinds) EXPECT_TRUE(pack().kind(kind)) << kind;
  for (const char* kind : {"inquiry", "complaint", "suggestion", "grievance"})
    EXPECT_TRUE(pack().kind(kind)) << kind;
  EXPECT_EQ(pack().kinds.size(), GetParam().kinds.size() + 4);
  for (const RequestKind& kind : pack().kinds)
    EXPECT_TRUE(!kind.emergency || kind.chosen) << kind.id << ": no policy speaks of it";
}

TEST_P(ShippedPack, HasEveryClauseThatItsPolicyHas) {
  const std::set<std::string> wanted = together({
      numbered('F', 1, 3),
      numbered('O', 1, 8),
      numbered('P', 1, 5),
      numbered('C', 1, 5),
      {"F6", "O10"},
      GetParam().clauses
  });
  std::set<std::string> found;
  for (const Clause& clause : pack().clauses) found.insert(clause.id);
  EXPECT_EQ(found, wanted);
}

TEST_P(ShippedPack, OwesTheApprovalOnlyWhereItsDocumentHasOne) {
  for (const Clause& clause : pack().clauses) {
    const bool owed = clause.id != "F6" || pack().approval.has_value();
    EXPECT_EQ(clause.owed, owed) << clause.id;
  }
}

TEST_P(ShippedPack, StudiesForNoLessThanFourteenDaysFromTheTelling) {
  using enum StepKind;
  for (const auto& id : GetParam().studied) {
    const RequestKind& kind = *pack().kind(id);
    std::vector<StepKind> order;
    for (const Step& step : kind.steps)
      if (step.kind != clarify && step.kind != visit) order.push_back(step.kind);
    EXPECT_EQ(order, (std::vector{receive, complete, declare, verify, inform, study, inform, enroll,
                                  deliver, evaluate, close}));
    const Step& study_step = kind.steps.at(static_cast<std::size_t>(kind.step_index("study")));
    EXPECT_EQ(study_step.at_least->amount, 14);
    EXPECT_EQ(study_step.at_least->unit, Unit::calendar_days);
    EXPECT_FALSE(study_step.at_least->chosen) << "the policy says so";
    EXPECT_TRUE(study_step.at_most->chosen) << "the policy is silent";
  }
}

TEST_P(ShippedPack, CopiesNoIdentityDocument) {
  for (const RequestKind& kind : pack().kinds)
    for (const Item& item : kind.items) {
      if (std::find(item.checks.begin(), item.checks.end(), Check::identity) == item.checks.end())
        continue;
      if (item.known_as == "full_name") continue;  // matched with the document, not a copy of it
      EXPECT_EQ(item.kind, ItemKind::sighted) << kind.id << '/' << item.id;
    }
}

TEST_P(ShippedPack, AsksForNoIdentityToBeHeard) {
  for (const char* kind : {"inquiry", "complaint", "suggestion", "grievance"})
    EXPECT_FALSE(pack().kind(kind)->identity_required) << kind;
}

TEST_P(ShippedPack, SpeaksArabicAndEnglishEverywhere) {
  const auto arabic = [](const std::string& text) {
    return text.find('\xD8') != std::string::npos || text.find('\xD9') != std::string::npos;
  };
  for (const Clause& clause : pack().clauses) {
    EXPECT_TRUE(arabic(clause.text.at("ar"))) << clause.id;
    EXPECT_FALSE(arabic(clause.text.at("en"))) << clause.id;
  }
  for (const Message& message : pack().messages) {
    EXPECT_TRUE(arabic(message.text.at("ar"))) << message.id;
    EXPECT_FALSE(arabic(message.text.at("en"))) << message.id;
  }
}

TEST_P(ShippedPack, HasAnExampleThatPassesAndOneThatRefusesForEachControlThatWantsThem) {
  std::set<std::string> passing, refusing;
  for (const Example& example : parsed_.examples)
    for (const std::string& control : example.shows)
      (example.passes() ? passing : refusing).insert(control);
  for (const Clause& clause : pack().clauses)
    for (const Control& control : clause.controls) {
      if (!wants_examples(control.kind, control.name)) continue;
      EXPECT_TRUE(passing.contains(control.id)) << "none passes: " << control.id;
      EXPECT_TRUE(refusing.contains(control.id)) << "none refuses: " << control.id;
    }
}

INSTANTIATE_TEST_SUITE_P(Shipped, ShippedPack, ::testing::ValuesIn(shipped_packs()),
                         [](const auto& row) {
                           std::string name = row.param.folder;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// The worked example of docs/how-to/write-a-pack.md: a policy unlike the five.
TEST(Lending, IsCleanWithTheCommonPartsAndLendsUntilTheDeviceIsBack) {
  const Parsed parsed = parse(testing::shipped_pack("../docs/how-to/lending"));
  ASSERT_TRUE(parsed.pack) << all_of(parsed, "lending");
  const RequestKind& kind = *parsed.pack->kind("lending");
  const auto step = [&](const char* id) -> const Step& {
    return kind.steps.at(static_cast<std::size_t>(kind.step_index(id)));
  };
  EXPECT_EQ(step("register").capacity, 40);
  EXPECT_EQ(step("deposit").fee, 30'000) << "halalas";
  EXPECT_TRUE(step("hand_over").receipt);
  EXPECT_EQ(step("come_back").repeat->max, 3) << "renewals";
  for (const char* common : {"inquiry", "complaint", "grievance"})
    EXPECT_TRUE(parsed.pack->kind(common)) << common;
}

TEST(Teryaq, SaysItsOfficialFacts) {
  const Parsed parsed = parse(testing::shipped_pack("teryaq"));
  ASSERT_TRUE(parsed.pack);
  EXPECT_EQ(parsed.pack->licence, "5389");
  EXPECT_EQ(parsed.pack->approval->meeting, "11");
  EXPECT_EQ(parsed.pack->approval->date, parse_date("2025-06-01"));
  EXPECT_FALSE(parsed.pack->neutral);
  EXPECT_EQ(parsed.pack->kind("assistance")->confidentiality, Class::restricted);
}

TEST(QuranEducation, NamesNeitherALicenceNorAnApprovalAndStudiesByTheCompetentBodies) {
  const Parsed parsed = parse(testing::shipped_pack("quran-education"));
  ASSERT_TRUE(parsed.pack);
  EXPECT_TRUE(parsed.pack->licence.empty());
  EXPECT_FALSE(parsed.pack->approval);
  for (const char* id : {"circle", "womens_house"}) {
    const RequestKind& kind = *parsed.pack->kind(id);
    const Step& study = kind.steps.at(static_cast<std::size_t>(kind.step_index("study")));
    EXPECT_EQ(study.body, "competent_bodies") << id;
    const Step& clarify = kind.steps.at(static_cast<std::size_t>(kind.step_index("clarify")));
    EXPECT_EQ(clarify.to, Role::researcher) << id << ": the education affairs officer";
  }
}

TEST(Tawazun, RaisesWhatVolunteersAndBeneficiariesProposeAndHandsOnTheAnswer) {
  const Parsed parsed = parse(testing::shipped_pack("tawazun"));
  ASSERT_TRUE(parsed.pack);
  EXPECT_FALSE(parsed.pack->approval) << "the document has none";
  EXPECT_FALSE(parsed.pack->area.regions.empty());
  const RequestKind& kind = *parsed.pack->kind("programme_proposal");
  std::vector<StepKind> order;
  for (const Step& step : kind.steps) order.push_back(step.kind);
  using enum StepKind;
  EXPECT_EQ(order, (std::vector{receive, complete, declare, verify, inform, permit, inform, inform,
                                evaluate, close}));
  const Step& permit_step = kind.steps.at(static_cast<std::size_t>(kind.step_index("permit")));
  EXPECT_TRUE(permit_step.repeat) << "the authority is asked again until it answers";
  ASSERT_NE(permit_step.recorded("reference"), nullptr);
  EXPECT_TRUE(permit_step.recorded("reference")->shown) << "the applicant sees where it lies";
}

TEST(Tawazun, RegistersByPlacesFeesAndAttendanceAlone) {
  const Parsed parsed = parse(testing::shipped_pack("tawazun"));
  ASSERT_TRUE(parsed.pack);
  const RequestKind& kind = *parsed.pack->kind("programme_registration");
  const auto step = [&](const char* id) -> const Step& {
    return kind.steps.at(static_cast<std::size_t>(kind.step_index(id)));
  };
  EXPECT_TRUE(step("register").capacity);
  EXPECT_EQ(step("pay").fee, 15'000) << "halalas";
  EXPECT_TRUE(step("pay").chosen) << "the policy names no amount";
  EXPECT_EQ(step("attend").share->at_least, 75);
  EXPECT_TRUE(step("attend").share->chosen) << "the policy names no share";
}

TEST(Aoun, KeepsEveryRequestConfidentialAndEverySenderNeutral) {
  const Parsed parsed = parse(testing::shipped_pack("aoun"));
  ASSERT_TRUE(parsed.pack);
  EXPECT_TRUE(parsed.pack->neutral);
  EXPECT_FALSE(parsed.pack->approval->date) << "the document gives none";
  for (const RequestKind& kind : parsed.pack->kinds)
    EXPECT_EQ(kind.confidentiality, Class::confidential) << kind.id;
  for (const Message& message : parsed.pack->messages) {
    EXPECT_FALSE(message.portal.empty()) << message.id;
    EXPECT_EQ(message.subject, parsed.pack->messages.front().subject) << message.id;
    EXPECT_EQ(message.text, parsed.pack->messages.front().text) << message.id;
  }
}

// Random damage to a real pack: the reader ends, with a pack or with problems, each within its
// file.
TEST(DamagedPack, NeverCrashesTheReaderAndAlwaysSaysWhere) {
  const Files whole = testing::small_pack();
  static const std::string pieces[] = {
      "{",  "}", "[", "]", ": ", "- ", "\n",    "  ",    "*a ", "&a ",  "!!x ", "|\n", ">\n", "'",
      "\"", "#", "?", ",", "%",  "@",  "---\n", "...\n", "\t",  "\xFF", "\xD8", "x",   "0"};
  rc::check("random mutations", [&] {
    Files files = whole;
    const int changes = *rc::gen::inRange(1, 6);
    for (int i = 0; i < changes; ++i) {
      auto file = files.begin();
      std::advance(file, *rc::gen::inRange<std::size_t>(0, files.size()));
      std::string& bytes = file->second;
      const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size() + 1);
      const auto cut = *rc::gen::inRange<std::size_t>(0, 12);
      const auto& piece = pieces[*rc::gen::inRange<std::size_t>(0, std::size(pieces))];
      bytes.replace(at, std::min(cut, bytes.size() - at), piece);
    }
    const Parsed parsed = parse(files);
    RC_ASSERT(static_cast<bool>(parsed.pack) == parsed.problems.empty());
    for (const Problem& problem : parsed.problems) {
      RC_ASSERT(!describe(problem, "ar").empty());
      const auto file = files.find(problem.file);
      if (problem.line == 0 || file == files.end()) continue;
      const auto lines = std::count(file->second.begin(), file->second.end(), '\n') + 1;
      RC_ASSERT(problem.line <= lines + 1);
      RC_ASSERT(problem.column >= 1);
    }
  });
}

}  // namespace
}  // namespace policy
