#include "storage.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <stdexcept>

#include "measure.h"

namespace bench {

double syncs_a_second(const std::string& folder, double seconds) {
  const std::string path = folder + "/syncs";
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("the bench cannot write " + path);
  const std::string page(4096, 'x');
  std::int64_t count = 0;
  const auto began = std::chrono::steady_clock::now();
  while (seconds_since(began) < seconds) {
    if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0) break;
    ++count;
  }
  const double rate = static_cast<double>(count) / seconds_since(began);
  ::close(file);
  ::unlink(path.c_str());
  return rate;
}

namespace {

sqlite3* of(void* handle) {
  return static_cast<sqlite3*>(handle);
}

class Statement {
 public:
  Statement(void* handle, const char* sql) {
    if (sqlite3_prepare_v3(of(handle), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) !=
        SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(of(handle)));
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(statement_); }
  void bind(int at, const std::string& text) {
    sqlite3_bind_text(statement_, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  sqlite3_stmt* get() { return statement_; }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace

Raw::Raw(const std::string& path) {
  sqlite3* handle = nullptr;
  if (sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
    throw std::runtime_error("the bench cannot open " + path);
  handle_ = handle;
}

Raw::~Raw() {
  sqlite3_close(of(handle_));
}

void Raw::run(const char* sql) {
  if (sqlite3_exec(of(handle_), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(of(handle_)));
}

double Raw::read_rows(const std::string& association, const std::vector<RequestId>& ids) {
  Statement select(handle_, R"sql(
SELECT id, reference, kind, policy_version, class, branch_id, beneficiary_id, applicant_id,
       capacity, entered_by, channel, status, outcome, seq, assignee_id, about_request_id,
       received_at, submitted_at, closed_at
  FROM requests WHERE association_id = ?1 AND id = ?2)sql");
  std::size_t bytes = 0;
  const double seconds = seconds_of([&] {
    run("BEGIN");
    for (const auto& id : ids) {
      select.bind(1, association);
      select.bind(2, id.text);
      while (sqlite3_step(select.get()) == SQLITE_ROW) {
        for (int column = 0; column < 19; ++column) {  // as the program does: into strings
          const auto* text = sqlite3_column_text(select.get(), column);
          const auto size = static_cast<std::size_t>(sqlite3_column_bytes(select.get(), column));
          if (text != nullptr)
            bytes += std::string(reinterpret_cast<const char*>(text), size).size();
        }
      }
      sqlite3_reset(select.get());
    }
    run("COMMIT");
  });
  if (bytes == 0) throw std::runtime_error("the bench read nothing");
  return seconds;
}

double Raw::pass_over_outcomes(const std::string& association) {
  Statement select(handle_,
                   "SELECT COUNT(*), MAX(outcome) FROM control_outcomes WHERE association_id = ?1");
  select.bind(1, association);
  return seconds_of([&] {
    while (sqlite3_step(select.get()) == SQLITE_ROW) continue;
  });
}

double Raw::pass_over_events(const std::string& association) {
  Statement select(handle_,
                   "SELECT seq, kind, happened_at, recorded_at, step, payload FROM request_events "
                   "WHERE association_id = ?1 ORDER BY request_id, seq");
  select.bind(1, association);
  return seconds_of([&] {
    while (sqlite3_step(select.get()) == SQLITE_ROW) {
      sqlite3_column_int64(select.get(), 0);
      sqlite3_column_text(select.get(), 5);
    }
  });
}

}  // namespace bench
