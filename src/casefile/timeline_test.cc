#include "casefile/timeline.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "requests/desk_for_tests.h"

namespace casefile {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSubsetOf;
using testing::Not;

using Pairs = std::vector<std::pair<std::string, std::string>>;

Result<PersonTimeline> timeline_for(api::Call call, api::Tenant& tenant, const PartyId& person) {
  Result<PersonTimeline> found = PersonTimeline{};
  tenant.store->read([&](db::Transaction& tx) {
    api::Opening opening;
    found = read_timeline(tx, call, requests::party_hooks(), person, opening);
  });
  return found;
}
std::vector<std::string> actions_of(const PersonTimeline& timeline) {
  std::vector<std::string> actions;
  for (const auto& one : timeline.items) actions.push_back(one.action);
  return actions;
}

class ThePersonsTimeline : public requests::Desk {
 protected:
  void paper_opened_by(const auth::Actor& actor, const requests::RequestRow& request) {
    const auto done = write([&](db::Transaction& tx) -> Result<Done> {
      audit::record(tx, tenant->id, auth::who_of(actor, auth::Action::attachment_read), now(),
                    requests::paper_opened(request, AttachmentId{"a"}));
      return Done{};
    });
    ASSERT_TRUE(done.ok());
  }
  PersonTimeline read_as(const auth::Actor& actor, const PartyId& person, Pairs arguments = {}) {
    auto found = timeline_for(call_as(actor, {}, std::move(arguments)), *tenant, person);
    EXPECT_TRUE(found.ok()) << testing::PrintToString(codes_of(found));
    return found.ok() ? std::move(found).value() : PersonTimeline{};
  }
  // All pages, and how many there were.
  std::pair<std::vector<std::string>, int> paged(const PartyId& person, const std::string& limit) {
    std::vector<std::string> actions;
    int pages = 0;
    std::string after;
    for (;; ++pages) {
      const auto page = read_as(officer, person,
                                {
                                    {"limit", limit},
                                    {"after", after}
      });
      for (const auto& action : actions_of(page)) actions.push_back(action);
      if (!page.next || pages > 100) break;
      after = *page.next;
    }
    return {actions, pages + 1};
  }
  void opened_by(const auth::Actor& actor, const PartyId& person) {
    const auto done = write([&](db::Transaction& tx) -> Result<Done> {
      audit::record(tx, tenant->id, auth::who_of(actor, auth::Action::person_read), now(),
                    {.action = "party.opened", .object = person.text, .party = person.text});
      return Done{};
    });
    ASSERT_TRUE(done.ok());
  }
};

TEST_F(ThePersonsTimeline, TellsWhatWasDoneAndWhatThePersonWasToldNewestFirst) {
  const RequestId id = decided();
  const auto person = open(id).row.beneficiary;
  const auto timeline = read_as(officer, person);
  EXPECT_FALSE(timeline.next);
  EXPECT_TRUE(std::ranges::is_sorted(
      timeline.items, [](const auto& a, const auto& b) { return b.at.ms < a.at.ms; }));
  const auto actions = actions_of(timeline);
  for (const auto* action : {"request.submitted", "request.decided", "message.told"})
    EXPECT_THAT(actions, Contains(action));
  const auto told = std::ranges::find(timeline.items, "message", &PersonEvent::kind);
  EXPECT_EQ(told->reference, open(id).row.reference);
  EXPECT_TRUE(told->channel && told->state && told->title);
  const auto done = std::ranges::find(timeline.items, "request.decided", &PersonEvent::action);
  EXPECT_EQ(done->who_name, "secretary");
  EXPECT_EQ(done->request, id.text);
}

TEST_F(ThePersonsTimeline, IsTheSameInPagesOfAnyLength) {
  const auto person = open(decided()).row.beneficiary;
  const auto whole = actions_of(read_as(officer, person));
  for (const auto* limit : {"1", "2", "3", "7"}) {
    const auto [actions, pages] = paged(person, limit);
    EXPECT_EQ(actions, whole) << limit;
    EXPECT_GE(pages, static_cast<int>(whole.size()) / std::stoi(limit));
  }
}

TEST_F(ThePersonsTimeline, ShowsOneKindWhereAskedAndRefusesOneThatIsNot) {
  const auto person = open(decided()).row.beneficiary;
  for (const auto& kind : timeline_kinds()) {
    for (const auto& one : read_as(quality, person,
                                   {
                                       {"kind", kind}
    })
                               .items)
      EXPECT_EQ(one.kind, kind);
  }
  EXPECT_FALSE(read_as(officer, person,
                       {
                           {"kind", "message"}
  })
                   .items.empty());
  const auto refused = timeline_for(call_as(officer,
                                            {
  },
                                            {{"kind", "gossip"}}),
                                    *tenant, person);
  EXPECT_EQ(codes_of(refused), Codes{"argument.unknown_word kind"});
  const auto wrong = timeline_for(call_as(officer,
                                          {
  },
                                          {{"after", "seven"}}),
                                  *tenant, person);
  EXPECT_EQ(codes_of(wrong), Codes{"argument.not_a_page_key after"});
}

TEST_F(ThePersonsTimeline, TellsWhoOpenedTheFileOnlyToWhoMayReadTheLog) {
  const auto person = open(taken()).row.beneficiary;
  opened_by(officer, person);
  EXPECT_THAT(actions_of(read_as(officer, person)), Not(Contains("party.opened")));
  EXPECT_THAT(actions_of(read_as(quality, person)), Contains("party.opened"));
}

TEST_F(ThePersonsTimeline, NamesTheRequestWhoseDocumentWasOpened) {
  const auto request = open(taken()).row;
  paper_opened_by(officer, request);
  EXPECT_THAT(actions_of(read_as(officer, request.beneficiary)),
              Not(Contains("attachment.opened")));
  const auto seen = read_as(quality, request.beneficiary);
  const auto opened = std::ranges::find(seen.items, "attachment.opened", &PersonEvent::action);
  ASSERT_NE(opened, seen.items.end());
  EXPECT_EQ(opened->kind, "opening");
  EXPECT_EQ(opened->request, request.id.text);
  EXPECT_EQ(opened->reference, request.reference);
}

TEST_F(ThePersonsTimeline, LeavesOutADocumentThatWasOpenedBeforeTheEntryNamedTheRequest) {
  const auto person = open(taken()).row.beneficiary;
  const auto done = write([&](db::Transaction& tx) -> Result<Done> {
    audit::record(tx, tenant->id, auth::who_of(officer, auth::Action::attachment_read), now(),
                  {.action = "attachment.opened", .object = "a", .party = person.text});
    return Done{};
  });
  ASSERT_TRUE(done.ok());
  EXPECT_THAT(actions_of(read_as(quality, person)), Not(Contains("attachment.opened")));
}

TEST_F(ThePersonsTimeline, GoesOnBelowWhatWasLookedThroughForNothing) {
  const auto person = open(taken()).row.beneficiary;
  for (int i = 0; i < 1'100; ++i) opened_by(officer, person);
  const auto [actions, pages] = paged(person, "50");
  EXPECT_THAT(actions, Contains("request.received"));
  EXPECT_EQ(pages, 2) << "the first looks through a thousand openings that are not the officer's";
}

TEST_F(ThePersonsTimeline, OfWhoCameWithAListBeginsThere) {
  const auto made = write([&](db::Transaction& tx) -> Result<PartyId> {
    parties::ImportedRow row;
    row.typed["full_name"] = "سعد عبدالله القحطاني";
    const auto read = TRY(parties::read_imported(*tenant->keeper, row, riyadh_date(now())));
    parties::KnownNumbers known;
    const parties::Importing importing{
        .by = officer.id, .who = {.kind = "staff",          .id = officer.id},
             .branch = {                        },
             .import = "x"
    };
    return parties::import_people(tx, *tenant, importing, known, {read}, now()).at(0).party;
  });
  ASSERT_TRUE(made.ok());
  EXPECT_THAT(actions_of(read_as(officer, made.value())), ElementsAre("party.imported"));
  EXPECT_TRUE(read_as(officer, made.value(),
                      {
                          {"kind", "request"}
  })
                  .items.empty());
}

class AConfidentialTimeline : public requests::ConfidentialDesk {};

TEST_F(AConfidentialTimeline, IsReadByWhoWorksForThePersonAlone) {
  const RequestId id = taken("assistance", "interview");
  const auto person = open(id).row.beneficiary;
  const auto own = timeline_for(call_as(officer), *tenant, person);
  ASSERT_TRUE(own.ok()) << testing::PrintToString(codes_of(own));
  EXPECT_THAT(actions_of(own.value()), Contains("request.received"));
  for (const auto& other : {colleague, quality, director})
    EXPECT_FALSE(timeline_for(call_as(other), *tenant, person).ok()) << other.name;
}

// The person is known to many, one of their requests to few.
TEST_F(AConfidentialTimeline, OfAKnownPersonHidesTheConfidentialRequestAndItsMessages) {
  const RequestId id = taken("assistance", "interview");
  const auto person = open(id).row.beneficiary;
  const auto opened = write([&](db::Transaction& tx) -> Result<Done> {
    parties::set_class(tx, tenant->id, person, Class::ordinary);
    return Done{};
  });
  ASSERT_TRUE(opened.ok());
  const auto seen = timeline_for(call_as(colleague), *tenant, person);
  ASSERT_TRUE(seen.ok());
  for (const auto& one : seen->items) {
    EXPECT_FALSE(one.request) << one.action;
    EXPECT_NE(one.kind, "request") << one.action;
  }
  EXPECT_LT(seen->items.size(), timeline_for(call_as(officer), *tenant, person)->items.size());
}

}  // namespace
}  // namespace casefile
