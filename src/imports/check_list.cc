#include <algorithm>

#include "imports/read_row.h"
#include "imports/work.h"

// The dry run: every row is read as it would be, and nobody is written.
namespace imports {
namespace {

constexpr std::size_t counts_max = 100;

std::vector<sheets::Row> rows_of(const api::Tenant& tenant, const std::string& import,
                                 std::int64_t number) {
  std::optional<std::vector<sheets::Row>> rows;
  tenant.store->read([&](db::Transaction& tx) { rows = rows::chunk(tx, tenant, import, number); });
  return rows ? *std::move(rows) : std::vector<sheets::Row>();
}

void note(Problems& problems, std::int64_t row, const Problem& problem) {
  const auto column = static_cast<std::int64_t>(problem.column);
  const auto& [code, field, clause, parameters, remedy] = problem.obstacle;
  if (problems.first.size() < first_problems)
    problems.first.push_back({row, column, code, parameters});
  const auto found = std::ranges::find_if(problems.counts, [&](const ProblemCount& one) {
    return one.column == column && one.code == problem.obstacle.code;
  });
  if (found != problems.counts.end()) {
    ++found->rows;
  } else if (problems.counts.size() < counts_max) {
    problems.counts.push_back({column, code, parameters, 1});
  }
}

// The numbers and likenesses, once every row is read.
bool foresee(api::Tenant& tenant, const Import& seen, Instant now) {
  const auto reading = reading_of(tenant, seen, now);
  const auto foreseen = parties::foresee_import(
      tenant, [&](const std::function<void(const parties::ReadImported&)>& put) {
        for (std::int64_t i = 0; i < seen.chunks; ++i) {
          for (const auto& row : rows_of(tenant, seen.id, i)) {
            if (const auto read = read_row(reading, row); read.person) put(*read.person);
          }
        }
      });
  commit(tenant, [&](db::Transaction& tx) {
    auto import = still(tx, tenant, seen);
    if (!import) return false;
    import->rows_known = foreseen.known;
    import->rows_likely = foreseen.likely;
    import->state = "checked";
    save_step(tx, tenant, *import, now);
    return true;
  });
  return false;
}

}  // namespace

bool check_step(api::Tenant& tenant, const Import& seen, Instant now) {
  if (seen.next_chunk == seen.chunks) return foresee(tenant, seen, now);
  const auto reading = reading_of(tenant, seen, now);
  const auto rows = rows_of(tenant, seen.id, seen.next_chunk);
  std::vector<RowRead> read;
  read.reserve(rows.size());
  for (const auto& row : rows) read.push_back(read_row(reading, row));
  commit(tenant, [&](db::Transaction& tx) {
    auto import = still(tx, tenant, seen);
    if (!import) return false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!read[i].person) ++import->rows_failed;
      for (const auto& problem : read[i].problems) note(import->problems, rows[i].number, problem);
    }
    import->rows_done += static_cast<std::int64_t>(rows.size());
    ++import->next_chunk;
    save_step(tx, tenant, *import, now);
    return true;
  });
  return true;
}

}  // namespace imports
