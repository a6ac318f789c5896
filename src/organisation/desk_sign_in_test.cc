#include "organisation/desk_sign_in.h"

#include <future>

#include "organisation/town_for_tests.h"

namespace organisation {
namespace {

class DeskSignIn : public Town {
 protected:
  // Runs one of the chains and waits for its end.
  template <class Start>
  Result<SignedIn> wait_for(Start start) {
    auto promise = std::make_shared<std::promise<Result<SignedIn>>>();
    auto outcome = promise->get_future();
    start([promise](Result<SignedIn> result) { promise->set_value(std::move(result)); });
    return outcome.get();
  }
  DeskCall call() { return {&tenant(), &hasher, "192.0.2.7", clock.now()}; }
  std::string first_link() {
    auto& one = tenant();
    return write(one,
                 [&](auto& tx) {
                   return auth::invite_first_administrator(tx, *one.keeper, one.id, by,
                                                           clock.now());
                 })
        .value()
        .token;
  }
  Result<SignedIn> set_up(const std::string& token, const std::string& password) {
    return wait_for([&](Then then) {
      set_up_staff(call(), {token, "Noura Test", "noura@example.org", password}, then);
    });
  }
  Result<SignedIn> sign_in(const std::string& password) {
    return wait_for([&](Then then) {
      sign_in_staff(call(), {"noura@example.org", password}, then);
    });
  }
  auth::Actor actor_of(const std::string& token) {
    auth::Actor actor;
    auto& one = tenant();
    one.store->read([&](db::Transaction& tx) {
      actor = auth::authenticate(tx, *one.keeper, one.id, auth::Area::desk, token, clock.now(), {})
                  .actor;
    });
    return actor;
  }

  auth::Hasher hasher{
      {.threads = 1, .waiting_max = 8, .passes = 1, .memory_bytes = 8192}
  };
};

TEST_F(DeskSignIn, GoesFromTheFirstLinkToTheDesk) {
  const auto first = set_up(first_link(), "four calm camels");
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->me.staff.name, "Noura Test");
  EXPECT_EQ(first->me.staff.email, "noura@example.org");
  EXPECT_EQ(first->me.roles, std::vector<std::string>{"administrator"});
  EXPECT_EQ(first->me.association.slug, "one");
  EXPECT_EQ(actor_of(first->sign_in.token).name, "Noura Test");
  const auto again = sign_in("four calm camels");
  ASSERT_TRUE(again.ok());
  EXPECT_NE(again->sign_in.token, first->sign_in.token);
}

TEST_F(DeskSignIn, SaysWhatTheRolesAllow) {
  const auto first = set_up(first_link(), "four calm camels");
  const auto& actions = first->me.actions;
  const auto has = [&](const char* name) {
    return std::find(actions.begin(), actions.end(), name) != actions.end();
  };
  EXPECT_TRUE(has("staff_manage"));
  EXPECT_TRUE(has("desk_use"));
  EXPECT_FALSE(has("request_read"));
  EXPECT_FALSE(has("portal_use"));
}

TEST_F(DeskSignIn, KeepsTheLinkWhenThePasswordIsNotGoodEnough) {
  const auto token = first_link();
  EXPECT_EQ(code_of(set_up(token, "short")), "password.too_short");
  EXPECT_EQ(code_of(set_up(token, "password1234")), "password.common");
  EXPECT_TRUE(set_up(token, "four calm camels").ok());
  EXPECT_EQ(code_of(set_up(token, "four calm camels")), "setup.link");
}

TEST_F(DeskSignIn, CountsWrongPasswordsAlthoughTheyAreRefused) {
  ASSERT_TRUE(set_up(first_link(), "four calm camels").ok());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(code_of(sign_in("not the password")), "sign_in.wrong");
  EXPECT_EQ(code_of(sign_in("four calm camels")), "sign_in.too_many");
}

TEST_F(DeskSignIn, ChangesThePassword) {
  const auto first = set_up(first_link(), "four calm camels");
  const auto actor = actor_of(first->sign_in.token);
  const auto change = [&](const std::string& current, const std::string& fresh) {
    return wait_for([&](Then then) { change_own_password(call(), actor, {current, fresh}, then); });
  };
  EXPECT_EQ(code_of(change("wrong one", "another long phrase")), "password.wrong");
  EXPECT_EQ(code_of(change("four calm camels", "short")), "password.too_short");
  const auto changed = change("four calm camels", "another long phrase");
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(actor_of(changed->sign_in.token).id, actor.id);
  EXPECT_EQ(code_of(sign_in("four calm camels")), "sign_in.wrong");
  EXPECT_TRUE(sign_in("another long phrase").ok());
}

TEST_F(DeskSignIn, AnswersWhenTheHouseIsClosing) {
  const auto token = first_link();
  auto& one = tenant();
  const auto here = call();
  one.store->close();
  const auto outcome = wait_for([&](Then then) {
    set_up_staff(here, {token, "Noura Test", "noura@example.org", "four calm camels"}, then);
  });
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.refusal().kind, RefusalKind::unavailable);
}

struct Hours {
  std::string_view from, to, code;
};

TEST(CalendarPage, ReadsHoursAsPeopleWriteThem) {
  const Hours cases[] = {
      {"08:00",     "16:00",     ""              },
      {"٠٨:٣٠", "١٦:٠٠", ""              },
      {"00:00",     "24:00",     ""              },
      {"8:00",      "16:00",     "calendar.hours"},
      {"08:60",     "16:00",     "calendar.hours"},
      {"08:00",     "24:01",     "calendar.hours"},
      {"",          "16:00",     "calendar.hours"}
  };
  for (const auto& [from, to, code] : cases) {
    CalendarView page;
    page.hours = {
        {std::string(from), std::string(to)}
    };
    const auto outcome = calendar_of(page);
    EXPECT_EQ(outcome.ok() ? "" : outcome.refusal().obstacles[0].code, code) << from;
    EXPECT_TRUE(from != "٠٨:٣٠" || outcome->hours[0].from == 8 * 60 + 30);
  }
}

TEST(CalendarPage, ShowsWhatItWasGiven) {
  Calendar calendar;
  calendar.hours = {
      {0, 24 * 60}
  };
  calendar.holidays = {
      {*parse_date("2027-03-09"), {{"ar", "يوم"}, {"en", "A day"}}, true}
  };
  const auto page = view(calendar);
  EXPECT_EQ(page.hours[0].to, "24:00");
  EXPECT_EQ(page.holidays[0].date, "2027-03-09");
  const auto back = calendar_of(page);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->hours[0].to, 24 * 60);
  EXPECT_TRUE(back->holidays[0].proposed);
  auto wrong = page;
  wrong.holidays[0].date = "2027-02-30";
  EXPECT_EQ(calendar_of(wrong).refusal().obstacles[0].code, "calendar.date");
}

}  // namespace
}  // namespace organisation
