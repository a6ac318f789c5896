#include "platform/backup/backup.h"

#include <numeric>

#include "base/json.h"
#include "base/text.h"
#include "platform/db/row_code.h"

namespace backup {
namespace {

enum class Kind : char {
  part = 'P',
  key = 'K',
  erasures = 'X',
  table = 'T',
  row = 'R',
  table_end = 'E',
  part_end = 'Q',
  totals = 'Z'
};

struct Totals {
  std::int64_t parts = 0, rows = 0;

  bool operator==(const Totals&) const = default;
};
BOOST_DESCRIBE_STRUCT(Totals, (), (parts, rows))

Totals totals_of(const std::vector<PartEnd>& parts) {
  Totals totals{.parts = static_cast<std::int64_t>(parts.size())};
  for (const auto& part : parts) totals.rows += part.rows();
  return totals;
}

const db::Sql select_schema(R"sql(SELECT COALESCE(MAX(number), 0) FROM schema_migrations)sql");

class Writer {
 public:
  explicit Writer(SealedWriter& file) : file_(file) {}

  void record(Kind kind, std::string_view payload) {
    head_.assign(1, static_cast<char>(kind));
    db::put_number(head_, payload.size());
    file_.add(head_);
    file_.add(payload);
  }

  PartEnd part(db::Transaction& tx, const Source& source) {
    PartEnd written{.part = source.part};
    written.part.schema =
        tx.one(select_schema, [](const db::Row& row) { return row.integer(0); }).value_or(0);
    if (tx.numbers_have_gaps()) written.part.gaps = true;
    const auto tables = db::tables_of(migrations_of(written.part));
    record(Kind::part, json::write(written.part));
    record(Kind::key, source.key);
    record(Kind::erasures, source.erasures);
    for (const auto& table : tables) written.tables.push_back(rows(tx, source, table));
    record(Kind::part_end, {});
    return written;
  }

 private:
  TableEnd rows(db::Transaction& tx, const Source& source, const db::Table& table) {
    db::TableSum sum(table);
    record(Kind::table, table.name);
    db::for_each_row(tx, table, {source.part.association}, {}, [&](std::string_view row) {
      if (source.only && !source.only(table, db::decode_row(table, row).value())) return;
      sum.add(row);
      record(Kind::row, row);
    });
    TableEnd end{table.name, sum.rows(), hex(sum.digest())};
    record(Kind::table_end, json::write(end));
    return end;
  }

  SealedWriter& file_;
  std::string head_;
};

constexpr std::size_t record_bytes_max = 1u << 30;

struct Record {
  Kind kind;
  std::string_view payload;  // until the next one is taken
};

class Records {
 public:
  explicit Records(SealedReader& file) : file_(file) {}

  Record next() {
    need(2);
    std::string_view rest = waiting();
    const auto kind = static_cast<Kind>(rest.front());
    auto size = size_in(rest);
    while (!size && rest.size() < 12) {
      need(rest.size() + 1);
      rest = waiting();
      size = size_in(rest);
    }
    if (!size || *size > record_bytes_max) damaged();
    std::string head;
    db::put_number(head, *size);
    const std::size_t whole = 1 + head.size() + *size;
    need(whole);
    const auto payload = waiting().substr(whole - *size, *size);
    at_ += whole;
    return {kind, payload};
  }

  std::string_view expect(Kind kind) {
    const auto record = next();
    if (record.kind != kind) damaged();
    return record.payload;
  }
  template <class T>
  T described(std::string_view payload) {
    auto read = json::read<T>(payload);
    if (!read) damaged();
    return std::move(read).value();
  }
  void expect_end() {
    if (!waiting().empty()) damaged();
    while (const auto more = file_.next())
      if (!more->empty()) damaged();
  }
  [[noreturn]] void damaged() const {
    throw Unreadable(refuse(
        RefusalKind::invalid,
        Obstacle{
            .code = "backup.damaged",
            .parameters = {{"file", file_.path()}, {"place", std::to_string(file_.place())}}
    }));
  }

 private:
  static std::optional<std::uint64_t> size_in(std::string_view rest) {
    rest.remove_prefix(1);
    return db::take_number(rest);
  }
  std::string_view waiting() const { return std::string_view(buffer_).substr(at_); }
  void need(std::size_t count) {
    if (buffer_.size() - at_ >= count) return;
    buffer_.erase(0, at_);
    at_ = 0;
    while (buffer_.size() < count) {
      auto more = file_.next();
      if (!more) damaged();
      buffer_ += *more;
    }
  }

  SealedReader& file_;
  std::string buffer_;
  std::size_t at_ = 0;
};

void read_table(Records& records, const db::Table& table, Receiver& receiver, PartEnd& part) {
  if (records.expect(Kind::table) != table.name) records.damaged();
  receiver.table(table);
  db::TableSum sum(table);
  auto record = records.next();
  for (; record.kind == Kind::row; record = records.next()) {
    if (!db::decode_row(table, record.payload)) records.damaged();
    sum.add(record.payload);
    receiver.row(table, record.payload);
  }
  if (record.kind != Kind::table_end) records.damaged();
  const auto end = records.described<TableEnd>(record.payload);
  if (end != TableEnd{table.name, sum.rows(), hex(sum.digest())}) records.damaged();
  part.tables.push_back(end);
  receiver.end_table(table);
}

PartEnd read_part(Records& records, std::string_view payload, Receiver& receiver) {
  PartEnd part{.part = records.described<Part>(payload)};
  const std::string key(records.expect(Kind::key));
  const std::string erasures(records.expect(Kind::erasures));
  const auto tables = db::tables_of(migrations_of(part.part));
  receiver.begin(part.part, key, erasures);
  for (const auto& table : tables) read_table(records, table, receiver, part);
  records.expect(Kind::part_end);
  receiver.end();
  return part;
}

Made read_all(const std::string& path, const std::string& secret_key, Receiver& receiver) {
  SealedReader file(path);
  file.unlock(secret_key);
  Records records(file);
  Made found{.head = file.head()};
  auto record = records.next();
  for (; record.kind == Kind::part; record = records.next())
    found.parts.push_back(read_part(records, record.payload, receiver));
  if (record.kind != Kind::totals) records.damaged();
  if (records.described<Totals>(record.payload) != totals_of(found.parts)) records.damaged();
  records.expect_end();
  found.bytes = file.place();
  return found;
}

struct Nobody final : Receiver {
  void begin(const Part&, const std::string&, const std::string&) override {}
  void table(const db::Table&) override {}
  void row(const db::Table&, std::string_view) override {}
  void end_table(const db::Table&) override {}
  void end() override {}
};

}  // namespace

std::int64_t PartEnd::rows() const {
  return std::accumulate(tables.begin(), tables.end(), std::int64_t{0},
                         [](std::int64_t sum, const TableEnd& table) { return sum + table.rows; });
}

std::vector<db::Migration> migrations_of(const Part& part) {
  const auto& all =
      part.what == "directory" ? db::directory_migrations() : db::association_migrations();
  if (part.schema > all.back().number)
    throw Unreadable(refuse(RefusalKind::unavailable, "db.newer_schema"));
  return db::up_to(all, static_cast<int>(part.schema));
}

Made make(const std::string& path, Head head, const std::string& recipient,
          const std::vector<Source>& sources) {
  head.schema = db::association_migrations().back().number;
  head.recipient = hex(recipient);
  Made made{.head = head};
  SealedWriter file(path, head, recipient);
  Writer writer(file);
  for (const auto& source : sources)
    source.read([&](db::Transaction& tx) { made.parts.push_back(writer.part(tx, source)); });
  writer.record(Kind::totals, json::write(totals_of(made.parts)));
  made.bytes = file.finish();
  return made;
}

Result<Made> read(const std::string& path, const std::string& secret_key, Receiver& receiver) {
  try {
    return read_all(path, secret_key, receiver);
  } catch (const Unreadable& unreadable) {
    return unreadable.refusal;
  }
}

Result<Made> verify(const std::string& path, const std::string& secret_key) {
  Nobody nobody;
  return read(path, secret_key, nobody);
}

Result<Made> check(const std::string& path) {
  try {
    SealedReader file(path);
    while (file.next()) {
    }
    return Made{.head = file.head(), .bytes = file.place()};
  } catch (const Unreadable& unreadable) {
    return unreadable.refusal;
  }
}

Result<Done> compare(db::Transaction& tx, const PartEnd& part) {
  const auto tables = db::tables_of(migrations_of(part.part));
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto sum = db::sum_of(tx, tables[i], {part.part.association});
    if (i < part.tables.size() &&
        part.tables[i] == TableEnd{tables[i].name, sum.rows(), hex(sum.digest())})
      continue;
    return refuse(RefusalKind::conflict,
                  Obstacle{.code = "backup.differs", .parameters = {{"table", tables[i].name}}});
  }
  return Done{};
}

}  // namespace backup
