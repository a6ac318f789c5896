#include "platform/kernel/kernel.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "platform/kernel/backup_config.h"
#include "platform/kernel/problem.h"

namespace kernel {
namespace {

constexpr Instant noon{1'795'000'000'000};

TEST(Clock, StandsUntilItIsMoved) {
  Clock clock(noon);
  EXPECT_EQ(clock.now(), noon);
  clock.advance(5 * minute_ms);
  EXPECT_EQ(clock.now(), noon + 5 * minute_ms);
  clock.set(noon - day_ms);
  EXPECT_EQ(clock.now(), noon - day_ms);
}

TEST(Clock, OfTheSystemGoesForwardAndIsNotSet) {
  Clock clock;
  EXPECT_GE(clock.now().ms, noon.ms - 40 * day_ms);
  EXPECT_THROW(clock.advance(1), std::logic_error);
  EXPECT_THROW(clock.set(noon), std::logic_error);
}

TEST(Random, TextsDifferAndHaveTheAlphabet) {
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    const auto text = random_text();
    EXPECT_EQ(text.size(), 26u);
    EXPECT_EQ(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567"), std::string::npos);
    seen.insert(text);
  }
  EXPECT_EQ(seen.size(), 1'000u);
}

TEST(Random, IdsCarryTheTimeAndDiffer) {
  const auto first = new_id<StaffId>(noon);
  const auto second = new_id<StaffId>(noon);
  EXPECT_TRUE(is_id(first.text));
  EXPECT_NE(first, second);
  EXPECT_EQ(first.text.substr(0, 13), second.text.substr(0, 13));
  EXPECT_LT(first, new_id<StaffId>(noon + 1));
}

Lookup given(std::map<std::string, std::string, std::less<>> values) {
  return [values = std::move(values)](std::string_view name) -> std::optional<std::string> {
    const auto found = values.find(name);
    if (found == values.end()) return std::nullopt;
    return found->second;
  };
}

TEST(Config, HasWhatAFreshMachineNeeds) {
  const auto config = read_config({}, {});
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->port, 8080);
  EXPECT_EQ(config->public_address, "http://127.0.0.1:8080");
  EXPECT_FALSE(config->secure());
  EXPECT_FALSE(config->demo);
}

TEST(Config, PrefersTheCommandLineToTheEnvironment) {
  const auto config =
      read_config(given({
                      {"port", "9000"}
  }),
                  given({{"port", "9001"}, {"trusted-proxies", "10.0.0.1, ::1 ,"}}));
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->port, 9000);
  EXPECT_EQ(config->trusted_proxies, (std::vector<std::string>{"10.0.0.1", "::1"}));
}

TEST(Config, TellsEverythingThatIsWrongAtOnce) {
  const auto config = read_config(given({
                                      {"port",           "80x"                    },
                                      {"workers",        "0"                      },
                                      {"public-address", "http://sila.example.org"},
                                      {"smtp",           "mail.example.org"       },
                                      {"sms",            "pigeon"                 },
                                      {"address",        "0.0.0.0"                },
                                      {"demo",           "yes"                    }
  }),
                                  {});
  ASSERT_FALSE(config.ok());
  std::vector<std::string> codes;
  for (const auto& obstacle : config.refusal().obstacles) {
    codes.push_back(obstacle.code + " " + obstacle.field);
    EXPECT_EQ(kernel::message_of(obstacle, "en").find('{'), std::string::npos) << obstacle.code;
  }
  EXPECT_EQ(codes, (std::vector<std::string>{"config.number port", "config.number workers",
                                             "config.insecure public-address", "config.demo demo",
                                             "config.smtp smtp", "config.missing mail-from",
                                             "config.sms sms"}));
}

TEST(Config, IsSecureExactlyOverHttps) {
  const auto config = read_config(given({
                                      {"public-address", "https://sila.example.org/"}
  }),
                                  {});
  ASSERT_TRUE(config.ok());
  EXPECT_TRUE(config->secure());
  EXPECT_EQ(config->public_address, "https://sila.example.org");
  EXPECT_FALSE(read_config(given({
                               {"public-address", "sila.example.org"}
  }),
                           {})
                   .ok());
  EXPECT_FALSE(read_config(given({
                               {"public-address", "https://sila.example.org/x"}
  }),
                           {})
                   .ok());
}

TEST(Config, NamesItsVariablesAfterItsSettings) {
  ASSERT_EQ(setenv("SILA_PUBLIC_ADDRESS", "https://a.example", 1), 0);
  EXPECT_EQ(from_environment("public-address"), "https://a.example");
  ASSERT_EQ(setenv("SILA_PUBLIC_ADDRESS", "", 1), 0);
  EXPECT_EQ(from_environment("public-address"), std::nullopt);
  unsetenv("SILA_PUBLIC_ADDRESS");
}

TEST(Log, IsOneJsonObjectALineWhateverTheValueHolds) {
  std::vector<std::string> lines;
  log::redirect([&](std::string_view line) { lines.emplace_back(line); });
  log::warning("outbox.given_up", {
                                      {"id",       "a\"b\n\\\xd8\xb5"},
                                      {"attempts", 12                }
  });
  log::redirect({});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].substr(lines[0].find("\"level\"")),
            R"("level":"warning","event":"outbox.given_up",)"
            R"("id":"a\"b\u000a\\\u00d8\u00b5","attempts":12})");
}

TEST(Log, CutsLongValues) {
  std::string line;
  log::redirect([&](std::string_view text) { line = text; });
  log::info("test.long", {
                             {"detail", std::string(100'000, 'x')}
  });
  log::redirect({});
  EXPECT_LT(line.size(), 500u);
}

using Backups = testing::Test;

Result<BackupConfig> backups(const std::map<std::string, std::string>& given) {
  return read_backup_config(
      [&](std::string_view name) -> std::optional<std::string> {
        const auto found = given.find(std::string(name));
        return found == given.end() ? std::nullopt : std::optional(found->second);
      },
      {});
}

TEST_F(Backups, AreDailyAndKeptForDaysWeeksAndMonthsUnlessItIsSaidOtherwise) {
  const auto usual = backups({}).value();
  EXPECT_EQ(usual.to, "");
  EXPECT_EQ(usual.every_hours, 24);
  EXPECT_EQ(usual.keep.days * 10'000 + usual.keep.weeks * 100 + usual.keep.months, 70'512);
  const auto other = backups({
                                 {"backup-to",   "/b"   },
                                 {"backup-keep", "2,0,1"}
  })
                         .value();
  EXPECT_EQ(other.to, "/b");
  EXPECT_EQ(other.keep.days * 10'000 + other.keep.weeks * 100 + other.keep.months, 20'001);
}

TEST_F(Backups, AreNeverSetUpSoThatNoneIsKept) {
  for (const auto* keep : {"0,5,12", "7,5", "7,5,12,1", "7,-5,12", "7,5,x", ""}) {
    const auto read = backups({
        {"backup-keep", keep}
    });
    ASSERT_FALSE(read.ok()) << keep;
    EXPECT_EQ(read.refusal().obstacles.at(0).code, "config.backup_keep");
  }
  EXPECT_EQ(backups({
                        {"backup-hours", "0"}
  })
                .refusal()
                .obstacles.at(0)
                .code,
            "config.number");
}

TEST(Log, WritesWhatMayWaitTogetherAndInOrder) {
  std::string text;
  log::redirect([&](std::string_view lines) { text += std::string(lines) + "\n"; });
  for (int i = 0; i < 3; ++i)
    log::info_soon("http.answered", {
                                        {"seq", i}
    });
  log::flush();
  log::redirect({});
  EXPECT_EQ(std::ranges::count(text, '\n'), 3);
  const auto at = [&](int i) { return text.find("\"seq\":" + std::to_string(i) + "}\n"); };
  EXPECT_LT(at(0), at(1));
  EXPECT_LT(at(1), at(2));
  EXPECT_NE(at(2), std::string::npos);
}

TEST(Config, ReadsWhereMetricsAnswer) {
  const auto of = [](const std::string& text) {
    return read_config(given({
                           {"metrics", text}
    }),
                       {});
  };
  EXPECT_TRUE(of("")->metrics_address.empty());
  EXPECT_EQ(of("127.0.0.1:9464")->metrics_port, 9464);
  EXPECT_EQ(of("[::1]:0")->metrics_address, "::1");
  for (const auto* wrong :
       {"9464", "localhost:9464", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000"})
    EXPECT_FALSE(of(wrong).ok()) << wrong;
}

}  // namespace
}  // namespace kernel
