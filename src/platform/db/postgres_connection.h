#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/db/db.h"
#include "platform/db/read_memo.h"

struct pg_conn;
struct pg_result;

namespace db {

struct ClearResult {
  void operator()(pg_result* result) const;
};
using PostgresResult = std::unique_ptr<pg_result, ClearResult>;

// Where a connection goes, and what it finds there unqualified.
struct PostgresAddress {
  std::string url;     // postgresql://…, several hosts too
  std::string schema;  // "sila": of associations; "sila_directory"
  auto operator<=>(const PostgresAddress&) const = default;
};

// Which of an address's hosts is wanted: the one that writes (unless the address says otherwise),
// or a standby, and the primary where there is none.
enum class Host : std::uint8_t { primary, standby };

// Connected or not, as PQconnectdbParams gives it. Throws Error{lost, db.unreachable} when the
// address is not readable.
pg_conn* dial(const std::string& url, Host host);
// Whether an address names several hosts and leaves the choice between them to us.
bool has_standbys(const std::string& url);

// One connection in pipeline mode, used by one thread at a time, with its prepared statements. What
// nobody waits for (BEGIN, locks, a change whose count is known or that nobody asks for) goes out
// with the next statement, or with the COMMIT: each of those is one round trip. That a change was
// refused is known then. What a transaction has read and nobody may have changed is not read again.
class PostgresConnection final : public Transaction {
 public:
  enum class Mode : std::uint8_t { write, read };

  // Throws Error{lost}: db.unreachable, db.wrong_password.
  explicit PostgresConnection(PostgresAddress address, Host host = Host::primary);
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;
  ~PostgresConnection();

  // Writes are READ COMMITTED and see what others committed meanwhile; what must not change between
  // look and leap is locked (`serialize`). A read is one snapshot.
  void begin(Mode mode, const std::string& association);
  // False when nobody knows whether it happened: the line broke, or the standby did not confirm.
  // Throws when it did not.
  bool commit();
  void roll_back() noexcept;
  void end_read() noexcept;  // without waiting for the answer

  using Transaction::serialize;
  void serialize(std::int64_t key) override;
  bool alone() override;
  std::optional<std::int64_t> next_number() override;
  bool numbers_have_gaps() const override { return true; }
  std::optional<std::string> log_position() override;
  // What of the log this server shows, asked outside of a transaction: whether that is all up to
  // `position`, and whether it is a standby at all.
  struct Shown {
    bool all = false, standby = false;
  };
  Shown shows(const std::string& position);
  void after_commit(std::function<void()> then) override;
  void tell(std::string_view news) override { told_.emplace_back(news); }
  std::int64_t changed() override;
  std::vector<std::function<void()>> take_after_commit() {
    return std::exchange(after_commit_, {});
  }
  std::vector<std::string> take_told() { return std::exchange(told_, {}); }
  std::optional<Error::Kind> dead() const { return dead_; }

  // Statements made at run time, outside of transactions or in one: of this folder only.
  PostgresResult ask(const std::string& text, const std::vector<std::string>& values = {});
  // Several statements in one message, outside of a transaction: all or none.
  void script(const std::string& text);
  pg_conn* handle() const { return handle_; }
  bool broken() const;
  void reconnect();

 protected:
  std::int64_t run(const Sql& sql, const Value* values, std::size_t count, Visit visit,
                   void* self) override;
  std::optional<std::int64_t> change(const Sql& sql, const Value* values,
                                     std::size_t count) override;

 private:
  struct Command {     // sent, or to be sent, without anybody waiting for its rows
    std::string text;  // or the name of what connect() prepared
    std::vector<std::string> values;
    bool is_prepared = false;
  };
  using Prepared = std::map<int, bool>;  // by number: whether it changes one row, or fails
  struct Preparing {
    int statement;
    bool changes_one;
    int place;  // among the commands sent
  };
  void connect();
  void send(const Command& command);
  void count_sent(int sent);
  void send_waiting();
  void send_prepared(const Sql& sql, const Value* values, std::size_t count);
  PostgresResult next_result(bool has_failed);
  PostgresResult collect(int unread);
  void note_prepared(int well_done) noexcept;
  void drain() noexcept;
  PostgresResult answer();
  PostgresResult exchange(const std::function<void()>& send_last);
  bool can_wait(const Sql& sql) const;
  ReadMemo::Answer answer_to(const Sql& sql, const Value* values, std::size_t count);
  static std::int64_t show(const ReadMemo::Answer& answer, Visit visit, void* self);
  [[noreturn]] void fail(const pg_result* result);
  std::int64_t lock_of(std::int64_t key) const;

  const PostgresAddress address_;
  const Host host_;
  const bool has_standbys_;
  pg_conn* handle_ = nullptr;
  Prepared prepared_;
  std::optional<Preparing> preparing_;
  std::vector<Command> waiting_;
  ReadMemo memo_;
  int unread_ = 0;       // commands sent since the last sync that was read
  bool owed_ = false;    // a sync was sent and not read
  bool spoilt_ = false;  // libpq had no memory: what is on the line is not known
  bool begun_ = false;   // the transaction's BEGIN was answered
  bool open_ = false;    // between begin() and its end
  Mode mode_ = Mode::read;
  std::string association_;
  std::vector<std::function<void()>> after_commit_;
  std::vector<std::string> told_;
  std::optional<Error::Kind> dead_;
  // How many statements were sent, and from how many on their plans are made anew: a plan that was
  // made while a table was empty is kept by the server, whatever comes in, until the table is
  // analysed, a minute later or more; and reads all of it in place of an index.
  std::int64_t asked_ = 0, plans_until_ = first_plans_until;
  static constexpr std::int64_t first_plans_until = 1'000;
  bool warned_ = false;  // the server warned during the last exchange
};

}  // namespace db
