#include "private_postgres.h"

#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>

namespace parity {
namespace {

// Debian keeps each version's programs in a folder of its own; the newest.
std::string folder_of_programs() {
  std::string newest;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql")) {
    const auto programs = entry.path().string() + "/bin";
    if (std::filesystem::exists(programs + "/initdb") && programs > newest) newest = programs;
  }
  if (newest.empty()) throw std::runtime_error("PostgreSQL is not installed (packages.txt)");
  return newest;
}

}  // namespace

PrivatePostgres::PrivatePostgres() : programs_(folder_of_programs()) {
  char folder[] = "/tmp/sila-pg-XXXXXX";
  folder_ = mkdtemp(folder);
  if (geteuid() == 0) {  // PostgreSQL refuses to run as root
    const passwd* user = getpwnam("postgres");
    if (user == nullptr || chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error("there is no user postgres to run a server as");
  }
  run("initdb --no-sync -A trust -U postgres -E UTF8 --locale=C -D " + folder_ + "/data");
  run("pg_ctl -w -t 60 -D " + folder_ + "/data -l " + folder_ +
      "/log -o \"-c listen_addresses= -c fsync=off -k " + folder_ + "\" start");
}

PrivatePostgres::~PrivatePostgres() {
  try {
    run("pg_ctl -m immediate -D " + folder_ + "/data stop");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
  }
  std::filesystem::remove_all(folder_);
}

std::string PrivatePostgres::run(const std::string& command) const {
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
  return printed;
}

Connection PrivatePostgres::connect(const std::string& database) const {
  Connection connection(
      PQconnectdb(("host=" + folder_ + " user=postgres dbname=" + database).c_str()));
  if (PQstatus(connection.get()) != CONNECTION_OK)
    throw std::runtime_error(PQerrorMessage(connection.get()));
  return connection;
}

}  // namespace parity
