#include <atomic>
#include <thread>

#include "platform/auth/house_for_tests.h"

namespace auth {
namespace {

using StaffSignIn = House;

TEST_F(StaffSignIn, AnswersAnUnknownAddressLikeAWrongPassword) {
  member("sara@example.org", {Role::officer});
  const auto wrong = sign_in("sara@example.org", "not the password");
  const auto unknown = sign_in("nobody@example.org", "not the password");
  ASSERT_FALSE(wrong.ok());
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(wrong.refusal(), unknown.refusal());
  EXPECT_EQ(wrong.refusal().kind, RefusalKind::unauthenticated);
}

TEST_F(StaffSignIn, CountsUnknownAddressesLikeKnownOnes) {
  member("sara@example.org", {Role::officer});
  for (const std::string email : {"sara@example.org", "nobody@example.org"}) {
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(code_of(sign_in(email, "not the password")), "sign_in.wrong");
    }
    EXPECT_EQ(code_of(sign_in(email, "not the password")), "sign_in.too_many");
  }
}

TEST_F(StaffSignIn, PausesLongerEachTime) {
  member("sara@example.org", {Role::officer});
  const auto attempt = [&] { return code_of(sign_in("sara@example.org", "not the password")); };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(attempt(), "sign_in.wrong");
  for (const int minutes : {1, 2, 4, 8, 15, 15}) {
    EXPECT_EQ(code_of(sign_in("sara@example.org")), "sign_in.too_many");
    clock.advance(minutes * minute_ms - 1);
    EXPECT_EQ(attempt(), "sign_in.too_many");
    clock.advance(1);
    EXPECT_EQ(attempt(), "sign_in.wrong");  // one after each pause
  }
  clock.advance(15 * minute_ms);
  EXPECT_TRUE(sign_in("sara@example.org").ok());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(attempt(), "sign_in.wrong");  // forgiven
}

TEST_F(StaffSignIn, TellsWhenToComeBack) {
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(sign_in("x@example.org").ok());
  clock.advance(10 * second_ms);
  const auto refused = sign_in("x@example.org");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().kind, RefusalKind::too_many);
  EXPECT_EQ(refused.refusal().obstacles[0].parameters.at("retry_after_s"), "50");
}

TEST_F(StaffSignIn, PutsAReachedLimitOnRecord) {
  const auto officer = member("sara@example.org", {Role::officer});
  for (int i = 0; i < 8; ++i) {
    EXPECT_FALSE(sign_in("sara@example.org", "not the password").ok());
    EXPECT_FALSE(sign_in("nobody@example.org", "not the password").ok());
  }
  const auto entries = write([&](auto& tx) {
    return audit::list(tx, association, {.action = "staff.attempts_limited"}, 0, 10);
  });
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].entry.object, officer.id.text);
}

TEST_F(StaffSignIn, CannotBeOutrunInParallel) {
  member("sara@example.org", {Role::officer});
  std::atomic<int> verified = 0, turned_away = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        std::optional<Result<Attempt>> attempt;
        store->write_and_wait([&](db::Transaction& tx) {
          attempt = count_attempt(tx, *keeper, association, "sara@example.org",
                                  "198.51.100." + std::to_string(i), clock.now());
          return true;
        });
        if (!attempt || !attempt->ok()) {
          ++turned_away;
          continue;
        }
        ++verified;
        EXPECT_FALSE(hasher.verify("guess", attempt->value().stored).value());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(verified, 5);
  EXPECT_EQ(turned_away, 75);
}

TEST_F(StaffSignIn, StopsAPeerThatTriesManyAddresses) {
  int wrong = 0;
  for (int i = 0; i < 60; ++i) {
    const auto code = code_of(sign_in("x" + std::to_string(i) + "@example.org"));
    if (code == "sign_in.wrong") ++wrong;
  }
  EXPECT_EQ(wrong, 30);
  peer = "192.0.2.8";
  EXPECT_EQ(code_of(sign_in("y@example.org")), "sign_in.wrong");
}

TEST_F(StaffSignIn, CountsAnIpv6NetworkAsOnePeer) {
  for (int i = 0; i < 30; ++i) {
    peer = "2001:db8:1:2::" + std::to_string(i + 1);
    EXPECT_EQ(code_of(sign_in("x" + std::to_string(i) + "@example.org")), "sign_in.wrong");
  }
  peer = "2001:db8:1:2:ffff::1";
  EXPECT_EQ(code_of(sign_in("y@example.org")), "sign_in.too_many");
  peer = "2001:db8:1:3::1";
  EXPECT_EQ(code_of(sign_in("y@example.org")), "sign_in.wrong");
}

TEST_F(StaffSignIn, DoesNotPunishAnOfficeForItsOwnSuccess) {
  member("sara@example.org", {Role::officer});
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(sign_in("sara@example.org").ok());
}

TEST_F(StaffSignIn, DoesNotLetASuccessWashOffTheFailuresOfItsPeer) {
  member("sara@example.org", {Role::officer});
  int wrong = 0;
  for (int i = 0; i < 60; ++i) {
    if (code_of(sign_in("x" + std::to_string(i) + "@example.org")) == "sign_in.wrong") ++wrong;
    (void)sign_in("sara@example.org");
  }
  EXPECT_LE(wrong, 30);
}

TEST_F(StaffSignIn, IsWorthNothingWhenThePasswordChangedMeanwhile) {
  const auto officer = member("sara@example.org", {Role::officer});
  const auto attempt = write([&](auto& tx) {
    return count_attempt(tx, *keeper, association, "sara@example.org", peer, clock.now());
  });
  ASSERT_TRUE(attempt.ok());
  const auto link = write([&](auto& tx) {
    return renew_setup_link(tx, *keeper, association, by, officer.id, clock.now());
  });
  ASSERT_TRUE(set_up(link.value().token, "sara@example.org", "another long phrase").ok());
  const auto late = write([&](auto& tx) {
    return finish_sign_in(tx, *keeper, association, attempt.value(), true, clock.now());
  });
  EXPECT_EQ(code_of(late), "sign_in.wrong");
}

TEST_F(StaffSignIn, ChangingThePasswordEndsTheOtherSignInsAndRenewsThisOne) {
  member("sara@example.org", {Role::officer});
  const auto here = sign_in("sara@example.org");
  const auto elsewhere = sign_in("sara@example.org");
  const auto change = [&](const std::string& current) -> Result<NewSignIn> {
    const auto& actor = here->actor;
    const auto attempt = TRY(write([&](auto& tx) {
      return count_password_attempt(tx, *keeper, association, actor, peer, clock.now());
    }));
    const bool verified = TRY(hasher.verify(current, attempt.stored));
    const auto stored = TRY(hasher.hash("a brand new phrase"));
    return write([&](auto& tx) {
      return change_password(tx, *keeper, association, actor, attempt, verified, stored,
                             clock.now());
    });
  };
  EXPECT_EQ(code_of(change("not the password")), "password.wrong");
  EXPECT_EQ(holder(Area::desk, elsewhere->token).actor.kind, Actor::Kind::staff);
  const auto changed = change("four calm camels");
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(holder(Area::desk, elsewhere->token).actor.kind, Actor::Kind::nobody);
  EXPECT_EQ(holder(Area::desk, changed->token).actor.kind, Actor::Kind::staff);
  clock.advance(minute_ms + 1);
  EXPECT_EQ(holder(Area::desk, here->token).actor.kind, Actor::Kind::nobody);
  EXPECT_EQ(code_of(sign_in("sara@example.org")), "sign_in.wrong");
  EXPECT_TRUE(sign_in("sara@example.org", "a brand new phrase").ok());
}

TEST_F(StaffSignIn, GuessingTheOwnPasswordHasALimitToo) {
  member("sara@example.org", {Role::officer});
  const auto here = sign_in("sara@example.org");
  const auto attempt = [&] {
    return code_of(write([&](auto& tx) {
      return count_password_attempt(tx, *keeper, association, here->actor, peer, clock.now());
    }));
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(attempt(), "");
  EXPECT_EQ(attempt(), "sign_in.too_many");
}

}  // namespace
}  // namespace auth
