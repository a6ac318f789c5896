#include "platform/kernel/problem.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "base/in_source_for_tests.h"
#include "embedded/refusal_texts.h"

namespace kernel {
namespace {

using Texts = std::map<std::string, boost::json::object>;

Texts all_texts() {
  Texts texts;
  for (const auto& file : embedded::refusal_texts()) {
    const auto document = boost::json::parse({file.text.data(), file.text.size()});
    for (const auto& entry : document.as_object()) {
      const bool first = texts.emplace(entry.key(), entry.value().as_object()).second;
      EXPECT_TRUE(first) << entry.key() << " stands twice, again in " << file.name;
    }
  }
  return texts;
}

// A name of the pack's comes in both languages ("before_ar", "before_en"): each text takes its own.
std::set<std::string> places_in(const boost::json::value& text, const std::string& language) {
  const std::string plain(text.as_string());
  static const std::regex place("\\{([a-z_]+)\\}");
  std::set<std::string> names;
  for (std::sregex_iterator at(plain.begin(), plain.end(), place), end; at != end; ++at)
    names.insert(std::regex_replace((*at)[1].str(), std::regex("_" + language + "$"), ""));
  return names;
}

TEST(RefusalTexts, AreCompleteInBothLanguages) {
  for (const auto& [code, texts] : all_texts()) {
    for (const auto* part : {"ar", "en", "remedy_ar", "remedy_en"}) {
      ASSERT_TRUE(texts.contains(part)) << code << " lacks " << part;
      EXPECT_FALSE(texts.at(part).as_string().empty()) << code << " " << part;
    }
    EXPECT_EQ(texts.size(), 4u) << code;
    const auto arabic = places_in(texts.at("ar"), "ar"), english = places_in(texts.at("en"), "en");
    EXPECT_TRUE(std::ranges::includes(english, arabic)) << code << ": parameters differ";
  }
}

// What the sources refuse with: `.code = "…"`, `refuse(RefusalKind::…, "…")`, `fail("…")`.
std::map<std::string, std::string> codes_in_sources() {
  namespace fs = std::filesystem;
  static const std::regex use(
      R"re((?:\.code = |RefusalKind::\w+,\s*|Obstacle\{)"([a-z_]+(?:\.[a-z_]+)+)")re");
  std::map<std::string, std::string> codes;
  for (const auto& file : fs::recursive_directory_iterator(in_source("src"))) {
    const auto name = file.path().string();
    if (file.path().extension() != ".cc" || name.ends_with("_test.cc")) continue;
    std::ifstream in(file.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::sregex_iterator at(text.begin(), text.end(), use), end; at != end; ++at)
      codes.emplace((*at)[1], name);
  }
  return codes;
}

TEST(RefusalTexts, StandForEveryCodeThatTheProgramRefusesWith) {
  const auto texts = all_texts();
  const auto codes = codes_in_sources();
  EXPECT_GT(codes.size(), 50u);
  for (const auto& [code, file] : codes)
    EXPECT_TRUE(texts.contains(code)) << code << " of " << file << " has no text";
}

TEST(Problem, SaysEverythingThatStandsInTheWayInBothLanguages) {
  Refusal refusal{RefusalKind::rule_not_met, {}};
  refusal.obstacles.push_back({
      .code = "argument.limit", .field = "/limit", .parameters = {{"from", "1"}, {"to", "9"}}
  });
  refusal.obstacles.push_back(
      {.code = "json.required", .field = "/name", .clause = "H2", .remedy = "file.missing"});
  const auto problem = boost::json::parse(problem_json(refusal, "req1")).as_object();
  EXPECT_EQ(problem.at("status").as_int64(), 422);
  EXPECT_EQ(problem.at("code"), "argument.limit");
  EXPECT_EQ(problem.at("request_id"), "req1");
  EXPECT_EQ(problem.at("title_en"), "A page has 1 to 9 rows.");
  const auto& obstacles = problem.at("obstacles").as_array();
  ASSERT_EQ(obstacles.size(), 2u);
  EXPECT_EQ(obstacles[0].at("parameters").at("to"), "9");
  EXPECT_EQ(obstacles[0].at("message").at("en"), "A page has 1 to 9 rows.");
  EXPECT_EQ(obstacles[1].at("clause"), "H2");
  EXPECT_EQ(obstacles[1].at("field"), "/name");
  EXPECT_EQ(obstacles[1].at("remedy"), "file.missing");
  EXPECT_EQ(obstacles[1].at("remedy_text").at("en"), "Choose one file, then send it.");
  EXPECT_FALSE(obstacles[1].at("message").at("ar").as_string().empty());
}

TEST(Problem, ShowsACodeThatHasNoTextRatherThanNothing) {
  EXPECT_EQ(message_of({.code = "no.such_code"}, "ar"), "no.such_code");
}

TEST(Problem, IsWholeWithoutAnyObstacle) {
  const auto problem =
      boost::json::parse(problem_json(Refusal{RefusalKind::conflict, {}}, "req1")).as_object();
  EXPECT_EQ(problem.at("status").as_int64(), 409);
  EXPECT_EQ(problem.at("code"), "http.internal");
}

TEST(Problem, HasAStatusForEveryKind) {
  const std::pair<RefusalKind, int> kinds[] = {
      {RefusalKind::invalid,         400},
      {RefusalKind::unauthenticated, 401},
      {RefusalKind::forbidden,       403},
      {RefusalKind::not_found,       404},
      {RefusalKind::conflict,        409},
      {RefusalKind::too_large,       413},
      {RefusalKind::rule_not_met,    422},
      {RefusalKind::too_many,        429},
      {RefusalKind::unavailable,     503}
  };
  for (const auto& [kind, status] : kinds) EXPECT_EQ(status_of(kind), status);
}

}  // namespace
}  // namespace kernel
