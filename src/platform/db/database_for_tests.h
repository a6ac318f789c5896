#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <regex>
#include <string>

#include "platform/db/postgres_prepare.h"
#include "platform/db/private_postgres_for_tests.h"

// Every test that keeps something runs on both databases: SILA_TEST_DATABASE says which (sqlite, or
// postgresql). Tests only.
namespace db {

inline bool tests_use_postgres() {
  const char* wanted = std::getenv("SILA_TEST_DATABASE");
  return wanted != nullptr && std::string(wanted) == "postgresql";
}

// A server for this process, started when it is first wanted, and databases on it that last as long
// as the folders of the tests they belong to.
class TestServer {
 public:
  static TestServer& get() {
    static TestServer one;
    return one;
  }
  const PrivatePostgres& server() const { return server_; }

  // The database that stands for the file `path`, with the migrations applied.
  std::string url_of(const std::string& path, const std::vector<Migration>& migrations,
                     const std::string& schema) {
    auto& name = names_[path];
    if (name.empty()) {
      drop_what_is_gone();
      name = "t" + std::to_string(++made_);
      server_.execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " +
                                      template_for(migrations) + " STRATEGY file_copy");
    }
    prepare_schema(server_.url(name), schema, migrations, "sila");
    return server_.url(name, "sila");
  }

  // The files of the databases that stand for files in this folder.
  std::string bytes_of(const std::string& folder) const {
    std::string bytes;
    for (const auto& [path, name] : names_) {
      if (!path.starts_with(folder)) continue;
      server_.execute(name, "CHECKPOINT");
      const auto connection = server_.connect(name);
      const RawResult found(
          PQexec(connection.get(),
                 "SELECT current_setting('data_directory') || '/base/' || oid FROM pg_database "
                 "WHERE datname = current_database()"));
      for (const auto& file : std::filesystem::directory_iterator(PQgetvalue(found.get(), 0, 0))) {
        std::ifstream in(file.path(), std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(in), {});
      }
    }
    return bytes;
  }

 private:
  TestServer() { server_.execute("postgres", "CREATE ROLE sila LOGIN"); }

  // The program's own schemas are prepared once and copied.
  std::string template_for(const std::vector<Migration>& migrations) {
    if (&migrations != &association_migrations() && &migrations != &directory_migrations())
      return "template0";
    if (!templated_) {
      server_.execute("postgres", "CREATE DATABASE sila_template TEMPLATE template0");
      prepare_postgres(server_.url("sila_template"), "sila");
      templated_ = true;
    }
    return "sila_template";
  }
  void drop_what_is_gone() {
    std::erase_if(names_, [&](const auto& one) {
      const auto folder = std::filesystem::path(one.first).parent_path();
      if (one.second.empty() || std::filesystem::exists(folder)) return false;
      server_.execute("postgres", "DROP DATABASE " + one.second + " WITH (FORCE)");
      return true;
    });
  }

  PrivatePostgres server_;
  std::map<std::string, std::string> names_;  // by path
  int made_ = 0;
  bool templated_ = false;
};

// The place that stands for the file `path`; its rows are the association's, or, when that is
// empty, those of the directory.
inline Place place_for_tests(const std::string& path, const std::vector<Migration>& migrations,
                             const std::string& association) {
  Place place{path, association};
  if (tests_use_postgres())
    place.database = TestServer::get().url_of(path, migrations, schema_of(place));
  return place;
}

inline std::unique_ptr<Store> open_for_tests(const std::string& path,
                                             const std::vector<Migration>& migrations,
                                             const std::string& association,
                                             WriterLimits limits = {}) {
  return open(place_for_tests(path, migrations, association), migrations, limits);
}

// For what makes its own stores: the address of the database that stands for the folder, or nothing
// where there are files.
inline std::string postgres_for_tests(const std::string& folder) {
  if (!tests_use_postgres()) return "";
  return TestServer::get().url_of(folder + "/postgresql", association_migrations(), "sila");
}

// Every byte of the databases of a test's folder and of what lies beside them, as they lie on disk.
inline std::string stored_bytes(const std::string& folder) {
  auto bytes = tests_use_postgres() ? TestServer::get().bytes_of(folder) : std::string();
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(in), {});
  }
  return bytes;
}

// What somebody does to the rows past the program; how many were changed. Of `path` as above, or
// an address.
inline std::int64_t tamper(const std::string& path, const std::string& sql) {
  if (!tests_use_postgres()) {
    sqlite3* file = nullptr;
    sqlite3_open(path.c_str(), &file);
    const bool done = sqlite3_exec(file, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    const auto changed = done ? sqlite3_changes64(file) : -1;
    sqlite3_close(file);
    return changed;
  }
  auto url =
      is_postgres(path) ? path : TestServer::get().url_of(path, association_migrations(), "sila");
  url.replace(url.find("//sila@"), 7, "//postgres@");
  const RawConnection connection(PQconnectdb(url.c_str()));
  static const std::regex bytes("x'([0-9a-f]*)'");
  const auto text = "SET search_path = sila; " + std::regex_replace(sql, bytes, "'\\x$1'::bytea");
  const RawResult result(PQexec(connection.get(), text.c_str()));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
    std::fputs(PQresultErrorMessage(result.get()), stderr);
    return -1;
  }
  return std::atoll(PQcmdTuples(result.get()));
}

}  // namespace db
