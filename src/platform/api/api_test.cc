#include <boost/json.hpp>
#include <future>
#include <thread>

#include "platform/api/tenants_for_tests.h"

namespace api {
namespace {

using auth::Action;

struct NoteBody {
  std::string text;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(NoteBody, (), (text, number))

struct NoteView {
  std::string text;
  std::int64_t times = 0;
};
BOOST_DESCRIBE_STRUCT(NoteView, (), (text, times))

audit::Entry entry(const std::string& action, const std::string& object) {
  return {.action = action, .object = object};
}

class Api : public Tenants {
 protected:
  using Change = std::function<Result<NoteView>(db::Transaction&, const Call&, const NoteBody&)>;

  Api() {
    routes->get<NoteView>("/desk/notes/{id}", Action::request_read,
                          [](db::Transaction&, const Call& call) -> Result<NoteView> {
                            return NoteView{call.param("id"), 1};
                          });
    routes->change<NoteBody, NoteView>("POST", "/desk/notes", Action::request_reply, note());
    routes->change<NoteBody, NoteView>("POST", "/portal/notes", Action::portal_use, note());
    routes->change<NoteBody, NoteView>("POST", "/portal/open", Action::anyone, note());
  }
  // Writes an audit entry; the text says how it ends.
  Change note() {
    return [this](db::Transaction& tx, const Call& call, const NoteBody& body) -> Result<NoteView> {
      ++ran;
      audit::record(tx, call.tenant.id, auth::who_of(call.actor, Action::desk_use), call.now,
                    entry("note.made", "note"));
      if (body.text == "refuse") return ::refuse(RefusalKind::conflict, "http.not_found");
      if (body.text == "refuse and keep") {
        *call.keep_refused = true;
        return ::refuse(RefusalKind::too_many, "http.not_found");
      }
      if (body.text == "throw") throw std::runtime_error("SECRET of the use case");
      if (body.text == "cookie") call.response_headers->emplace_back("Set-Cookie", "a=b");
      return NoteView{body.text, ran};
    };
  }
  static std::string note_of(const std::string& text) {
    return R"({"text":")" + text + R"(","number":1})";
  }
  std::atomic<int> ran = 0;
};

TEST_F(Api, AnswersAnUnknownAssociationLikeAnUnknownPage) {
  start();
  const auto headers = member(Role::officer);
  EXPECT_EQ(get("/api/one/desk/notes/7", headers).body, R"({"text":"7","times":1})");
  const auto unknown = get("/api/three/desk/notes/7", headers);
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(code_in(unknown), code_in(get("/api/one/desk/nothing/7", headers)));
}

TEST_F(Api, LetsNobodyInWithoutASignInOfThisAssociationAndThisFace) {
  open("two");
  start();
  const auto status = [&](const std::string& headers) {
    return get("/api/one/desk/notes/7", headers).status;
  };
  EXPECT_EQ(status(""), 401);
  EXPECT_EQ(status("Cookie: one-desk=\r\n"), 401);
  EXPECT_EQ(status("Cookie: one-desk=" + std::string(26, 'a') + "\r\n"), 401);
  EXPECT_EQ(status(applicant()), 401);
  auto foreign = member(Role::officer, "two");
  EXPECT_EQ(status(foreign), 401);
  foreign.replace(foreign.find("two-desk"), 8, "one-desk");
  EXPECT_EQ(status(foreign), 401);
  EXPECT_EQ(status(member(Role::officer)), 200);
}

TEST_F(Api, AsksForTheRightBeforeItReadsTheBody) {
  start();
  const auto answer =
      change("POST", "/api/one/desk/notes", "not json", member(Role::administrator) + keyed(1));
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(change("POST", "/api/one/desk/notes", "not json").status, 401);
  EXPECT_EQ(ran, 0);
  EXPECT_TRUE(audited("note.made").empty());
}

TEST_F(Api, TakesChangesOnlyFromOurOwnPages) {
  start();
  const auto headers = applicant();
  int number = 0;
  const auto status = [&](const std::string& more) {
    return ask(text_of("POST", "/api/one/portal/notes", note_of("a"),
                       headers + keyed(++number) + more))
        .status;
  };
  EXPECT_EQ(status("X-Sila: 1\r\nOrigin: https://sila.example.org\r\n"), 200);
  EXPECT_EQ(status("X-Sila: 1\r\nOrigin: http://localhost:1\r\n"), 200);
  for (const auto* forged :
       {"", "X-Sila: 0\r\n", "X-Sila: 1\r\n", "X-Sila: 1\r\nOrigin:\r\n",
        "X-Sila: 1\r\nOrigin: null\r\n", "Origin: https://sila.example.org\r\n",
        "X-Sila: 1\r\nOrigin: https://evil.example\r\n",
        "X-Sila: 1\r\nOrigin: http://sila.example.org\r\n",
        "X-Sila: 1\r\nOrigin: http://localhost:2\r\n",
        "X-Sila: 1\r\nOrigin: https://sila.example.org.evil.example\r\n"})
    EXPECT_EQ(status(forged), 403) << forged;
  EXPECT_EQ(ran, 2);
  // A name that is not loopback may not vouch for itself.
  EXPECT_EQ(ask("POST /api/one/portal/notes HTTP/1.1\r\nHost: evil.example\r\nX-Sila: 1\r\n"
                "Origin: http://evil.example\r\nContent-Length: 0\r\n\r\n")
                .status,
            403);
}

TEST_F(Api, TellsEverythingThatIsWrongWithABodyAtOnce) {
  start();
  const auto answer = change("POST", "/api/one/portal/notes", R"({"number":"x","nmber":1})",
                             applicant() + keyed(1));
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  const auto problem = boost::json::parse(answer.body).as_object();
  std::vector<std::string> fields;
  for (const auto& obstacle : problem.at("obstacles").as_array()) {
    fields.emplace_back(obstacle.at("field").as_string());
    EXPECT_FALSE(obstacle.at("message").at("ar").as_string().empty());
    EXPECT_FALSE(obstacle.at("message").at("en").as_string().empty());
  }
  EXPECT_EQ(fields, (std::vector<std::string>{"/text", "/number", "/nmber"}));
  EXPECT_EQ(ran, 0);
}

TEST_F(Api, RefusesAWrongIfMatch) {
  routes->get<NoteView>("/portal/seq", Action::anyone,
                        [](db::Transaction&, const Call& call) -> Result<NoteView> {
                          return NoteView{"", call.if_match.value_or(-1)};
                        });
  start();
  EXPECT_EQ(get("/api/one/portal/seq").body, R"({"text":"","times":-1})");
  EXPECT_EQ(get("/api/one/portal/seq", "If-Match: 12\r\n").body, R"({"text":"","times":12})");
  EXPECT_EQ(get("/api/one/portal/seq", "If-Match: \"13\"\r\n").body, R"({"text":"","times":13})");
  for (const auto* wrong : {"x", "12x", "\"", "*", "99999999999999999999"}) {
    const auto answer = get("/api/one/portal/seq", "If-Match: " + std::string(wrong) + "\r\n");
    EXPECT_EQ(code_in(answer), "api.if_match") << wrong;
  }
}

TEST_F(Api, UndoesWhatARefusedUseCaseWrote) {
  start();
  const auto headers = applicant();
  EXPECT_EQ(change("POST", "/api/one/portal/notes", note_of("refuse"), headers + keyed(1)).status,
            409);
  EXPECT_TRUE(audited("note.made").empty());
  const auto kept =
      change("POST", "/api/one/portal/notes", note_of("refuse and keep"), headers + keyed(2));
  EXPECT_EQ(kept.status, 429);
  EXPECT_FALSE(kept.header("retry-after").empty());
  EXPECT_EQ(audited("note.made").size(), 1u);
}

TEST_F(Api, TellsNothingOfAFaultButItsNumber) {
  routes->get<NoteView>("/portal/fault", Action::anyone,
                        [](db::Transaction&, const Call&) -> Result<NoteView> {
                          throw std::runtime_error("SECRET of a reading");
                        });
  start();
  for (const auto& answer :
       {get("/api/one/portal/fault"),
        change("POST", "/api/one/portal/notes", note_of("throw"), applicant() + keyed(1))}) {
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(code_in(answer), "http.internal");
    EXPECT_NE(answer.body.find(answer.header("x-request-id")), std::string::npos);
    EXPECT_EQ(answer.body.find("SECRET"), std::string::npos);
  }
  EXPECT_TRUE(audited("note.made").empty());
}

TEST_F(Api, AnswersForAnAssociationAloneWhenItsDatabaseIsGone) {
  open("two");
  start();
  const auto headers = applicant();
  tenants.at("two")->store->close();
  const auto gone = get("/api/two/desk/notes/7");
  EXPECT_EQ(gone.status, 503);
  EXPECT_FALSE(gone.header("retry-after").empty());
  EXPECT_EQ(change("POST", "/api/one/portal/notes", note_of("a"), headers + keyed(1)).status, 200);
  fault_of_tenant = true;
  const auto keyless = get("/api/one/desk/notes/7");
  EXPECT_EQ(keyless.status, 503);
  EXPECT_EQ(keyless.body.find("SLUG"), std::string::npos);
}

TEST_F(Api, SetsACookieThatAUseCaseAskedFor) {
  start();
  const auto answer =
      change("POST", "/api/one/portal/notes", note_of("cookie"), applicant() + keyed(1));
  EXPECT_EQ(answer.header("set-cookie"), "a=b");
  EXPECT_EQ(answer.headers.count("set-cookie"), 1u);
}

TEST_F(Api, ReadsThePageOfAList) {
  routes->get<NoteView>("/portal/list", Action::anyone,
                        [](db::Transaction&, const Call& call) -> Result<NoteView> {
                          const auto page = TRY(page_of(call));
                          return NoteView{page.after, page.limit};
                        });
  start();
  EXPECT_EQ(get("/api/one/portal/list").body, R"({"text":"","times":50})");
  EXPECT_EQ(get("/api/one/portal/list?limit=200&after=a%2Fb").body,
            R"({"text":"a/b","times":200})");
  for (const auto* wrong : {"0", "201", "-1", "x", "", "1e2", "5 "}) {
    const auto answer = get("/api/one/portal/list?limit=" + http::escape(wrong));
    EXPECT_EQ(code_in(answer), "argument.limit") << wrong;
  }
}

TEST_F(Api, PreparesOnTheWorkerBeforeItWrites) {
  routes->change_prepared<NoteBody, int, NoteView>(
      "POST", "/portal/prepared", Action::portal_use,
      [](const Call&, const NoteBody& body) -> Result<int> {
        if (body.number < 0) return ::refuse(RefusalKind::invalid, "http.bad_request");
        return static_cast<int>(body.number) * 2;
      },
      [](db::Transaction&, const Call&, const NoteBody& body,
         const int& twice) -> Result<NoteView> {
        return NoteView{body.text, twice};
      });
  start();
  const auto headers = applicant();
  EXPECT_EQ(
      change("POST", "/api/one/portal/prepared", R"({"text":"a","number":4})", headers + keyed(1))
          .body,
      R"({"text":"a","times":8})");
  EXPECT_EQ(
      change("POST", "/api/one/portal/prepared", R"({"text":"a","number":-4})", headers + keyed(2))
          .status,
      400);
}

TEST_F(Api, AnswersADeferredRouteFromWhereverItEnds) {
  std::promise<std::thread> elsewhere;
  routes->deferred<NoteBody, NoteView>(
      "POST", "/portal/deferred", Action::anyone,
      [&](const std::shared_ptr<Exchange>& exchange, const NoteBody& body) {
        elsewhere.set_value(std::thread([exchange, body] {
          exchange->write<Done>([](db::Transaction&) -> Result<Done> { return Done{}; },
                                [exchange, body](const Result<Done>&) {
                                  exchange->answer_result<NoteView>(NoteView{body.text, 1});
                                });
        }));
      });
  start();
  EXPECT_EQ(change("POST", "/api/one/portal/deferred", note_of("a")).body,
            R"({"text":"a","times":1})");
  elsewhere.get_future().get().join();
}

// ---- openings on record

class Openings : public Api {
 protected:
  Openings() {
    for (const bool confidential : {false, true}) {
      routes->get_recorded<NoteView>(
          confidential ? "/desk/secret/{id}" : "/desk/file/{id}", Action::request_read,
          [confidential](db::Transaction&, const Call& call, Opening& opening) -> Result<NoteView> {
            if (call.param("id") == "none") return auth::not_found();
            opening = {entry("party.opened", call.param("id")), confidential};
            return NoteView{call.param("id"), 1};
          });
    }
    routes->bytes(
        "/desk/paper/{id}", Action::attachment_read,
        [](db::Transaction&, const Call& call, Opening& opening) -> Result<http::Response> {
          opening = {entry("paper.opened", call.param("id")), true};
          return http::download("BYTES", "image/png", "صورة.png");
        });
  }
};

TEST_F(Openings, StandOnRecordBeforeAConfidentialFileIsShown) {
  start();
  EXPECT_EQ(get("/api/one/desk/secret/7", member(Role::officer)).status, 200);
  const auto opened = audited("party.opened");
  ASSERT_EQ(opened.size(), 1u);
  EXPECT_EQ(opened[0].entry.object, "7");
  EXPECT_EQ(opened[0].who.kind, "staff");
  EXPECT_EQ(opened[0].who.role, "officer");
}

TEST_F(Openings, StandOnRecordOfEveryOtherFileToo) {
  start();
  EXPECT_EQ(get("/api/one/desk/file/7", member(Role::officer)).status, 200);
  stop();  // closes the store, which finishes its queue
  tenants.clear();
  EXPECT_NE(bytes_on_disk().find("party.opened"), std::string::npos);
}

TEST_F(Openings, AreNotRecordedForWhoWasRefused) {
  start();
  EXPECT_EQ(get("/api/one/desk/secret/none", member(Role::officer)).status, 404);
  EXPECT_EQ(get("/api/one/desk/secret/7", member(Role::administrator)).status, 403);
  EXPECT_TRUE(audited("party.opened").empty());
}

// A store whose writes end as the test says, unrun.
class Ending : public db::Store {
 public:
  Ending(std::unique_ptr<db::Store> inner, db::End end) : inner_(std::move(inner)), end_(end) {}
  int listen(std::function<void(const db::News&)> hear) override {
    return inner_->listen(std::move(hear));
  }
  void forget(int listener) override { inner_->forget(listener); }
  bool accepts_writes() const override { return false; }
  void close() override { inner_->close(); }

 protected:
  void submit(std::unique_ptr<db::Job> job) override { job->done(end_); }
  void run_read(void (*call)(void*, db::Transaction&), void* self) override {
    inner_->read([&](db::Transaction& tx) { call(self, tx); });
  }
  db::End run_write(bool (*)(void*, db::Transaction&), void*) override { return end_; }

 private:
  std::unique_ptr<db::Store> inner_;
  db::End end_;
};

TEST_F(Openings, ShowNoConfidentialFileThatCannotBeRecorded) {
  start();
  const auto headers = member(Role::officer);
  auto& store = tenants.at("one")->store;
  store = std::make_unique<Ending>(std::move(store), db::End::full);
  const auto answer = get("/api/one/desk/secret/SHOWN", headers);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body.find("SHOWN"), std::string::npos);
}

TEST_F(Api, SaysHowAWriteEndedThatDidNotHappen) {
  start();
  const auto headers = applicant();
  auto& store = tenants.at("one")->store;
  int number = 0;
  for (const auto end : {db::End::full, db::End::stopped, db::End::failed, db::End::error}) {
    store = std::make_unique<Ending>(std::move(store), end);
    const auto answer =
        change("POST", "/api/one/portal/notes", note_of("a"), headers + keyed(++number));
    EXPECT_EQ(answer.status, end == db::End::error ? 500 : 503);
    EXPECT_EQ(answer.header("retry-after").empty(), end == db::End::error);
  }
  EXPECT_EQ(ran, 0);
}

TEST_F(Openings, OfAFileAreADownloadAndNeverAPage) {
  start();
  const auto answer = get("/api/one/desk/paper/7", member(Role::officer));
  EXPECT_EQ(answer.body, "BYTES");
  EXPECT_EQ(answer.header("content-type"), "image/png");
  EXPECT_TRUE(answer.header("content-disposition").starts_with("attachment; filename=\""));
  EXPECT_EQ(answer.header("content-security-policy"), "default-src 'none'; sandbox");
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.header("cache-control"), "no-store");
  EXPECT_EQ(audited("paper.opened").size(), 1u);
}

}  // namespace
}  // namespace api
