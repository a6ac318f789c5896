#include "parties/portal_me.h"
#include "parties/portal_sign_in.h"
#include "parties/register_for_tests.h"

using namespace parties;

class SignInToThePortal : public Register {
 protected:
  Result<CodeView> ask(const auth::Actor& actor, const std::string& phone,
                       const std::string& purpose = "sign_in") {
    const auto call = call_of(actor);
    return write([&](db::Transaction& tx) { return send_code(tx, call, {phone, purpose}); });
  }
  std::string code_of(const std::string& challenge) {
    const auto code = read([&](db::Transaction& tx) {
      return auth::open_code(tx, *tenant.keeper, tenant.id, challenge, clock.now());
    });
    return code ? code->code : "";
  }
  Result<PortalSignIn> redeem(const std::string& challenge, const std::string& code) {
    const auto call = call_of(nobody);
    return write([&](db::Transaction& tx) {
      return sign_in_applicant(tx, call, {challenge, code});
    });
  }
  auth::Actor sign_in(const std::string& phone) {
    clock.advance(hour_ms);
    const auto sent = ask(nobody, phone);
    EXPECT_TRUE(sent.ok()) << phone;
    const auto signed_in = redeem(sent->challenge, code_of(sent->challenge));
    EXPECT_TRUE(signed_in.ok()) << phone;
    return signed_in->sign_in.actor;
  }
  PortalMe me(const auth::Actor& actor) {
    return read([&](db::Transaction& tx) { return portal_me(tx, tenant, actor); });
  }
  auth::Actor nobody;
};

TEST_F(SignInToThePortal, AnswersAKnownAndAnUnknownPhoneAlike) {
  registered("سارة محمد الغامدي", "1500000003", "0512345678");
  const auto known = ask(nobody, "٠٥١٢٣٤٥٦٧٨");
  const auto unknown = ask(nobody, "0587654321");
  ASSERT_TRUE(known.ok());
  ASSERT_TRUE(unknown.ok());
  EXPECT_EQ(known->challenge.size(), unknown->challenge.size());
  const auto signed_in = redeem(unknown->challenge, code_of(unknown->challenge));
  ASSERT_TRUE(signed_in.ok());
  EXPECT_TRUE(signed_in->me.parties.empty());
  EXPECT_FALSE(signed_in->me.acting_for);
  EXPECT_EQ(signed_in->me.phone_masked, "•••• 4321");
}

TEST_F(SignInToThePortal, OpensTheOnePersonOfAPhone) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003", "0512345678");
  const auto sent = ask(nobody, "0512345678");
  ASSERT_TRUE(sent.ok());
  auto arabic = code_of(sent->challenge);
  ASSERT_EQ(arabic.size(), 6u);
  std::string typed;
  for (const char c : arabic) typed += std::string("\xd9") + static_cast<char>(0xa0 + (c - '0'));
  const auto signed_in = redeem(sent->challenge, "\u200f" + typed + " ");
  ASSERT_TRUE(signed_in.ok());
  ASSERT_TRUE(signed_in->me.acting_for);
  EXPECT_EQ(signed_in->me.acting_for->party, sara);
  EXPECT_EQ(signed_in->me.acting_for->label, "سارة محمد الغامدي");
  EXPECT_EQ(signed_in->me.acting_for->kind, "party");
}

TEST_F(SignInToThePortal, LetsAHouseholdChoose) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003", "0512345678");
  const auto noura = registered("نورة محمد الغامدي", "1500000011", "0512345678");
  auto actor = sign_in("0512345678");
  const auto mine = me(actor);
  EXPECT_FALSE(mine.acting_for);
  ASSERT_EQ(mine.parties.size(), 2u);
  EXPECT_EQ(mine.parties[0].party, sara);
  EXPECT_EQ(mine.parties[1].party, noura);
  EXPECT_TRUE(write([&](db::Transaction& tx) {
                return auth::act_for(tx, tenant.id, actor, noura, clock.now());
              }).ok());
  actor.acting_for = noura;
  EXPECT_EQ(me(actor).acting_for->label, "نورة محمد الغامدي");
  const auto stranger = registered("خالد سعد الحربي", "1500000029", "0587654321");
  EXPECT_EQ(codes_of(write([&](db::Transaction& tx) {
              return auth::act_for(tx, tenant.id, actor, stranger, clock.now());
            })),
            Codes{"not_found"});
}

TEST_F(SignInToThePortal, ShowsAClaimAsAClaimUntilItIsMatched) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  const auto claim = claimed("ساره الغامدي", "+966512345678", "1500000003");
  EXPECT_EQ(me(sign_in("0512345678")).acting_for->kind, "claim");
  ASSERT_TRUE(match(claim, sara, "1500000003").ok());
  const auto mine = me(sign_in("0512345678"));
  ASSERT_TRUE(mine.acting_for);
  EXPECT_EQ(mine.acting_for->party, sara);
  EXPECT_EQ(mine.acting_for->kind, "party");
}

TEST_F(SignInToThePortal, RefusesAWrongCodeAndCountsIt) {
  const auto sent = ask(nobody, "0512345678");
  ASSERT_TRUE(sent.ok());
  const auto right = code_of(sent->challenge);
  const std::string wrong = right == "000000" ? "000001" : "000000";
  for (int guess = 0; guess < 5; ++guess) {
    EXPECT_EQ(codes_of(redeem(sent->challenge, wrong)).at(0).substr(0, 11), "codes.wrong");
  }
  EXPECT_FALSE(redeem(sent->challenge, right).ok()) << "five guesses are all there are";
}

TEST_F(SignInToThePortal, SaysWhatIsNoPhone) {
  EXPECT_EQ(codes_of(ask(nobody, "0521234567")), Codes{"party.phone_form /phone"});
  EXPECT_EQ(codes_of(ask(nobody, "0512345678", "reset")), Codes{"codes.purpose /purpose"});
}

TEST_F(SignInToThePortal, SendsACodeToSignWithOnlyToTheSignedInPhone) {
  EXPECT_EQ(codes_of(ask(nobody, "0512345678", "signature")), Codes{"sign_in.needed"});
  const auto actor = sign_in("0512345678");
  clock.advance(hour_ms);
  EXPECT_EQ(codes_of(ask(actor, "0587654321", "signature")), Codes{"codes.other_phone /phone"});
  const auto sent = ask(actor, "0512345678", "signature");
  ASSERT_TRUE(sent.ok());
  EXPECT_FALSE(redeem(sent->challenge, code_of(sent->challenge)).ok())
      << "a code to sign with is no code to sign in with";
}

class GiveConsent : public SignInToThePortal {
 protected:
  GiveConsent() { sara = registered("سارة محمد الغامدي", "1500000003", "0512345678"); }
  Result<Done> act(const std::string& purpose, bool given, int version = 2) {
    clock.advance(minute_ms);
    return write([&](db::Transaction& tx) {
      return record_consent(tx, tenant, sara, {purpose, given, version, "portal", {}},
                            {.kind = "applicant", .id = sara.text}, clock.now());
    });
  }
  ConsentState state(const std::string& purpose) {
    for (const auto& one :
         read([&](db::Transaction& tx) { return consents_of(tx, tenant.id, sara); })) {
      if (one.purpose == purpose) return one;
    }
    return {};
  }
  bool holds(const std::string& purpose) {
    return read([&](db::Transaction& tx) { return has_consented(tx, tenant.id, sara, purpose); });
  }
  PartyId sara;
};

TEST_F(GiveConsent, OnePerPurposeWithTimeAndNotice) {
  ASSERT_TRUE(act("service", true).ok());
  EXPECT_TRUE(holds("service"));
  EXPECT_FALSE(holds("news"));
  EXPECT_EQ(state("service").given_at, clock.now());
  EXPECT_EQ(state("service").notice_version, 2);
  EXPECT_EQ(audited("consent.given").size(), 1u);
}

TEST_F(GiveConsent, StandsInTheWordsOfThePolicy) {
  ASSERT_TRUE(act("service", true).ok());
  const auto states = read([&](db::Transaction& tx) { return worded_consents(tx, tenant, sara); });
  ASSERT_EQ(states.size(), 1u);
  ASSERT_TRUE(states[0].text);
  EXPECT_EQ(states[0].text, tenant.policy_in_force()->purposes.front().text);
}

TEST_F(GiveConsent, IsWithdrawnAndGivenAgain) {
  ASSERT_TRUE(act("news", true).ok());
  ASSERT_TRUE(act("news", false).ok());
  EXPECT_FALSE(holds("news"));
  EXPECT_EQ(state("news").withdrawn_at, clock.now());
  EXPECT_EQ(audited("consent.withdrawn").size(), 1u);
  ASSERT_TRUE(act("news", true).ok());
  EXPECT_TRUE(holds("news"));
  EXPECT_FALSE(state("news").withdrawn_at);
}

TEST_F(GiveConsent, KeepsARefusalAndNoRepetition) {
  ASSERT_TRUE(act("news", false).ok());
  EXPECT_FALSE(state("news").given_at);
  EXPECT_FALSE(state("news").withdrawn_at);
  EXPECT_EQ(state("news").notice_version, 2);
  ASSERT_TRUE(act("service", true).ok());
  const auto first = state("service").given_at;
  ASSERT_TRUE(act("service", true).ok());
  EXPECT_EQ(state("service").given_at, first);
}

TEST_F(GiveConsent, IsForAKnownPurposeAndTheNoticeInForce) {
  EXPECT_EQ(codes_of(act("profit", true)), Codes{"consent.purpose_unknown /purpose"});
  EXPECT_EQ(codes_of(act("news", true, 1)), Codes{"consent.notice_version /notice_version"});
  EXPECT_FALSE(holds("news"));
  ASSERT_TRUE(act("news", true).ok());
  pack.privacy_notice_version = 3;
  EXPECT_TRUE(act("news", false, 2).ok()) << "withdrawing needs no new notice";
}

class SeeWhoOpenedTheFile : public GiveConsent {
 protected:
  void opens(const std::string& kind, const std::string& role, const std::string& action,
             const PartyId& party) {
    clock.advance(hour_ms);
    write([&](db::Transaction& tx) {
      audit::record_opening(tx, tenant.id, {.kind = kind, .id = "someone", .role = role},
                            clock.now(), {.action = action, .object = "x", .party = party.text},
                            false);
      return true;
    });
  }
  OpeningPage list(const auth::Actor& actor, const api::Page& page) {
    const auto call = call_of(actor);
    const auto openings = read([&](db::Transaction& tx) { return list_openings(tx, call, page); });
    EXPECT_TRUE(openings.ok());
    return openings.ok() ? openings.value() : OpeningPage{};
  }
};

TEST_F(SeeWhoOpenedTheFile, ByRoleNewestFirst) {
  const auto noura = registered("نورة سعد", "1500000011", "0587654321");
  opens("staff", "officer", "party.opened", sara);
  opens("staff", "researcher", "request.opened", sara);
  opens("applicant", "", "request.opened", sara);
  opens("staff", "officer", "request.submitted", sara);
  opens("staff", "director", "party.opened", noura);
  const auto page = list(sign_in("0512345678"), {"", 50});
  ASSERT_EQ(page.items.size(), 2u);
  EXPECT_EQ(page.items[0].what, "request");
  EXPECT_EQ(page.items[0].who_role, "researcher");
  EXPECT_EQ(page.items[1].what, "party");
  EXPECT_EQ(page.items[1].who_role, "officer");
  EXPECT_FALSE(page.next);
}

TEST_F(SeeWhoOpenedTheFile, InPagesOverTheJoinedClaimToo) {
  const auto claim = claimed("ساره الغامدي", "+966512345678");
  for (int i = 0; i < 3; ++i) opens("staff", "officer", "request.opened", claim);
  ASSERT_TRUE(match(claim, sara, "1500000003").ok());
  for (int i = 0; i < 4; ++i) opens("staff", "director", "party.opened", sara);
  const auto actor = sign_in("0512345678");
  std::vector<std::string> roles;
  std::string after;
  for (int pages = 0; pages < 9; ++pages) {
    const auto page = list(actor, {after, 2});
    for (const auto& item : page.items) roles.push_back(item.who_role);
    if (!page.next) break;
    after = *page.next;
  }
  EXPECT_EQ(roles, (std::vector<std::string>{"director", "director", "director", "director",
                                             "officer", "officer", "officer"}));
}

TEST_F(SeeWhoOpenedTheFile, IsEmptyForWhoHasNoFile) {
  opens("staff", "officer", "party.opened", sara);
  EXPECT_TRUE(list(sign_in("0587654321"), {"", 50}).items.empty());
}
