#include "saudi/regions.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

using namespace saudi;

TEST(KnowTheRegions, KeepsBothNumberingsApart) {
  ASSERT_EQ(regions().size(), 13u);
  EXPECT_EQ(region_numbered(4)->en, "Qassim");
  EXPECT_EQ(region("SA-04")->en, "Eastern Province");
  EXPECT_EQ(region_numbered(6)->iso, "SA-14");
  EXPECT_EQ(region("SA-06")->ar, "حائل");
  EXPECT_EQ(region("SA-13"), nullptr);
  EXPECT_EQ(region("sa-01"), nullptr);
  EXPECT_EQ(region_numbered(0), nullptr);
  EXPECT_EQ(region_numbered(14), nullptr);
}

TEST(KnowTheRegions, NamesEachOnceInBothLanguages) {
  std::set<std::string_view> codes, isos, arabic, english;
  for (const auto& one : regions()) {
    codes.insert(one.code);
    isos.insert(one.iso);
    arabic.insert(one.ar);
    english.insert(one.en);
    EXPECT_EQ(region(one.iso), &one);
    EXPECT_EQ(region_numbered(one.number), &one);
    EXPECT_FALSE(one.capital_ar.empty() || one.capital_en.empty());
  }
  for (const auto& set : {codes, isos, arabic, english}) EXPECT_EQ(set.size(), 13u);
}

TEST(KnowTheGovernorates, EachHasASlugOfItsOwnAndARegion) {
  std::set<std::string_view> slugs;
  std::set<std::string_view> with_governorates;
  for (const auto& one : governorates()) {
    EXPECT_TRUE(slugs.insert(one.slug).second) << one.slug;
    EXPECT_NE(region(one.region), nullptr) << one.slug;
    EXPECT_FALSE(one.ar.empty() || one.en.empty());
    EXPECT_EQ(one.slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), one.slug.npos);
    with_governorates.insert(one.region);
  }
  EXPECT_EQ(with_governorates.size(), 13u);
  EXPECT_EQ(governorate("jeddah")->ar, "جدة");
  EXPECT_EQ(governorate("jeddah")->region, "SA-02");
  EXPECT_EQ(governorate("atlantis"), nullptr);
}
