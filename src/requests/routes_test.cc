#include <boost/json.hpp>

#include "base/in_source_for_tests.h"
#include "platform/http/server_for_tests.h"
#include "requests/desk_for_tests.h"
#include "requests/manifest.h"

namespace requests {
namespace {

// The routes of this room over real HTTP.
class RequestRoutes : public Desk {
 protected:
  RequestRoutes() {
    api::RoutesOptions options{
        .find_tenant = [this](std::string_view slug) { return directory->find(slug); }};
    options.clock = &clock;
    options.public_address = "http://127.0.0.1:1";
    routes = std::make_unique<api::Routes>(router, std::move(options));
    add_routes(*routes, {});
    std::promise<std::uint16_t> listening;
    http::ServerOptions server;
    server.port = 0;
    server.spool_dir = folder + "/spool";
    server.on_listening = [&](std::uint16_t at) { listening.set_value(at); };
    thread = std::thread([this, server] { http::serve(router, server); });
    port = listening.get_future().get();
  }
  ~RequestRoutes() override {
    http::request_stop();
    thread.join();
  }

  std::string signed_in(const std::string& phone) {
    const auto fresh = write([&](db::Transaction& tx) -> Result<auth::NewSignIn> {
      return auth::start_portal_sign_in(tx, *tenant->keeper, tenant->id, phone, now(),
                                        tenant->may_act_for);
    });
    return "Cookie: " + auth::cookie_name(auth::Area::portal, tenant->slug, false) + "=" +
           fresh->token + "\r\n";
  }
  http::Answer post(const std::string& path, const std::string& body, const std::string& cookie,
                    const std::string& key) const {
    http::Client client(port);
    return client.ask("POST /api/teryaq" + path +
                      " HTTP/1.1\r\nHost: localhost\r\nX-Sila: 1\r\nOrigin: http://localhost\r\n"
                      "Content-Type: application/json\r\n" +
                      cookie + "Idempotency-Key: 01890000-0000-7000-8000-00000000000" + key +
                      "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  std::size_t received() { return audited("request.received").size(); }

  http::Router router;
  std::unique_ptr<api::Routes> routes;
  std::thread thread;
  std::uint16_t port = 0;
  const std::string inquiry =
      R"({"kind":"inquiry","values":{"topic":{"text":"services"},)"
      R"("question":{"text":"متى تفتحون أبوابكم؟"}},"capacity":"self",)"
      R"("consents":[{"purpose":"study_request","given":true,"notice_version":1}]})";
};

TEST_F(RequestRoutes, TheSameFormTwiceIsOneRequest) {
  const auto cookie = signed_in("+966500000701");
  const auto first = post("/portal/requests", inquiry, cookie, "1");
  ASSERT_EQ(first.status, 200) << first.body;
  const auto second = post("/portal/requests", inquiry, cookie, "1");
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(received(), 1u);
}

TEST_F(RequestRoutes, ACardTellsOfAMessageThatWasNotRead) {
  const auto cookie = signed_in("+966500000703");
  const auto sent = post("/portal/requests", inquiry, cookie, "1");
  ASSERT_EQ(sent.status, 200) << sent.body;
  const RequestId id{std::string(boost::json::parse(sent.body).at("id").as_string())};
  const auto unread = [&] {
    http::Client client(port);
    const auto answer = client.ask(
        "GET /api/teryaq/portal/requests HTTP/1.1\r\nHost: localhost\r\n" + cookie + "\r\n");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return boost::json::parse(answer.body).at("items").at(0).at("unread").as_bool();
  };
  const auto read_all = [&] {
    const auto party = open(id).row.applicant;
    const auto done = write([&](db::Transaction& tx) -> Result<Done> {
      const auto inbox = messages::list_inbox(tx, *tenant, party, {}, "");
      for (const auto& message : inbox.items)
        TRY(messages::read_message(tx, *tenant, party, message.id, now(), nullptr));
      return Done{};
    });
    EXPECT_TRUE(done.ok());
  };
  EXPECT_TRUE(unread());  // that it was received
  read_all();
  EXPECT_FALSE(unread());
  must(officer, id, deed_of(ReplyBody{"reply", "من الأحد إلى الخميس", "website", {}}));
  EXPECT_TRUE(unread());
  read_all();
  EXPECT_FALSE(unread());
}

TEST_F(RequestRoutes, TheSameKeyForAnotherFormIsRefused) {
  const auto cookie = signed_in("+966500000702");
  ASSERT_EQ(post("/portal/requests", inquiry, cookie, "1").status, 200);
  auto other = inquiry;
  other.replace(other.find("services"), 8, "other");
  const auto answer = post("/portal/requests", other, cookie, "1");
  EXPECT_EQ(answer.status, 422) << answer.body;
  EXPECT_EQ(received(), 1u);
}

TEST_F(RequestRoutes, BadBodiesAreRefusedAndNothingIsWritten) {
  const auto cookie = signed_in("+966500000703");
  const auto refused = [&](const std::string& body, const std::string& code) {
    const auto answer = post("/portal/requests", body, cookie, "2");
    EXPECT_EQ(answer.status, 400) << answer.body;
    EXPECT_NE(answer.body.find(code), std::string::npos) << code << " in " << answer.body;
  };
  refused(R"({"kind":"inquiry","kind":"inquiry"})", "json.duplicate_key");
  refused(R"({"kind":"inquiry","role":"director"})", "json.unknown_field");
  refused("{\"kind\":\"\xff\"}", "json.utf8");
  refused("{\"kind\":\"\xE2\x80\xAE\"}", "json.bidi_control");
  refused(std::string(200, '[') + std::string(200, ']'), "json.depth");
  refused("{", "json.syntax");
  EXPECT_EQ(received(), 0u);
}

TEST_F(RequestRoutes, ThePortalCanBePutOnThePhonesFirstScreen) {
  const auto pack = tenant->policy_in_force();
  http::Client client(port);
  const auto answer =
      client.ask("GET /api/teryaq/portal/manifest HTTP/1.1\r\nHost: localhost\r\n\r\n");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto manifest = boost::json::parse(answer.body);
  EXPECT_EQ(manifest.at("name").as_string(), pack->name.at("ar"));
  EXPECT_EQ(manifest.at("start_url").as_string(), "/teryaq/");
  EXPECT_EQ(manifest.at("display").as_string(), "standalone");
  for (const auto& icon : manifest.at("icons").as_array()) {
    const std::string file(icon.at("src").as_string());
    EXPECT_TRUE(std::filesystem::exists(in_source("web/public") + file)) << file;
  }
}

TEST(PortalManifest, OfANeutralPackNamesNobody) {
  policy::Pack pack;
  pack.name = {
      {"ar", "جمعية عون"}
  };
  pack.neutral_name = {
      {"ar", "بوابة الخدمات"}
  };
  pack.neutral = true;
  const auto manifest = describe_manifest(pack, "aoun");
  EXPECT_EQ(manifest.name, "بوابة الخدمات");
  for (const auto& icon : manifest.icons)
    EXPECT_TRUE(icon.src.starts_with("/icons/neutral")) << icon.src;
}

TEST_F(RequestRoutes, WithoutASignInNothingIsTaken) {
  EXPECT_EQ(post("/portal/requests", inquiry, "", "1").status, 401);
  EXPECT_EQ(received(), 0u);
}

}  // namespace
}  // namespace requests
