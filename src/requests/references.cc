#include "requests/references.h"

#include <atomic>

#include "base/reference.h"
#include "requests/request_row.h"
#include "saudi/hijri.h"

namespace requests {
namespace {

constexpr int blocks = 16;  // at least as many as a program's connections that write
constexpr std::int64_t block_size = 32;

// Threads that write in this program, counted; those of another one share blocks with them.
int block_of_this_thread() {
  static std::atomic<int> threads = 0;
  thread_local const int mine = threads++ % blocks;
  return mine;
}

int hijri_year_of(Instant now) {
  return saudi::to_hijri(riyadh_date(now)).value().year;
}

}  // namespace

const db::Sql raise_counter_by(R"sql(
INSERT INTO reference_counters (association_id, hijri_year, last_number) VALUES ($1, $2, $3)
    ON CONFLICT (association_id, hijri_year)
    DO UPDATE SET last_number = reference_counters.last_number + excluded.last_number)sql");
const db::Sql select_last_number(R"sql(
SELECT last_number FROM reference_counters WHERE association_id = $1 AND hijri_year = $2)sql");

std::int64_t set_references_aside(db::Transaction& tx, const AssociationId& association,
                                  Instant now, std::int64_t count) {
  const int year = hijri_year_of(now);
  tx.execute(raise_counter_by, association, year, count);
  const auto last = tx.one(
      select_last_number, [](const db::Row& row) { return row.integer(0); }, association, year);
  return last.value() - count + 1;
}

const db::Sql raise_block(R"sql(
INSERT INTO reference_blocks (association_id, hijri_year, writer, last_number, end_number)
VALUES ($1, $2, $3, 1, 0)
    ON CONFLICT (association_id, hijri_year, writer)
    DO UPDATE SET last_number = reference_blocks.last_number + 1)sql");
const db::Sql select_block(R"sql(
SELECT last_number, end_number FROM reference_blocks
 WHERE association_id = $1 AND hijri_year = $2 AND writer = $3)sql");
const db::Sql begin_block(R"sql(
UPDATE reference_blocks SET last_number = $4, end_number = $5
 WHERE association_id = $1 AND hijri_year = $2 AND writer = $3)sql");

namespace {

std::int64_t next_of_block(db::Transaction& tx, const AssociationId& association, Instant now) {
  const int year = hijri_year_of(now);
  const int writer = block_of_this_thread();
  tx.execute(raise_block, association, year, writer);
  const auto number = tx.one(
      select_block,
      [](const db::Row& row) {
        const auto last = row.integer(0);
        return last <= row.integer(1) ? last : 0;
      },
      association, year, writer);
  if (number.value() > 0) return *number;
  const auto first = set_references_aside(tx, association, now, block_size);
  tx.execute(begin_block, association, year, writer, first, first + block_size - 1);
  return first;
}

}  // namespace

std::string next_reference(db::Transaction& tx, const AssociationId& association, Instant now) {
  const auto number = tx.numbers_have_gaps() ? next_of_block(tx, association, now)
                                             : set_references_aside(tx, association, now, 1);
  return make_reference(hijri_year_of(now), number);
}

}  // namespace requests
