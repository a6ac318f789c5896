#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/in_source_for_tests.h"
#include "policy/pack.h"

namespace procedure {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// Literals in the room's code that look like refusal codes; names of controls and facts apart.
std::set<std::string> codes_in_use() {
  static const std::regex literal("\"([a-z]+\\.[a-z_]+)\"");
  static const std::regex apart("(gate|clock|applicant|beneficiary|example|examples)\\..*");
  std::set<std::string> codes;
  const std::filesystem::path room = in_source("src/procedure");
  for (const auto& entry : std::filesystem::directory_iterator(room)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".cc") || name.ends_with("_test.cc")) continue;
    const std::string text = read(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), literal), end; at != end; ++at) {
      const std::string code = (*at)[1];
      if (!std::regex_match(code, apart)) codes.insert(code);
    }
  }
  for (int check = 0; check <= static_cast<int>(policy::Check::duplicate); ++check) {
    codes.insert("item." + std::string(policy::name_of(static_cast<policy::Check>(check))) +
                 "_failed");
  }
  return codes;
}

boost::json::object catalogue() {
  boost::json::object all;
  const std::filesystem::path texts = in_source("texts/refusals");
  for (const auto& entry : std::filesystem::directory_iterator(texts)) {
    const auto file = boost::json::parse(read(entry.path()));
    for (const auto& [code, text] : file.as_object()) all[code] = text;
  }
  return all;
}

TEST(RefusalTexts, EveryCodeOfTheEngineHasItsTextInBothLanguages) {
  const auto texts = catalogue();
  const auto codes = codes_in_use();
  EXPECT_GT(codes.size(), 60U);
  for (const auto& code : codes) {
    ASSERT_TRUE(texts.contains(code)) << code;
    for (const char* key : {"ar", "en", "remedy_ar", "remedy_en"}) {
      EXPECT_FALSE(texts.at(code).as_object().at(key).as_string().empty()) << code << " " << key;
    }
  }
}

TEST(RefusalTexts, TheCatalogueOfTheEngineHasNoTextThatNobodyUses) {
  const auto own = boost::json::parse(read(in_source("texts/refusals/procedure.json")));
  const auto codes = codes_in_use();
  for (const auto& [code, text] : own.as_object()) {
    EXPECT_TRUE(codes.contains(std::string(code))) << std::string(code);
  }
}

}  // namespace
}  // namespace procedure
