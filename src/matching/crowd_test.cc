#include "matching/crowd.h"

#include <gtest/gtest.h>

#include <set>

namespace matching {
namespace {

class FindPairs : public testing::Test {
 protected:
  void add(std::string name, int year, int month, int on, std::vector<Digest> phones = {}) {
    Person one{.name = std::move(name), .birth = {}, .phones = std::move(phones)};
    one.birth = Birth{*make_date(year, month, on)};
    crowd.add(one);
  }
  // Somebody in between, so that names have shares.
  void add_others() {
    const char* given[] = {"فهد", "سلطان", "ريم", "هند", "بندر", "لمى"};
    const char* family[] = {"الحربي", "العتيبي", "الدوسري", "الشمري", "العنزي"};
    int i = 0;
    for (const auto* one : given) {
      for (const auto* other : family) {
        add(std::string(one) + " ماجد ناصر " + other, 1960 + i % 40, 1 + i % 12, 1 + i % 28);
        ++i;
      }
    }
  }
  std::set<std::pair<Row, Row>> pairs(int threads = 1) {
    std::set<std::pair<Row, Row>> found;
    Crowd::Search search;
    search.threads = threads;
    for (const auto& pair : crowd.find_pairs(search)) found.insert({pair.a, pair.b});
    return found;
  }
  using Pairs = std::set<std::pair<Row, Row>>;
  Crowd crowd;
};

TEST_F(FindPairs, FindsOnePersonWhateverIsWrongInTheSecondRecord) {
  add("نورة سعد محمد الغامدي", 1985, 3, 7, {5});
  add("نوره سعد محمد الغامدي", 1985, 3, 7, {5});
  add("نورة محمد الغامدي", 1985, 3, 7);
  add("نورة سعد محمد الغامدي", 1985, 7, 3);
  add("نورة سعد محمد", 1985, 3, 7, {5});
  add_others();
  const auto found = pairs();
  for (Row other = 1; other <= 4; ++other) EXPECT_TRUE(found.contains({0, other})) << other;
}

TEST_F(FindPairs, ComparesWhoeverALatinGMayStandFor) {
  add("جابر سعد محمد", 1985, 3, 7);
  add("Gaber Saad Mohammed Alharbi", 1985, 3, 7);
  add_others();
  EXPECT_TRUE(pairs().contains({0, 1}));
}

TEST_F(FindPairs, SaysNothingOfAFamily) {
  for (const char* given : {"محمد", "أحمد", "سعود", "سعد", "نورة", "نوف", "حسن", "حسين"})
    add(std::string(given) + " خالد علي الغامدي", 1985, 3, 7, {5});
  add_others();
  EXPECT_EQ(pairs(), Pairs());
}

TEST_F(FindPairs, FindsTheSameWithMoreThreads) {
  for (int i = 0; i < 40; ++i)
    add("نورة سعد محمد الغامدي", 1960 + i / 2, 1 + i / 2 % 12, 3, {static_cast<Digest>(i / 2 + 1)});
  add_others();
  EXPECT_EQ(pairs(1), pairs(4));
  EXPECT_GE(pairs(1).size(), 20U);
}

TEST_F(FindPairs, OfACrowdOfOneNameAndNoBirthEnds) {
  for (int i = 0; i < 3'000; ++i) crowd.add({.name = "محمد سعد علي الغامدي", .birth = {}});
  EXPECT_EQ(pairs(), Pairs());
}

TEST_F(FindPairs, StopsWhenItIsTold) {
  add_others();
  Crowd::Search search;
  search.is_stopped = [] { return true; };
  EXPECT_TRUE(crowd.find_pairs(search).empty());
}

TEST_F(FindPairs, OfNobodyAreNone) {
  EXPECT_EQ(pairs(), Pairs());
}

}  // namespace
}  // namespace matching
