#include "app/readiness.h"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>

#include "platform/http/server_for_tests.h"

namespace app {
namespace {

namespace fs = std::filesystem;

class Ready : public http::Served {
 protected:
  Ready() {
    open();
    const policy::Text names{
        {"ar", "Jamiyah"    },
        {"en", "Association"}
    };
    EXPECT_TRUE(directory->create({"noor", names}, "tester").ok());
    reopen();
  }
  void open() {
    directory = std::make_unique<organisation::Directory>(
        organisation::DirectoryOptions{.data = data(), .clock = &clock, .runs_jobs = false});
    readiness = std::make_unique<Readiness>(*directory, kernel::Config{.data = data()},
                                            std::chrono::milliseconds(0));
  }
  // Afterwards everything stands in the files themselves, nothing in their logs.
  void reopen() {
    readiness.reset();
    directory.reset();
    open();
  }
  std::string data() const { return folder + "/data"; }
  std::string file() const { return data() + "/associations/noor.db"; }
  std::string code() const {
    const auto answer = readiness->answer("id");
    if (answer.status == 200) return {};
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.content_type, "application/problem+json");
    EXPECT_EQ(answer.headers.at(0).first, "Retry-After");
    EXPECT_NE(answer.body.find("\"title_en\""), std::string::npos);
    return http::code_in({.body = answer.body});
  }

  kernel::Clock clock{Instant{1'795'000'000'000}};
  std::unique_ptr<organisation::Directory> directory;
  std::unique_ptr<Readiness> readiness;
};

TEST_F(Ready, WhenEveryDatabaseIsRead) {
  EXPECT_EQ(code(), "");
}

TEST_F(Ready, NotWithoutTheDirectory) {
  fs::rename(data() + "/directory.db", folder + "/away");
  EXPECT_EQ(code(), "db.not_readable");
  fs::rename(folder + "/away", data() + "/directory.db");
  EXPECT_EQ(code(), "");
}

TEST_F(Ready, NotWhenTheFileOfOneAssociationIsGoneAlthoughTheServerHoldsIt) {
  EXPECT_EQ(code(), "");
  fs::rename(file(), folder + "/away");
  EXPECT_EQ(code(), "db.not_readable");
}

TEST_F(Ready, NotWhenTheFileOfOneAssociationIsSpoilt) {
  std::fstream spoilt(file(), std::ios::in | std::ios::out | std::ios::binary);
  spoilt << std::string(4096, 'x');
  spoilt.close();
  EXPECT_EQ(code(), "db.not_readable");
}

TEST_F(Ready, NotWhenAKeyIsGone) {
  fs::remove(data() + "/keys/noor.key");
  EXPECT_EQ(code(), "db.not_readable");
}

TEST_F(Ready, NotWhileAnotherProgramKeepsADatabaseLocked) {
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(file().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other,
                         "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; "
                         "CREATE TABLE held (id TEXT); COMMIT",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  EXPECT_EQ(code(), "db.not_readable");
  sqlite3_close(other);
  EXPECT_EQ(code(), "");
}

TEST_F(Ready, NotWhenTheServerWasToldToStop) {
  std::promise<void> asked;
  std::promise<void> let_go;
  router.add("GET", "/readyz", http::Body::none, [&](http::Request& request, http::Reply reply) {
    asked.set_value();
    let_go.get_future().wait();
    reply.send(readiness->answer(request.request_id));
  });
  router.add("GET", "/hello", http::Body::none,
             [](http::Request&, http::Reply reply) { reply.send({}); });
  start();
  http::Client idle(port);
  EXPECT_EQ(idle.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
  http::Client asking(port);
  asking.send("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n");
  asked.get_future().wait();
  http::request_stop();
  EXPECT_TRUE(idle.closed());
  let_go.set_value();
  const auto answer = asking.receive();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(code_in(answer), "http.draining");
}

}  // namespace
}  // namespace app
