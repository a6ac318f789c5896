#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "platform/backup/keys.h"
#include "platform/backup/sealed_file.h"
#include "platform/db/carry.h"

// What is in a backup: the directory and the databases of one association or of all, row by row,
// whichever databases they came from, with each association's key. Sealed to a recipient
// (sealed_file.h), written and read as a stream.
//
// The plain bytes are records: one byte that says which, a length (as in db/row_code.h), and so
// many bytes. P begins a part (Part), K the association's key, X the erasures known by then; then
// for each table of the part's schema, in order of name: T its name, R each row, E what they come
// to (TableEnd); Q ends the part. Z (Totals) ends it all.
namespace backup {

struct Part {
  std::string what;         // directory | association
  std::string association;  // its id; empty of the directory
  std::string slug;
  std::int64_t schema = 0;        // number of the newest migration of this database
  std::optional<bool> gaps = {};  // there, in its log, a number that nobody has is no loss
};
BOOST_DESCRIBE_STRUCT(Part, (), (what, association, slug, schema, gaps))

struct TableEnd {
  std::string table;
  std::int64_t rows = 0;
  std::string digest;  // hexadecimal, as db::TableSum has it

  bool operator==(const TableEnd&) const = default;
};
BOOST_DESCRIBE_STRUCT(TableEnd, (), (table, rows, digest))

struct PartEnd {
  Part part;
  std::vector<TableEnd> tables;
  std::int64_t rows() const;
};

// The migrations of a part's database, up to its schema. Throws Unreadable db.newer_schema when it
// has more of them than this program.
std::vector<db::Migration> migrations_of(const Part& part);

// One database on its way into a backup.
struct Source {
  Part part;             // its schema is read with the rows
  std::string key;       // of an association: the 32 bytes of its key
  std::string erasures;  // of an association: the list beside its database
  // Runs its argument in one read transaction.
  std::function<void(const std::function<void(db::Transaction&)>&)> read;
  // Which rows go along; none given: all.
  std::function<bool(const db::Table&, const std::vector<db::Value>& row)> only = {};
};

struct Made {
  Head head;
  std::vector<PartEnd> parts;
  std::int64_t bytes = 0;
};
// Writes PATH; its head's schema and recipient are filled in. Throws db::Error, Unreadable (a newer
// schema) and std::runtime_error (the disk), and leaves nothing then.
Made make(const std::string& path, Head head, const std::string& recipient,
          const std::vector<Source>& sources);

// Who takes what a backup holds. What it throws ends the reading.
class Receiver {
 public:
  virtual ~Receiver() = default;
  virtual void begin(const Part& part, const std::string& key, const std::string& erasures) = 0;
  virtual void table(const db::Table& table) = 0;
  virtual void row(const db::Table& table, std::string_view row) = 0;
  virtual void end_table(const db::Table& table) = 0;
  virtual void end() = 0;  // of the part
};

// Reads all of it, and verifies while it reads: seals, order, rows, counts and digests. Refuses
// with what SealedReader throws, and db.newer_schema.
Result<Made> read(const std::string& path, const std::string& secret_key, Receiver& receiver);
// The same for nobody: whether it could be restored.
Result<Made> verify(const std::string& path, const std::string& secret_key);
// Without a key: that no byte of it has changed and that its end is there.
Result<Made> check(const std::string& path);

// Whether a database holds exactly what a part said: refuses backup.differs {table}.
Result<Done> compare(db::Transaction& tx, const PartEnd& part);

}  // namespace backup
