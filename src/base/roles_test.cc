#include "base/roles.h"

#include <gtest/gtest.h>

#include <set>

TEST(NameRoles, EachHasAWordOfItsOwnThatReadsBack) {
  std::set<std::string_view> words;
  for (int i = 0; i < role_count; ++i) {
    const auto role = static_cast<Role>(i);
    words.insert(name_of(role));
    EXPECT_EQ(role_named(name_of(role)), role);
  }
  EXPECT_EQ(words.size(), static_cast<std::size_t>(role_count));
  EXPECT_EQ(name_of(Role::quality_manager), "quality_manager");
  EXPECT_EQ(name_of(Role::administrator), "administrator");
}

TEST(NameRoles, AnUnknownWordIsNoRole) {
  for (const auto word : {"", "Officer", "officers", "admin", "operator"}) {
    EXPECT_EQ(role_named(word), std::nullopt) << word;
  }
}

TEST(NameClasses, AreOrderedFromOrdinaryToConfidential) {
  EXPECT_LT(Class::ordinary, Class::restricted);
  EXPECT_LT(Class::restricted, Class::confidential);
  for (const auto word : {"ordinary", "restricted", "confidential"}) {
    ASSERT_TRUE(class_named(word));
    EXPECT_EQ(name_of(*class_named(word)), word);
  }
  EXPECT_EQ(class_named("secret"), std::nullopt);
}
