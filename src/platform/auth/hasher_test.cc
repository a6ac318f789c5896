#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <new>

#include "platform/auth/auth.h"

namespace auth {
namespace {

HasherLimits quick() {
  return {.threads = 1, .waiting_max = 4, .passes = 1, .memory_bytes = 8192};
}

TEST(Hasher, KnowsTheRightPasswordFromEveryOther) {
  Hasher hasher(quick());
  const auto stored = hasher.hash("an ordinary phrase");
  ASSERT_TRUE(stored.ok());
  EXPECT_TRUE(stored.value().starts_with("$argon2id$"));
  EXPECT_EQ(stored.value().find("ordinary"), std::string::npos);
  EXPECT_TRUE(hasher.verify("an ordinary phrase", stored.value()).value());
  EXPECT_FALSE(hasher.verify("an ordinary phrasf", stored.value()).value());
  EXPECT_FALSE(hasher.verify("", stored.value()).value());
  EXPECT_NE(hasher.hash("an ordinary phrase").value(), stored.value());
}

TEST(Hasher, NeverAgreesForAnAccountThatIsNotThere) {
  Hasher hasher(quick());
  EXPECT_FALSE(hasher.verify("whatever it is", "").value());
  EXPECT_FALSE(hasher.verify("", "").value());
}

TEST(Hasher, UsesSixtyFourMegabytesByDefault) {
  Hasher hasher;
  EXPECT_TRUE(hasher.hash("an ordinary phrase").value().starts_with("$argon2id$v=19$m=65536,t=3,"));
}

TEST(Hasher, GoesOnWhereThereIsNoMemoryForWhatFollows) {
  Hasher hasher(quick());
  hasher.verify("a phrase", "", [](Result<bool>) { throw std::bad_alloc(); });
  EXPECT_TRUE(hasher.hash("the next one").ok());
}

TEST(Hasher, TurnsAwayWhatItCannotTakeAndAnswersTheRest) {
  auto hasher = std::make_unique<Hasher>(quick());
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  std::promise<void> first_runs;
  std::atomic<int> answered = 0, turned_away = 0;
  hasher->hash("holds the only thread", [&](Result<std::string>) {
    first_runs.set_value();
    opened.wait();
  });
  first_runs.get_future().wait();
  for (int i = 0; i < 10; ++i) {
    hasher->verify("another phrase", "", [&](Result<bool> outcome) {
      ++(outcome.ok() ? answered : turned_away);
      EXPECT_TRUE(outcome.ok() || outcome.refusal().kind == RefusalKind::unavailable);
    });
  }
  EXPECT_EQ(turned_away, 6);
  gate.set_value();
  hasher.reset();  // finishes what was accepted
  EXPECT_EQ(answered, 4);
}

struct Case {
  std::string_view password, code;
};

TEST(PasswordRules, TellWhatIsWrong) {
  const std::string long_one(201, 'x');
  const Case cases[] = {
      {"four calm camels",             ""                  },
      {"Nakhla-57-Sahel",              ""                  },
      {"هذه عبارة طويلة", ""                  },
      {"short",                        "password.too_short"},
      {"elevenchars",                  "password.too_short"},
      {"نخلةبحرجبلش",       "password.too_short"},
      {long_one,                       "password.too_long" },
      {"Password1234",                 "password.common"   },
      {"aaaaaaaaaaaaaa",               "password.common"   },
      {"abcabcabcabcabc",              "password.common"   },
      {"23456789012345",               "password.common"   },
      {"98765432109876",               "password.common"   },
      {"abcdefghijklmn",               "password.common"   },
      {"my-sara.ahmad-key",            "password.personal" },
      {"xx Sara Ahmad xx",             "password.personal" },
      {"has a\nbreak in it",           ""                  },
      {"has a\x01 control in",         "password.form"     },
      {"broken \xff utf-8 bytes",      "password.form"     }
  };
  for (const auto& [password, code] : cases) {
    const auto outcome = check_new_password(password, "sara.ahmad@example.org", "Sara Ahmad");
    if (code.empty()) {
      EXPECT_TRUE(outcome.ok()) << password;
    } else {
      ASSERT_FALSE(outcome.ok()) << password;
      EXPECT_EQ(outcome.refusal().obstacles[0].code, code) << password;
    }
  }
}

TEST(PasswordRules, TellEverythingAtOnce) {
  const auto outcome = check_new_password("aaaa", "aaaa@example.org", "");
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.refusal().obstacles.size(), 3u);
}

}  // namespace
}  // namespace auth
