#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/in_source_for_tests.h"
#include "policy/test_files.h"

// Reading a sound pack, and whole files that cannot be read.
namespace policy {
namespace {

std::string all_of(const Parsed& parsed) {
  std::string text;
  for (const Problem& problem : parsed.problems) text += "\n  " + describe(problem, "en");
  return text;
}

std::vector<std::string> codes_of(const Parsed& parsed) {
  std::vector<std::string> codes;
  for (const Problem& problem : parsed.problems) codes.push_back(problem.code);
  return codes;
}

Parsed parsed_with(const std::string& file, const std::string& from, const std::string& to) {
  Files files = testing::small_pack();
  std::string& bytes = files[file];
  const std::size_t at = bytes.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) bytes.replace(at, from.size(), to);
  return parse(files);
}

TEST(ParseAPack, ReadsWhatStandsInIt) {
  const Parsed parsed = parse(testing::small_pack());
  ASSERT_TRUE(parsed.pack) << all_of(parsed);
  const Pack& pack = *parsed.pack;
  EXPECT_EQ(pack.id, "small");
  EXPECT_EQ(pack.name.at("en"), "A small association");
  EXPECT_EQ(pack.approval->date, parse_date("2025-01-01"));
  EXPECT_EQ(pack.review_every.amount, 365);
  EXPECT_TRUE(pack.review_every.chosen);
  EXPECT_EQ(pack.library.at(0).shown_at, std::vector{StepKind::study});
  ASSERT_EQ(pack.kinds.size(), 3u);
  EXPECT_EQ(pack.kind_index("objection"), 1);
  EXPECT_EQ(pack.kind_index("nothing"), -1);
  EXPECT_EQ(pack.kind("question")->channels, pack.channels);
}

TEST(ParseAPack, ReadsTheStepsOfAKindAndWhereTheyGo) {
  const Parsed parsed = parse(testing::small_pack());
  ASSERT_TRUE(parsed.pack) << all_of(parsed);
  const RequestKind& help = *parsed.pack->kind("help");
  const auto step = [&](const char* id) {
    return help.steps.at(static_cast<std::size_t>(help.step_index(id)));
  };
  EXPECT_TRUE(step("receive").after.empty());
  EXPECT_EQ(step("complete").after, std::vector{0});
  EXPECT_EQ(step("clarify").after, std::vector{0});
  EXPECT_EQ(step("study").after, std::vector{help.step_index("tell")});
  EXPECT_EQ(step("study").at_least->amount, 14);
  EXPECT_FALSE(step("study").at_least->chosen);
  EXPECT_EQ(step("study").outcomes, (std::vector<std::string>{"accepted", "refused"}));
  EXPECT_EQ(step("register").kind, StepKind::enroll);
  EXPECT_EQ(step("register").when.at(0).fact, "outcome.study");
  EXPECT_EQ(step("answer").message_for("refused"), "no_message");
  EXPECT_EQ(step("tell").message_for("refused"), "told");
  const RequestKind& objection = *parsed.pack->kind("objection");
  EXPECT_EQ(objection.steps.at(1).on.at("not_upheld"), objection.step_index("close"));
  EXPECT_EQ(help.return_reminder_days, (std::vector{10, 20}));
  EXPECT_EQ(help.backdate_days_max, 2);
}

TEST(ParseAPack, FindsTheClauseOfAControlByItsStep) {
  const Parsed parsed = parse(testing::small_pack());
  ASSERT_TRUE(parsed.pack) << all_of(parsed);
  const Pack& pack = *parsed.pack;
  const RequestKind& help = *pack.kind("help");
  EXPECT_EQ(pack.clause_for(ControlKind::clock, "earliest", 0, help.step_index("study")), "H5");
  EXPECT_EQ(pack.clause_for(ControlKind::clock, "earliest", 0, help.step_index("verify")), "");
  EXPECT_EQ(pack.clause_for(ControlKind::right, "appeal", 0, help.step_index("study")), "J2");
}

TEST(ParseAPack, StandsAControlOnEveryStepOfAKind) {
  const Parsed parsed = parse(testing::small_pack());
  ASSERT_TRUE(parsed.pack) << all_of(parsed);
  const Clause& answers = parsed.pack->clauses.at(1);
  ASSERT_EQ(answers.id, "O5");
  EXPECT_EQ(answers.controls.at(0).id, "O5/gate.channel_offered");
  EXPECT_EQ(answers.controls.at(0).steps.size(), 3u);
}

TEST(ParseAPack, AddsTheControlsOfACommonPartToTheFirstClauseThatThePackHas) {
  const Parsed parsed = parse(testing::small_pack());
  ASSERT_TRUE(parsed.pack) << all_of(parsed);
  const Clause& answers = parsed.pack->clauses.at(1);
  EXPECT_EQ(answers.controls.back().id, "O5/duty.replied");
  EXPECT_EQ(answers.controls.back().steps.size(), 1u);
}

TEST(ParseAPack, ReadsExamplesWithTheirScenes) {
  const Parsed parsed = parse(testing::small_pack());
  ASSERT_EQ(parsed.examples.size(), 4u) << all_of(parsed);
  const Example& early = parsed.examples.at(0);
  EXPECT_EQ(early.request, "help");
  EXPECT_EQ(early.channel, "website");
  EXPECT_EQ(iso(early.start), "2026-11-22");
  EXPECT_EQ(weekday(early.start), 0);
  ASSERT_EQ(early.done.size(), 5u);
  EXPECT_EQ(early.done.at(2).action, "verify_item");
  EXPECT_EQ(early.done.at(2).with.at("item"), "identity_document");
  EXPECT_EQ(early.done.at(4).at.days, 1)
      << "an action without a time is at the time of the one before";
  EXPECT_EQ(early.attempt->at, (ExampleTime{14, 23 * 60 + 59}));
  EXPECT_EQ(iso(instant_of(early.start, early.attempt->at)), "2026-12-06T20:59:00.000Z");
  EXPECT_EQ(early.clause, "H5");
  EXPECT_EQ(early.facts.items.at("identity_document").valid_until_days, 30);
  EXPECT_FALSE(early.passes());
  const Example& late = parsed.examples.at(2);
  EXPECT_EQ(late.expect, Expectation::broken);
  EXPECT_FALSE(late.attempt);
  EXPECT_EQ(late.at.days, 60);
  EXPECT_FALSE(late.facts.items.at("income").present);
  EXPECT_TRUE(late.facts.items.at("identity_document").present);
  EXPECT_EQ(parsed.examples.at(3).shows, std::vector<std::string>{"O5/duty.replied"})
      << "an example of a common part speaks of the clause that the pack gave its control";
}

TEST(ParseAPack, RaisesEveryKindToTheLeastClassOfThePack) {
  const Parsed parsed = parsed_with("pack.yaml", "licence:", "class: confidential\nlicence:");
  ASSERT_TRUE(parsed.pack) << all_of(parsed);
  for (const RequestKind& kind : parsed.pack->kinds)
    EXPECT_EQ(kind.confidentiality, Class::confidential) << kind.id;
}

TEST(ParseAPack, LetsAPacksOwnMessageReplaceThatOfACommonPart) {
  Files files = testing::small_pack();
  files["common/question/messages.yaml"] =
      "messages:\n  - {id: rate, subject: {ar: x, en: x}, text: {ar: x, en: theirs}}\n"
      "  - {id: more, subject: {ar: x, en: x}, text: {ar: x, en: more}}\n";
  const Parsed parsed = parse(files);
  ASSERT_TRUE(parsed.pack) << all_of(parsed);
  EXPECT_EQ(parsed.pack->message("rate")->text.at("en"), "Rate");
  EXPECT_EQ(parsed.pack->message("more")->text.at("en"), "more");
}

TEST(ParseAPack, AcceptsAliasesWithinTheirLimit) {
  const Parsed parsed = parsed_with(
      "requests.yaml", "when: [{fact: item.need, equals: medicine}]",
      "when: &medicine [{fact: item.need, equals: medicine}]\n        hint: &text {ar: x, en: y}");
  EXPECT_TRUE(parsed.pack) << all_of(parsed);
}

TEST(ParseAPack, TakesArabicDigitsForNumbers) {
  const Parsed parsed =
      parsed_with("requests.yaml", "at_least: {days: 14}", "at_least: {days: ١٤}");
  ASSERT_TRUE(parsed.pack) << all_of(parsed);
  const RequestKind& help = *parsed.pack->kind("help");
  EXPECT_EQ(help.steps.at(6).at_least->amount, 14);
}

TEST(CheckAPack, ReportsEveryFaultOfEveryFileAtOnceInOrder) {
  Files files = testing::small_pack();
  files["pack.yaml"] += "lisence: x\n";
  files["requests.yaml"].replace(files["requests.yaml"].find("type: money"), 11, "type: mony\x20");
  files["requests.yaml"].replace(files["requests.yaml"].find("by: secretary"), 13, "by: secretery");
  files["clauses.yaml"].replace(files["clauses.yaml"].find("id: F6"), 6, "id: F9");
  files["messages.yaml"].replace(files["messages.yaml"].find("{earliest}"), 10, "{earlyest}");
  files["examples.yaml"].replace(files["examples.yaml"].find("do: submit"), 10, "do: sumbit");
  const Parsed parsed = parse(files);
  const std::vector<std::string> codes = codes_of(parsed);
  for (const char* code : {"pack.unknown_clause", "pack.unknown_action", "pack.unknown_placeholder",
                           "pack.unknown_key", "pack.unknown_word", "pack.unknown_role"})
    EXPECT_EQ(std::count(codes.begin(), codes.end(), code), 1) << code << all_of(parsed);
  EXPECT_TRUE(std::is_sorted(
      parsed.problems.begin(), parsed.problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
      }));
}

TEST(CheckAPack, SaysWhichFilesAreMissingAndWhichItDoesNotKnow) {
  Files files = testing::small_pack();
  files["request.yaml"] = files["requests.yaml"];
  files.erase("requests.yaml");
  const Parsed parsed = parse(files);
  ASSERT_EQ(parsed.problems.size(), 2u) << all_of(parsed);
  EXPECT_EQ(describe(parsed.problems.at(0), "en", "policies/x").substr(0, 26),
            "policies/x/request.yaml: a");
  EXPECT_EQ(parsed.problems.at(0).code, "pack.unknown_file");
  EXPECT_EQ(parsed.problems.at(0).parameters.at("nearest"), "requests.yaml");
  EXPECT_EQ(parsed.problems.at(1).code, "pack.missing_file");
}

TEST(CheckAPack, RefusesAFileThatIsTooLarge) {
  Files files = testing::small_pack();
  files["pack.yaml"] += std::string(1024 * 1024, '#');
  EXPECT_EQ(codes_of(parse(files)), std::vector<std::string>{"pack.file_too_large"});
}

TEST(CheckAPack, NamesTheByteThatIsNotUtf8) {
  const Parsed parsed = parsed_with("pack.yaml", "Call us", "Call \xC3us");
  ASSERT_EQ(parsed.problems.size(), 1u) << all_of(parsed);
  EXPECT_EQ(parsed.problems.front().code, "pack.not_utf8");
  EXPECT_EQ(parsed.problems.front().line, 23);
  EXPECT_EQ(parsed.problems.front().column, 31) << "columns count characters";
  EXPECT_EQ(parsed.problems.front().parameters.at("found"), "c3");
}

TEST(CheckAPack, RefusesAnEmptyFile) {
  Files files = testing::small_pack();
  files["clauses.yaml"] = "# nothing\n";
  EXPECT_EQ(codes_of(parse(files)), std::vector<std::string>{"pack.empty_file"});
}

TEST(CheckAPack, StopsAnAliasBombBeforeItGrows) {
  Files files = testing::small_pack();
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 18; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 8; ++j) bomb += ", " + before;
    bomb += "]\n";
  }
  files["pack.yaml"] = bomb;
  const Parsed parsed = parse(files);
  ASSERT_EQ(parsed.problems.size(), 1u) << all_of(parsed);
  EXPECT_EQ(parsed.problems.front().code, "pack.alias_bomb");
  EXPECT_EQ(parsed.problems.front().line, 4);
}

TEST(CheckAPack, StopsNestingBeyondItsLimit) {
  for (const char* bracket : {"[", "{a: "}) {
    Files files = testing::small_pack();
    std::string deep = "a: ";
    for (int i = 0; i < 3'000; ++i) deep += bracket;
    files["pack.yaml"] = deep;
    const Parsed parsed = parse(files);
    ASSERT_EQ(parsed.problems.size(), 1u) << all_of(parsed);
    EXPECT_EQ(parsed.problems.front().code, "pack.too_deep");
  }
}

TEST(CheckAPack, StopsAMapWithTooManyKeysAndAListWithTooManyEntries) {
  Files files = testing::small_pack();
  for (int i = 0; i < 300; ++i) files["pack.yaml"] += "k" + std::to_string(i) + ": x\n";
  EXPECT_EQ(codes_of(parse(files)), std::vector<std::string>{"pack.too_many"});
  files = testing::small_pack();
  std::string many = "requests:\n";
  for (int i = 0; i < 250; ++i) many += "  - x\n";
  files["requests.yaml"] = many;
  const std::vector<std::string> codes = codes_of(parse(files));
  EXPECT_GE(std::count(codes.begin(), codes.end(), "pack.too_many"), 1);
}

TEST(CheckAPack, StopsAFileWithTooManyValuesAndALineThatIsTooLong) {
  Files files = testing::small_pack();
  files["requests.yaml"] = "requests:\n";
  for (int i = 0; i < 100'001; ++i) files["requests.yaml"] += "- x\n";
  EXPECT_EQ(codes_of(parse(files)), std::vector<std::string>{"pack.too_many_nodes"});
  files["requests.yaml"] = "requests: [";
  for (int i = 0; i < 300'000; ++i) files["requests.yaml"] += "x, ";
  EXPECT_EQ(codes_of(parse(files)), std::vector<std::string>{"pack.line_too_long"});
}

TEST(CheckAPack, KeepsANeutralPacksNameAndStateOutOfItsMessages) {
  Files files = testing::small_pack();
  files["pack.yaml"] += "neutral: {name: {ar: متابعة, en: Follow-up}}\n";
  std::string& messages = files["messages.yaml"];
  std::string portal;
  for (std::size_t at = 0; (at = messages.find("}}\n", at)) != std::string::npos; at += 30)
    messages.replace(at, 3, "}, portal: {ar: x, en: y}}\n");
  messages.replace(messages.find("en: Complete it"), 15, "en: A small association");
  const Parsed parsed = parse(files);
  ASSERT_EQ(parsed.problems.size(), 3u) << all_of(parsed);
  for (const Problem& problem : parsed.problems) EXPECT_EQ(problem.code, "pack.not_neutral");
  EXPECT_EQ(parsed.problems.at(0).parameters.at("found"), "A small association");
  EXPECT_EQ(parsed.problems.at(1).parameters.at("found"), "{earliest}");
}

TEST(CheckAPack, AsksANeutralPackForTheNewsInThePortal) {
  Files files = testing::small_pack();
  files["pack.yaml"] += "neutral: {name: {ar: متابعة, en: Follow-up}}\n";
  const std::vector<std::string> codes = codes_of(parse(files));
  EXPECT_EQ(std::count(codes.begin(), codes.end(), "pack.neutral_without_portal"), 11);
}

TEST(CheckAPack, DescribesAProblemInBothLanguagesWithItsPlace) {
  const Problem problem{
      "requests.yaml", 12, 5, "pack.unknown_key", {{"found", "titel"}, {"nearest", "title"}}
  };
  EXPECT_EQ(
      describe(problem, "en", "policies/x"),
      "policies/x/requests.yaml:12:5: unknown key \"titel\"; the nearest known word is \"title\"");
  EXPECT_EQ(describe(problem, "ar", "policies/x"),
            "policies/x/requests.yaml:12:5: مفتاح غير معروف «titel»؛ أقرب كلمة معروفة: «title»");
  const Problem common{"common/inquiry/requests.yaml", 3, 1, "pack.tab", {}};
  EXPECT_EQ(describe(common, "en", "policies/x"),
            "policies/common/inquiry/requests.yaml:3:1: a tab; use spaces");
}

TEST(StoreAPack, TakesItsOwnFilesAndThePartsThatItUses) {
  Files files = testing::small_pack();
  files["common/other/requests.yaml"] = "requests: []\n";
  const Files used = used_files(files);
  EXPECT_EQ(used.count("common/question/requests.yaml"), 1u);
  EXPECT_EQ(used.count("common/other/requests.yaml"), 0u);
  EXPECT_EQ(used.count("examples.yaml"), 1u);
  EXPECT_TRUE(parse(used).pack);
}

TEST(Words, AreKnownByTheirNames) {
  for (int i = 0; i <= static_cast<int>(StepKind::close); ++i) {
    const auto kind = static_cast<StepKind>(i);
    EXPECT_EQ(step_kind_named(name_of(kind)), kind);
    EXPECT_FALSE(outcomes_of(kind).empty());
  }
  EXPECT_EQ(name_of(StepKind::enroll), "register");
  EXPECT_FALSE(step_kind_named("enroll"));
  for (int i = 0; i <= static_cast<int>(ControlKind::measure); ++i) {
    const auto kind = static_cast<ControlKind>(i);
    EXPECT_EQ(control_kind_named(name_of(kind)), kind);
    const std::set<std::string> once(control_names(kind).begin(), control_names(kind).end());
    EXPECT_EQ(once.size(), control_names(kind).size());
    EXPECT_FALSE(once.empty());
  }
}

TEST(Words, GiveEveryGateClockAndDutyAStepToStandOn) {
  for (const ControlKind kind :
       {ControlKind::gate, ControlKind::clock, ControlKind::duty, ControlKind::right})
    for (const std::string& name : control_names(kind)) {
      bool fits = control_fits_whole(kind, name);
      for (int i = 0; i <= static_cast<int>(StepKind::close); ++i)
        fits = fits || control_fits(kind, name, static_cast<StepKind>(i));
      EXPECT_TRUE(fits) << name;
    }
  EXPECT_TRUE(control_fits(ControlKind::gate, "declaration_current", StepKind::declare));
  EXPECT_FALSE(control_fits(ControlKind::gate, "declaration_current", StepKind::verify));
  EXPECT_FALSE(wants_examples(ControlKind::right, "follow"));
  EXPECT_TRUE(wants_examples(ControlKind::gate, "told_first"));
}

TEST(HowTo, NamesEveryWordOfTheFormat) {
  std::ostringstream bytes;
  bytes << std::ifstream(in_source("docs/how-to/pack-format.md")).rdbuf();
  const std::string text = bytes.str();
  const auto expect_all = [&](const std::vector<std::string>& words) {
    for (const std::string& word : words)
      EXPECT_NE(text.find(word), std::string::npos) << word << " is not in the how-to";
  };
  for (int i = 0; i <= static_cast<int>(ControlKind::measure); ++i)
    expect_all(control_names(static_cast<ControlKind>(i)));
  for (int i = 0; i <= static_cast<int>(StepKind::close); ++i) {
    const auto kind = static_cast<StepKind>(i);
    expect_all({std::string(name_of(kind))});
    if (outcomes_of(kind).size() > 1) expect_all(outcomes_of(kind));
  }
  expect_all(channel_names());
  expect_all(telling_names());
  expect_all(placeholder_names());
  expect_all(known_as_names());
  expect_all(notice_names());
}

}  // namespace
}  // namespace policy
