#include "platform/db/check_file.h"

#include <sqlite3.h>

#include <memory>

namespace db {
namespace {

struct Closer {
  void operator()(sqlite3* file) const { sqlite3_close(file); }
};

// The program's own log of what is wrong names no value, only pages, tables and row numbers.
int keep_line(void* lines, int count, char** values, char**) {
  const std::string line = count > 0 && values[0] != nullptr ? values[0] : "";
  if (line != "ok") static_cast<std::vector<std::string>*>(lines)->push_back(line);
  return 0;
}

}  // namespace

std::vector<std::string> check_file(const std::string& path, int busy_ms) {
  std::vector<std::string> lines;
  sqlite3* opened = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, Closer> file(opened);
  if (code == SQLITE_OK) {
    sqlite3_busy_timeout(opened, busy_ms);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    code = sqlite3_exec(opened, "PRAGMA integrity_check(20)", keep_line, &lines, nullptr);
  }
  if (code != SQLITE_OK) lines.emplace_back(sqlite3_errstr(code));
  return lines;
}

}  // namespace db
