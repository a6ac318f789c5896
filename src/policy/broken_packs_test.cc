#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <regex>
#include <sstream>

#include "base/in_source_for_tests.h"
#include "base/text.h"
#include "policy/test_files.h"

// A small sound pack, and a table of single faults in it: each is reported alone, with its code,
// its exact place and the nearest known word.
namespace policy {
namespace {

// A row of testdata/faults.json.
struct Fault {
  std::string name, file;
  std::string reported_in;  // when that is another file, unchanged
  std::string from, to;     // the only change
  std::string at;           // the place in the file: `|` marks it; empty: the whole file
  std::string code, nearest;
};

void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.name;
}

struct Place {
  int line = 0, column = 0;
};

Place place_of(const std::string& bytes, std::string at) {
  if (at.empty()) return {};
  const std::size_t offset = at.find('|');
  at.erase(offset, 1);
  const std::size_t found = bytes.find(at);
  EXPECT_NE(found, std::string::npos) << at;
  EXPECT_EQ(bytes.find(at, found + 1), std::string::npos) << "not alone: " << at;
  const std::string before = bytes.substr(0, found + offset);
  const std::size_t line_start =
      before.rfind('\n') == std::string::npos ? 0 : before.rfind('\n') + 1;
  return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<int>(length(before.substr(line_start))) + 1};
}

std::string all_of(const Parsed& parsed) {
  std::string text;
  for (const Problem& problem : parsed.problems) text += "\n  " + describe(problem, "en");
  return text;
}

class OneFault : public ::testing::TestWithParam<Fault> {};

TEST_P(OneFault, IsReportedAloneWithItsPlaceAndTheNearestWord) {
  const Fault& fault = GetParam();
  Files files = testing::small_pack();
  std::string& bytes = files.at(fault.file);
  const std::size_t found = bytes.find(fault.from);
  ASSERT_NE(found, std::string::npos) << fault.from;
  bytes.replace(found, fault.from.size(), fault.to);

  const Parsed parsed = parse(files);

  ASSERT_EQ(parsed.problems.size(), 1u) << all_of(parsed);
  EXPECT_EQ(parsed.pack, nullptr);
  const Problem& problem = parsed.problems.front();
  const std::string file = fault.reported_in.empty() ? fault.file : fault.reported_in;
  const Place place = place_of(files.at(file), fault.at);
  EXPECT_EQ(problem.file, file);
  EXPECT_EQ(problem.code, fault.code) << all_of(parsed);
  EXPECT_EQ(problem.line, place.line) << all_of(parsed);
  EXPECT_EQ(problem.column, place.column) << all_of(parsed);
  const auto near = problem.parameters.find("nearest");
  EXPECT_EQ(near == problem.parameters.end() ? "" : near->second, fault.nearest);
  for (const char* language : {"ar", "en"}) {
    const std::string text = describe(problem, language, "policies/small");
    EXPECT_EQ(text.find(": " + problem.code), std::string::npos) << "no text for it: " << text;
    EXPECT_FALSE(std::regex_search(text, std::regex("\\{[a-z_]+\\}")))
        << "a parameter is missing: " << text;
  }
}

std::string name_of_case(const ::testing::TestParamInfo<Fault>& info) {
  return info.param.name;
}

std::vector<Fault> faults() {
  std::ifstream file(in_source("src/policy/testdata/faults.json"));
  std::ostringstream text;
  text << file.rdbuf();
  std::vector<Fault> rows;
  const boost::json::value table = boost::json::parse(text.str());
  for (const auto& row : table.as_array()) {
    const auto& fields = row.as_object();
    const auto field = [&](const char* key) {
      return fields.contains(key) ? std::string(fields.at(key).as_string()) : std::string();
    };
    rows.push_back({field("name"), field("file"), field("reported_in"), field("from"), field("to"),
                    field("at"), field("code"), field("nearest")});
  }
  return rows;
}

INSTANTIATE_TEST_SUITE_P(Table, OneFault, ::testing::ValuesIn(faults()), name_of_case);

}  // namespace
}  // namespace policy
