#include "platform/auth/house_for_tests.h"

namespace auth {
namespace {

class SignIn : public House {
 protected:
  SignIn() {
    may_act_for = [this](db::Transaction&, std::string_view index) {
      return index == keeper->fast_index("phone", phone) ? parties : std::vector<PartyId>{};
    };
  }
  NewSignIn start() {
    return write([&](auto& tx) {
      return start_portal_sign_in(tx, *keeper, association, phone, clock.now(), may_act_for);
    });
  }
  Actor portal(const NewSignIn& one) { return holder(Area::portal, one.token).actor; }

  std::string phone = "+966500000001";
  std::vector<PartyId> parties;
};

TEST_F(SignIn, CookieSaysAssociationAndArea) {
  EXPECT_EQ(cookie_name(Area::desk, "teryaq", true), "__Host-teryaq-desk");
  EXPECT_EQ(cookie_name(Area::portal, "aoun", true), "__Host-aoun-portal");
  EXPECT_EQ(cookie_name(Area::portal, "aoun", false), "aoun-portal");
}

TEST_F(SignIn, OpensOnlyItsOwnArea) {
  member("sara@example.org", {Role::officer});
  const auto desk = sign_in("sara@example.org");
  const auto portal_one = start();
  EXPECT_EQ(holder(Area::portal, desk->token).actor.kind, Actor::Kind::nobody);
  EXPECT_EQ(holder(Area::desk, portal_one.token).actor.kind, Actor::Kind::nobody);
}

TEST_F(SignIn, OpensNothingForAnythingElse) {
  start();
  for (const std::string token :
       {"", "short", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "AAAAAAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1 --"}) {
    EXPECT_EQ(holder(Area::portal, token).actor.kind, Actor::Kind::nobody);
  }
}

TEST_F(SignIn, EndsByIdlenessUnlessTouched) {
  member("sara@example.org", {Role::officer});
  const auto one = sign_in("sara@example.org");
  clock.advance(2 * hour_ms - 1);
  const auto found = holder(Area::desk, one->token);
  ASSERT_EQ(found.actor.kind, Actor::Kind::staff);
  EXPECT_TRUE(found.touch_due);
  write([&](auto& tx) {
    touch(tx, association, found.actor.sign_in, clock.now());
    return true;
  });
  EXPECT_FALSE(holder(Area::desk, one->token).touch_due);
  clock.advance(2 * hour_ms - 1);
  EXPECT_EQ(holder(Area::desk, one->token).actor.kind, Actor::Kind::staff);
  clock.advance(1);
  EXPECT_EQ(holder(Area::desk, one->token).actor.kind, Actor::Kind::nobody);
}

TEST_F(SignIn, CannotBeTouchedBackToLife) {
  const auto one = start();
  const auto id = portal(one).sign_in;
  clock.advance(12 * hour_ms);
  write([&](auto& tx) {
    touch(tx, association, id, clock.now());
    return true;
  });
  EXPECT_EQ(portal(one).kind, Actor::Kind::nobody);
}

TEST_F(SignIn, EndsInAnyCaseAfterItsWholeTime) {
  member("sara@example.org", {Role::officer});
  const auto one = sign_in("sara@example.org");
  for (int i = 0; i < 11; ++i) {
    clock.advance(hour_ms);
    const auto found = holder(Area::desk, one->token);
    ASSERT_EQ(found.actor.kind, Actor::Kind::staff);
    write([&](auto& tx) {
      touch(tx, association, found.actor.sign_in, clock.now());
      return true;
    });
  }
  clock.advance(hour_ms);
  EXPECT_EQ(holder(Area::desk, one->token).actor.kind, Actor::Kind::nobody);
}

TEST_F(SignIn, EndsBySigningOut) {
  const auto one = start();
  const auto two = start();
  const auto actor = portal(one);
  write([&](auto& tx) {
    end_sign_in(tx, association, actor, clock.now());
    return true;
  });
  EXPECT_EQ(portal(one).kind, Actor::Kind::nobody);
  EXPECT_EQ(portal(two).kind, Actor::Kind::applicant);
}

TEST_F(SignIn, TokenIsRenewedAndTheOldOneDies) {
  const auto one = start();
  const auto actor = portal(one);
  const auto due = [&] {
    return write(
        [&](auto& tx) { return rotation_due(tx, association, actor.sign_in, clock.now()); });
  };
  EXPECT_FALSE(due());
  clock.advance(hour_ms);
  EXPECT_TRUE(due());
  const auto fresh =
      write([&](auto& tx) { return rotate(tx, *keeper, association, actor, clock.now()); });
  ASSERT_TRUE(fresh.has_value());
  EXPECT_FALSE(due());
  EXPECT_NE(fresh->token, one.token);
  EXPECT_EQ(portal(*fresh).sign_in, actor.sign_in);
  EXPECT_EQ(portal(one).sign_in, actor.sign_in);  // an answer under way
  clock.advance(minute_ms);
  EXPECT_EQ(portal(one).kind, Actor::Kind::nobody);
  EXPECT_EQ(portal(*fresh).kind, Actor::Kind::applicant);
}

TEST_F(SignIn, AfterItsEndIsNotRenewed) {
  const auto one = start();
  const auto actor = portal(one);
  write([&](auto& tx) {
    end_sign_in(tx, association, actor, clock.now());
    return true;
  });
  const auto fresh =
      write([&](auto& tx) { return rotate(tx, *keeper, association, actor, clock.now()); });
  EXPECT_FALSE(fresh.has_value());
}

TEST_F(SignIn, OfAPhoneActsForWhatThePhoneOpens) {
  const auto one = start();
  EXPECT_TRUE(portal(one).acting_for.empty());  // a new applicant: nothing yet
  parties = {{"p1"}};
  EXPECT_EQ(portal(one).acting_for, PartyId{"p1"});  // the only one
  parties = {{"p1"}, {"p2"}};
  EXPECT_TRUE(portal(one).acting_for.empty());  // they choose
  const auto choose = [&](const PartyId& party) {
    const auto actor = portal(one);
    return write([&](auto& tx) { return act_for(tx, association, actor, party, clock.now()); });
  };
  EXPECT_TRUE(choose({"p2"}).ok());
  EXPECT_EQ(portal(one).acting_for, PartyId{"p2"});
  EXPECT_EQ(code_of(choose({"p3"})), "not_found");
  parties = {{"p1"}};
  EXPECT_EQ(portal(one).acting_for, PartyId{"p1"});  // p2 is no longer theirs
}

TEST_F(SignIn, KnowsItsPhone) {
  const auto one = start();
  const auto actor = portal(one);
  EXPECT_EQ(write([&](auto& tx) { return phone_of(tx, *keeper, association, actor); }), phone);
}

TEST_F(SignIn, OfOneHolderAreTenAtMost) {
  std::vector<NewSignIn> all;
  for (int i = 0; i < 12; ++i) {
    clock.advance(second_ms);
    all.push_back(start());
  }
  EXPECT_EQ(portal(all[0]).kind, Actor::Kind::nobody);
  EXPECT_EQ(portal(all[1]).kind, Actor::Kind::nobody);
  EXPECT_EQ(portal(all[2]).kind, Actor::Kind::applicant);
  const auto actor = portal(all[11]);
  const auto listed =
      write([&](auto& tx) { return list_sign_ins(tx, association, actor, clock.now()); });
  ASSERT_EQ(listed.size(), 10u);
  EXPECT_TRUE(listed[0].current);
  EXPECT_FALSE(listed[1].current);
}

TEST_F(SignIn, OfAnotherAssociationOpensNothing) {
  const auto one = start();
  const AssociationId other{"01890000-0000-7000-8000-000000000002"};
  store->read([&](db::Transaction& tx) {
    const auto found =
        authenticate(tx, *keeper, other, Area::portal, one.token, clock.now(), may_act_for);
    EXPECT_EQ(found.actor.kind, Actor::Kind::nobody);
  });
}

TEST_F(SignIn, LeavesNeitherTokenNorPhoneInTheClear) {
  member("sara@example.org", {Role::officer});
  const auto desk = sign_in("sara@example.org");
  const auto one = start();
  const auto actor = portal(one);
  const auto fresh =
      write([&](auto& tx) { return rotate(tx, *keeper, association, actor, clock.now()); });
  const auto link = write([&](auto& tx) {
    return invite_staff(
        tx, *keeper, association, by, clock.now(),
        {.name = "Other One", .email = "other@example.org", .roles = {Role::officer}});
  });
  store->close();
  const auto bytes = bytes_on_disk();
  ASSERT_NE(bytes.find(actor.sign_in), std::string::npos);  // the rows are in these bytes
  for (const auto& secret :
       {desk->token, one.token, fresh->token, link.value().token, phone, phone.substr(4)}) {
    EXPECT_EQ(bytes.find(secret), std::string::npos);
  }
}

TEST_F(SignIn, GoesWithThePhoneOfAnErasedPerson) {
  const auto one = start();
  const auto index = keeper->fast_index("phone", phone);
  write([&](auto& tx) {
    forget_phone(tx, association, index);
    return true;
  });
  EXPECT_EQ(portal(one).kind, Actor::Kind::nobody);
  clock.advance(400 * day_ms);
  EXPECT_EQ(write([&](auto& tx) { return sweep(tx, association, clock.now()); }), 0);
}

TEST_F(SignIn, IsSweptLongAfterItsEnd) {
  start();
  clock.advance(90 * day_ms);
  EXPECT_EQ(write([&](auto& tx) { return sweep(tx, association, clock.now()); }), 0);
  clock.advance(8 * day_ms);
  EXPECT_EQ(write([&](auto& tx) { return sweep(tx, association, clock.now()); }), 1);
}

}  // namespace
}  // namespace auth
