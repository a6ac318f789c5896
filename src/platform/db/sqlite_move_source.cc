#include <algorithm>

#include "platform/db/carry_sql.h"
#include "platform/db/move_source.h"
#include "platform/db/row_code.h"

namespace db {

using carrying::listed;
using carrying::own_key;
using carrying::own_key_names;
using carrying::put_cell_of;
using carrying::statement;

namespace {

constexpr const char* opening = "DELETE FROM move_fence";
constexpr const char* closing = "INSERT INTO move_fence VALUES (1)";
constexpr const char* refusing =
    "SELECT RAISE(ABORT, 'it is being moved') WHERE EXISTS (SELECT 1 FROM move_fence); ";
constexpr std::size_t key_columns = 5;  // of the widest key but the association

std::string lettered(std::size_t place) {
  return "k" + std::to_string(place);
}

// What each key cell of a row is called where it is noted, and in the trigger.
std::string note(const Table& table, const std::string& which_row) {
  std::vector<std::string> places{"of_table"};
  std::vector<std::string> values{"'" + table.name + "'"};
  for (const auto& name : own_key_names(table)) {
    values.push_back(which_row + "." + name);
    places.push_back(lettered(places.size() - 1));
  }
  return "INSERT INTO move_notes (" + listed(places) + ") VALUES (" + listed(values) + "); ";
}

struct Event {
  const char* name;
  const char* word;
  bool has_old, has_new;
};
constexpr Event events[] = {
    {"inserted", "INSERT", false, true },
    {"updated",  "UPDATE", true,  true },
    {"deleted",  "DELETE", true,  false}
};

// Triggers of a file call nothing of ours: whoever writes the row, it is noted or refused.
class SqliteMoveSource final : public MoveSource {
 public:
  explicit SqliteMoveSource(Store& store) : store_(store) {}

  void note_changes(const std::vector<Table>& tables) override {
    tables_ = tables;
    std::vector<std::string> texts{"CREATE TABLE IF NOT EXISTS move_fence (closed)", opening};
    std::vector<std::string> columns{"at INTEGER PRIMARY KEY AUTOINCREMENT", "of_table TEXT"};
    for (std::size_t i = 0; i < key_columns; ++i) columns.push_back(lettered(i));
    texts.push_back("CREATE TABLE IF NOT EXISTS move_notes (" + listed(columns) + ")");
    for (const auto& table : tables_) {
      for (const auto& event : events) {
        texts.push_back("CREATE TRIGGER IF NOT EXISTS move_" + std::string(event.name) + "_" +
                        table.name + " AFTER " + event.word + " ON " + table.name + " BEGIN " +
                        std::string(refusing) + (event.has_old ? note(table, "OLD") : "") +
                        (event.has_new ? note(table, "NEW") : "") + "END");
      }
    }
    execute(texts);
  }

  void read(const std::function<void(Transaction&)>& read) override { store_.read(read); }

  std::int64_t mark(Transaction& tx) override {
    std::int64_t next = 0;
    tx.each_with(statement("SELECT COALESCE(MAX(at), 0) + 1 FROM move_notes"),
                 [&](const Row& row) { next = row.integer(0); }, {});
    return next;
  }

  void each_changed(Transaction& tx, std::int64_t since, const Visit& visit) override {
    std::vector<std::string> places{"of_table"};
    for (std::size_t i = 0; i < key_columns; ++i) places.push_back(lettered(i));
    std::string cells;
    tx.each_with(
        statement("SELECT DISTINCT " + listed(places) + " FROM move_notes WHERE at >= $1"),
        [&](const Row& row) {
          const auto table = std::ranges::find(tables_, row.text(0), &Table::name);
          const auto key = own_key(*table);
          cells.clear();
          for (std::size_t i = 0; i < key.size(); ++i)
            put_cell_of(cells, table->columns[key[i]], row, static_cast<int>(i) + 1);
          visit(*table, cells);
        },
        std::vector<Value>{Value(since)});
  }

  void fence() override { execute({closing}); }
  bool close_fence() override { return true; }  // nobody but this program writes
  void write(const std::function<void(Transaction&)>& write) override {
    commit([&](Transaction& tx) {
      tx.execute_with(statement(opening), {});
      write(tx);
      tx.execute_with(statement(closing), {});
    });
  }
  void open_fence() override { execute({opening}); }

  void lift() override {
    std::vector<std::string> texts;
    for (const auto& table : tables_) {
      for (const auto& event : events)
        texts.push_back("DROP TRIGGER IF EXISTS move_" + std::string(event.name) + "_" +
                        table.name);
    }
    texts.emplace_back("DROP TABLE IF EXISTS move_notes");
    texts.emplace_back("DROP TABLE IF EXISTS move_fence");
    execute(texts);
  }

 private:
  void execute(const std::vector<std::string>& texts) {
    commit([&](Transaction& tx) {
      for (const auto& text : texts) tx.execute_with(statement(text), {});
    });
  }
  void commit(const std::function<void(Transaction&)>& work) {
    done(store_.write_and_wait([&](Transaction& tx) {
      work(tx);
      return true;
    }));
  }
  static void done(End end) {
    if (end == End::committed) return;
    throw Error(end == End::full ? Error::Kind::retry : Error::Kind::lost,
                "the file that is being moved was not written");
  }

  Store& store_;
  std::vector<Table> tables_ = tables_of(association_migrations());
};

}  // namespace

std::unique_ptr<MoveSource> move_source(Store& store) {
  return std::make_unique<SqliteMoveSource>(store);
}

}  // namespace db
