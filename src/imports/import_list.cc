#include "base/json.h"
#include "imports/read_row.h"
#include "imports/take_list.h"
#include "imports/work.h"

// The coming in: a chunk of rows in one transaction. Of the chunk only the rows that failed stay.
namespace imports {
namespace {

struct Counts {
  std::int64_t rows = 0, made = 0, known = 0, failed = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (rows, made, known, failed))

const db::Sql insert_imported(R"sql(
INSERT INTO imported_people (association_id, import_id, party_id) VALUES ($1, $2, $3))sql");

struct Chunk {
  std::vector<parties::ReadImported> people;
  std::vector<sheets::Row> failed;
};

Chunk read_chunk(const api::Tenant& tenant, const Import& import, Instant now) {
  std::optional<std::vector<sheets::Row>> rows;
  tenant.store->read(
      [&](db::Transaction& tx) { rows = rows::chunk(tx, tenant, import.id, import.next_chunk); });
  const auto reading = reading_of(tenant, import, now);
  Chunk chunk;
  if (!rows) return chunk;
  for (auto& row : *rows) {
    auto read = read_row(reading, row);
    if (read.person) {
      chunk.people.push_back(*std::move(read.person));
    } else {
      chunk.failed.push_back(std::move(row));
    }
  }
  return chunk;
}

void bring_in(db::Transaction& tx, const api::Tenant& tenant, parties::KnownNumbers& known,
              Import& import, const Chunk& chunk, Instant now) {
  const parties::Importing importing{
      .by = import.by.id, .who = import.by, .branch = import.branch, .import = import.id};
  const auto imported = chunk.people.empty() ? std::vector<parties::Imported>()
                                             : parties::import_people(tx, tenant, importing, known,
                                                                      chunk.people, now);
  for (const auto& one : imported) {
    if (one.was_known) {
      ++import.rows_known;
    } else {
      ++import.people_made;
      tx.execute(insert_imported, tenant.id, import.id, one.party);
    }
  }
  if (chunk.failed.empty()) {
    rows::drop_chunk(tx, tenant, import.id, import.next_chunk);
  } else {
    rows::put_chunk(tx, tenant, import.id, import.next_chunk, pack_chunk(chunk.failed));
  }
  import.rows_failed += static_cast<std::int64_t>(chunk.failed.size());
  import.rows_done += static_cast<std::int64_t>(chunk.failed.size() + chunk.people.size());
}

}  // namespace

bool import_step(api::Tenant& tenant, Memory& memory, const Import& seen, Instant now) {
  const auto known = memory.numbers(seen.id);
  const auto chunk = read_chunk(tenant, seen, now);
  bool more = true;
  commit(tenant, [&](db::Transaction& tx) {
    auto import = still(tx, tenant, seen);
    if (!import) return false;
    bring_in(tx, tenant, *known, *import, chunk, now);
    more = ++import->next_chunk < import->chunks;
    if (!more) {
      import->state = "done";
      import->forget_samples();
      import->holds_rows = import->rows_failed > 0;
      const Counts counts{import->rows_all, import->people_made, import->rows_known,
                          import->rows_failed};
      audit::record(tx, tenant.id, import->by, now,
                    {.action = "list.imported",
                     .object = import->id,
                     .party = {},
                     .detail = json::write(counts)});
    }
    save_step(tx, tenant, *import, now);
    return true;
  });
  if (!more) memory.forget(seen.id);
  return more;
}

}  // namespace imports
