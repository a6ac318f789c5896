#include <gtest/gtest.h>

#include <sstream>

#include "platform/auth/auth.h"

namespace auth {
namespace {

// The matrix as the association reads it: every role × action, stated. Columns in the order of
// Role: officer researcher secretary committee_member supervisor delegate quality_manager director
// board_member administrator. A change of rights.cc that nobody meant fails here.
constexpr std::string_view stated = R"(
anyone              y y y y y y y y y y
portal_use          . . . . . . . . . .
desk_use            y y y y y y y y y y
queue_read          y y y y y y y y y .
person_find         y y . . y y . y . .
person_register     y . . . y y . . . .
person_read         y y . . y y y y . .
person_edit         y y . . . y . . . .
person_erase        . . . . . . y y . .
claim_match         y . . . . y . . . .
duplicate_judge     y . . . y y . . . .
person_import       . . . . y . y . . .
request_open        y y . . y y y . . .
request_read        y y y y y y y y y .
request_receive     y y . . y y y . . .
request_verify      y y . . y y . . . .
request_clarify     y y . . y y y y . .
request_inform      y y y . y y y y . .
request_decide      y . y y y y . y . .
request_register    y . . . y y . . . .
request_deliver     y . . . y y . . . .
request_reply       y y . . y y y y . .
request_judge       . . y y y . y y y .
request_record      y y y . y y y y . .
request_close       y y y . y y y y . .
request_return      y y y . y y . . . .
request_hold        y y . . y y y y . .
request_reassign    y . . . y y y y . .
request_rectify     y . y . y y y y . .
request_override    y . y . y y y y . .
request_break_glass y y . . y y y y . .
attachment_read     y y y y y y y y . .
report_read         . . . . y . y y y .
message_read        y . . . . y y y . y
message_retry       y . . . . y y . . y
audit_read          . . . . . . y y . y
staff_manage        . . . . . . . . . y
branch_manage       . . . . . . . . . y
calendar_manage     . . . . . . y . . y
policy_read         y y y y y y y y y y
policy_draft        . . . . . . y y y y
policy_approve      . . . . . . . y y .
policy_manage       . . . . . . y y . y
)";

Actor staff(std::set<Role> roles, std::vector<BranchId> branches = {}) {
  Actor actor;
  actor.kind = Actor::Kind::staff;
  actor.id = "s";
  actor.roles = std::move(roles);
  actor.branches = std::move(branches);
  return actor;
}

Actor applicant(std::vector<PartyId> parties) {
  Actor actor;
  actor.kind = Actor::Kind::applicant;
  actor.id = "a";
  actor.may_act_for = std::move(parties);
  return actor;
}

RefusalKind refused(const Result<Done>& outcome) {
  EXPECT_FALSE(outcome.ok());
  return outcome.ok() ? RefusalKind::invalid : outcome.refusal().kind;
}

TEST(Rights, AreExactlyThoseStatedForEveryRoleAndAction) {
  std::istringstream lines{std::string(stated)};
  std::string name;
  int actions = 0;
  while (lines >> name) {
    const auto action = static_cast<Action>(actions++);
    ASSERT_EQ(name_of(action), name);
    for (int role = 0; role < role_count; ++role) {
      std::string cell;
      ASSERT_TRUE(lines >> cell);
      const auto as = static_cast<Role>(role);
      EXPECT_EQ(matrix_allows(as, action), cell == "y") << name << " as " << name_of(as);
      EXPECT_EQ(may(staff({as}), action), cell == "y") << name << " as " << name_of(as);
    }
  }
  EXPECT_EQ(actions, action_count);
}

TEST(Rights, OfNobodyAreThePublicPagesOnly) {
  for (int i = 0; i < action_count; ++i) {
    const auto action = static_cast<Action>(i);
    const auto outcome = authorise(Actor{}, action);
    if (action == Action::anyone) {
      EXPECT_TRUE(outcome.ok());
    } else {
      EXPECT_EQ(refused(outcome), RefusalKind::unauthenticated) << name_of(action);
    }
  }
}

TEST(Rights, OfAnApplicantAreThePortalAndTheirOwnParties) {
  const auto actor = applicant({{"p1"}, {"p2"}});
  EXPECT_TRUE(authorise(actor, Action::portal_use, {.party = {"p2"}}).ok());
  EXPECT_EQ(refused(authorise(actor, Action::portal_use, {.party = {"p3"}})),
            RefusalKind::not_found);
  EXPECT_EQ(refused(authorise(applicant({}), Action::portal_use, {.party = {"p1"}})),
            RefusalKind::not_found);
  for (int i = static_cast<int>(Action::desk_use); i < action_count; ++i) {
    EXPECT_EQ(refused(authorise(actor, static_cast<Action>(i))), RefusalKind::forbidden);
  }
}

TEST(Rights, OfAnOperatorReachNoAssociation) {
  Actor actor;
  actor.kind = Actor::Kind::operator_;
  for (int i = 1; i < action_count; ++i) {
    EXPECT_EQ(refused(authorise(actor, static_cast<Action>(i))), RefusalKind::forbidden);
  }
}

TEST(Rights, OfSeveralRolesAddUp) {
  const auto both = staff({Role::committee_member, Role::administrator});
  EXPECT_TRUE(may(both, Action::request_read));
  EXPECT_TRUE(may(both, Action::staff_manage));
  EXPECT_FALSE(may(both, Action::request_verify));
  EXPECT_FALSE(may(staff({}), Action::desk_use));
}

TEST(Rights, StopAtTheBranch) {
  const auto delegate = staff({Role::delegate}, {{"b1"}, {"b2"}});
  EXPECT_TRUE(authorise(delegate, Action::request_read, {.branch = {"b2"}}).ok());
  EXPECT_TRUE(authorise(delegate, Action::request_read, {}).ok());
  EXPECT_EQ(refused(authorise(delegate, Action::request_read, {.branch = {"b3"}})),
            RefusalKind::not_found);
  EXPECT_TRUE(
      authorise(delegate, Action::request_read, {.branch = {"b3"}, .assigned_to_actor = true})
          .ok());
  EXPECT_TRUE(authorise(staff({Role::officer}), Action::request_read, {.branch = {"b3"}}).ok());
}

TEST(Rights, InWorkOfNoBranchAreOfThoseWhoSeeEveryBranch) {
  const auto delegate = staff({Role::delegate}, {{"b1"}});
  EXPECT_EQ(refused(authorise(delegate, Action::request_read, {.of_no_branch = true})),
            RefusalKind::not_found);
  EXPECT_TRUE(
      authorise(delegate, Action::request_read, {.of_no_branch = true, .assigned_to_actor = true})
          .ok());
  EXPECT_TRUE(authorise(staff({Role::officer}), Action::request_read, {.of_no_branch = true}).ok());
}

TEST(Rights, InAConfidentialMatterAreOfThoseWhoWorkOnIt) {
  const Object object{.object_class = Class::confidential};
  for (int role = 0; role < role_count; ++role) {
    const auto actor = staff({static_cast<Role>(role)});
    for (int i = static_cast<int>(Action::desk_use); i < action_count; ++i) {
      const auto action = static_cast<Action>(i);
      if (!may(actor, action)) continue;
      const auto stranger = authorise(actor, action, object);
      if (action == Action::request_break_glass || action == Action::person_erase) {
        EXPECT_TRUE(stranger.ok());
        continue;
      }
      EXPECT_EQ(refused(stranger), RefusalKind::not_found) << name_of(action);
      auto own = object, agenda = object, glass = object;
      own.assigned_to_actor = true;
      agenda.on_agenda = true;
      glass.break_glass = true;
      EXPECT_TRUE(authorise(actor, action, own).ok());
      EXPECT_TRUE(authorise(actor, action, agenda).ok());
      EXPECT_TRUE(authorise(actor, action, glass).ok());
    }
  }
}

TEST(Rights, MakeAConfidentialMatterLookExactlyLikeAMissingOne) {
  const auto officer = staff({Role::officer}, {{"b1"}});
  const auto hidden =
      authorise(officer, Action::request_read, {.object_class = Class::confidential});
  const auto foreign = authorise(officer, Action::request_read, {.branch = {"b2"}});
  ASSERT_FALSE(hidden.ok());
  ASSERT_FALSE(foreign.ok());
  EXPECT_EQ(hidden.refusal(), not_found());
  EXPECT_EQ(foreign.refusal(), not_found());
}

TEST(Rights, OfARoleAreRefusedBeforeAnythingIsSaidOfTheObject) {
  const auto actor = staff({Role::administrator});
  EXPECT_EQ(refused(authorise(actor, Action::request_read, {.object_class = Class::confidential})),
            RefusalKind::forbidden);
  EXPECT_EQ(refused(authorise(actor, Action::request_read, {})), RefusalKind::forbidden);
}

TEST(Rights, BreakTheGlassOnlyInTheActorsBranch) {
  const auto actor = staff({Role::officer}, {{"b1"}});
  const Object elsewhere{.object_class = Class::confidential, .branch = {"b2"}};
  EXPECT_EQ(refused(authorise(actor, Action::request_break_glass, elsewhere)),
            RefusalKind::not_found);
}

TEST(Rights, KeepTheBoardOutOfRestrictedMatters) {
  const Object object{.object_class = Class::restricted};
  EXPECT_TRUE(authorise(staff({Role::officer}), Action::request_read, object).ok());
  EXPECT_EQ(refused(authorise(staff({Role::board_member}), Action::request_read, object)),
            RefusalKind::not_found);
  EXPECT_TRUE(authorise(staff({Role::board_member}), Action::request_judge,
                        {.object_class = Class::restricted, .on_agenda = true})
                  .ok());
}

TEST(Rights, NameTheRoleThatAllowed) {
  const auto actor = staff({Role::officer, Role::quality_manager});
  EXPECT_EQ(who_of(actor, Action::audit_read).role, "quality_manager");
  EXPECT_EQ(who_of(actor, Action::request_verify).role, "officer");
  auto person = applicant({{"p1"}});
  EXPECT_EQ(who_of(person, Action::portal_use).id, "a");
  person.acting_for = {"p1"};
  EXPECT_EQ(who_of(person, Action::portal_use).id, "p1");
}

}  // namespace
}  // namespace auth
