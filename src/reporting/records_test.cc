#include "reporting/records.h"

#include "base/in_source_for_tests.h"
#include "governance/governance.h"
#include "organisation/organisation.h"
#include "reporting/reports_for_tests.h"
#include "reporting/unmeasured.h"

namespace reporting {
namespace {

class MeasureRecords : public Reports {
 protected:
  std::optional<RecordFigures> figures(std::string_view name) {
    const auto call = call_of(actor(Role::quality_manager));
    return read([&](db::Transaction& tx) { return measure_record(tx, call, *pack, name); });
  }
  StaffId invited(const std::string& login, Role role, std::vector<BranchId> branches = {}) {
    const auto made = write(one(), [&](db::Transaction& tx) -> Result<StaffId> {
      const audit::Who founder{.kind = "operator", .id = "tester"};
      const auto& tenant = one();
      clock.advance(1);
      const auto now = clock.now();
      const auto link = TRY(auth::invite_staff(tx, *tenant.keeper, tenant.id, founder, now,
                                               {.name = login,
                                                .email = login + "@sila.example",
                                                .roles = {role},
                                                .branches = std::move(branches)}));
      const auto setup =
          TRY(auth::find_setup(tx, *tenant.keeper, tenant.id, link.token, "127.0.0.1", now));
      TRY(auth::complete_setup(tx, *tenant.keeper, tenant.id, setup,
                               {login, login + "@sila.example", "unused"}, now));
      return link.member.id;
    });
    EXPECT_TRUE(made.ok());
    return made.value();
  }
  BranchId branch(const std::string& name) {
    const auto made = write(one(), [&](db::Transaction& tx) {
      const audit::Who founder{.kind = "operator", .id = "tester"};
      clock.advance(1);
      return organisation::add_branch(tx, one().id, founder,
                                      {
                                          {"ar", name},
                                          {"en", name}
      },
                                      clock.now());
    });
    EXPECT_TRUE(made.ok());
    return made->id;
  }
  // As a stored version.
  void put_in_force() {
    const auto files = organisation::read_pack_folder(in_source("policies/teryaq"));
    const audit::Who founder{.kind = "operator", .id = "tester"};
    const auto digest = write(one(), [&](db::Transaction& tx) -> Result<std::string> {
      const auto made = organisation::import_policy(tx, one().id, founder, files, clock.now());
      const std::string imported = made.version.value().digest;
      TRY(organisation::put_in_force(tx, one(), founder, imported, clock.now(), clock.now()));
      return imported;
    });
    ASSERT_TRUE(digest.ok());
    change([&](policy::Pack& changed) { changed.digest = digest.value(); });
  }
  // Changes the policy in force.
  void change(const std::function<void(policy::Pack&)>& how) {
    policy::Pack changed = *pack;
    how(changed);
    pack = std::make_shared<const policy::Pack>(std::move(changed));
  }
};

constexpr RecordFigures owed{.owed = 1}, kept{.kept = 1}, broken{.broken = 1};

TEST_F(MeasureRecords, WhatNothingKeepsIsNotMeasured) {
  for (const auto* name : {"letter_numbers", "contact_log", "scorecards", "nonsense"}) {
    EXPECT_FALSE(figures(name)) << name;
  }
}

TEST_F(MeasureRecords, ExactlyWhatIsNotMeasuredHasAReason) {
  using enum policy::ControlKind;
  const auto is_said = [](policy::ControlKind kind, const std::string& name) {
    const auto* why = why_not_measured(kind, name);
    return why != nullptr && !why->at("ar").empty() && !why->at("en").empty();
  };
  for (const auto& name : policy::control_names(record))
    EXPECT_NE(figures(name).has_value(), is_said(record, name)) << name;
  for (const auto& name : policy::control_names(measure))
    EXPECT_TRUE(is_said(measure, name)) << name;
  EXPECT_FALSE(is_said(gate, "told_first"));
}

TEST_F(MeasureRecords, ThePolicyInForceIsTheRecordOfItself) {
  EXPECT_EQ(figures("policy_in_force"), kept);
  EXPECT_EQ(figures("approval"), kept);
  EXPECT_EQ(figures("reference_documents")->kept, std::ssize(pack->library));
  EXPECT_EQ(figures("printable_forms"), kept);
  EXPECT_EQ(figures("channels")->kept, std::ssize(pack->channels));
  for (const auto* name : {"portal", "published_standards", "rating_explained", "known_values"})
    EXPECT_GT(figures(name)->kept, 0) << name;
  change([](policy::Pack& changed) {
    changed.approval.reset();
    changed.library.clear();
  });
  EXPECT_EQ(figures("approval"), owed);
  EXPECT_EQ(figures("reference_documents"), owed);
}

TEST_F(MeasureRecords, AReviewIsDueCountedFromTheApproval) {
  const Date today = riyadh_date(clock.now());
  const auto approved = [&](int days_ago) {
    change([&](policy::Pack& changed) {
      changed.review_every.amount = 365;
      changed.approval->date = today + -days_ago;
    });
    return figures("review_due");
  };
  EXPECT_EQ(approved(365), kept);
  EXPECT_EQ(approved(366), broken);
  change([](policy::Pack& changed) { changed.approval.reset(); });
  EXPECT_EQ(figures("review_due"), owed);  // it was never put in force either
}

TEST_F(MeasureRecords, ThoseWhoWorkUnderThePolicyAcknowledgeIt) {
  const auto quality = invited("quality", Role::quality_manager);
  invited("officer", Role::officer);
  put_in_force();
  EXPECT_EQ(figures("versions"), kept);
  EXPECT_EQ(figures("acknowledgements"), (RecordFigures{.owed = 2}));
  const auto done = write(one(), [&](db::Transaction& tx) {
    auth::Actor actor{.kind = auth::Actor::Kind::staff, .id = quality.text};
    actor.roles = {Role::quality_manager};
    return organisation::acknowledge(tx, one(), actor, pack->digest, clock.now());
  });
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(figures("acknowledgements"), (RecordFigures{.owed = 1, .kept = 1}));
  EXPECT_EQ(figures("circulation"), owed);
  const auto made_known = write(one(), [&](db::Transaction& tx) {
    auto call = call_of(actor(Role::director), {
                                                   {"digest", pack->digest}
    });
    return governance::circulate(tx, call, {});
  });
  ASSERT_TRUE(made_known.ok());
  EXPECT_EQ(figures("circulation"), kept);
}

TEST_F(MeasureRecords, AnApprovalOnRecordGoesBeforeWhatTheFilesState) {
  put_in_force();
  change([](policy::Pack& changed) { changed.approval.reset(); });
  EXPECT_EQ(figures("approval"), owed);
  const auto done = write(one(), [&](db::Transaction& tx) {
    auto call = call_of(actor(Role::director), {
                                                   {"digest", pack->digest}
    });
    return governance::approve_version(tx, call,
                                       {.body = "board",
                                        .meeting = {},
                                        .term = {},
                                        .decided_on = riyadh_date(clock.now()),
                                        .minutes = {}});
  });
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(figures("approval"), kept);
  EXPECT_EQ(figures("review_due"), kept);
}

TEST_F(MeasureRecords, TheWorkRulesSayEachSidesDutiesAndRights) {
  EXPECT_EQ(figures("duties_and_rights"), kept);
  change([](policy::Pack& changed) { changed.terms.pop_back(); });
  EXPECT_EQ(figures("duties_and_rights"), owed);
}

TEST_F(MeasureRecords, EachBranchHasItsDelegate) {
  EXPECT_EQ(figures("branches"), owed);
  const auto north = branch("north");
  branch("south");
  EXPECT_EQ(figures("branches"), (RecordFigures{.owed = 2}));
  invited("officer", Role::officer, {north});
  invited("delegate", Role::delegate, {north});
  EXPECT_EQ(figures("branches"), (RecordFigures{.owed = 1, .kept = 1}));
}

TEST_F(MeasureRecords, WhatTheWorkLeavesBehindIsThereOnceItWasDone) {
  for (const auto* name : {"openings", "shortfalls", "roles_of_parties", "versions"})
    EXPECT_EQ(figures(name), owed) << name;
  EXPECT_EQ(figures("consents"), owed);  // of the one purpose that is required
  took("complaint", officer);
  EXPECT_EQ(figures("shortfalls"), kept);
}

}  // namespace
}  // namespace reporting
