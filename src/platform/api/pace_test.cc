#include "platform/api/pace.h"

#include <gtest/gtest.h>

#include <string>

namespace api {
namespace {

const Instant noon{1'795'000'000'000};

TEST(PaceOfANetwork, LetsSoManyThroughInAWindow) {
  Pace pace(2, minute_ms);
  EXPECT_TRUE(pace.count("192.0.2.7", noon).ok());
  EXPECT_TRUE(pace.count("192.0.2.7", noon + second_ms).ok());
  const auto third = pace.count("192.0.2.7", noon + 30 * second_ms);
  ASSERT_FALSE(third.ok());
  EXPECT_EQ(third.refusal().kind, RefusalKind::too_many);
  EXPECT_EQ(third.refusal().obstacles[0].parameters.at("retry_after_s"), "30");
  EXPECT_TRUE(pace.count("192.0.2.8", noon + 30 * second_ms).ok());
  EXPECT_TRUE(pace.count("192.0.2.7", noon + minute_ms).ok());
}

TEST(PaceOfANetwork, CountsAHouseholdOfIpv6AsOne) {
  EXPECT_EQ(network_of("2001:db8::1"), network_of("2001:db8::ffff"));
  EXPECT_NE(network_of("2001:db8::1"), network_of("2001:db8:0:1::1"));
  EXPECT_EQ(network_of("::ffff:192.0.2.7"), network_of("192.0.2.7"));
}

TEST(PaceOfANetwork, KeepsNoMoreNetworksThanItHasRoomFor) {
  Pace pace(1, minute_ms);
  for (int i = 0; i < 30'000; ++i) EXPECT_TRUE(pace.count(std::to_string(i), noon).ok());
}

}  // namespace
}  // namespace api
