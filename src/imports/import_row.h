#pragma once

#include <optional>

#include "imports/columns.h"
#include "platform/api/api.h"
#include "platform/sheets/sheets.h"

// An import as it is kept. Private to this room.
namespace imports {

// What stands in the way of rows: the first of them, and how many of each kind.
struct FoundProblem {
  std::int64_t row = 0;  // as the spreadsheet numbers it
  std::int64_t column = 0;
  std::string code;
  std::map<std::string, std::string> parameters;
};
BOOST_DESCRIBE_STRUCT(FoundProblem, (), (row, column, code, parameters))
struct ProblemCount {
  std::int64_t column = 0;
  std::string code;
  std::map<std::string, std::string> parameters;
  std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(ProblemCount, (), (column, code, parameters, rows))
struct Problems {
  std::vector<FoundProblem> first;
  std::vector<ProblemCount> counts;
};
BOOST_DESCRIBE_STRUCT(Problems, (), (first, counts))
inline constexpr std::size_t first_problems = 20;

struct About {
  std::string file, sheet;
  std::optional<std::vector<std::string>> other_sheets;  // absent: uploaded before they were kept
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> samples;  // of each column
};
BOOST_DESCRIBE_STRUCT(About, (), (file, sheet, other_sheets, headings, samples))

inline constexpr std::int64_t stalled_after_ms = 30 * second_ms;

struct Import {
  std::string id;
  BranchId branch;
  // uploaded | checking | checked | importing | done | undoing | undone | discarded
  std::string state = "uploaded";
  std::int64_t turn = 0;
  audit::Who by;
  Instant made_at, changed_at;
  std::string heading_index;
  About about;
  Mapping mapping;
  std::string calendar;
  bool is_remembered = false;
  std::int64_t chunks = 0, next_chunk = 0;
  std::int64_t rows_all = 0, rows_done = 0, rows_failed = 0, rows_known = 0, rows_likely = 0;
  std::int64_t people_made = 0, people_withdrawn = 0, people_stayed = 0;
  std::string undone_to;
  Problems problems;
  bool holds_rows = true;

  // Examples of what stood in it, once nobody maps its columns any more.
  void forget_samples() {
    for (auto& samples : about.samples) samples.clear();
  }
  // Longer than the longest step takes: whatever was to go on with it was given up, or waits to try
  // again.
  bool is_stalled(Instant now) const { return works() && changed_at + stalled_after_ms < now; }
  bool works() const { return state == "checking" || state == "importing" || state == "undoing"; }
};

namespace rows {

// From here to its end the transaction has the import for itself.
void take_turn(db::Transaction& tx, const std::string& id);
std::optional<Import> find(db::Transaction& tx, const api::Tenant& tenant, const std::string& id);
// Newest first, `before` exclusive (empty: from the newest).
std::vector<Import> list(db::Transaction& tx, const api::Tenant& tenant, std::string_view before,
                         int limit);
void insert(db::Transaction& tx, const api::Tenant& tenant, const Import& import);
// All that changes; `changed_at` too.
void save(db::Transaction& tx, const api::Tenant& tenant, const Import& import);

void put_chunk(db::Transaction& tx, const api::Tenant& tenant, const std::string& import,
               std::int64_t number, const std::string& packed);
// Nothing: every row of it came in. Throws std::runtime_error when it does not open.
std::optional<std::vector<sheets::Row>> chunk(db::Transaction& tx, const api::Tenant& tenant,
                                              const std::string& import, std::int64_t number);
void drop_chunk(db::Transaction& tx, const api::Tenant& tenant, const std::string& import,
                std::int64_t number);
void drop_chunks(db::Transaction& tx, const api::Tenant& tenant, const std::string& import);

struct Remembered {
  Mapping mapping;
  std::string calendar;
};
std::optional<Remembered> remembered(db::Transaction& tx, const AssociationId& association,
                                     const std::string& heading_index);
void remember(db::Transaction& tx, const AssociationId& association, const Import& import,
              Instant now);

}  // namespace rows
}  // namespace imports
