#include "requests/signing_code.h"

#include "requests/desk_for_tests.h"

namespace requests {
namespace {

const std::string own_phone = "+966500000202", other_phone = "+966500000303";

class SignByCodeAtTheDesk : public Desk {
 protected:
  auth::CodeToSend message(const std::string& challenge) {
    const auto code = read([&](db::Transaction& tx) {
      return auth::open_code(tx, *tenant->keeper, tenant->id, challenge, now());
    });
    return code.value_or(auth::CodeToSend{});
  }
  Result<SigningCode> ask(const auth::Actor& actor, const RequestId& id) {
    return write([&](db::Transaction& tx) { return send_signing_code(tx, call_on(actor, id)); });
  }
  std::string challenge_to(const std::string& phone, auth::CodePurpose purpose) {
    return write([&](db::Transaction& tx) {
             return auth::request_code(tx, *tenant->keeper, tenant->id, now(), phone, purpose,
                                       "192.0.2.8");
           })
        .value()
        .challenge;
  }
  Result<Done> submit_with(const RequestId& id, const std::string& challenge,
                           const std::string& code) {
    const auto given = values();
    return write([&](db::Transaction& tx) -> Result<Done> {
      const auto call = call_on(officer, id);
      auto signature = TRY(witnessed(tx, call, id, given));
      signature.method = "code";
      signature.witness.reset();
      if (!challenge.empty()) signature.challenge = challenge;
      if (!code.empty()) signature.code = code;
      TRY(submit_for_person(tx, call, {given, signature}));
      return Done{};
    });
  }
};

TEST_F(SignByCodeAtTheDesk, TheCodeGoesToThePhoneOnTheirFileAndIsReadOut) {
  const auto id = taken("assistance", "phone");
  const auto sent = ask(officer, id);
  ASSERT_TRUE(sent.ok()) << testing::PrintToString(codes_of(sent));
  EXPECT_EQ(message(sent->challenge).phone, own_phone);
  EXPECT_EQ(sent->phone.find("50000"), std::string::npos) << "shown masked";
  const auto done = submit_with(id, sent->challenge, message(sent->challenge).code);
  ASSERT_TRUE(done.ok()) << testing::PrintToString(codes_of(done));
  EXPECT_TRUE(open(id).state.submitted_at);
  EXPECT_EQ(audited("request.signing_code_sent").size(), 1u);
}

TEST_F(SignByCodeAtTheDesk, DigitsOfEitherKindAreTheSameCode) {
  const auto id = taken("assistance", "phone");
  const auto sent = ask(officer, id);
  ASSERT_TRUE(sent.ok());
  std::string arabic;
  for (const char digit : message(sent->challenge).code)
    arabic += std::string("\xD9") + static_cast<char>(0xA0 + digit - '0');
  EXPECT_TRUE(submit_with(id, sent->challenge, arabic).ok());
}

TEST_F(SignByCodeAtTheDesk, NobodySignsByACodeThatWasNeverSent) {
  const auto id = taken("assistance", "phone");
  EXPECT_EQ(codes_of(submit_with(id, "", "")), Codes{"codes.wrong /declaration/code"});
  EXPECT_FALSE(open(id).state.submitted_at);
}

TEST_F(SignByCodeAtTheDesk, NoCodeButTheOneToTheirPhoneToBeReadOutSigns) {
  const std::pair<std::string, auth::CodePurpose> others[] = {
      {other_phone, auth::CodePurpose::spoken_signature},
      {own_phone,   auth::CodePurpose::signature       }  // told to nobody
  };
  const auto id = taken("assistance", "phone");
  for (const auto& [phone, purpose] : others) {
    const auto challenge = challenge_to(phone, purpose);
    EXPECT_EQ(codes_of(submit_with(id, challenge, message(challenge).code)),
              Codes{"codes.wrong /declaration/code"})
        << phone;
    EXPECT_FALSE(open(id).state.submitted_at);
  }
}

TEST_F(SignByCodeAtTheDesk, WithoutAPhoneOnFileAnotherWayIsChosen) {
  OpenRequestBody body{.kind = "assistance", .channel = "interview"};
  body.full_name = "نورة فهد العتيبي";
  const auto made = take(body);
  ASSERT_TRUE(made.ok()) << testing::PrintToString(codes_of(made));
  EXPECT_EQ(codes_of(ask(officer, made->row.id)), Codes{"signature.no_phone"});
}

}  // namespace
}  // namespace requests
