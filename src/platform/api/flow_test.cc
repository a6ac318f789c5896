#include "platform/api/flow.h"

#include <gtest/gtest.h>

#include "platform/api/tenants_for_tests.h"

namespace api {
namespace {

constexpr Instant noon{1'795'000'000'000};

std::string wait_of(const Result<Flow::Ticket>& entered) {
  return entered.refusal().obstacles.front().parameters.at("retry_after_s");
}

TEST(AFlow, LetsAReserveThroughAndThenSoManyASecond) {
  Flow flow({.a_second = 10});
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(flow.enter("a", "api.too_many", noon).ok()) << i;
  const auto refused = flow.enter("a", "api.too_many", noon);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().kind, RefusalKind::too_many);
  EXPECT_EQ(wait_of(refused), "1");
  EXPECT_TRUE(flow.enter("b", "api.too_many", noon).ok()) << "another one is another's";
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(flow.enter("a", "x", noon + second_ms).ok()) << i;
  EXPECT_FALSE(flow.enter("a", "x", noon + second_ms).ok());
}

TEST(AFlow, GivesNothingForAClockThatWasSetBack) {
  Flow flow({.a_second = 1});
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(flow.enter("a", "x", noon).ok());
  EXPECT_FALSE(flow.enter("a", "x", noon - day_ms).ok());
  EXPECT_FALSE(flow.enter("a", "x", noon - day_ms + 999).ok());
  EXPECT_TRUE(flow.enter("a", "x", noon - day_ms + second_ms).ok());
}

TEST(AFlow, LetsSoManyInAtOnce) {
  Flow flow({.parallel = 2});
  auto first = flow.enter("a", "x", noon);
  {
    const auto second = flow.enter("a", "x", noon);
    ASSERT_TRUE(second.ok());
    EXPECT_EQ(wait_of(flow.enter("a", "x", noon)), "1");
  }
  EXPECT_TRUE(flow.enter("a", "x", noon).ok());
  Flow::Ticket kept = std::move(first).value();
  kept = Flow::Ticket();
  const auto again = flow.enter("a", "x", noon), once_more = flow.enter("a", "x", noon);
  EXPECT_TRUE(again.ok() && once_more.ok());
  EXPECT_FALSE(flow.enter("a", "x", noon).ok());
}

TEST(AFlow, LimitsNothingWhereNothingIsSet) {
  Flow flow({});
  for (int i = 0; i < 10'000; ++i) ASSERT_TRUE(flow.enter("a", "x", noon).ok());
}

TEST(AFlow, ForgetsRatherThanFillsTheMemory) {
  Flow flow({.a_second = 1});
  for (int i = 0; i < 50'000; ++i) ASSERT_TRUE(flow.enter(std::to_string(i), "x", noon).ok());
}

struct WordView {
  std::string word;
};
BOOST_DESCRIBE_STRUCT(WordView, (), (word))

// Behind a proxy on loopback that says who asks.
class Limits : public Tenants {
 protected:
  Limits() {
    options.trusted_proxies = {"127.0.0.1"};
    RoutesOptions limited{.find_tenant = [this](std::string_view slug) -> Tenant* {
                            const auto found = tenants.find(slug);
                            return found == tenants.end() ? nullptr : found->second.get();
                          },
                          .clock = &clock,
                          .public_address = "https://sila.example.org",
                          .per_address = {.a_second = 5},
                          .per_person = {.a_second = 2}};
    routes = std::make_unique<Routes>(router, std::move(limited));
    const auto word = [](db::Transaction&, const Call&) -> Result<WordView> {
      return WordView{"here"};
    };
    routes->get<WordView>("/portal/open", auth::Action::anyone, word);
    routes->get<WordView>("/portal/own", auth::Action::portal_use, word);
    start();
  }
  ~Limits() override { stop(); }
  http::Answer from(const std::string& address, const std::string& path,
                    const std::string& headers = "") {
    return get(path, "X-Forwarded-For: " + address + "\r\n" + headers);
  }
};

TEST_F(Limits, HoldBackOneForwardedAddressAndNoOther) {
  for (int i = 0; i < 20; ++i) ASSERT_EQ(from("203.0.113.5", "/api/one/portal/open").status, 200);
  const auto refused = from("203.0.113.5", "/api/one/portal/open");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("retry-after"), "1");
  EXPECT_EQ(code_in(refused), "api.too_many");
  EXPECT_NE(refused.body.find("\"en\":\"Too many calls"), std::string::npos);
  EXPECT_NE(refused.body.find("محاولات كثيرة"), std::string::npos);
  EXPECT_EQ(from("203.0.113.6", "/api/one/portal/open").status, 200);
  clock.advance(second_ms);
  EXPECT_EQ(from("203.0.113.5", "/api/one/portal/open").status, 200);
}

TEST_F(Limits, TakeAHouseholdOfIpv6ForOneAddress) {
  for (int i = 0; i < 20; ++i) {
    const auto address = "2001:db8:1:2::" + std::to_string(i + 1);
    ASSERT_EQ(from(address, "/api/one/portal/open").status, 200);
  }
  EXPECT_EQ(from("2001:db8:1:2::99", "/api/one/portal/open").status, 429);
  EXPECT_EQ(from("2001:db8:1:3::1", "/api/one/portal/open").status, 200);
}

TEST_F(Limits, HoldBackOnePersonWhereverTheyAskFrom) {
  const auto own = applicant("+966500000001"), other = applicant("+966500000002");
  for (int i = 0; i < 8; ++i) {
    const auto address = "203.0.113." + std::to_string(i + 1);
    ASSERT_EQ(from(address, "/api/one/portal/own", own).status, 200);
  }
  const auto refused = from("203.0.113.99", "/api/one/portal/own", own);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(code_in(refused), "api.too_many_of_person");
  EXPECT_EQ(from("203.0.113.99", "/api/one/portal/own", other).status, 200);
  clock.advance(second_ms);
  EXPECT_EQ(from("203.0.113.99", "/api/one/portal/own", own).status, 200);
}

TEST_F(Limits, HoldBackNothingOnTheSameMachine) {
  for (int i = 0; i < 60; ++i) ASSERT_EQ(get("/api/one/portal/open").status, 200);
}

}  // namespace
}  // namespace api
