#include <gmock/gmock.h>

#include "privacy/people_for_tests.h"

namespace privacy {
namespace {

class Asking : public PeopleDesk {
 protected:
  auth::Actor self(const PartyId& party) {
    auth::Actor actor{.kind = auth::Actor::Kind::applicant, .id = "sign-in"};
    actor.acting_for = party;
    actor.may_act_for = {party};
    return actor;
  }
  Result<OwnSubjectRequest> ask(const PartyId& party, const AskBody& body) {
    return write(
        [&](db::Transaction& tx) { return ask_in_portal(tx, call_as(self(party)), body); });
  }
  Result<OwnSubjectRequest> ask_city(const PartyId& party, const std::string& city = "جدة") {
    return ask(party, {.kind = "correction", .field = "city", .value = city});
  }
  Result<SubjectPage> answer(const auth::Actor& actor, const std::string& id,
                             const AnswerBody& body) {
    return write(
        [&](db::Transaction& tx) { return answer_request(tx, call_as(actor), hooks, {id}, body); });
  }
  Result<SubjectPage> note(const auth::Actor& actor, const PartyId& party, const AskBody& body) {
    return write(
        [&](db::Transaction& tx) { return note_at_desk(tx, call_as(actor), hooks, party, body); });
  }
  std::vector<SubjectRow> listed(const auth::Actor& actor, const std::string& state = "open") {
    const auto page = read([&](db::Transaction& tx) {
      return list_subject_requests(tx,
                                   call_as(actor,
                                           {
      },
                                           {{"state", state}}),
                                   hooks);
    });
    EXPECT_TRUE(page.ok());
    return page.ok() ? page->items : std::vector<SubjectRow>();
  }
  std::string city_of(const PartyId& party) {
    const auto values =
        read([&](db::Transaction& tx) { return parties::current_values(tx, *tenant, party); });
    const auto found = values.find("city");
    return found == values.end() ? "" : found->second.value.value;
  }
  std::string name_of_person(const PartyId& party) {
    return read([&](db::Transaction& tx) { return parties::display_name(tx, *tenant, party); });
  }
  std::size_t told(const PartyId& party) {
    return read([&](db::Transaction& tx) {
             return messages::list_inbox(tx, *tenant, party, {}, "");
           })
        .items.size();
  }
};

TEST_F(Asking, ACorrectionComesOntoTheFileWhenItIsGrantedAndThePersonIsTold) {
  const auto sara = registered();
  const auto asked = ask_city(sara);
  ASSERT_TRUE(asked.ok()) << testing::PrintToString(codes_of(asked));
  EXPECT_EQ(city_of(sara), "");
  EXPECT_EQ(asked->due_on, riyadh_date(clock.now()) + 30);
  const auto answered = answer(officer, asked->id, {.granted = true, .sighted = true});
  ASSERT_TRUE(answered.ok()) << testing::PrintToString(codes_of(answered));
  EXPECT_EQ(city_of(sara), "جدة");
  const auto values =
      read([&](db::Transaction& tx) { return parties::current_values(tx, *tenant, sara); });
  EXPECT_EQ(values.at("city").source, "portal");
  EXPECT_TRUE(values.at("city").verified_at);
  EXPECT_EQ(told(sara), 1u);
  EXPECT_EQ(audited("subject_request.asked").size(), 1u);
  EXPECT_EQ(audited("subject_request.answered").size(), 1u);
  EXPECT_TRUE(listed(officer).empty());
}

TEST_F(Asking, IsRefusedWithAReasonThatThePersonReads) {
  const auto sara = registered();
  const auto asked = ask_city(sara);
  EXPECT_EQ(codes_of(answer(officer, asked->id, {.granted = false})),
            Codes{"subject_request.text /answer"});
  ASSERT_TRUE(answer(officer, asked->id, {.granted = false, .answer = "لا يوافق الوثيقة"}).ok());
  const auto own = read([&](db::Transaction& tx) { return list_own(tx, call_as(self(sara))); });
  ASSERT_EQ(own.items.size(), 1u);
  EXPECT_EQ(own.items[0].state, "refused");
  EXPECT_EQ(own.items[0].answer, "لا يوافق الوثيقة");
  EXPECT_TRUE(own.items[0].offers.empty());
  EXPECT_EQ(city_of(sara), "");
}

TEST_F(Asking, SaysWhatCannotBeAsked) {
  const auto sara = registered();
  const auto correction = [](const std::string& field, const std::string& value) {
    return AskBody{.kind = "correction", .field = field, .value = value};
  };
  const AskBody hidden{.kind = "erasure", .reason = "\u202Eسبب"};
  const AskBody lengthy{.kind = "erasure", .reason = std::string(1'001, 'a')};
  const auto refused = [&](const AskBody& body, const std::string& code) {
    EXPECT_EQ(codes_of(ask(sara, body)), Codes{code});
  };
  refused({.kind = "else"}, "subject_request.kind /kind");
  refused({.kind = "copy"}, "subject_request.kind /kind");
  refused(correction("phone", "0512345679"), "subject_request.in_person /field");
  refused(correction("identity_number", "1500000003"), "subject_request.in_person /field");
  refused(correction("shoe_size", "42"), "party.field_unknown /value");
  refused(correction("birth_date", "2030-01-01"), "party.date_future /value");
  refused(correction("full_name", "سارة محمد الغامدي"), "subject_request.no_change /value");
  refused(hidden, "subject_request.text /reason");
  refused(lengthy, "subject_request.text /reason");
  EXPECT_EQ(codes_of(ask({}, {.kind = "erasure"})), Codes{"subject_request.nobody"});
  EXPECT_TRUE(listed(officer).empty());
}

TEST_F(Asking, TheSameTwiceWaitsForTheFirstAnswer) {
  const auto sara = registered();
  const auto first = ask_city(sara);
  EXPECT_EQ(codes_of(ask_city(sara, "الطائف")), Codes{"subject_request.asked"});
  EXPECT_TRUE(ask(sara, {.kind = "correction", .field = "district", .value = "الروضة"}).ok());
  ASSERT_TRUE(write([&](db::Transaction& tx) {
                return withdraw_request(tx, call_as(self(sara)), {first->id});
              }).ok());
  EXPECT_TRUE(ask_city(sara, "الطائف").ok());
}

TEST_F(Asking, AnotherPersonsIsNotThere) {
  const auto sara = registered();
  const auto noura = registered("1500000029", "نورة فهد العتيبي", "0500000202");
  const auto asked = ask_city(sara);
  EXPECT_EQ(codes_of(write([&](db::Transaction& tx) {
              return withdraw_request(tx, call_as(self(noura)), {asked->id});
            })),
            Codes{"not_found"});
  EXPECT_TRUE(
      read([&](db::Transaction& tx) { return list_own(tx, call_as(self(noura))); }).items.empty());
}

TEST_F(Asking, OfTwoWhoAnswerAtOnceTheSecondHearsThatItIsOver) {
  const auto sara = registered();
  const auto asked = ask_city(sara);
  ASSERT_TRUE(answer(officer, asked->id, {.granted = true}).ok());
  EXPECT_EQ(codes_of(answer(colleague, asked->id, {.granted = false, .answer = "لا"})),
            Codes{"subject_request.over"});
}

TEST_F(Asking, AnErasureIsDecidedByHeadsAloneAndCarriedOutThreeDaysLater) {
  const auto sara = registered();
  const auto asked = ask(sara, {.kind = "erasure", .reason = "لم أعد أحتاج الخدمة"});
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(codes_of(answer(officer, asked->id, {.granted = true})), Codes{"rights.role"});
  ASSERT_TRUE(answer(quality, asked->id, {.granted = true}).ok());
  EXPECT_EQ(carry_out_due(*tenant, clock.now()), 0);
  EXPECT_EQ(name_of_person(sara), "سارة محمد الغامدي");
  pass_days(3);
  EXPECT_EQ(carry_out_due(*tenant, now()), 1);
  EXPECT_EQ(name_of_person(sara), "");
  EXPECT_EQ(audited("party.erased").size(), 1u);
  EXPECT_EQ(audited("subject_request.carried_out").size(), 1u);
  EXPECT_EQ(carry_out_due(*tenant, now()), 0);
  // What is left says that it was asked and done, and nothing of whom.
  ASSERT_EQ(listed(quality, "done").size(), 1u);
  EXPECT_EQ(listed(quality, "done")[0].name, "");
}

TEST_F(Asking, AGrantedErasureIsStoppedByThePersonUntilItIsCarriedOut) {
  const auto sara = registered();
  const auto asked = ask(sara, {.kind = "erasure"});
  ASSERT_TRUE(answer(director, asked->id, {.granted = true}).ok());
  pass_days(2);
  ASSERT_TRUE(write([&](db::Transaction& tx) {
                return withdraw_request(tx, call_as(self(sara)), {asked->id});
              }).ok());
  pass_days(2);
  EXPECT_EQ(carry_out_due(*tenant, now()), 0);
  EXPECT_EQ(name_of_person(sara), "سارة محمد الغامدي");
}

TEST_F(Asking, AnErasureWaitsForTheRequestsThatAreOpen) {
  const RequestId id = submitted();
  const auto person = open(id).row.beneficiary;
  const auto asked = note(officer, person, {.kind = "erasure", .reason = "طلب بالهاتف"});
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(codes_of(answer(quality, asked->row.id, {.granted = true})),
            Codes{"erasure.open_requests"});
}

TEST_F(Asking, WhatWasGrantedBeforeANewMatterIsPutOffADayAtATime) {
  const auto sara = registered("1500000003", "نورة فهد العتيبي", "0500000202");
  const auto asked = ask(sara, {.kind = "erasure"});
  ASSERT_TRUE(answer(quality, asked->id, {.granted = true}).ok());
  requests::OpenRequestBody body{.kind = "assistance", .channel = "interview"};
  body.beneficiary = sara.text;
  const auto taken = take(body);
  ASSERT_TRUE(taken.ok()) << testing::PrintToString(codes_of(taken));
  pass_days(3);
  carry_out_due(*tenant, now());
  EXPECT_EQ(name_of_person(sara), "نورة فهد العتيبي");
  EXPECT_EQ(listed(quality, "granted").size(), 1u);
}

TEST_F(Asking, WhoWroteAnErasureDownDoesNotDecideIt) {
  const auto sara = registered();
  const auto both = invite("both", {Role::officer, Role::director});
  const auto asked = note(both, sara, {.kind = "erasure"});
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(codes_of(answer(both, asked->row.id, {.granted = true})),
            Codes{"subject_request.own_entry"});
  EXPECT_TRUE(answer(director, asked->row.id, {.granted = true}).ok());
}

TEST_F(Asking, IsExtendedOnceWithAReasonAndThePersonIsTold) {
  const auto sara = registered();
  const auto asked = ask_city(sara);
  const auto extend = [&](const std::string& reason) {
    return write([&](db::Transaction& tx) {
      return extend_request(tx, call_as(officer), hooks, {asked->id}, {reason});
    });
  };
  EXPECT_EQ(codes_of(extend(" ")), Codes{"subject_request.text /reason"});
  const auto extended = extend("نتحقق من العنوان لدى الجهة");
  ASSERT_TRUE(extended.ok());
  EXPECT_EQ(extended->row.due_on, asked->due_on + 30);
  EXPECT_EQ(told(sara), 1u);
  EXPECT_EQ(codes_of(extend("مرة أخرى")), Codes{"subject_request.extended_already"});
}

TEST_F(Asking, TheListShowsTheMostUrgentFirstPageByPage) {
  for (int i = 0; i < 5; ++i) {
    const std::vector<std::string> numbers = {"1500000003", "1500000011", "1500000029",
                                              "1600000002", "1712345675"};
    const std::vector<std::string> names = {"سارة محمد الغامدي", "هند خالد الحربي",
                                            "ريم صالح الشمري", "منيرة ناصر القرني",
                                            "لطيفة بدر العنزي"};
    const auto person = registered(numbers.at(i), names.at(i), "051234567" + std::to_string(i));
    ASSERT_TRUE(ask_city(person).ok());
    pass_days(1);
  }
  std::vector<std::string> ids;
  std::string after;
  for (int pages = 0; pages < 5; ++pages) {
    const auto page = read([&](db::Transaction& tx) {
      return list_subject_requests(tx,
                                   call_as(officer,
                                           {
      },
                                           {{"limit", "2"}, {"after", after}}),
                                   hooks);
    });
    ASSERT_TRUE(page.ok());
    for (const auto& row : page->items) ids.push_back(row.id);
    if (!page->next) break;
    after = *page->next;
  }
  EXPECT_EQ(ids.size(), 5u);
  EXPECT_TRUE(std::ranges::is_sorted(ids));
  EXPECT_EQ(codes_of(read([&](db::Transaction& tx) {
              return list_subject_requests(tx,
                                           call_as(officer,
                                                   {
              },
                                                   {{"after", "x"}}),
                                           hooks);
            })),
            Codes{"argument.not_a_page_key after"});
}

TEST_F(Asking, FollowsThePersonWhenTheirFilesAreMerged) {
  const auto sara = registered();
  const auto claim = applicant("+966512345678", "سارة الغامدي").acting_for;
  const auto asked = ask_city(claim);
  ASSERT_TRUE(asked.ok());
  const auto match = [&] {
    const parties::MatchClaim body{
        sara, {"NAT", "1500000011", "2030-01-01", {}}
    };
    const auto call = call_as(officer);
    const auto claims = read([&](db::Transaction& tx) {
      return parties::list_claims(tx, call, hooks, {"", 50});
    });
    const auto document =
        parties::read_document(*tenant->keeper, body.document, riyadh_date(call.now),
                               parties::Expired::refused, "/document");
    return write([&](db::Transaction& tx) {
      return parties::match_claim(tx, call, hooks, claims->items.at(0).claim, body,
                                  document.value());
    });
  };
  ASSERT_TRUE(match().ok());
  ASSERT_TRUE(answer(officer, asked->id, {.granted = true}).ok());
  EXPECT_EQ(city_of(sara), "جدة");
  EXPECT_EQ(
      read([&](db::Transaction& tx) { return list_own(tx, call_as(self(sara))); }).items.size(),
      1u);
}

class ConfidentialAsking : public requests::ConfidentialDesk {};

TEST_F(ConfidentialAsking, IsSeenByNobodyWhoDoesNotWorkForThePerson) {
  const RequestId id = taken("assistance", "interview");
  const auto hooks = requests::party_hooks();
  const auto person = open(id).row.beneficiary;
  const auto noted = write([&](db::Transaction& tx) {
    return note_at_desk(tx, call_as(officer), hooks, person, {.kind = "copy"});
  });
  ASSERT_TRUE(noted.ok());
  const auto listed = [&](const auth::Actor& actor) {
    return read([&](db::Transaction& tx) {
             return list_subject_requests(tx, call_as(actor), hooks);
           })
        ->items.size();
  };
  EXPECT_EQ(listed(officer), 1u);
  EXPECT_EQ(listed(colleague), 0u);
  EXPECT_EQ(listed(quality), 0u);
  // But an erasure is decided by the heads: they see that somebody asked, and not who.
  ASSERT_TRUE(write([&](db::Transaction& tx) {
                return note_at_desk(tx, call_as(officer), hooks, person, {.kind = "erasure"});
              }).ok());
  const auto seen =
      read([&](db::Transaction& tx) { return list_subject_requests(tx, call_as(quality), hooks); });
  ASSERT_EQ(seen->items.size(), 1u);
  EXPECT_EQ(seen->items[0].kind, "erasure");
  EXPECT_EQ(seen->items[0].name, "");
  EXPECT_TRUE(seen->items[0].party.empty());
  EXPECT_EQ(listed(colleague), 0u);
  api::Opening opening;
  EXPECT_EQ(codes_of(read([&](db::Transaction& tx) {
              return read_subject_request(tx, call_as(colleague), hooks, {noted->row.id}, opening);
            })),
            Codes{"not_found"});
}

}  // namespace
}  // namespace privacy
