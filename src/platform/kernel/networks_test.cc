#include "platform/kernel/networks.h"

#include <gtest/gtest.h>

#include "platform/kernel/stop_config.h"

namespace kernel {
namespace {

Networks networks(std::string_view text) {
  auto read = Networks::read(text);
  EXPECT_TRUE(read.ok()) << text;
  return read.ok() ? std::move(read).value() : Networks();
}

TEST(Networks, HoldTheirAddressesAndNoOthers) {
  const auto some = networks("10.0.0.0/8, 192.0.2.64/26 ,2001:db8:8000::/33,::1, 203.0.113.9");
  for (const auto* inside :
       {"10.0.0.0", "10.255.255.255", "192.0.2.64", "192.0.2.127", "::1", "2001:db8:8000::1",
        "2001:db8:ffff::", "203.0.113.9", "::ffff:10.1.2.3"})
    EXPECT_TRUE(some.contain(inside)) << inside;
  for (const auto* outside : {"9.255.255.255", "11.0.0.0", "192.0.2.63", "192.0.2.128", "::2",
                              "2001:db8:7fff::1", "203.0.113.10", "::10.1.2.3", "", "a", "10.0.0"})
    EXPECT_FALSE(some.contain(outside)) << outside;
  EXPECT_FALSE(networks("").contain("10.0.0.1"));
}

TEST(Networks, RefuseWhatIsNoneAndNameEach) {
  const auto read =
      Networks::read("10.0.0.1/8, 10.0.0.0/33, 0.0.0.0/0, ::/0, proxy, 10.0.0.0/, ::1");
  ASSERT_FALSE(read.ok());
  std::vector<std::string> named;
  for (const auto& obstacle : read.refusal().obstacles) {
    EXPECT_EQ(obstacle.code, "config.network");
    named.push_back(obstacle.parameters.at("network"));
  }
  EXPECT_EQ(named, (std::vector<std::string>{"10.0.0.1/8", "10.0.0.0/33", "0.0.0.0/0", "::/0",
                                             "proxy", "10.0.0.0/"}));
}

TEST(Networks, ThatCannotBeReadAreRefusedAtTheStart) {
  const Lookup given = [](std::string_view name) {
    return name == "trusted-proxies" ? std::optional<std::string>("10.0.0.0/8, 10.0.0.0/40")
                                     : std::nullopt;
  };
  const auto config = read_config(given, {});
  ASSERT_FALSE(config.ok());
  ASSERT_EQ(config.refusal().obstacles.size(), 1U);
  const auto& obstacle = config.refusal().obstacles.front();
  EXPECT_EQ(obstacle.code + " " + obstacle.field, "config.network trusted-proxies");
  EXPECT_EQ(obstacle.parameters.at("network"), "10.0.0.0/40");
}

TEST(StopConfig, IsRefusedWithEverythingThatIsWrong) {
  const auto usual = read_stop_config({}, {});
  ASSERT_TRUE(usual.ok());
  EXPECT_EQ(usual->notice_s, 0);
  EXPECT_EQ(usual->within_s, 30);
  const Lookup given = [](std::string_view) { return std::optional<std::string>("-1"); };
  const auto wrong = read_stop_config(given, {});
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.refusal().obstacles.size(), 2U);
}

}  // namespace
}  // namespace kernel
