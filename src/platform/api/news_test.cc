#include "platform/api/news.h"

#include <gtest/gtest.h>

#include <random>

#include "platform/api/tenants_for_tests.h"

namespace api {
namespace {

using auth::Action;

// A newsroom that looks often, and a filter that tells whatever is no secret.
class News : public Tenants {
 protected:
  News() {
    RoutesOptions with_news{.find_tenant = [this](std::string_view slug) -> Tenant* {
                              const auto found = tenants.find(slug);
                              return found == tenants.end() ? nullptr : found->second.get();
                            },
                            .clock = &clock,
                            .public_address = "https://sila.example.org",
                            .newsroom = &newsroom};
    routes = std::make_unique<Routes>(router, std::move(with_news));
    routes->news("/desk/news", Action::queue_read, filter());
    routes->news("/portal/news", Action::portal_use, filter());
    open("two");
    for (auto& [slug, tenant] : tenants) newsroom.attend(*tenant);
    options.load = &load;
    const auto close = options.close_stores;
    options.close_stores = [this, close] {
      newsroom.stop();
      close();
    };
    start();
  }
  ~News() override { stop(); }
  static Filter filter() {
    return [](db::Transaction&, const Call& call, const Changes& changes) {
      std::vector<std::string> news;
      for (const auto& change : changes) {
        if (change.starts_with("secret") && !call.actor.has(Role::director)) continue;
        news.push_back("\"" + change + "\"");
      }
      return news;
    };
  }
  static std::string ask_of(const std::string& face, const std::string& headers,
                            const std::string& slug = "one") {
    return "GET /api/" + slug + "/" + face + "/news HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n";
  }
  // Reads the greeting, so that the stream is known to stand.
  static void greet(http::Client& client) {
    ASSERT_EQ(client.receive(false).status, 200);
    EXPECT_EQ(client.line(), "retry: 2000");
    EXPECT_EQ(client.line(), "");
  }
  static std::string event(http::Client& client) {
    std::string data;
    for (auto line = client.line(); !line.empty(); line = client.line()) {
      if (line.starts_with("data: ")) data = line.substr(6);
    }
    return data;
  }
  void change(const std::string& what, bool keep = true, const std::string& slug = "one") {
    auto& tenant = *tenants.at(slug);
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      tx.tell(what);
      return keep;
    });
  }

  http::Load load;
  Newsroom newsroom{
      clock, false, {.per_person = 2, .in_all = 5, .gather_ms = 1, .check_ms = 5}
  };
};

TEST_F(News, ComeAfterTheCommitToWhoeverMayHear) {
  http::Client client(port);
  client.send(ask_of("desk", member(Role::officer)));
  greet(client);
  change("undone", false);
  change("elsewhere", true, "two");
  change("secret 1");
  change("request 7");
  EXPECT_EQ(event(client), "\"request 7\"");
}

TEST_F(News, AreRefusedLikeAnyOtherPage) {
  EXPECT_EQ(ask(ask_of("desk", "")).status, 401);
  EXPECT_EQ(ask(ask_of("portal", member(Role::officer))).status, 401);
  EXPECT_EQ(ask(ask_of("desk", member(Role::administrator))).status, 403);
  EXPECT_EQ(ask(ask_of("desk", member(Role::officer), "three")).status, 404);
}

TEST_F(News, SayThatAllMayHaveChangedToWhoeverComesAgain) {
  http::Client client(port);
  client.send(ask_of("desk", member(Role::officer) + "Last-Event-ID: 17\r\n"));
  greet(client);
  EXPECT_EQ(event(client), R"({"what":"all"})");
}

TEST_F(News, EndWithTheSignIn) {
  const auto cookie = applicant();
  http::Client client(port);
  client.send(ask_of("portal", cookie));
  greet(client);
  auto& tenant = *tenants.at("one");
  const auto token = cookie.substr(cookie.find('=') + 1, cookie.find('\r') - cookie.find('=') - 1);
  write(tenant, [&](db::Transaction& tx) {
    const auto holder = auth::authenticate(tx, *tenant.keeper, tenant.id, auth::Area::portal, token,
                                           clock.now(), {});
    auth::end_sign_in(tx, tenant.id, holder.actor, clock.now());
    return true;
  });
  EXPECT_TRUE(client.closed());
}

TEST_F(News, EndWhenTheSignInWasNotUsedForTooLong) {
  http::Client client(port);
  client.send(ask_of("portal", applicant()));
  greet(client);
  clock.advance(30 * day_ms);
  EXPECT_TRUE(client.closed()) << "to listen is no use of a sign-in";
}

TEST_F(News, AreForSoManyPagesOfOnePerson) {
  const auto headers = member(Role::officer);
  http::Client first(port), second(port);
  for (auto* client : {&first, &second}) {
    client->send(ask_of("desk", headers));
    greet(*client);
  }
  const auto refused = ask(ask_of("desk", headers));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(code_in(refused), "api.too_many_streams");
  EXPECT_FALSE(refused.header("retry-after").empty());
  http::Client other(port);
  other.send(ask_of("desk", member(Role::supervisor)));
  greet(other);
}

TEST_F(News, AreForSoManyPagesInAll) {
  std::vector<std::unique_ptr<http::Client>> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(std::make_unique<http::Client>(port));
    clients.back()->send(ask_of("desk", member(Role::officer)));
    greet(*clients.back());
  }
  EXPECT_EQ(ask(ask_of("desk", member(Role::officer))).status, 503);
}

TEST_F(News, MakeRoomForTheNextWhenAPageIsClosed) {
  const auto headers = member(Role::officer);
  for (int i = 0; i < 20; ++i) {
    http::Client client(port);
    client.send(ask_of("desk", headers));
    auto answer = client.receive(false);
    // The one before is known to be gone as soon as the server has heard of it.
    for (int again = 0; answer.status == 429 && again < 10'000; ++again) {
      http::Client next(port);
      next.send(ask_of("desk", headers));
      answer = next.receive(false);
    }
    EXPECT_EQ(answer.status, 200) << i;
  }
}

// Whatever a client sends in its head, and however it breaks off, while changes come and sign-ins
// end: the server answers the next, and nothing of a secret is heard.
TEST_F(News, OutliveWhateverClientsSend) {
  std::mt19937 random(1447);
  const auto upto = [&](unsigned most) { return random() % most; };
  const auto noise = [&](unsigned most) {
    std::string text;
    for (unsigned n = upto(most); n > 0; --n) text += static_cast<char>(upto(256));
    return text;
  };
  const auto headers = member(Role::officer);
  std::string heard;
  for (int i = 0; i < 150; ++i) {
    http::Client client(port);
    std::string head = "GET /api/one/desk/news";
    if (upto(3) == 0) head += "?request=" + http::escape(noise(40));
    head += " HTTP/1.1\r\nHost: a\r\n" + headers;
    if (upto(2) == 0) head += "Last-Event-ID: " + noise(30) + "\r\n";
    if (upto(3) == 0) head += "Accept: " + noise(30) + "\r\n";
    if (upto(4) == 0) head += "Range: bytes=0-1\r\nConnection: keep-alive\r\n";
    head += "\r\n";
    client.send(upto(5) == 0 ? head.substr(0, upto(static_cast<unsigned>(head.size()))) : head);
    change("secret " + std::to_string(i));
    if (upto(2) == 0) change("request " + std::to_string(i));
    if (i % 5 == 4) {
      client.send("\r\n\r\n" + noise(100));
      heard += client.receive(false).header("content-type");
    }
  }
  http::Client last(port);
  last.send(ask_of("desk", member(Role::supervisor)));
  greet(last);
  change("secret again");
  change("request 7");
  EXPECT_EQ(event(last), "\"request 7\"");
  stop();
  EXPECT_EQ(load.streams, 0);
}

}  // namespace
}  // namespace api
