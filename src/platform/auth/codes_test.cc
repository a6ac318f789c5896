#include <atomic>
#include <thread>

#include "platform/auth/house_for_tests.h"

namespace auth {
namespace {

class Code : public House {
 protected:
  Result<CodeSent> ask(const std::string& phone = "+966500000001",
                       CodePurpose purpose = CodePurpose::sign_in) {
    return write([&](auto& tx) {
      return request_code(tx, *keeper, association, clock.now(), phone, purpose, peer);
    });
  }
  std::optional<CodeToSend> opened(const std::string& challenge) {
    return write(
        [&](auto& tx) { return open_code(tx, *keeper, association, challenge, clock.now()); });
  }
  Result<ProvenPhone> redeem(const std::string& challenge, const std::string& code,
                             CodePurpose purpose = CodePurpose::sign_in) {
    return write([&](auto& tx) {
      return redeem_code(tx, *keeper, association, clock.now(), challenge, code, purpose, peer);
    });
  }
  static std::string other_than(const std::string& code) {
    return code == "000000" ? "000001" : "000000";
  }
};

TEST_F(Code, ProvesThePhoneOnce) {
  const auto sent = ask();
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(sent->expires_at, clock.now() + 5 * minute_ms);
  const auto message = opened(sent->challenge);
  ASSERT_TRUE(message.has_value());
  EXPECT_EQ(message->phone, "+966500000001");
  EXPECT_EQ(message->code.size(), 6u);
  const auto proven = redeem(sent->challenge, message->code);
  ASSERT_TRUE(proven.ok());
  EXPECT_EQ(proven->phone, "+966500000001");
  EXPECT_EQ(proven->phone_index, keeper->fast_index("phone", "+966500000001"));
  EXPECT_EQ(code_of(redeem(sent->challenge, message->code)), "codes.wrong");
  EXPECT_FALSE(opened(sent->challenge).has_value());
}

TEST_F(Code, IsOverAfterFiveMinutes) {
  const auto sent = ask();
  const auto code = opened(sent->challenge)->code;
  clock.advance(5 * minute_ms);
  EXPECT_FALSE(opened(sent->challenge).has_value());
  EXPECT_EQ(code_of(redeem(sent->challenge, code)), "codes.wrong");
}

TEST_F(Code, IsGoodForItsPurposeOnly) {
  const auto sent = ask("+966500000001", CodePurpose::signature);
  const auto code = opened(sent->challenge)->code;
  EXPECT_EQ(code_of(redeem(sent->challenge, code, CodePurpose::sign_in)), "codes.wrong");
  EXPECT_TRUE(redeem(sent->challenge, code, CodePurpose::signature).ok());
}

TEST_F(Code, OfOneChallengeIsNothingInAnother) {
  const auto first = ask();
  clock.advance(minute_ms);
  const auto second = ask();
  ASSERT_TRUE(second.ok());
  const auto first_code = opened(first->challenge)->code;
  const auto second_code = opened(second->challenge)->code;
  if (first_code != second_code) {
    EXPECT_EQ(code_of(redeem(second->challenge, first_code)), "codes.wrong");
  }
  EXPECT_TRUE(redeem(second->challenge, second_code).ok());
  EXPECT_TRUE(redeem(first->challenge, first_code).ok());
}

TEST_F(Code, IsAskedForAtMostEachMinuteAndFiveTimesAnHour) {
  EXPECT_TRUE(ask().ok());
  clock.advance(59 * second_ms);
  const auto soon = ask();
  ASSERT_FALSE(soon.ok());
  EXPECT_EQ(soon.refusal().kind, RefusalKind::too_many);
  EXPECT_EQ(code_of(soon), "codes.too_soon");
  EXPECT_EQ(soon.refusal().obstacles[0].parameters.at("retry_after_s"), "1");
  for (int i = 0; i < 4; ++i) {
    clock.advance(minute_ms);
    EXPECT_TRUE(ask().ok());
  }
  clock.advance(minute_ms);
  EXPECT_EQ(code_of(ask()), "codes.too_many");
  EXPECT_TRUE(ask("+966500000002").ok());
}

TEST_F(Code, DoesNotKeepWaitingWhoUsesThem) {
  for (int i = 0; i < 40; ++i) {
    const auto sent = ask();
    ASSERT_TRUE(sent.ok());
    ASSERT_TRUE(redeem(sent->challenge, opened(sent->challenge)->code).ok());
  }
}

TEST_F(Code, ToSignWithIsSentRightAfterTheOneToSignIn) {
  EXPECT_TRUE(ask("+966500000001", CodePurpose::sign_in).ok());
  EXPECT_TRUE(ask("+966500000001", CodePurpose::signature).ok());
  EXPECT_EQ(code_of(ask("+966500000001", CodePurpose::signature)), "codes.too_soon");
}

TEST_F(Code, IsNotSentToEndlesslyManyPhonesForOnePeer) {
  int sent = 0;
  for (int i = 0; i < 60; ++i) {
    if (ask("+9665000001" + std::to_string(10 + i)).ok()) ++sent;
  }
  EXPECT_EQ(sent, 30);
}

TEST_F(Code, NeedsAPhone) {
  for (const std::string phone : {"", "0500000001", "966500000001", "+0500000001", "+96650",
                                  "+9665000x0001", "+96650000000112345"}) {
    EXPECT_EQ(code_of(ask(phone)), "codes.phone_form") << phone;
  }
}

TEST_F(Code, IsGuessedFiveTimesAtMostOverAllChallengesOfThePhone) {
  std::vector<std::string> challenges, codes;
  for (int i = 0; i < 4; ++i) {
    challenges.push_back(ask()->challenge);
    codes.push_back(opened(challenges.back())->code);
    clock.advance(minute_ms);
  }
  int judged = 0;
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = 1; i < challenges.size(); ++i) {
      if (code_of(redeem(challenges[i], other_than(codes[i]))) == "codes.wrong") ++judged;
    }
  }
  EXPECT_EQ(judged, 5);
  EXPECT_EQ(code_of(redeem(challenges[3], codes[3])), "codes.too_many_guesses");
  clock.advance(14 * minute_ms);
  const auto later = ask();
  ASSERT_TRUE(later.ok());
  EXPECT_EQ(code_of(redeem(later->challenge, opened(later->challenge)->code)),
            "codes.too_many_guesses");
  clock.advance(minute_ms);
  EXPECT_TRUE(redeem(later->challenge, opened(later->challenge)->code).ok());
}

TEST_F(Code, CannotBeGuessedFasterInParallel) {
  std::vector<std::string> challenges, wrong;
  for (int i = 0; i < 4; ++i) {
    challenges.push_back(ask()->challenge);
    wrong.push_back(other_than(opened(challenges.back())->code));
    clock.advance(minute_ms);
  }
  std::atomic<int> judged = 0, turned_away = 0;
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 5; ++i) {
        std::string code;
        store->write_and_wait([&](db::Transaction& tx) {
          code = code_of(redeem_code(tx, *keeper, association, clock.now(), challenges[t % 4],
                                     wrong[t % 4], CodePurpose::sign_in,
                                     "198.51.100." + std::to_string(t)));
          return true;
        });
        ++(code == "codes.wrong" ? judged : turned_away);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(judged, 5);
  EXPECT_EQ(turned_away, 35);
}

TEST_F(Code, OfOnePhoneDoesNotSufferFromAnother) {
  const auto mine = ask();
  const auto theirs = ask("+966500000002");
  for (int i = 0; i < 9; ++i) {
    EXPECT_FALSE(redeem(theirs->challenge, other_than(opened(theirs->challenge)->code)).ok());
  }
  EXPECT_TRUE(redeem(mine->challenge, opened(mine->challenge)->code).ok());
}

TEST_F(Code, AndPhoneDoNotLieInTheClear) {
  const auto sent = ask();
  const auto code = opened(sent->challenge)->code;
  store->close();
  const auto bytes = bytes_on_disk();
  ASSERT_NE(bytes.find(sent->challenge), std::string::npos);
  EXPECT_EQ(bytes.find("966500000001"), std::string::npos);
  EXPECT_EQ(bytes.find("\"" + code), std::string::npos);
  EXPECT_EQ(bytes.find(code + "+966"), std::string::npos);
}

TEST_F(Code, OfAnUnknownChallengeIsWrongLikeAnyOther) {
  const auto sent = ask();
  const auto wrong = redeem(sent->challenge, other_than(opened(sent->challenge)->code));
  const auto unknown = redeem("aaaaaaaaaaaaaaaaaaaaaaaaaa", "123456");
  ASSERT_FALSE(wrong.ok());
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(wrong.refusal(), unknown.refusal());
}

}  // namespace
}  // namespace auth
