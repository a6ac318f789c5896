#include "platform/auth/house_for_tests.h"

namespace auth {
namespace {

using Staff = House;

TEST_F(Staff, FirstAdministratorComesInByTheLinkOnce) {
  const auto invited = write([&](auto& tx) {
    return invite_first_administrator(tx, *keeper, association, by, clock.now());
  });
  ASSERT_TRUE(invited.ok());
  const auto& token = invited.value().token;
  const auto first = set_up(token, "Noura@Example.org", "four calm camels", "Noura Test");
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->actor.name, "Noura Test");
  EXPECT_TRUE(first->actor.has(Role::administrator));
  EXPECT_EQ(code_of(set_up(token, "noura@example.org", "another long phrase")), "setup.link");
  EXPECT_TRUE(sign_in("noura@example.org").ok());
}

TEST_F(Staff, FirstAdministratorAskedForAgainIsTheSameAccount) {
  const auto ask = [&] {
    return write([&](auto& tx) {
             return invite_first_administrator(tx, *keeper, association, by, clock.now());
           })
        .value();
  };
  const auto lost = ask();
  const auto found = ask();
  EXPECT_EQ(found.member.id, lost.member.id);
  EXPECT_EQ(code_of(set_up(lost.token, "noura@example.org", "four calm camels")), "setup.link");
  EXPECT_TRUE(set_up(found.token, "noura@example.org", "four calm camels").ok());
}

TEST_F(Staff, WhoWasDisabledBeforeComingInIsInvitedAgainByANewLink) {
  const auto invited = write([&](auto& tx) {
    return invite_staff(
        tx, *keeper, association, by, clock.now(),
        {.name = "Sara Test", .email = "sara@example.org", .roles = {Role::officer}});
  });
  const auto& id = invited.value().member.id;
  const auto disabled = write([&](auto& tx) {
    return change_staff(tx, *keeper, association, by, id, {.state = StaffState::disabled},
                        clock.now());
  });
  ASSERT_TRUE(disabled.ok());
  EXPECT_EQ(code_of(set_up(invited.value().token, "sara@example.org", "four calm camels")),
            "setup.link");
  const auto renew = [&] {
    return write(
        [&](auto& tx) { return renew_setup_link(tx, *keeper, association, by, id, clock.now()); });
  };
  const auto again = renew();
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value().member.state, StaffState::invited);
  EXPECT_TRUE(set_up(again.value().token, "sara@example.org", "four calm camels").ok());
  const auto later = write([&](auto& tx) {
    return change_staff(tx, *keeper, association, by, id, {.state = StaffState::disabled},
                        clock.now());
  });
  ASSERT_TRUE(later.ok());
  EXPECT_EQ(code_of(renew()), "staff.disabled");
}

TEST_F(Staff, ThereIsNoSecondFirstAdministrator) {
  member("admin@example.org", {Role::administrator});
  const auto again = write([&](auto& tx) {
    return invite_first_administrator(tx, *keeper, association, by, clock.now());
  });
  EXPECT_EQ(code_of(again), "staff.not_first");
}

TEST_F(Staff, LinkEndsAfterThreeDaysAndWhenAnotherIsIssued) {
  const auto invite = [&](const std::string& email) {
    return write([&](auto& tx) {
             return invite_staff(tx, *keeper, association, by, clock.now(),
                                 {.name = "Sara Test", .email = email, .roles = {Role::officer}});
           })
        .value();
  };
  const auto late = invite("late@example.org");
  const auto renewed = invite("renewed@example.org");
  const auto fresh = write([&](auto& tx) {
    return renew_setup_link(tx, *keeper, association, by, renewed.member.id, clock.now());
  });
  ASSERT_TRUE(fresh.ok());
  EXPECT_EQ(code_of(set_up(renewed.token, "renewed@example.org", "four calm camels")),
            "setup.link");
  clock.advance(72 * hour_ms - 1);
  EXPECT_TRUE(set_up(fresh.value().token, "renewed@example.org", "four calm camels").ok());
  clock.advance(1);
  EXPECT_EQ(code_of(set_up(late.token, "late@example.org", "four calm camels")), "setup.link");
}

TEST_F(Staff, InvitationIsForItsAddressAlone) {
  const auto invited = write([&](auto& tx) {
    return invite_staff(
        tx, *keeper, association, by, clock.now(),
        {.name = "Sara Test", .email = "sara@example.org", .roles = {Role::officer}});
  });
  ASSERT_TRUE(invited.ok());
  EXPECT_EQ(code_of(set_up(invited.value().token, "eve@example.org", "four calm camels")),
            "staff.email_differs");
  EXPECT_TRUE(set_up(invited.value().token, "sara@example.org", "four calm camels").ok());
}

TEST_F(Staff, InvitationTellsEverythingThatIsWrong) {
  const auto outcome = write([&](auto& tx) {
    return invite_staff(tx, *keeper, association, by, clock.now(),
                        {.name = "\u202Eevil", .email = "not an address", .roles = {}});
  });
  ASSERT_FALSE(outcome.ok());
  ASSERT_EQ(outcome.refusal().obstacles.size(), 3u);
  EXPECT_EQ(outcome.refusal().obstacles[0].code, "staff.name_form");
  EXPECT_EQ(outcome.refusal().obstacles[1].code, "staff.email_form");
  EXPECT_EQ(outcome.refusal().obstacles[2].code, "staff.roles_missing");
}

TEST_F(Staff, AddressIsTakenWhateverItsLetters) {
  member("sara@example.org", {Role::officer});
  const auto outcome = write([&](auto& tx) {
    return invite_staff(
        tx, *keeper, association, by, clock.now(),
        {.name = "Other One", .email = " SARA@example.org ", .roles = {Role::officer}});
  });
  EXPECT_EQ(code_of(outcome), "staff.email_taken");
}

TEST_F(Staff, DisablingEndsEverySignInAtOnce) {
  member("admin@example.org", {Role::administrator});
  const auto officer = member("sara@example.org", {Role::officer});
  const auto one = sign_in("sara@example.org");
  const auto two = sign_in("sara@example.org");
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_EQ(holder(Area::desk, one->token).actor.kind, Actor::Kind::staff);
  const auto changed = write([&](auto& tx) {
    return change_staff(tx, *keeper, association, by, officer.id, {.state = StaffState::disabled},
                        clock.now());
  });
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(holder(Area::desk, one->token).actor.kind, Actor::Kind::nobody);
  EXPECT_EQ(holder(Area::desk, two->token).actor.kind, Actor::Kind::nobody);
  EXPECT_EQ(code_of(sign_in("sara@example.org")), "sign_in.wrong");
  const auto back = write([&](auto& tx) {
    return change_staff(tx, *keeper, association, by, officer.id, {.state = StaffState::active},
                        clock.now());
  });
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(holder(Area::desk, one->token).actor.kind, Actor::Kind::nobody);
  EXPECT_TRUE(sign_in("sara@example.org").ok());
}

TEST_F(Staff, LastAdministratorStays) {
  const auto admin = member("admin@example.org", {Role::administrator});
  const auto change = [&](const StaffId& id, const StaffChange& what) {
    return write([&](auto& tx) {
      return change_staff(tx, *keeper, association, by, id, what, clock.now());
    });
  };
  EXPECT_EQ(code_of(change(admin.id, {.state = StaffState::disabled})), "staff.last_administrator");
  EXPECT_EQ(code_of(change(admin.id, {.roles = std::set{Role::officer}})),
            "staff.last_administrator");
  const auto other = member("second@example.org", {Role::administrator, Role::officer});
  EXPECT_TRUE(change(admin.id, {.roles = std::set{Role::officer}}).ok());
  EXPECT_EQ(code_of(change(other.id, {.state = StaffState::disabled})), "staff.last_administrator");
}

TEST_F(Staff, NobodyDisablesThemselvesOrActivatesWhoHasNoPassword) {
  const auto admin = member("admin@example.org", {Role::administrator});
  const auto self = write([&](auto& tx) {
    return change_staff(tx, *keeper, association, {.kind = "staff", .id = admin.id.text}, admin.id,
                        {.state = StaffState::disabled}, clock.now());
  });
  EXPECT_EQ(code_of(self), "staff.own_account");
  const auto invited = write([&](auto& tx) {
    return invite_staff(
        tx, *keeper, association, by, clock.now(),
        {.name = "Sara Test", .email = "sara@example.org", .roles = {Role::officer}});
  });
  const auto activated = write([&](auto& tx) {
    return change_staff(tx, *keeper, association, by, invited.value().member.id,
                        {.state = StaffState::active}, clock.now());
  });
  EXPECT_EQ(code_of(activated), "staff.not_set_up");
}

TEST_F(Staff, RolesAndBranchesHoldFromTheNextRequestOn) {
  const auto officer = member("sara@example.org", {Role::officer});
  const auto signed_in = sign_in("sara@example.org");
  ASSERT_TRUE(signed_in.ok());
  const auto changed = write([&](auto& tx) {
    return change_staff(
        tx, *keeper, association, by, officer.id,
        {.roles = std::set{Role::delegate}, .branches = std::vector<BranchId>{{"b1"}}},
        clock.now());
  });
  ASSERT_TRUE(changed.ok());
  const auto actor = holder(Area::desk, signed_in->token).actor;
  EXPECT_EQ(actor.roles, std::set{Role::delegate});
  EXPECT_EQ(actor.branches, std::vector<BranchId>{{"b1"}});
}

TEST_F(Staff, OfARoleAreFoundByBranch) {
  const auto everywhere = member("a@example.org", {Role::officer});
  const auto here = member("b@example.org", {Role::officer, Role::researcher});
  const auto researcher = member("c@example.org", {Role::researcher});
  const auto moved = write([&](auto& tx) {
    return change_staff(tx, *keeper, association, by, here.id,
                        {.branches = std::vector<BranchId>{{"b1"}}}, clock.now());
  });
  ASSERT_TRUE(moved.ok());
  const auto holders = [&](const std::vector<Role>& roles, const std::optional<BranchId>& branch) {
    return write([&](auto& tx) { return staff_with_roles(tx, association, roles, branch); });
  };
  EXPECT_EQ(holders({Role::officer}, BranchId{"b1"}), (std::vector{everywhere.id, here.id}));
  EXPECT_EQ(holders({Role::officer}, BranchId{"b2"}), std::vector{everywhere.id});
  EXPECT_EQ(holders({Role::officer, Role::researcher}, BranchId{}),
            (std::vector{everywhere.id, researcher.id}));
  EXPECT_EQ(holders({Role::officer, Role::researcher}, std::nullopt),
            (std::vector{everywhere.id, here.id, researcher.id}));
}

TEST_F(Staff, OfAnotherAssociationAreNotThere) {
  const auto officer = member("sara@example.org", {Role::officer});
  const AssociationId other{"01890000-0000-7000-8000-000000000002"};
  const auto found = write([&](auto& tx) { return find_staff(tx, *keeper, other, officer.id); });
  EXPECT_FALSE(found.has_value());
}

TEST_F(Staff, NamesAndAddressesDoNotLieInTheClear) {
  member("sara.secret@example.org", {Role::officer});
  store->close();
  const auto bytes = bytes_on_disk();
  EXPECT_NE(bytes.find("staff.set_up"), std::string::npos);  // the audit is in these bytes
  EXPECT_EQ(bytes.find("sara.secret"), std::string::npos);
  EXPECT_EQ(bytes.find("Sara Test"), std::string::npos);
}

}  // namespace
}  // namespace auth
