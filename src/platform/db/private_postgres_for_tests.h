#pragma once

#include <libpq-fe.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace db {

struct FinishPostgres {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
};
using RawConnection = std::unique_ptr<PGconn, FinishPostgres>;
using RawResult = std::unique_ptr<PGresult, FinishPostgres>;

// A PostgreSQL of our own in a temporary folder, reached through a socket there as the superuser
// postgres; gone at the end. It does not sync: what must survive a power cut is tested elsewhere.
struct StandbyOf {};

class PrivatePostgres {
 public:
  // Throws std::runtime_error, with the server's words, when it does not start.
  PrivatePostgres() : programs_(folder_of_programs()) {
    make_folder();
    run("initdb --no-sync -A trust -U postgres -E UTF8 --locale=C -D " + folder_ + "/data");
    start();
  }
  // Its standby, which streams from it.
  PrivatePostgres(StandbyOf, const PrivatePostgres& primary) : programs_(folder_of_programs()) {
    make_folder();
    run("pg_basebackup --no-sync -c fast -R -U postgres -h " + primary.folder_ + " -D " + folder_ +
        "/data");
    start();
  }
  PrivatePostgres(const PrivatePostgres&) = delete;
  PrivatePostgres& operator=(const PrivatePostgres&) = delete;
  ~PrivatePostgres() {
    try {
      if (runs_) stop();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
    }
    std::filesystem::remove_all(folder_);
  }

  void start() const {
    run("pg_ctl -w -t 60 -D " + folder_ + "/data -l " + folder_ +
        "/log -o \"-c listen_addresses= -c fsync=off -c max_connections=300 -k " + folder_ +
        "\" start");
    runs_ = true;
  }
  void promote() const { run("pg_ctl -w -D " + folder_ + "/data promote"); }
  void stop() const {
    run("pg_ctl -m immediate -D " + folder_ + "/data stop");
    runs_ = false;
  }  // as kill -9 would

  std::string url(const std::string& database, const std::string& role = "postgres") const {
    return "postgresql://" + role + "@/" + database + "?host=" + folder_;
  }
  // Of this one and of its standby.
  std::string url_with(const PrivatePostgres& standby, const std::string& database,
                       const std::string& role) const {
    return "postgresql://" + role + "@/" + database + "?host=" + folder_ + "," + standby.folder_;
  }
  RawConnection connect(const std::string& database) const {
    RawConnection connection(PQconnectdb(url(database).c_str()));
    if (PQstatus(connection.get()) != CONNECTION_OK)
      throw std::runtime_error(PQerrorMessage(connection.get()));
    return connection;
  }
  void execute(const std::string& database, const std::string& text) const {
    const auto connection = connect(database);
    const RawResult result(PQexec(connection.get(), text.c_str()));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
      throw std::runtime_error(PQresultErrorMessage(result.get()));
  }

 private:
  void make_folder() {
    // In memory where there is room for it: many tests make many databases.
    std::error_code none;
    const auto room = std::filesystem::space("/dev/shm", none);
    const bool in_memory = !none && room.available > (std::uintmax_t{2} << 30);
    std::string folder = in_memory ? "/dev/shm/sila-pg-XXXXXX" : "/tmp/sila-pg-XXXXXX";
    if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no folder can be made");
    folder_ = folder;
    if (geteuid() == 0) {  // PostgreSQL refuses to run as root
      const passwd* user = getpwnam("postgres");
      if (user == nullptr || chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0)
        throw std::runtime_error("there is no user postgres to run a server as");
    }
  }

  // Debian keeps each version's programs in a folder of its own; the newest.
  static std::string folder_of_programs() {
    std::string newest;
    for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql")) {
      const auto programs = entry.path().string() + "/bin";
      if (std::filesystem::exists(programs + "/initdb") && programs > newest) newest = programs;
    }
    if (newest.empty()) throw std::runtime_error("PostgreSQL is not installed (packages.txt)");
    return newest;
  }

  void run(const std::string& command) const {
    const std::string as_user = geteuid() == 0 ? "runuser -u postgres -- " : "";
    const std::string whole =
        "cd " + folder_ + " && " + as_user + programs_ + "/" + command + " </dev/null 2>&1";
    FILE* pipe = popen(whole.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
    std::string printed;
    char part[4096];
    while (const std::size_t count = std::fread(part, 1, sizeof part, pipe))
      printed.append(part, count);
    if (pclose(pipe) != 0) throw std::runtime_error(command + " failed: " + printed);
  }

  std::string folder_, programs_;
  mutable bool runs_ = false;
};

}  // namespace db
