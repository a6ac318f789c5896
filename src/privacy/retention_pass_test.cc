#include <gmock/gmock.h>

#include "privacy/keeping_for_tests.h"

namespace privacy {
namespace {

using testing::IsEmpty;

TEST_F(Keeping, NothingIsDestroyedBeforeSomebodySetsAPeriod) {
  const auto sara = registered();
  pass_months(150);
  look_through();
  EXPECT_THAT(announced(), IsEmpty());
  EXPECT_TRUE(is_there(sara));
  EXPECT_EQ(category("unserved_file").months, std::nullopt);
  EXPECT_EQ(category("unserved_file").proposed, 24);
}

TEST_F(Keeping, AFileIsAnnouncedAMonthAheadAndThenDestroyedForGood) {
  const auto sara = registered();
  ASSERT_TRUE(set("unserved_file", 24).ok());
  look_through();
  EXPECT_THAT(announced(), IsEmpty());
  pass_months(25);
  EXPECT_EQ(foreseen("unserved_file", "24"), 1);
  EXPECT_EQ(foreseen("unserved_file", "36"), 0);
  EXPECT_EQ(foreseen("served_file", "24"), 0);
  look_through();
  ASSERT_EQ(announced().size(), 1u);
  EXPECT_EQ(announced().at(0).party, sara);
  EXPECT_EQ(announced().at(0).destroy_on, riyadh_date(clock.now()) + 30);
  pass_days(29);
  look_through();
  EXPECT_TRUE(is_there(sara));
  pass_days(1);
  look_through();
  EXPECT_FALSE(is_there(sara));
  EXPECT_THAT(announced(), IsEmpty());
  EXPECT_EQ(audited("retention.file_destroyed").size(), 1u);
  EXPECT_EQ(audited("party.erased").size(), 1u);
  EXPECT_EQ(category("unserved_file").destroyed, 1);
}

TEST_F(Keeping, WhatHappensOnAnAnnouncedFileKeepsIt) {
  const auto sara = registered();
  ASSERT_TRUE(set("unserved_file", 24).ok());
  pass_months(25);
  look_through();
  ASSERT_EQ(announced().size(), 1u);
  put(sara, "city", "جدة");
  pass_days(31);
  look_through();
  EXPECT_TRUE(is_there(sara));
  EXPECT_THAT(announced(), IsEmpty());
  EXPECT_EQ(audited("retention.file_kept").size(), 1u);
}

TEST_F(Keeping, WhoIsMoreThanABeneficiaryIsNotDestroyedAsOne) {
  const auto sara = registered();
  const auto hind = registered("1500000029", "هند خالد الحربي", "0512345679");
  for (const auto& [party, role] : {std::pair(sara, "volunteer"), std::pair(hind, "beneficiary")})
    ASSERT_TRUE(write([&, who = party, as = role](db::Transaction& tx) {
                  return parties::give_role(tx, tenant->id, who, as, now());
                }).ok());
  pass_months(30);
  EXPECT_EQ(foreseen("unserved_file", "24"), 1);
}

TEST_F(Keeping, AHoldKeepsAFileUntilItIsLifted) {
  const auto sara = registered();
  ASSERT_TRUE(set("unserved_file", 24).ok());
  const auto placed = hold(sara);
  ASSERT_TRUE(placed.ok()) << testing::PrintToString(codes_of(placed));
  ASSERT_EQ(placed->holds.size(), 1u);
  EXPECT_EQ(placed->holds.at(0).reason, "قضية منظورة");
  pass_months(30);
  look_through();
  EXPECT_THAT(announced(), IsEmpty());
  EXPECT_EQ(foreseen("unserved_file", "24"), 0);
  const auto lifted = write([&](db::Transaction& tx) {
    return end_hold(tx, call_as(quality), hooks, placed->holds.at(0).id);
  });
  ASSERT_TRUE(lifted.ok());
  EXPECT_FALSE(lifted->held);
  pass_days(1);
  look_through();
  EXPECT_EQ(announced().size(), 1u);
  EXPECT_EQ(codes_of(write([&](db::Transaction& tx) {
              return end_hold(tx, call_as(quality), hooks, placed->holds.at(0).id);
            })),
            Codes{"not_found"});
}

TEST_F(Keeping, AnAnnouncedFileIsHeldByItsRow) {
  const auto sara = registered();
  ASSERT_TRUE(set("unserved_file", 24).ok());
  pass_months(25);
  look_through();
  const auto rows = announced();
  ASSERT_EQ(rows.size(), 1u);
  const auto held = write([&](db::Transaction& tx) {
    return hold_announced(tx, call_as(director), hooks, rows.at(0).id,
                          {"شكوى", iso(riyadh_date(clock.now()) + 10)});
  });
  ASSERT_TRUE(held.ok());
  EXPECT_TRUE(announced().at(0).held);
  pass_days(31);
  look_through();
  EXPECT_TRUE(is_there(sara));
  const auto listed =
      read([&](db::Transaction& tx) { return list_holds(tx, call_as(quality), hooks); });
  ASSERT_EQ(listed->items.size(), 1u);
  EXPECT_TRUE(listed->items.at(0).review_due);
}

TEST_F(Keeping, AHeldFileIsNotErasedAtItsOwnersWish) {
  const auto sara = registered();
  const auto placed = hold(sara);
  ASSERT_TRUE(placed.ok());
  const auto asked = write([&](db::Transaction& tx) {
    return note_at_desk(tx, call_as(officer), hooks, sara, {.kind = "erasure"});
  });
  ASSERT_TRUE(asked.ok());
  const auto grant = [&] {
    return write([&](db::Transaction& tx) {
      return answer_request(tx, call_as(quality), hooks, {asked->row.id}, {.granted = true});
    });
  };
  EXPECT_EQ(codes_of(grant()), Codes{"erasure.held"});
  ASSERT_TRUE(write([&](db::Transaction& tx) {
                return end_hold(tx, call_as(quality), hooks, placed->holds.at(0).id);
              }).ok());
  ASSERT_TRUE(grant().ok());
  // And one that comes in the days of waiting stops it still.
  ASSERT_TRUE(hold(sara).ok());
  pass_days(4);
  EXPECT_EQ(carry_out_due(*tenant, now()), 1);
  EXPECT_TRUE(is_there(sara));
}

TEST_F(Keeping, WhatIsOpenOrWasClosedLatelyKeepsAFile) {
  const RequestId id = decided();
  const auto noura = open(id).row.beneficiary;
  ASSERT_TRUE(set("served_file", 12).ok());
  ASSERT_TRUE(set("unserved_file", 12).ok());
  pass_months(24);
  look_through();
  EXPECT_THAT(announced(), IsEmpty());
  EXPECT_TRUE(is_there(noura));
}

TEST_F(Keeping, SaysWhichFieldOfAPeriodIsWrong) {
  EXPECT_EQ(codes_of(set("served_file", 11)), Codes{"retention.months /months"});
  EXPECT_EQ(codes_of(set("served_file", 1'201)), Codes{"retention.months /months"});
  EXPECT_EQ(codes_of(set("served_file", 120, " ")), Codes{"retention.basis /basis"});
  EXPECT_EQ(codes_of(set("served_file", 120, std::string(301, 'x'))),
            Codes{"retention.basis /basis"});
  EXPECT_EQ(codes_of(set("nothing", 120)), Codes{"not_found"});
  const auto sara = registered();
  EXPECT_EQ(codes_of(hold(sara, "")), Codes{"subject_request.text /reason"});
  const auto of_a_branch = invite("branch-head", {Role::quality_manager}, {branch("فرع")});
  EXPECT_FALSE(write([&](db::Transaction& tx) {
                 return set_period(tx, call_as(of_a_branch), "messages", {24, "قرار"});
               }).ok());
}

TEST_F(Keeping, APeriodThatIsTakenOutDestroysNothingMore) {
  const auto sara = registered();
  ASSERT_TRUE(set("unserved_file", 24).ok());
  pass_months(25);
  look_through();
  ASSERT_EQ(announced().size(), 1u);
  ASSERT_TRUE(set("unserved_file", std::nullopt).ok());
  pass_days(31);
  look_through();
  EXPECT_TRUE(is_there(sara));
  EXPECT_THAT(announced(), IsEmpty());
  EXPECT_THAT(read([&](db::Transaction& tx) { return retention_notice(tx, tenant->id); }).items,
              IsEmpty());
}

TEST_F(Keeping, EverybodyIsLookedThroughWhoeverManyTheyAre) {
  for (int i = 0; i < 230; ++i) {
    const auto made = write([&](db::Transaction& tx) {
      const parties::ClaimGiven given{.full_name = "سارة خالد",
                                      .phone = "+9665000" + std::to_string(10'000 + i)};
      return parties::create_claim(tx, *tenant, given, {.kind = "applicant", .id = "x"}, now());
    });
    ASSERT_TRUE(made.ok());
  }
  ASSERT_TRUE(set("unserved_file", 3).ok());
  pass_months(4);
  EXPECT_EQ(foreseen("unserved_file", "3"), 230);
  look_through();
  EXPECT_EQ(audited("retention.file_announced").size(), 200u);  // a page of the log
  pass_days(31);
  look_through();
  EXPECT_EQ(category("unserved_file").destroyed, 230);
}

class ConfidentialKeeping : public requests::ConfidentialDesk {};

TEST_F(ConfidentialKeeping, HeadsSeeThatAFileIsDestroyedAndNotWhose) {
  const RequestId id = taken("assistance", "interview");
  const auto hooks = requests::party_hooks();
  const auto person = open(id).row.beneficiary;
  const Announced row{.id = "0192f000-0000-7000-8000-000000000001",
                      .party = person,
                      .category = Category::served_file,
                      .noted_at = now(),
                      .destroy_on = riyadh_date(now()) + 30};
  ASSERT_TRUE(write([&](db::Transaction& tx) -> Result<bool> {
                return announce(tx, tenant->id, row);
              }).ok());
  const auto listed = [&](const auth::Actor& actor) {
    return read([&](db::Transaction& tx) { return list_announced(tx, call_as(actor), hooks); })
        ->items;
  };
  ASSERT_EQ(listed(quality).size(), 1u);
  EXPECT_EQ(listed(quality).at(0).name, "");
  EXPECT_TRUE(listed(quality).at(0).party.empty());
  EXPECT_TRUE(listed(colleague).empty());
  EXPECT_EQ(codes_of(read([&](db::Transaction& tx) {
              return file_retention(tx, call_as(quality), hooks, person);
            })),
            Codes{"not_found"});
}

}  // namespace
}  // namespace privacy
