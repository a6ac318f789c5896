#include "platform/files/files.h"
#include "requests/desk_for_tests.h"
#include "requests/standing_view.h"

namespace requests {
namespace {

class SubmitRequest : public Desk {
 protected:
  // From the portal, signed by a code that came to the applicant's own phone.
  Result<RequestStanding> apply(const auth::Actor& actor, const ItemValues& given,
                                const std::string& phone = "+966500000101") {
    requests::SubmitRequest body{.kind = "assistance", .values = given, .capacity = "self"};
    body.consents = {
        {"study_request", true, 1}
    };
    body.declaration = signature_by_code(actor, given, phone);
    return write([&](db::Transaction& tx) { return submit_request(tx, call_as(actor), body); });
  }
  Signature signature_by_code(const auth::Actor& actor, const ItemValues& given,
                              const std::string& phone) {
    pass_days(1);  // codes have limits by the hour
    const auto call = call_as(actor);
    const auto sent = write([&](db::Transaction& tx) {
      return auth::request_code(tx, *tenant->keeper, tenant->id, call.now, phone,
                                auth::CodePurpose::signature, "192.0.2.7");
    });
    const auto code = read([&](db::Transaction& tx) {
      return auth::open_code(tx, *tenant->keeper, tenant->id, sent.value().challenge, call.now);
    });
    const auto digest = read([&](db::Transaction& tx) {
      return digest_values(tx, call, {"assistance", given, {}, {}});
    });
    Signature signature{.method = "code"};
    signature.challenge = sent.value().challenge;
    signature.code = code->code;
    if (digest) {
      signature.declaration_version = digest->declaration_version;
      signature.content_digest = digest->content_digest;
    }
    return signature;
  }
  // A paper that was uploaded, sealed under this person's key.
  std::string paper_of(const PartyId& owner) {
    const std::string spool = folder + "/spool";
    std::ofstream(spool) << "%PDF-1.4\n%%EOF\n";
    const auto inspected = files::inspect(spool, "report.pdf");
    EXPECT_TRUE(inspected.ok());
    const auto stored = write([&](db::Transaction& tx) {
      return files::store(tx, *tenant->keeper, tenant->id, owner, now(), inspected.value(), spool);
    });
    EXPECT_TRUE(stored.ok());
    return stored->id.text;
  }
};

TEST_F(SubmitRequest, FromThePortalWithValuesConsentAndSignature) {
  const auto sara = applicant();
  const auto standing = apply(sara, values());
  ASSERT_TRUE(standing.ok()) << testing::PrintToString(codes_of(standing));
  EXPECT_TRUE(standing->submitted_at);
  EXPECT_EQ(standing->next->step, "verify");
  const auto open = this->open({standing->id});
  EXPECT_EQ(open.row.channel, "website");
  EXPECT_EQ(open.row.entered_by, "applicant");
  EXPECT_EQ(open.row.beneficiary, sara.acting_for);
  EXPECT_FALSE(open.state.declared_digest.empty());
  const auto kept = stored(open.row.id);
  EXPECT_EQ(kept.at("phone").value.text, "+966500000202");
  EXPECT_EQ(kept.at("identity_document").value.sighted->number, identity_number);
  EXPECT_EQ(audited("request.submitted").size(), 1u);
}

// The pack in force, with the inquiry cut down to its reception, an answer and the end.
std::shared_ptr<const policy::Pack> without_items(const policy::Pack& pack) {
  auto changed = std::make_shared<policy::Pack>(pack);
  const int index = changed->kind_index("inquiry");
  auto& kind = changed->kinds[static_cast<std::size_t>(index)];
  kind.items.clear();
  std::erase_if(kind.steps, [](const policy::Step& step) {
    return step.kind != policy::StepKind::receive && step.kind != policy::StepKind::reply &&
           step.kind != policy::StepKind::close;
  });
  for (std::size_t i = 1; i < kind.steps.size(); ++i) {
    kind.steps[i].after = {static_cast<int>(i) - 1};
    kind.steps[i].on.clear();
  }
  for (auto& clause : changed->clauses)
    for (auto& control : clause.controls)
      std::erase_if(control.steps,
                    [&](const auto& at) { return at.kind == index && at.step >= 0; });
  return changed;
}

const db::Sql count_notices(R"sql(
SELECT COUNT(*) FROM messages
 WHERE association_id = $1 AND request_id = $2 AND template = $3 AND channel = 'portal')sql");

TEST_F(SubmitRequest, WhereNothingIsAskedForTheReceptionIsAll) {
  const auto pack = without_items(*tenant->policy_in_force());
  tenant->policy_in_force = [pack] { return pack; };
  tenant->policy_version = [pack](std::string_view) { return pack; };
  const auto sara = applicant();
  requests::SubmitRequest body{.kind = "inquiry", .capacity = "self"};
  body.consents = {
      {"study_request", true, 1}
  };
  const auto standing =
      write([&](db::Transaction& tx) { return submit_request(tx, call_as(sara), body); });
  ASSERT_TRUE(standing.ok()) << testing::PrintToString(codes_of(standing));
  EXPECT_EQ(standing->next->step, "reply");
  const auto notices = read([&](db::Transaction& tx) -> Result<std::int64_t> {
    return tx
        .one(
            count_notices, [](const db::Row& row) { return row.integer(0); }, tenant->id,
            standing->id, "submitted")
        .value_or(0);
  });
  EXPECT_EQ(notices.value(), 1) << "whoever called for help has the number of the request";
  body.values["topic"] = text("services");
  const auto more =
      write([&](db::Transaction& tx) { return submit_request(tx, call_as(sara), body); });
  EXPECT_FALSE(more.ok());
}

TEST_F(SubmitRequest, MissingItemsAreAllToldWithTheirClauseAndNothingIsKept) {
  auto given = values();
  given.erase("birth_date");
  given.erase("income");
  const auto standing = apply(applicant(), given);
  EXPECT_EQ(codes_of(standing),
            (Codes{"item.missing /values/birth_date", "item.missing /values/income"}));
  for (const auto& obstacle : standing.refusal().obstacles) EXPECT_EQ(obstacle.clause, "H2");
  EXPECT_TRUE(queue(officer,
                    {
                        {"scope", "all"}
  })
                  ->items.empty());
  EXPECT_TRUE(audited("request.submitted").empty());
}

TEST_F(SubmitRequest, AnExpiredDocumentDoesNotPass) {
  auto given = values();
  given["identity_document"] = document(identity_number, "2026-11-01");
  const auto standing = apply(applicant(), given);
  EXPECT_EQ(codes_of(standing), Codes{"item.expired /values/identity_document"});
  EXPECT_EQ(standing.refusal().obstacles[0].clause, "H2");
}

TEST_F(SubmitRequest, AWrongCheckDigitIsRefused) {
  auto given = values();
  given["identity_document"] = document("1500000004", "2030-01-01");
  EXPECT_EQ(codes_of(apply(applicant(), given)),
            Codes{"value.identity_number /values/identity_document/sighted/number"});
}

TEST_F(SubmitRequest, WithoutTheNeededConsentNothingIsTaken) {
  const auto sara = applicant();
  requests::SubmitRequest body{.kind = "assistance", .values = values(), .capacity = "self"};
  body.consents = {
      {"study_request", false, 1}
  };
  body.declaration = signature_by_code(sara, values(), "+966500000101");
  const auto standing =
      write([&](db::Transaction& tx) { return submit_request(tx, call_as(sara), body); });
  EXPECT_EQ(codes_of(standing), Codes{"consent.required /consents/study_request"});
}

TEST_F(SubmitRequest, ASignatureIsOverExactlyTheseValues) {
  const auto sara = applicant();
  requests::SubmitRequest body{.kind = "assistance", .values = values(), .capacity = "self"};
  body.consents = {
      {"study_request", true, 1}
  };
  body.declaration = signature_by_code(sara, values(), "+966500000101");
  body.values["city"] = text("مكة");
  const auto standing =
      write([&](db::Transaction& tx) { return submit_request(tx, call_as(sara), body); });
  EXPECT_EQ(codes_of(standing), Codes{"declaration.other_content /declaration/content_digest"});
}

TEST_F(SubmitRequest, ACodeOfAnotherPhoneDoesNotSign) {
  EXPECT_EQ(codes_of(apply(applicant(), values(), "+966500000999")),
            Codes{"codes.wrong /declaration/code"});
}

TEST_F(SubmitRequest, AWrongCodeIsCountedAlthoughItIsRefused) {
  const auto sara = applicant();
  requests::SubmitRequest body{.kind = "assistance", .values = values(), .capacity = "self"};
  body.declaration = signature_by_code(sara, values(), "+966500000101");
  const std::string right = *body.declaration->code;
  body.declaration->code = right == "000000" ? "111111" : "000000";
  const auto guess = [&] {
    return codes_of(
        write([&](db::Transaction& tx) { return submit_request(tx, call_as(sara), body); }));
  };
  for (int i = 0; i < 5; ++i) guess();
  body.declaration->code = right;
  EXPECT_EQ(guess().at(0).substr(0, 6), "codes.");
}

TEST_F(SubmitRequest, ASecondOpenRequestOfAKindIsRefused) {
  const auto sara = applicant();
  ASSERT_TRUE(apply(sara, values()).ok());
  EXPECT_EQ(codes_of(apply(sara, values())), Codes{"request.duplicate_open"});
}

TEST_F(SubmitRequest, WhoeverAppliesForAnotherFollowsIt) {
  const auto father = applicant();
  requests::SubmitRequest body{.kind = "complaint", .capacity = "guardian"};
  body.values["about"] = text("delay");
  body.values["happened"] = text("تأخرت خدمة ابني أسبوعًا عن موعدها");
  body.consents = {
      {"study_request", true, 1}
  };
  body.beneficiary = BeneficiaryData{.full_name = "ريان فيصل", .relation = "father"};
  const auto sent =
      write([&](db::Transaction& tx) { return submit_request(tx, call_as(father), body); });
  ASSERT_TRUE(sent.ok()) << testing::PrintToString(codes_of(sent));
  ASSERT_NE(open({sent->id}).row.beneficiary, father.acting_for);
  EXPECT_TRUE(read([&](db::Transaction& tx) {
                return open_for(tx, call_as(father), auth::Action::portal_use, {sent->id});
              }).ok());
  const auto cards = read([&](db::Transaction& tx) -> Result<RequestCards> {
    return list_cards(tx, call_as(father), father.acting_for, "", 10);
  });
  ASSERT_EQ(cards->items.size(), 1u);
  EXPECT_EQ(cards->items.front().id, sent->id);
}

TEST_F(SubmitRequest, WhoeverSignsForAnotherIsNamedAndWhatWasSaidIsKept) {
  const auto father = applicant("+966500000103", "");
  requests::SubmitRequest body{.kind = "assistance", .values = values(), .capacity = "guardian"};
  const auto send = [&] {
    return write([&](db::Transaction& tx) { return submit_request(tx, call_as(father), body); });
  };
  body.consents = {
      {"study_request", true, 1}
  };
  body.beneficiary = BeneficiaryData{.full_name = "ريان فيصل", .relation = "uncle"};
  EXPECT_EQ(codes_of(send()), Codes{"value.choice /beneficiary/relation"});
  body.beneficiary->relation = "father";
  body.beneficiary->identity_number = "1500000004";
  EXPECT_EQ(codes_of(send()), Codes{"value.identity_number /beneficiary/identity_number"});
  body.beneficiary->identity_number = "١٥٠٠٠٠٠٠٠٣";
  EXPECT_EQ(codes_of(send()), Codes{"applicant.name_missing /applicant_name"});
  body.applicant_name = "فيصل سعد الحربي";
  body.kind = "complaint";
  body.values = {};
  body.values["about"] = text("delay");
  body.values["happened"] = text("تأخرت خدمة ابني أسبوعًا عن موعدها");
  const auto sent = send();
  ASSERT_TRUE(sent.ok()) << testing::PrintToString(codes_of(sent));
  const auto row = open({sent->id}).row;
  EXPECT_EQ(row.relation, "father");
  const auto name = [&](const PartyId& party) {
    return read([&](db::Transaction& tx) -> Result<std::string> {
             return parties::display_name(tx, *tenant, party);
           })
        .value();
  };
  EXPECT_EQ(name(row.applicant), "فيصل سعد الحربي");
  const auto file = read([&](db::Transaction& tx) -> Result<std::string> {
    return parties::current_values(tx, *tenant, row.beneficiary).at("identity_number").value.value;
  });
  EXPECT_EQ(file.value(), "1500000003");
}

TEST_F(SubmitRequest, ForAPersonAtTheDeskBeforeAWitness) {
  const auto id = submitted();
  const auto open = this->open(id);
  EXPECT_TRUE(open.state.submitted_at);
  EXPECT_EQ(stored(id).size(), values().size());
  auto call = call_on(officer, id);
  const auto unsigned_values = values();
  const auto again = write([&](db::Transaction& tx) {
    return submit_for_person(tx, call, {unsigned_values, {}});
  });
  EXPECT_FALSE(again.ok());
}

TEST_F(SubmitRequest, NobodySignsInAnotherCapacityThanTheyAppliedIn) {
  OpenRequestBody body{.kind = "assistance", .channel = "interview", .capacity = "guardian"};
  body.full_name = "طفل";
  const auto made = take(body);
  ASSERT_TRUE(made.ok()) << testing::PrintToString(codes_of(made));
  auto given = values();
  given["guardian_evidence"] = {
      .sighted = SightedValue{"other", "4471", "", {}}
  };
  const auto done = submit(made->row.id, given);
  ASSERT_TRUE(done.ok()) << testing::PrintToString(codes_of(done));
  const auto open = this->open(made->row.id);
  const auto signing = std::ranges::find(open.events, procedure::EventKind::declaration_signed,
                                         &procedure::Event::kind);
  ASSERT_NE(signing, open.events.end());
  EXPECT_EQ(signing->payload.capacity, "guardian");
}

TEST_F(SubmitRequest, WithPapersThatWereGivenAtTheDesk) {
  const auto id = taken();
  auto given = values();
  given["need"] = text("treatment");
  given.erase("appointment");
  given["medical_report"] = {.attachments = {{paper_of(open(id).row.beneficiary)}}};
  const auto done = submit(id, given);
  ASSERT_TRUE(done.ok()) << testing::PrintToString(codes_of(done));
  EXPECT_TRUE(open(id).state.submitted_at);
  EXPECT_EQ(stored(id).at("medical_report").value.attachments->size(), 1u);
}

TEST_F(SubmitRequest, ButNotWithThePapersOfAnother) {
  const auto id = taken();
  auto given = values();
  given["need"] = text("treatment");
  given.erase("appointment");
  given["medical_report"] = {.attachments = {{paper_of(applicant().acting_for)}}};
  EXPECT_EQ(codes_of(submit(id, given)), Codes{"value.attachment_unknown /values/medical_report"});
}

TEST_F(SubmitRequest, WhatIsNotTheirsAnswersLikeAMissingOne) {
  const auto id = submitted();
  const auto stranger = applicant("+966500000333");
  const auto missing = RequestId{"01890000-0000-7000-8000-00000000ffff"};
  for (const auto& wanted : {id, missing}) {
    const auto seen = read([&](db::Transaction& tx) {
      return open_for(tx, call_as(stranger), auth::Action::portal_use, wanted);
    });
    EXPECT_EQ(codes_of(seen), Codes{"request.unknown"});
  }
}

}  // namespace
}  // namespace requests
