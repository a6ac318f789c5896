#include "requests/write_record.h"

#include <gmock/gmock.h>

#include "requests/desk_for_tests.h"

namespace requests {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A family association: whoever acts has acknowledged the policy, and a referral is followed up.
class Referral : public Desk {
 protected:
  Referral() : Desk("deem") {
    researcher = invite("researcher", {Role::researcher});
    for (const auto& actor : {officer, researcher, quality}) acknowledge(actor);
    id = taken("referral");
    given["full_name"] = text("نورة فهد العتيبي");
    given["birth_date"] = {.date = "1990-02-03"};
    for (const auto& item : open(id).kind().items) {
      if (!item.required || !item.when.empty() || given.contains(item.id)) continue;
      given[item.id] = text(item.type == policy::ValueType::phone    ? "0500000202"
                            : item.type == policy::ValueType::region ? "SA-01"
                                                                     : "الدلم، حي السلام");
      if (item.kind == policy::ItemKind::sighted)
        given[item.id] = document(identity_number, "2030-01-01");
      if (item.type == policy::ValueType::choice) given[item.id] = text(item.choices[0].id);
    }
    const auto submitted = submit(id, given);
    EXPECT_THAT(codes_of(submitted), IsEmpty());
    for (const auto& [item, state] : open(id).state.items) {
      if (open(id).kind().item(item)->checks.empty()) continue;
      EXPECT_THAT(does(officer, deed_of(ItemVerification{item, true, true, {}})), IsEmpty());
    }
    EXPECT_THAT(does(officer, finish_verification()), IsEmpty());
  }

  void acknowledge(const auth::Actor& actor) {
    const auto done = write([&](db::Transaction& tx) {
      return organisation::acknowledge(tx, *tenant, actor, tenant->policy_in_force()->digest,
                                       now());
    });
    EXPECT_TRUE(done.ok());
  }
  Codes does(const auth::Actor& actor, const Deed& deed) {
    const auto call = call_on(actor, id);
    last = write([&](db::Transaction& tx) { return perform(tx, call, id, deed); });
    return codes_of(*last);
  }
  RequestPage page() {
    return read([&](db::Transaction& tx) -> Result<RequestPage> {
             return describe_page(tx, call_as(officer), open(id));
           })
        .value();
  }
  const RecordField& field(const RequestPage& page, const std::string& step,
                           const std::string& wanted) {
    for (const auto& record : page.records) {
      for (const auto& one : record.fields) {
        if (record.step == step && one.field.id == wanted) return one;
      }
    }
    throw std::runtime_error("no such field");
  }
  Result<RequestPage> says(bool yes) {
    auto call = call_as(officer, {
                                     {"id",      id.text            },
                                     {"purpose", "share_with_entity"}
    });
    const int notice = tenant->policy_in_force()->privacy_notice_version;
    return write([&](db::Transaction& tx) { return take_consent(tx, call, {yes, notice}); });
  }
  void find_need() {
    EXPECT_THAT(does(researcher,
                     deed_of(ResultBody{.step = "find_need", .outcome = "met", .values = need()})),
                IsEmpty());
  }
  static ItemValues need() {
    return {
        {"service", text("legal")                       },
        {"urgent",  text("no")                          },
        {"why",     text("نزاع على النفقة")}
    };
  }
  static ItemValues entity() {
    return {
        {"entity",         text("مركز الصلح")             },
        {"entity_service", text("إصلاح ذات البين")    },
        {"place",          text("الخرج")                      },
        {"map_link",       text("https://example.org/map")         },
        {"phone",          text("0110000000")                      },
        {"hours",          text("٨ - ٢")                         },
        {"why_no_person",  text("لم يُذكر لنا اسم")   },
        {"shared",         text("الاسم ورقم الجوال")}
    };
  }

  auth::Actor researcher;
  RequestId id;
  ItemValues given;
  std::optional<Result<OpenRequest>> last;
};

TEST_F(Referral, WhoeverHasNotAcknowledgedThePolicyDoesNotAct) {
  const Deed result = deed_of(ResultBody{.step = "find_need", .outcome = "met", .values = need()});
  EXPECT_THAT(does(colleague, result), ElementsAre("policy.not_acknowledged"));
  EXPECT_EQ(last->refusal().obstacles.front().clause, "F4");
  acknowledge(colleague);
  EXPECT_THAT(does(colleague, result), IsEmpty());
}

TEST_F(Referral, WhatIsWrittenDownStandsOnThePageAndIsSealed) {
  find_need();
  const auto now = page();
  EXPECT_EQ(field(now, "find_need", "service").value->text, "legal");
  EXPECT_TRUE(field(now, "find_need", "service").shown);
  EXPECT_FALSE(field(now, "find_need", "why").shown);
  for (const auto& event : open(id).events)
    EXPECT_EQ(procedure::encode(event.payload).find("النفقة"), std::string::npos);
}

TEST_F(Referral, AFieldThatIsMissingOrWrongIsNamedAndNothingIsKept) {
  ItemValues wrong = need();
  wrong["service"] = text("nonsense");
  EXPECT_THAT(
      does(researcher, deed_of(ResultBody{.step = "find_need", .outcome = "met", .values = wrong})),
      ElementsAre("value.choice /values/service"));
  EXPECT_EQ(last->refusal().obstacles.front().field, "/values/service");
  wrong = need();
  wrong.erase("why");
  EXPECT_THAT(
      does(researcher, deed_of(ResultBody{.step = "find_need", .outcome = "met", .values = wrong})),
      ElementsAre("record.missing /values/why"));
  EXPECT_EQ(last->refusal().obstacles.front().field, "/values/why");
  wrong["colour"] = text("green");
  EXPECT_THAT(
      does(researcher, deed_of(ResultBody{.step = "find_need", .outcome = "met", .values = wrong})),
      ElementsAre("record.unknown /values/colour"));
  EXPECT_FALSE(field(page(), "find_need", "service").value.has_value());
}

TEST_F(Referral, NothingIsHandedOverBeforeTheConsentThatIsTakenAtTheDesk) {
  find_need();
  const Deed refer =
      deed_of(ResultBody{.step = "refer", .outcome = "handed_over", .values = entity()});
  EXPECT_THAT(does(researcher, refer), ElementsAre("referral.no_consent"));
  EXPECT_EQ(page().next.front().blocked_by, "referral.no_consent");
  EXPECT_TRUE(says(true).ok());
  EXPECT_NE(page().next.front().blocked_by, "referral.no_consent");
  EXPECT_TRUE(says(false).ok());
  EXPECT_THAT(does(researcher, refer), ElementsAre("referral.no_consent"));
  EXPECT_TRUE(says(true).ok());
  EXPECT_THAT(does(researcher, refer), IsEmpty());
}

const db::Sql select_blocked(R"sql(
SELECT COALESCE(blocked_by, '') FROM tasks
 WHERE association_id = $1 AND request_id = $2 AND step = 'refer')sql");

TEST_F(Referral, AConsentThatIsGivenOnThePortalMovesWhatWaitedForItInTheQueue) {
  find_need();
  const auto blocked = [&] {
    return read([&](db::Transaction& tx) -> Result<std::string> {
             const auto found = tx.one(
                 select_blocked, [](const db::Row& row) { return row.string(0); }, tenant->id, id);
             return found.value_or("no task");
           })
        .value();
  };
  EXPECT_EQ(blocked(), "referral.no_consent");
  const auto consents = [&](bool yes) {
    return write([&](db::Transaction& tx) -> Result<Done> {
      const auto party = open(id).row.beneficiary;
      const int notice = tenant->policy_in_force()->privacy_notice_version;
      TRY(parties::record_consent(tx, *tenant, party,
                                  {"share_with_entity", yes, notice, "portal", {}}, {}, now()));
      party_hooks().consents_changed(tx, call_as(officer), party);
      return Done{};
    });
  };
  EXPECT_TRUE(consents(true).ok());
  EXPECT_EQ(blocked(), "");
  EXPECT_TRUE(consents(false).ok());
  EXPECT_EQ(blocked(), "referral.no_consent");
}

TEST_F(Referral, ADeclarationIsNotVoidedByWhatStaffWriteDown) {
  const auto before = open(id).state.declared_digest;
  find_need();
  const auto facts = read([&](db::Transaction& tx) -> Result<std::string> {
    return facts_of(tx, *tenant, open(id), now())->facts.content_digest;
  });
  EXPECT_EQ(facts.value(), before);
}

TEST_F(Referral, TheApplicantIsShownWhatIsForThemAndNothingElse) {
  find_need();
  ASSERT_TRUE(says(true).ok());
  ASSERT_THAT(does(researcher, deed_of(ResultBody{
                                   .step = "refer", .outcome = "handed_over", .values = entity()})),
              IsEmpty());
  const auto standing = read([&](db::Transaction& tx) -> Result<RequestStanding> {
    return describe_standing(tx, call_as(officer), open(id));
  });
  std::vector<std::string> shown;
  for (const auto& record : standing->records) {
    for (const auto& one : record.fields) shown.push_back(record.step + "." + one.field.id);
  }
  EXPECT_THAT(shown, ElementsAre("find_need.service", "refer.entity", "refer.entity_service",
                                 "refer.place", "refer.map_link", "refer.phone", "refer.hours"));
}

}  // namespace
}  // namespace requests
