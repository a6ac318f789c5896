#include <gmock/gmock.h>

#include "base/reference.h"
#include "requests/desk_for_tests.h"
#include "requests/export_queue.h"

namespace requests {
namespace {

class BreakGlass : public ConfidentialDesk {
 protected:
  Codes opened_by(const auth::Actor& actor, const RequestId& wanted) {
    return codes_of(read([&](db::Transaction& tx) {
      return open_for(tx, call_as(actor), auth::Action::request_read, wanted);
    }));
  }
  std::size_t found_by(const auth::Actor& actor) {
    return queue(actor,
                 {
                     {"scope", "all"}
    })
        ->items.size();
  }
  // The queue as a file, and what of it is put on record.
  std::pair<std::string, std::string> exported_by(const auth::Actor& actor) {
    return read([&](db::Transaction& tx) {
      api::Opening opening;
      const auto call = call_as(actor,
                                {
      },
                                {{"scope", "all"}, {"format", "csv"}, {"language", "en"}});
      const auto file = exports::export_list(tx, call, opening, queue_list());
      return file ? std::pair(file->body, opening.entry.detail)
                  : std::pair<std::string, std::string>();
    });
  }
  auto broken_by(const auth::Actor& actor, const RequestId& wanted, const std::string& reason) {
    return write([&](db::Transaction& tx) {
      return break_glass(tx,
                         call_as(actor,
                                 {
                                     {"id", wanted.text}
      }),
                         {reason});
    });
  }
  auto broken_by_number(const auth::Actor& actor, const std::string& number,
                        const std::string& reason = "بلاغ عن خطر") {
    return write([&](db::Transaction& tx) {
      return break_glass_by_reference(tx, call_as(actor), {number, reason});
    });
  }
  // The mail that left the house, each as a line of JSON.
  std::vector<std::string> mailed() {
    tenant->runner->run_due();
    std::ifstream file(folder + "/mail/aoun.jsonl");
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
  }
  const RequestId id = taken("assistance", "interview");
};

TEST_F(BreakGlass, AConfidentialRequestIsFoundOnlyByItsWorkers) {
  EXPECT_EQ(open(id).row.confidentiality, Class::confidential);
  EXPECT_TRUE(opened_by(officer, id).empty());
  EXPECT_GE(found_by(officer), 1u);
  for (const auto& other : {colleague, quality, director, secretary}) {
    EXPECT_EQ(opened_by(other, id), Codes{"request.unknown"}) << other.name;
    EXPECT_EQ(found_by(other), 0u) << other.name;
    EXPECT_EQ(queue(other,
                    {
                        {"scope", "all"}
    })
                  ->counts.all,
              0)
        << other.name;
  }
}

TEST_F(BreakGlass, AConfidentialRequestIsInNoFileButItsWorkersAndNamesNobodyThere) {
  const auto name = read([&](db::Transaction& tx) {
    return parties::display_name(tx, *tenant, open(id).row.beneficiary);
  });
  ASSERT_FALSE(name.empty());
  const auto& [file, detail] = exported_by(officer);
  EXPECT_THAT(file, testing::HasSubstr(open(id).row.reference));
  EXPECT_THAT(file, testing::HasSubstr("\"Confidential\""));
  EXPECT_THAT(file, testing::Not(testing::HasSubstr(name)));
  EXPECT_THAT(detail, testing::StartsWith(R"({"format":"csv","list":"queue","rows":)"));
  for (const auto& other : {colleague, quality, director, secretary}) {
    const auto& [seen, on_record] = exported_by(other);
    EXPECT_EQ(std::ranges::count(seen, '\n'), 1) << other.name;
    EXPECT_EQ(on_record, R"({"format":"csv","list":"queue","rows":0})") << other.name;
  }
}

TEST_F(BreakGlass, AReasonOpensItForAnHourAndIsOnRecord) {
  const auto page = broken_by(quality, id, "بلاغ عن خطر على حياة المستفيد");
  ASSERT_TRUE(page.ok()) << testing::PrintToString(codes_of(page));
  EXPECT_TRUE(page->break_glass_until);
  EXPECT_TRUE(opened_by(quality, id).empty());
  ASSERT_EQ(audited("request.glass_broken").size(), 1u);
  EXPECT_EQ(audited("request.glass_broken")[0].who.id, quality.id);
  EXPECT_EQ(audited("request.glass_broken")[0].entry.detail.find("خطر"), std::string::npos);
  clock.advance(hour_ms);
  EXPECT_EQ(opened_by(quality, id), Codes{"request.unknown"});
  EXPECT_EQ(found_by(quality), 0u);
}

// Lists of people ask for all at once; what one by one answers is what they answer.
TEST_F(BreakGlass, AListOfPeopleIsAnsweredAsEachByItself) {
  const auto hers = open(id).row.beneficiary;
  std::vector<PartyId> asked(60, kernel::new_id<PartyId>(clock.now()));
  asked[55] = hers;
  const auto works_for = [&](const auth::Actor& actor) {
    return read([&](db::Transaction& tx) {
      const auto call = call_as(actor);
      const auto hooks = party_hooks();
      const bool by_itself = hooks.works_for(tx, call, hers);
      const auto some = hooks.works_for_some(tx, call, asked);
      EXPECT_EQ(some, by_itself ? std::set<PartyId>{hers} : std::set<PartyId>()) << actor.name;
      return by_itself;
    });
  };
  EXPECT_TRUE(works_for(officer));
  for (const auto& other : {colleague, quality, director, secretary})
    EXPECT_FALSE(works_for(other)) << other.name;
  ASSERT_TRUE(broken_by(quality, id, "بلاغ عن خطر").ok());
  EXPECT_TRUE(works_for(quality));
  clock.advance(hour_ms);
  EXPECT_FALSE(works_for(quality));
}

TEST_F(BreakGlass, IsToldToTheQualityManagerWithoutNamesAndReasons) {
  const std::string reason = "بلاغ عن خطر";
  ASSERT_TRUE(broken_by(director, id, reason).ok());
  const auto mail = mailed();
  ASSERT_EQ(mail.size(), 1u);
  EXPECT_NE(mail[0].find("quality@sila.example"), std::string::npos);
  EXPECT_NE(mail[0].find("/desk/aoun/audit?action=request.glass_broken"), std::string::npos);
  for (const auto& kept : {reason, open(id).row.reference, id.text, director.name})
    EXPECT_EQ(mail[0].find(kept), std::string::npos) << kept;
}

TEST_F(BreakGlass, NobodyWatchesThemselves) {
  ASSERT_TRUE(broken_by(quality, id, "بلاغ عن خطر").ok());
  const auto mail = mailed();
  ASSERT_EQ(mail.size(), 1u);
  EXPECT_NE(mail[0].find("director@sila.example"), std::string::npos);
}

TEST_F(BreakGlass, ThatWasRefusedIsNotTold) {
  EXPECT_FALSE(broken_by(quality, id, " ").ok());
  EXPECT_TRUE(mailed().empty());
}

TEST_F(BreakGlass, WithoutAReasonOrWithoutNeedItStaysShut) {
  EXPECT_EQ(codes_of(broken_by(quality, id, " ")), Codes{"text.missing /reason"});
  EXPECT_EQ(opened_by(quality, id), Codes{"request.unknown"});
  EXPECT_FALSE(broken_by(officer, id, "أعمل عليه").ok());
  EXPECT_TRUE(audited("request.glass_broken").empty());
}

TEST_F(BreakGlass, ThePageNamesWhoWorksOnItAsTheQueueDoes) {
  const auto page = broken_by(quality, id, "خطر على حياة المستفيد");
  const auto rows = queue(officer, {
                                       {"scope", "mine"}
  });
  ASSERT_TRUE(rows && !rows->items.empty() && rows->items.front().assignee);
  ASSERT_TRUE(page && page->assignee);
  EXPECT_EQ(page->assignee->name, rows->items.front().assignee->name);
}

TEST_F(BreakGlass, ByItsNumberAsItIsSaidIsTheSame) {
  std::string number = open(id).row.reference;
  std::erase(number, '-');
  const auto page = broken_by_number(quality, number);
  ASSERT_TRUE(page.ok()) << testing::PrintToString(codes_of(page));
  EXPECT_EQ(page->id, id.text);
  EXPECT_TRUE(page->break_glass_until);
  EXPECT_TRUE(opened_by(quality, id).empty());
  EXPECT_EQ(audited("request.glass_broken").size(), 1u);
  EXPECT_EQ(mailed().size(), 1u);
}

TEST_F(BreakGlass, ByAFalseNumberOrWithoutAReasonNamesEveryField) {
  EXPECT_EQ(codes_of(broken_by_number(quality, "48-000123-4", " ")),
            (Codes{"reference.wrong /reference", "text.missing /reason"}));
  EXPECT_EQ(codes_of(broken_by_number(quality, open(id).row.reference, " ")),
            Codes{"text.missing /reason"});
  EXPECT_TRUE(audited("request.glass_broken").empty());
}

TEST_F(BreakGlass, AnswersAlikeWhetherNothingIsThereOrItMayNotBeOpened) {
  const auto north = branch("north"), south = branch("south");
  OpenRequestBody body{.kind = "assistance", .channel = "branch"};
  body.full_name = "نورة فهد";
  body.branch = south.text;
  const auto elsewhere = take(body)->row;
  const auto delegate = invite("delegate", {Role::delegate}, {north});
  const Codes nothing_there{"request.unknown"};
  EXPECT_EQ(codes_of(broken_by_number(delegate, make_reference(48, 999999))), nothing_there);
  EXPECT_EQ(codes_of(broken_by_number(delegate, elsewhere.reference)), nothing_there);
  EXPECT_EQ(codes_of(broken_by(delegate, elsewhere.id, "بلاغ")), nothing_there);
  EXPECT_EQ(codes_of(broken_by(delegate, elsewhere.id, " ")), Codes{"text.missing /reason"});
  EXPECT_EQ(codes_of(broken_by(delegate, RequestId{"none"}, " ")), Codes{"text.missing /reason"});
  EXPECT_TRUE(write([&](db::Transaction& tx) {
                return parties::erase_person(tx, *tenant, open(id).row.beneficiary, founder, now());
              }).ok());
  EXPECT_EQ(codes_of(broken_by_number(quality, open(id).row.reference)), nothing_there);
  EXPECT_TRUE(audited("request.glass_broken").empty());
}

TEST_F(BreakGlass, WorkOfNoBranchIsGivenToNobodyWhoIsOfABranch) {
  const auto north = branch("north");
  const auto delegate = invite("delegate", {Role::delegate}, {north});
  const auto sara = applicant();
  const auto received_in = [&](const BranchId& where) {
    const NewRequest given{.kind = "assistance",
                           .channel = "website",
                           .beneficiary = sara.acting_for,
                           .applicant = sara.acting_for,
                           .branch = where};
    const auto made =
        write([&](db::Transaction& tx) { return receive_request(tx, call_as(sara), given); });
    ASSERT_TRUE(made.ok()) << testing::PrintToString(codes_of(made));
  };
  for (int i = 0; i < 3; ++i) received_in({});
  EXPECT_EQ(found_by(delegate), 0u);
  received_in(north);
  EXPECT_EQ(found_by(delegate), 1u);
}

TEST_F(BreakGlass, WhomItIsGivenToFindsIt) {
  must(officer, id, deed_of(AssignmentBody{colleague.id, "إجازة"}));
  EXPECT_TRUE(opened_by(colleague, id).empty());
  EXPECT_GE(found_by(colleague), 1u);
}

}  // namespace
}  // namespace requests
