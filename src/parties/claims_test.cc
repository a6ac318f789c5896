#include "parties/register_for_tests.h"

using namespace parties;

class MakeAClaim : public Register {};

TEST_F(MakeAClaim, IsOpenedByThePhoneThatProvedItself) {
  const auto claim = claimed("سارة محمد الغامدي", "+966512345678", "1500000003");
  EXPECT_EQ(opened_by("+966512345678"), std::vector{claim});
  const auto file = file_for(officer, claim);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->kind, "claim");
  EXPECT_EQ(value_of(file.value(), "identity_number"), "1500000003");
  EXPECT_TRUE(file->identities.empty());
  EXPECT_TRUE(read([&](db::Transaction& tx) { return is_claim(tx, tenant.id, claim); }));
}

TEST_F(MakeAClaim, SeesNothingOfTheRegisteredPersonWithThatNumber) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003", "0512345678");
  const auto claim = claimed("سارة محمد الغامدي", "+966587654321", "1500000003");
  EXPECT_EQ(opened_by("+966587654321"), std::vector{claim});
  EXPECT_EQ(opened_by("+966512345678"), std::vector{sara});
  EXPECT_NE(sara, claim);
}

TEST_F(MakeAClaim, DoesNotKeepANumberFromBeingRegistered) {
  claimed("سارة محمد", "+966512345678", "1500000003");
  claimed("منيرة سعد", "+966587654321", "1500000003");
  EXPECT_TRUE(register_as(officer, citizen("نورة علي", "1500000003")).ok());
}

TEST_F(MakeAClaim, OpensNothingWithoutAProvenPhone) {
  const auto made = write([&](db::Transaction& tx) {
    return create_claim(tx, tenant, {.full_name = "سارة محمد", .phone = "+966512345678"},
                        {.kind = "staff", .id = officer.id}, clock.now());
  });
  ASSERT_TRUE(made.ok());
  EXPECT_TRUE(opened_by("+966512345678").empty());
}

TEST_F(MakeAClaim, NeedsNoNameForAnInquiryAndTakesNoFalseOne) {
  const audit::Who by{.kind = "applicant", .id = "x"};
  EXPECT_TRUE(write([&](db::Transaction& tx) {
                return create_claim(tx, tenant, {}, by, clock.now());
              }).ok());
  EXPECT_EQ(codes_of(write([&](db::Transaction& tx) {
              return create_claim(tx, tenant, {.full_name = "س\u202eص"}, by, clock.now());
            })),
            Codes{"party.text_bidi /full_name"});
}

TEST_F(MakeAClaim, IsIndexedByAJobWhenItCameWithoutAnIndex) {
  const auto sara = registered("منيرة علي الحربي", "1500000003");
  ClaimGiven given{.full_name = "سارة محمد", .stated_identity = saudi::read_identity("1500000003")};
  const auto made = write([&](db::Transaction& tx) {
    return create_claim(tx, tenant, given, {.kind = "applicant", .id = "x"}, clock.now());
  });
  ASSERT_TRUE(made.ok());
  const auto before = claims(officer);
  ASSERT_EQ(before.size(), 1u);
  ASSERT_EQ(before[0].candidates.size(), 1u);  // the listing indexes a few itself
  EXPECT_EQ(index_claims(tenant), 1);
  EXPECT_EQ(index_claims(tenant), 0);
  EXPECT_EQ(claims(officer).at(0).candidates.at(0).party, sara);
  // A corrected number is indexed anew.
  const auto corrected = write([&](db::Transaction& tx) {
    const Given number{
        "identity_number", {"1500000011", {}, {}}
    };
    return put_value(tx, tenant, made.value(), number, clock.now());
  });
  ASSERT_TRUE(corrected.ok());
  EXPECT_TRUE(claims(officer).at(0).candidates.empty());
  EXPECT_EQ(index_claims(tenant), 1);
}

class ListClaims : public Register {};

TEST_F(ListClaims, OldestFirstWithThoseWhoMayBeTheSame) {
  const auto by_number = registered("منيرة علي الحربي", "1500000003");
  const auto by_phone = registered("خالد سعد الدوسري", "1500000011", "0512345678");
  const auto by_name = registered("سارة محمد الغامدي", "1500000029");
  registered("فهد ناصر المطيري", "1600000002", "0587654321");
  const auto first = claimed("ساره محمد الغامدى", "+966512345678", "1500000003");
  const auto second = claimed("لطيفة عمر البلوي", "+966555555555");
  const auto rows = claims(officer);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].party, first);
  EXPECT_EQ(rows[1].party, second);
  ASSERT_EQ(rows[0].candidates.size(), 3u);
  EXPECT_EQ(rows[0].candidates[0].party, by_number);
  EXPECT_EQ(rows[0].candidates[0].matched_by, "identity");
  EXPECT_EQ(rows[0].candidates[1].party, by_phone);
  EXPECT_EQ(rows[0].candidates[2].party, by_name);
  EXPECT_GT(rows[0].candidates[2].score, 0.95);
  EXPECT_TRUE(rows[1].candidates.empty());
}

TEST_F(ListClaims, InPagesThatTakeUpWhereTheOtherEnded) {
  std::vector<PartyId> made;
  for (int i = 0; i < 5; ++i)
    made.push_back(claimed("سارة محمد", "+96651234567" + std::to_string(i)));
  std::vector<PartyId> listed;
  std::string after;
  for (int pages = 0; pages < 5; ++pages) {
    const auto call = call_of(officer);
    const auto page = read([&](db::Transaction& tx) {
      return list_claims(tx, call, hooks, {after, 2});
    });
    ASSERT_TRUE(page.ok());
    for (const auto& row : page->items) listed.push_back(row.party);
    if (!page->next) break;
    after = *page->next;
  }
  EXPECT_EQ(listed, made);
  const auto call = call_of(officer);
  EXPECT_EQ(codes_of(read([&](db::Transaction& tx) {
              return list_claims(tx, call, hooks, {"x", 2});
            })),
            Codes{"argument.not_a_page_key after"});
}

TEST_F(ListClaims, HidesWhatTheOfficerMayNotSee) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  const auto claim = claimed("سارة محمد الغامدي", "+966512345678", "1500000003");
  const auto secret = claimed("نورة سعد الحربي", "+966587654321");
  write([&](db::Transaction& tx) {
    set_class(tx, tenant.id, sara, Class::confidential);
    set_class(tx, tenant.id, secret, Class::confidential);
    return true;
  });
  const auto rows = claims(officer);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].party, claim);
  EXPECT_TRUE(rows[0].candidates.empty());
  const auto call = call_of(staff(Role::researcher));
  EXPECT_EQ(codes_of(read([&](db::Transaction& tx) {
              return list_claims(tx, call, hooks, {"", 50});
            })),
            Codes{"rights.role"});
}

TEST_F(ListClaims, ShowsTheReferenceOfItsRequest) {
  hooks.requests_of = [](db::Transaction&, const api::Call&, const PartyId&) {
    return std::vector{
        PersonRequest{.id = "r", .reference = "48-000123-1"}
    };
  };
  claimed("", "+966512345678");
  const auto rows = claims(officer);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].reference, "48-000123-1");
  EXPECT_EQ(rows[0].name, "•••• 5678");
}

class MatchAClaim : public Register {};

TEST_F(MatchAClaim, AsNewMakesItARegisteredPerson) {
  const auto claim = claimed("سارة محمد الغامدي", "+966512345678", "1500000003");
  const auto file = match(claim, std::nullopt, "1500000003");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->party, claim);
  EXPECT_EQ(file->kind, "party");
  EXPECT_EQ(file->identities.at(0).number, "1500000003");
  EXPECT_TRUE(file->identities.at(0).sighted_at);
  EXPECT_FALSE(value_of(file.value(), "identity_number"));
  EXPECT_EQ(opened_by("+966512345678"), std::vector{claim});
  EXPECT_TRUE(claims(officer).empty());
  EXPECT_EQ(found(officer, "1500000003").at(0).party, claim);
  EXPECT_EQ(audited("claim.matched").size(), 1u);
}

TEST_F(MatchAClaim, WithAPersonJoinsItAndMovesItsRequestsAndPhone) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003", "0511111111");
  const auto claim = claimed("ساره الغامدي", "+966512345678", "1500000003");
  std::vector<std::pair<PartyId, PartyId>> moved;
  hooks.repoint_requests = [&](db::Transaction&, const api::Call&, const PartyId& from,
                               const PartyId& to) {
    moved.emplace_back(from, to);
    return MovedRequests{};
  };
  const auto file = match(claim, sara, "1500000003");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->party, sara);
  EXPECT_EQ(moved, (std::vector{
                       std::pair{claim, sara}
  }));
  EXPECT_EQ(opened_by("+966512345678"), std::vector{sara});
  EXPECT_EQ(opened_by("+966511111111"), std::vector{sara});
  EXPECT_EQ(value_of(file.value(), "full_name"), "سارة محمد الغامدي");
  read([&](db::Transaction& tx) {
    EXPECT_EQ(current_party(tx, tenant.id, claim), sara);
    EXPECT_EQ(display_name(tx, tenant, claim), "سارة محمد الغامدي");
    EXPECT_FALSE(is_claim(tx, tenant.id, claim));
    return true;
  });
  EXPECT_EQ(file_for(officer, claim)->party, sara);
  EXPECT_EQ(found(officer, "سارة محمد الغامدي").size(), 1u);
  EXPECT_EQ(found(officer, "ساره الغامدي").size(), 1u);
  EXPECT_TRUE(claims(officer).empty());
}

TEST_F(MatchAClaim, HappensOnce) {
  const auto claim = claimed("سارة محمد", "+966512345678");
  const auto row = claims(officer).at(0);
  ASSERT_TRUE(match(claim, std::nullopt, "1500000003").ok());
  const auto call = call_of(officer);
  const MatchClaim body{
      std::nullopt, {"NAT", "1500000011", "2030-01-01", {}}
  };
  const auto document = read_document(*tenant.keeper, body.document, riyadh_date(call.now),
                                      Expired::refused, "/document");
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(codes_of(write([&](db::Transaction& tx) {
              return match_claim(tx, call, hooks, row.claim, body, document.value());
            })),
            Codes{"claim.matched_already"});
}

TEST_F(MatchAClaim, RefusesADocumentOfSomebodyElse) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  const auto noura = registered("نورة محمد الغامدي", "1500000011");
  const auto claim = claimed("سارة محمد الغامدي", "+966512345678");
  // The document is another registered person's, or another citizen's number than hers.
  EXPECT_EQ(codes_of(match(claim, sara, "1500000011")),
            Codes{"claim.document_differs /document/number"});
  EXPECT_EQ(codes_of(match(claim, sara, "1500000029")),
            Codes{"claim.document_differs /document/number"});
  const auto as_new = match(claim, std::nullopt, "1500000011");
  EXPECT_EQ(codes_of(as_new), Codes{"person.exists /document/number"});
  EXPECT_EQ(as_new.refusal().obstacles[0].parameters.at("party"), noura.text);
  EXPECT_EQ(opened_by("+966512345678"), std::vector{claim});
  EXPECT_EQ(claims(officer).size(), 1u);
}

TEST_F(MatchAClaim, TakesARenewedPassportBesideTheOldOne) {
  auto body = citizen("John Smith", "AB123456");
  body.identity_type = "PAS";
  const auto john = register_as(officer, body);
  ASSERT_TRUE(john.ok());
  const auto claim = claimed("John Smith", "+966512345678");
  const auto file = match(claim, john->party, "CD987654", "PAS");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->identities.size(), 2u);
}

TEST_F(MatchAClaim, NeedsAValidDocument) {
  const std::pair<DocumentBody, Codes> cases[] = {
      {{"NAT", "1500000004", "2030-01-01", {}},      {"identity.number /document/number"}     },
      {{"NAT", "", "2030-01-01", {}},                {"identity.required /document/number"}   },
      {{"none", "1500000003", "2030-01-01", {}},     {"identity.type /document/type"}         },
      {{"NAT", "1500000003", "2026-11-17", {}},      {"identity.expired /document/expires_on"}},
      {{"NAT", "1500000003", "1448-01-01", "hijri"}, {"identity.expired /document/expires_on"}},
      {{"NAT", "1500000003", "soon", {}},            {"party.date /document/expires_on"}      },
      {{"IQA", "1500000003", "", {}},
       {"identity.number /document/number", "party.date /document/expires_on"}                },
  };
  for (const auto& [body, codes] : cases) {
    EXPECT_EQ(codes_of(read_document(*tenant.keeper, body, riyadh_date(clock.now()),
                                     Expired::refused, "/document")),
              codes)
        << body.number;
  }
  const DocumentBody today{"NAT", "1500000003", iso(riyadh_date(clock.now())), {}};
  EXPECT_TRUE(
      read_document(*tenant.keeper, today, riyadh_date(clock.now()), Expired::refused, "/document")
          .ok());
}

TEST_F(MatchAClaim, OfAnUnknownOrHiddenClaimAnswersAlike) {
  const auto secret = claimed("نورة سعد", "+966587654321");
  const auto row = claims(officer).at(0);
  write([&](db::Transaction& tx) {
    set_class(tx, tenant.id, secret, Class::confidential);
    return true;
  });
  const auto call = call_of(officer);
  const MatchClaim body{
      std::nullopt, {"NAT", "1500000003", "2030-01-01", {}}
  };
  const auto document = read_document(*tenant.keeper, body.document, riyadh_date(call.now),
                                      Expired::refused, "/document");
  for (const auto& claim : {row.claim, ClaimId{"x"}, kernel::new_id<ClaimId>(clock.now())}) {
    EXPECT_EQ(codes_of(write([&](db::Transaction& tx) {
                return match_claim(tx, call, hooks, claim, body, document.value());
              })),
              Codes{"not_found"});
  }
}

TEST_F(MatchAClaim, WithAClaimIsNoMatch) {
  const auto one = claimed("سارة محمد", "+966512345678");
  const auto two = claimed("سارة محمد", "+966587654321");
  EXPECT_EQ(codes_of(match(one, two, "1500000003")), Codes{"not_found"});
  EXPECT_EQ(codes_of(match(one, one, "1500000003")), Codes{"not_found"});
}

TEST_F(MatchAClaim, CarriesTheHighestClassTheConsentsAndTheRoles) {
  const audit::Who by{.kind = "applicant", .id = "x"};
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  const auto claim = claimed("سارة محمد الغامدي", "+966512345678");
  write([&](db::Transaction& tx) {
    set_class(tx, tenant.id, claim, Class::restricted);
    EXPECT_TRUE(give_role(tx, tenant.id, claim, "volunteer", clock.now()).ok());
    EXPECT_TRUE(record_consent(tx, tenant, sara, {"service", true, 2, "desk", officer.id}, by,
                               clock.now() + -minute_ms)
                    .ok());
    EXPECT_TRUE(
        record_consent(tx, tenant, claim, {"service", false, 2, "portal", {}}, by, clock.now())
            .ok());
    EXPECT_TRUE(
        record_consent(tx, tenant, claim, {"news", true, 2, "portal", {}}, by, clock.now()).ok());
    return true;
  });
  const auto file = match(claim, sara, "1500000003");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->class_, "restricted");
  EXPECT_EQ(file->roles, std::vector<std::string>{"volunteer"});
  ASSERT_EQ(file->consents.size(), 2u);
  EXPECT_EQ(file->consents[0].purpose, "news");
  EXPECT_FALSE(file->consents[0].withdrawn_at);
  EXPECT_EQ(file->consents[1].purpose, "service");
  EXPECT_TRUE(file->consents[1].withdrawn_at);
}
