#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "platform/db/carry_sql.h"
#include "platform/db/move_source.h"
#include "platform/db/postgres_connection.h"
#include "platform/db/postgres_prepare.h"
#include "platform/db/row_code.h"

namespace db {

using carrying::listed;
using carrying::own_key;
using carrying::own_key_names;
using carrying::put_cell_of;
using carrying::statement;

namespace {

// The move's own things stand in a schema of their own, for each association one.
std::string schema_for(const AssociationId& association) {
  std::string name = "sila_move_" + association.text;
  std::ranges::replace_if(
      name, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); }, '_');
  return name;
}

std::string quoted(const std::string& text) {
  std::string safe = "'";
  for (const char c : text) safe += c == '\'' ? std::string("''") : std::string(1, c);
  return safe + "'";
}

std::string type_of(const Column& column) {
  if (column.kind == Value::Kind::integer) return " BIGINT";
  return column.kind == Value::Kind::bytes ? " BYTEA" : " TEXT COLLATE \"C\"";
}

std::string of_row(const Table& table, const std::string& which_row) {
  std::string cells;
  for (const auto& name : own_key_names(table)) cells += ", " + which_row + "." + name;
  return cells;
}

class PostgresMoveSource final : public MoveSource {
 public:
  PostgresMoveSource(const std::string& owner_url, AssociationId association)
      : association_(std::move(association)),
        schema_(schema_for(association_)),
        line_({owner_url, "sila"}) {
    // A snapshot stands still while the other side is read.
    line_.script("SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0");
    line_.begin(PostgresConnection::Mode::read, "");
    const auto owned = line_.ask(
        "SELECT 1 FROM pg_class WHERE relnamespace = to_regnamespace('sila') AND relkind = 'r' AND "
        "NOT pg_has_role(session_user, relowner, 'MEMBER') LIMIT 1");
    if (PQntuples(owned.get()) > 0)
      throw Error(Error::Kind::lost, "this role does not own the tables", "db.owner_wanted");
    // Whoever died holds it until the server has seen that.
    bool mine = try_lock();
    for (int i = 0; i < looks_max && !mine; ++i) {
      line_.ask("SELECT pg_sleep(0.1)");
      mine = try_lock();
    }
    line_.end_read();
    if (!mine)
      throw Error(Error::Kind::retry, "another program moves this association", being_moved);
  }

  void note_changes(const std::vector<Table>& tables) override {
    tables_ = tables;
    line_.script("CREATE SCHEMA IF NOT EXISTS " + schema_ + "; CREATE TABLE IF NOT EXISTS " +
                 schema_ + ".the_fence (until TIMESTAMPTZ NOT NULL)");
    open_fence();
    // One table at a time: who makes a trigger waits for the writes on it and holds up the next.
    for (const auto& table : tables_) line_.script(noting(table));
  }

  void read(const std::function<void(Transaction&)>& read) override {
    line_.begin(PostgresConnection::Mode::read, association_.text);
    try {
      read(line_);
    } catch (...) {
      line_.end_read();
      throw;
    }
    line_.end_read();
  }

  std::int64_t mark(Transaction& tx) override {
    std::int64_t oldest = 0;
    tx.each_with(statement("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"),
                 [&](const Row& row) { oldest = row.integer(0); }, {});
    return oldest;
  }

  void each_changed(Transaction& tx, std::int64_t since, const Visit& visit) override {
    std::string cells;
    for (const auto& table : tables_) {
      const auto key = own_key(table);
      const auto names = own_key_names(table);
      tx.each_with(
          statement("SELECT DISTINCT " + (names.empty() ? "1" : listed(names)) + " FROM " +
                    schema_ + "." + table.name + " WHERE at >= $1"),
          [&](const Row& row) {
            cells.clear();
            for (std::size_t i = 0; i < key.size(); ++i)
              put_cell_of(cells, table.columns[key[i]], row, static_cast<int>(i));
            visit(table, cells);
          },
          std::vector<Value>{Value(since)});
    }
  }

  void fence() override {
    alone([&] {
      line_.ask("INSERT INTO " + schema_ + ".the_fence VALUES (clock_timestamp() + interval '" +
                std::to_string(fence_s) + " s')");
    });
  }
  bool close_fence() override {
    bool stood = false;
    alone([&] {
      const auto closed =
          line_.ask("UPDATE " + schema_ +
                    ".the_fence SET until = 'infinity' WHERE until > clock_timestamp()");
      stood = std::string_view(PQcmdTuples(closed.get())) != "0";
    });
    return stood;
  }
  void open_fence() override { line_.script("DELETE FROM " + schema_ + ".the_fence"); }

  void write(const std::function<void(Transaction&)>& write) override {
    in_transaction([&] {
      line_.ask("SELECT set_config('sila.mover', 'yes', true)");
      write(line_);
    });
  }

  void lift() override {
    for (const auto& table : tables_) {
      line_.script("DROP TRIGGER IF EXISTS " + schema_ + "_i ON " + table.name +
                   "; DROP TRIGGER IF EXISTS " + schema_ + "_c ON " + table.name);
    }
    line_.script("DROP SCHEMA IF EXISTS " + schema_ + " CASCADE");
  }

 private:
  static constexpr int looks_max = 20;

  bool try_lock() {
    const auto locked =
        line_.ask("SELECT pg_try_advisory_lock(hashtextextended($1, 0))::integer", {schema_});
    return std::string_view(PQgetvalue(locked.get(), 0, 0)) == "1";
  }

  // What a changed row does: refused behind the fence, else noted, with its transaction's number,
  // since transactions do not end in the order in which they begin.
  std::string noting(const Table& table) const {
    std::string columns = "at BIGINT NOT NULL";
    for (const auto place : own_key(table))
      columns += ", " + table.columns[place].name + type_of(table.columns[place]);
    const std::string own = schema_ + "." + table.name;
    const std::string note = "INSERT INTO " + own + " VALUES (pg_current_xact_id()::text::bigint";
    const std::string function = schema_ + ".note_" + table.name + "()";
    const std::string whose = ".association_id = " + quoted(association_.text);
    return "CREATE TABLE IF NOT EXISTS " + own + " (" + columns + "); CREATE OR REPLACE FUNCTION " +
           function +
           " RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $f$ "
           "BEGIN IF current_setting('sila.mover', true) IS DISTINCT FROM 'yes' AND EXISTS "
           "(SELECT 1 FROM " +
           schema_ +
           ".the_fence WHERE until > clock_timestamp()) THEN RAISE EXCEPTION 'it is being moved' "
           "USING ERRCODE = 'SI001'; END IF; IF TG_OP <> 'INSERT' THEN " +
           note + of_row(table, "OLD") + "); END IF; IF TG_OP <> 'DELETE' THEN " + note +
           of_row(table, "NEW") + "); END IF; RETURN NULL; END $f$; CREATE OR REPLACE TRIGGER " +
           schema_ + "_i AFTER INSERT ON " + table.name + " FOR EACH ROW WHEN (NEW" + whose +
           ") EXECUTE FUNCTION " + function + "; CREATE OR REPLACE TRIGGER " + schema_ +
           "_c AFTER UPDATE OR DELETE ON " + table.name + " FOR EACH ROW WHEN (OLD" + whose +
           ") EXECUTE FUNCTION " + function;
  }

  void in_transaction(const std::function<void()>& work) {
    line_.begin(PostgresConnection::Mode::write, association_.text);
    try {
      work();
      if (line_.commit()) return;
    } catch (...) {
      line_.roll_back();
      throw;
    }
    throw Error(Error::Kind::lost, "nobody knows whether the fence was set", "db.unreachable");
  }
  // While no write of the association is under way.
  void alone(const std::function<void()>& work) {
    std::mutex mutex;
    std::condition_variable never;
    for (bool had_turn = false; !had_turn;) {
      in_transaction([&] {
        had_turn = line_.alone();
        if (had_turn) work();
      });
      std::unique_lock hold(mutex);
      if (!had_turn) never.wait_for(hold, std::chrono::milliseconds(5));
    }
  }

  const AssociationId association_;
  const std::string schema_;
  PostgresConnection line_;
  std::vector<Table> tables_ = tables_of(association_migrations());
};

}  // namespace

std::unique_ptr<MoveSource> move_source(const std::string& owner_url,
                                        const AssociationId& association) {
  return std::make_unique<PostgresMoveSource>(owner_url, association);
}

}  // namespace db
