#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <future>
#include <thread>

#include "base/in_source_for_tests.h"
#include "organisation/town_for_tests.h"

// Fontconfig keeps a pattern of what it matched last for as long as the program runs.
extern "C" const char* __lsan_default_suppressions();   // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "leak:libfontconfig";
}

namespace organisation {
namespace {

struct Answer {
  int status = 0;
  std::string head, body;
  boost::json::value json() const { return boost::json::parse(body); }
  std::string code() const { return json().at("code").as_string().c_str(); }
  // "name=value" of the cookie that was set, empty when none was.
  std::string cookie() const {
    const auto at = head.find("Set-Cookie: ");
    if (at == std::string::npos) return {};
    return head.substr(at + 12, head.find(';', at) - at - 12);
  }
};

// What a room above adds to the policy's page.
struct WholePolicy : PolicyView {
  std::vector<std::string> kinds;
};
BOOST_DESCRIBE_STRUCT(WholePolicy, (PolicyView), (kinds))

// The desk's routes over real HTTP, on a port of their own.
class DeskRoutes : public Town {
 protected:
  DeskRoutes() {
    api::RoutesOptions options;
    options.find_tenant = [this](std::string_view slug) { return directory->find(slug); };
    options.clock = &clock;
    options.public_address = "http://127.0.0.1:1";
    routes_ = std::make_unique<api::Routes>(router_, options);
    add_routes(*routes_, {.hasher = &hasher_, .public_address = options.public_address});
    add_policy_route<WholePolicy>(
        *routes_, [](db::Transaction&, const api::Call& call, WholePolicy& page) {
          for (const auto& kind : call.tenant.policy_version(page.digest)->kinds)
            page.kinds.push_back(kind.id);
        });
    std::promise<std::uint16_t> listening;
    http::ServerOptions server;
    server.port = 0;
    server.on_listening = [&](std::uint16_t port) { listening.set_value(port); };
    thread_ = std::thread([this, server] { http::serve(router_, server); });
    port_ = listening.get_future().get();
  }
  ~DeskRoutes() override {
    http::request_stop();
    thread_.join();
  }

  static constexpr const char* ours = "X-Sila: 1\r\nOrigin: http://127.0.0.1:1\r\n";
  Answer send(const std::string& method, const std::string& path, const std::string& body = "",
              const std::string& cookie = "", const std::string& headers = ours) {
    std::string text = method + " /api/one" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers;
    text += "Connection: close\r\nIdempotency-Key: " +
            kernel::new_id<Id<struct KeyTag>>(clock.now()).text + "\r\n";
    if (!cookie.empty()) text += "Cookie: " + cookie + "\r\n";
    if (!body.empty()) text += "Content-Type: application/json\r\n";
    text += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    return exchange(text);
  }

  std::string first_token() {
    auto& one = tenant();
    return write(one,
                 [&](auto& tx) {
                   return auth::invite_first_administrator(tx, *one.keeper, one.id, by,
                                                           clock.now());
                 })
        .value()
        .token;
  }
  Answer set_up(const std::string& token) {
    return send("POST", "/desk/setup",
                R"({"token":")" + token +
                    R"(","name":"Noura Test","email":"noura@example.org",)"
                    R"("password":"four calm camels"})");
  }
  Answer sign_in(const std::string& password) {
    return send("POST", "/desk/sign-in",
                R"({"email":"noura@example.org","password":")" + password + R"("})");
  }

 private:
  Answer exchange(const std::string& text) const {
    const int socket_fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::send(socket_fd, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
    std::string answer;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::recv(socket_fd, buffer, sizeof buffer, 0)) > 0;) {
      answer.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(socket_fd);
    const auto end = answer.find("\r\n\r\n");
    if (end == std::string::npos) return {};
    return {std::stoi(answer.substr(9, 3)), answer.substr(0, end + 2), answer.substr(end + 4)};
  }

  auth::Hasher hasher_{
      {.threads = 1, .waiting_max = 8, .passes = 1, .memory_bytes = 8192}
  };
  http::Router router_;
  std::unique_ptr<api::Routes> routes_;
  std::thread thread_;
  std::uint16_t port_ = 0;
};

TEST_F(DeskRoutes, LeadFromTheSetupLinkToTheDeskAndOutAgain) {
  const auto first = set_up(first_token());
  ASSERT_EQ(first.status, 200) << first.body;
  const auto cookie = first.cookie();
  ASSERT_TRUE(cookie.starts_with("one-desk=")) << first.head;
  EXPECT_NE(first.head.find("HttpOnly"), std::string::npos);
  EXPECT_NE(first.head.find("SameSite=Strict"), std::string::npos);
  const auto me = send("GET", "/desk/me", "", cookie);
  ASSERT_EQ(me.status, 200) << me.body;
  EXPECT_EQ(me.json().at("staff").at("name").as_string(), "Noura Test");
  EXPECT_EQ(me.json().at("association").at("slug").as_string(), "one");
  const auto out = send("DELETE", "/desk/sign-in", "", cookie);
  EXPECT_EQ(out.status, 200) << out.body;
  EXPECT_EQ(out.cookie(), "one-desk=");
  EXPECT_EQ(send("GET", "/desk/me", "", cookie).status, 401);
}

TEST_F(DeskRoutes, SayWhoseDeskItIsBeforeAnybodySignsIn) {
  const auto& one = tenant();
  const auto answer = send("GET", "/desk/association");
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.json().at("slug").as_string(), one.slug);
  EXPECT_EQ(answer.json().at("name").at("ar").as_string(), one.names.at("ar"));
  EXPECT_EQ(answer.json().at("name").at("en").as_string(), one.names.at("en"));
}

TEST_F(DeskRoutes, RefuseAWrongPasswordAndCountIt) {
  ASSERT_EQ(set_up(first_token()).status, 200);
  for (int i = 0; i < 5; ++i) {
    const auto wrong = sign_in("not the password");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(wrong.code(), "sign_in.wrong");
    EXPECT_EQ(wrong.cookie(), "");
  }
  const auto paused = sign_in("four calm camels");
  EXPECT_EQ(paused.status, 429);
  EXPECT_NE(paused.head.find("Retry-After: 60"), std::string::npos) << paused.head;
}

TEST_F(DeskRoutes, GiveANewTokenOnceAnHour) {
  const auto first = set_up(first_token());
  EXPECT_EQ(send("GET", "/desk/me", "", first.cookie()).cookie(), "");
  clock.advance(hour_ms);
  const auto me = send("GET", "/desk/me", "", first.cookie());
  EXPECT_EQ(me.status, 200);
  ASSERT_NE(me.cookie(), "");
  EXPECT_NE(me.cookie(), first.cookie());
  clock.advance(2 * minute_ms);
  EXPECT_EQ(send("GET", "/desk/me", "", first.cookie()).status, 401);
  EXPECT_EQ(send("GET", "/desk/me", "", me.cookie()).status, 200);
}

TEST_F(DeskRoutes, AskForTheHeaderThatAnotherSiteCannotSend) {
  ASSERT_EQ(set_up(first_token()).status, 200);
  const auto body = R"({"email":"noura@example.org","password":"four calm camels"})";
  EXPECT_EQ(send("POST", "/desk/sign-in", body, "", "").status, 403);
  EXPECT_EQ(send("POST", "/desk/sign-in", body, "", "X-Sila: 1\r\n").status, 403);
  EXPECT_EQ(send("POST", "/desk/sign-in", body, "", "X-Sila: 1\r\nOrigin: https://evil.example\r\n")
                .status,
            403);
  EXPECT_EQ(send("POST", "/desk/sign-in", body, "", ours).status, 200);
}

TEST_F(DeskRoutes, InviteAMemberWhoSetsUpByTheLink) {
  const auto cookie = set_up(first_token()).cookie();
  const auto invited = send("POST", "/desk/staff",
                            R"({"name":"Sara Test","email":"sara@example.org",)"
                            R"("roles":["officer"],"branches":[]})",
                            cookie);
  ASSERT_EQ(invited.status, 200) << invited.body;
  const std::string link = invited.json().at("setup_link").as_string().c_str();
  const std::string before = "http://127.0.0.1:1/desk/one/setup#";
  ASSERT_TRUE(link.starts_with(before)) << link;
  const auto entered = send("POST", "/desk/setup",
                            R"({"token":")" + link.substr(before.size()) +
                                R"(","name":"Sara Test","email":"sara@example.org",)"
                                R"("password":"calm camels walk"})");
  ASSERT_EQ(entered.status, 200) << entered.body;
  // An officer manages nobody.
  EXPECT_EQ(send("GET", "/desk/staff", "", entered.cookie()).status, 403);
  EXPECT_EQ(send("GET", "/desk/colleagues", "", entered.cookie()).status, 200);
  // Disabled, the sign-in opens nothing any more.
  const std::string id = invited.json().at("staff").at("id").as_string().c_str();
  const auto disabled = send("PATCH", "/desk/staff/" + id, R"({"state":"disabled"})", cookie);
  ASSERT_EQ(disabled.status, 200) << disabled.body;
  EXPECT_EQ(send("GET", "/desk/me", "", entered.cookie()).status, 401);
  const auto staff = send("GET", "/desk/staff?limit=1", "", cookie);
  EXPECT_EQ(staff.json().at("items").as_array().size(), 1u);
  EXPECT_TRUE(staff.json().as_object().contains("next"));
}

TEST_F(DeskRoutes, TellWhatIsWrongWithAnInvitation) {
  const auto cookie = set_up(first_token()).cookie();
  const auto refused =
      send("POST", "/desk/staff", R"({"name":"S","email":"nobody","roles":["king"],"branches":[]})",
           cookie);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.json().at("obstacles").at(0).at("field").as_string(), "/roles/0");
  EXPECT_EQ(send("POST", "/desk/staff", R"({"name":"S","admin":true})", cookie).status, 400);
}

TEST_F(DeskRoutes, ShowAndKeepTheCalendarAndTheBranches) {
  const auto cookie = set_up(first_token()).cookie();
  auto calendar = send("GET", "/desk/calendar", "", cookie).json();
  EXPECT_EQ(calendar.at("hours").at(0).at("from").as_string(), "08:00");
  calendar.as_object()["rest_days"] = boost::json::array{6};
  const auto kept = send("PUT", "/desk/calendar", boost::json::serialize(calendar), cookie);
  ASSERT_EQ(kept.status, 200) << kept.body;
  EXPECT_EQ(kept.json().at("rest_days"), (boost::json::array{6}));
  const auto made =
      send("POST", "/desk/branches", R"({"name":{"ar":"Far'","en":"Branch"}})", cookie);
  ASSERT_EQ(made.status, 200) << made.body;
  const auto branches = send("GET", "/desk/branches", "", cookie);
  EXPECT_EQ(branches.json().at("items").as_array().size(), 1u);
}

TEST_F(DeskRoutes, ShowThePolicyInForceAndTakeAcknowledgements) {
  const auto cookie = set_up(first_token()).cookie();
  auto& one = tenant();
  const auto files = read_pack_folder(in_source("policies/teryaq"));
  const auto digest = write(one, [&](auto& tx) {
    const auto imported = import_policy(tx, one.id, by, files, clock.now());
    return put_in_force(tx, one, by, imported.version->digest, clock.now(), clock.now())
        .value()
        .digest;
  });
  const auto policy = send("GET", "/desk/policy", "", cookie);
  ASSERT_EQ(policy.status, 200) << policy.body;
  EXPECT_EQ(policy.json().at("digest").as_string(), digest);
  EXPECT_EQ(policy.json().at("in_force_since").as_string(), "2026-11-18");
  EXPECT_FALSE(policy.json().at("acknowledged").as_bool());
  EXPECT_FALSE(policy.json().at("kinds").as_array().empty());
  EXPECT_FALSE(policy.json().at("clauses").as_array().empty());
  const auto body = R"({"digest":")" + digest + R"("})";
  EXPECT_EQ(send("POST", "/desk/policy/acknowledgement", body, cookie).status, 200);
  const auto again = send("GET", "/desk/policy", "", cookie);
  EXPECT_TRUE(again.json().at("acknowledged").as_bool());
  const auto titles = send("GET", "/desk/me", "", cookie).json().at("titles").as_object();
  EXPECT_FALSE(titles.at("officer").at("ar").as_string().empty()) << "roles as the policy says";
  EXPECT_EQ(send("GET", "/desk/reference-documents", "", cookie).status, 200);
  EXPECT_EQ(send("POST", "/desk/policy/acknowledgement", R"({"digest":"00"})", cookie).status, 409);
}

TEST_F(DeskRoutes, LetEverybodyReadThePolicyInForceAsAPageAndOnPaper) {
  auto& one = tenant();
  EXPECT_EQ(send("GET", "/portal/policy-in-force", "", "").code(), "policy.none");
  const auto files = read_pack_folder(in_source("policies/teryaq"));
  write(one, [&](auto& tx) {
    const auto imported = import_policy(tx, one.id, by, files, clock.now());
    return put_in_force(tx, one, by, imported.version->digest, clock.now(), clock.now()).ok();
  });
  const auto page = send("GET", "/portal/policy-in-force", "", "");
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_EQ(page.json().at("outline").at("title").as_string(), "سياسة تنظيم العلاقة مع المستفيدين");
  EXPECT_EQ(page.json().at("outline").at("language").as_string(), "ar");
  const auto english = send("GET", "/portal/policy-in-force?language=en", "", "");
  EXPECT_EQ(english.json().at("outline").at("language").as_string(), "en");
  const auto paper = send("GET", "/portal/policy-in-force/paper", "", "");
  ASSERT_EQ(paper.status, 200);
  EXPECT_TRUE(paper.body.starts_with("%PDF")) << paper.body.substr(0, 20);
  EXPECT_NE(paper.head.find("application/pdf"), std::string::npos) << paper.head;
}

TEST_F(DeskRoutes, GiveEditorsTheSchemaAndWhatTheirFilesWouldRead) {
  const auto cookie = set_up(first_token()).cookie();
  EXPECT_EQ(send("GET", "/desk/policy/schemas/requests", "", cookie).status, 200);
  EXPECT_EQ(send("GET", "/desk/policy/schemas/holidays", "", cookie).status, 404);
  boost::json::object files;
  for (const auto& [name, text] : read_pack_folder(in_source("policies/teryaq")))
    files[name] = text;
  boost::json::object body = {
      {"language", "en" },
      {"files",    files}
  };
  const auto read = send("POST", "/desk/policy/readings", boost::json::serialize(body), cookie);
  ASSERT_EQ(read.status, 200) << read.body.substr(0, 300);
  EXPECT_EQ(read.json().at("outline").at("language").as_string(), "en");
  body["files"] = boost::json::object{
      {"pack.yaml", "id: x"}
  };
  const auto broken = send("POST", "/desk/policy/readings", boost::json::serialize(body), cookie);
  EXPECT_FALSE(broken.json().as_object().contains("outline"));
}

TEST_F(DeskRoutes, AnswerUnavailableWithoutAPolicy) {
  const auto cookie = set_up(first_token()).cookie();
  for (const std::string path : {"/desk/policy", "/desk/reference-documents"}) {
    const auto answer = send("GET", path, "", cookie);
    EXPECT_EQ(answer.status, 503) << path;
    EXPECT_EQ(answer.code(), "policy.none");
  }
}

}  // namespace
}  // namespace organisation
