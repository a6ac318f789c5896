#include "requests/begin_form.h"

#include "requests/desk_for_tests.h"

namespace requests {
namespace {

class BeginForm : public Desk {
 protected:
  std::map<std::string, BegunValue> begun(const auth::Actor& actor,
                                          const std::string& kind = "volunteering") {
    const auto beginning = read([&](db::Transaction& tx) {
      return begin_form(tx, call_as(actor, {
                                               {"kind", kind}
      }));
    });
    EXPECT_TRUE(beginning.ok()) << testing::PrintToString(codes_of(beginning));
    std::map<std::string, BegunValue> values;
    if (!beginning) return values;
    for (const auto& one : beginning->items) values[one.item] = one;
    return values;
  }
  // Submitted with what an assistance request asks for; answers its reference.
  std::string asked(const auth::Actor& actor, const PartyId& beneficiary,
                    const std::string& capacity, ItemValues given = values()) {
    if (capacity == "guardian")
      given["guardian_evidence"] = {
          .sighted = SightedValue{"other", "4471", "", {}}
      };
    const auto made = write([&](db::Transaction& tx) -> Result<OpenRequest> {
      const auto call = call_as(actor);
      NewRequest request{.kind = "assistance", .channel = "website", .capacity = capacity};
      request.beneficiary = beneficiary;
      request.applicant = actor.acting_for;
      auto open = TRY(receive_request(tx, call, request));
      const auto digest = TRY(digest_values(tx, call, {"assistance", given, open.row.id.text, {}}));
      Signature signature{.method = "witness"};
      signature.witness = "الشاهد";
      signature.declaration_version = digest.declaration_version;
      signature.content_digest = digest.content_digest;
      TRY(submit_values(tx, call, open, {given, signature}));
      return open;
    });
    EXPECT_TRUE(made.ok()) << testing::PrintToString(codes_of(made));
    return made.ok() ? made->row.reference : "";
  }
  PartyId somebody_else() {
    const auto made = write([&](db::Transaction& tx) {
      return parties::create_claim(tx, *tenant, {.full_name = "طفل"},
                                   {.kind = "applicant", .id = "x"}, now());
    });
    EXPECT_TRUE(made.ok());
    return made.value();
  }
};

TEST_F(BeginForm, TakesWhatThePersonSubmittedBeforeAndSaysFromWhere) {
  const auto sara = applicant();
  const auto reference = asked(sara, sara.acting_for, "self");
  const auto known = begun(sara);
  EXPECT_EQ(known.at("full_name").value.text, "نورة فهد العتيبي");
  EXPECT_EQ(known.at("birth_date").value.date, "1990-02-03");
  EXPECT_EQ(known.at("city").value.text, "جدة");
  EXPECT_EQ(known.at("identity_document").value.sighted->number, identity_number);
  EXPECT_EQ(known.at("city").source, "request");
  EXPECT_EQ(known.at("city").reference, reference);
}

TEST_F(BeginForm, SaysNothingOfTheMatterItself) {
  const auto sara = applicant();
  asked(sara, sara.acting_for, "self");
  const auto known = begun(sara, "assistance");
  EXPECT_TRUE(known.contains("household_size"));
  EXPECT_FALSE(known.contains("need"));
  EXPECT_FALSE(known.contains("description"));
}

TEST_F(BeginForm, ADocumentThatHasExpiredSinceIsAskedForAnew) {
  const auto sara = applicant();
  asked(sara, sara.acting_for, "self");
  pass_days(365 * 5);
  EXPECT_FALSE(begun(sara).contains("identity_document"));
  EXPECT_TRUE(begun(sara).contains("city"));
}

TEST_F(BeginForm, NothingOfWhomTheApplicantActedFor) {
  const auto sara = applicant("+966500000101", "");
  asked(sara, somebody_else(), "guardian");
  EXPECT_TRUE(begun(sara).empty());
}

TEST_F(BeginForm, NothingOfWhatSomebodyElseSubmittedForThePerson) {
  const auto sara = applicant("+966500000101", "");
  const auto son = applicant("+966500000303", "");
  asked(sara, son.acting_for, "guardian");
  const auto known = begun(son);
  EXPECT_FALSE(known.contains("identity_document"));
}

TEST_F(BeginForm, WhatAnOfficerWroteOfAClaimIsNotTheClaimsToSee) {
  const auto sara = applicant();
  const auto put = write([&](db::Transaction& tx) {
    return parties::put_value(tx, *tenant, sara.acting_for,
                              {
                                  .field = "city", .value = {"أبها", "", ""},
                                       .by = officer.id
    },
                              now());
  });
  ASSERT_TRUE(put.ok());
  EXPECT_FALSE(begun(sara).contains("city"));
}

TEST_F(BeginForm, ARegisteredPersonBeginsWithTheirFile) {
  const auto sara = applicant();
  parties::RegisterPerson body{.full_name = "سارة خالد القحطاني", .identity_type = "NAT"};
  body.identity_number = identity_number;
  body.identity_expires_on = "2030-01-01";
  const auto matched = write([&](db::Transaction& tx) -> Result<parties::PersonFile> {
    const auto person = TRY(parties::read_registration(*tenant->keeper, body, now()));
    return parties::register_person(tx, call_as(officer), party_hooks(), body, person);
  });
  ASSERT_TRUE(matched.ok()) << testing::PrintToString(codes_of(matched));
  auto actor = sara;
  actor.acting_for = matched->party;
  actor.may_act_for = {matched->party};
  const auto known = begun(actor);
  EXPECT_EQ(known.at("full_name").source, "file");
  EXPECT_EQ(known.at("identity_document").value.sighted->expires_on, "2030-01-01");
}

}  // namespace
}  // namespace requests
