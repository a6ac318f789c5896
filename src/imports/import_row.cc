#include "imports/import_row.h"

#include "base/json.h"
#include "imports/take_list.h"

namespace imports::rows {
namespace {

const std::string columns =
    "SELECT id, branch_id, state, turn, by_kind, by_id, by_role, made_at, changed_at, "
    "heading_index, sealed_about, mapping, calendar, is_remembered, chunks, next_chunk, rows_all, "
    "rows_done, rows_failed, rows_known, rows_likely, people_made, people_withdrawn, "
    "people_stayed, undone_to, sealed_problems, holds_rows FROM imports WHERE association_id = $1 ";
const std::string one_text = columns + "AND id = $2";
const std::string list_text = columns + "AND id < $2 ORDER BY id DESC LIMIT $3";
const db::Sql select_import(one_text), select_imports(list_text);

constexpr std::string_view after_every_id = "~";

std::string about_context(const std::string& id) {
  return "imports/" + id + "/about";
}
std::string problems_context(const std::string& id) {
  return "imports/" + id + "/problems";
}
std::string chunk_context(const std::string& import, std::int64_t number) {
  return "import_chunks/" + import + "/" + std::to_string(number);
}

std::string opened(const api::Tenant& tenant, const std::string& box, const std::string& context) {
  auto plain = tenant.keeper->association_key().open(box, context);
  if (!plain) throw std::runtime_error("what an import has sealed does not open: " + context);
  return *std::move(plain);
}

template <class T>
std::string sealed(const api::Tenant& tenant, const T& value, const std::string& context) {
  return tenant.keeper->association_key().close(json::write(value), context);
}

Import read_import(const api::Tenant& tenant, const db::Row& row) {
  Import import{
      .id = row.string(0),
      .branch = BranchId{row.optional_string(1).value_or("")},
      .state = row.string(2),
      .turn = row.integer(3),
      .by = { .kind = row.string(4), .id = row.string(5), .role = row.string(6)},
      .made_at = row.instant(7),
      .changed_at = row.instant(8),
      .heading_index = row.bytes(9)
  };
  import.about = json::read<About>(opened(tenant, row.bytes(10), about_context(import.id))).value();
  import.mapping = json::read<Mapping>(row.text(11)).value();
  import.calendar = row.string(12);
  import.is_remembered = row.integer(13) != 0;
  import.chunks = row.integer(14);
  import.next_chunk = row.integer(15);
  import.rows_all = row.integer(16);
  import.rows_done = row.integer(17);
  import.rows_failed = row.integer(18);
  import.rows_known = row.integer(19);
  import.rows_likely = row.integer(20);
  import.people_made = row.integer(21);
  import.people_withdrawn = row.integer(22);
  import.people_stayed = row.integer(23);
  import.undone_to = row.string(24);
  if (!row.null(25)) {
    import.problems =
        json::read<Problems>(opened(tenant, row.bytes(25), problems_context(import.id))).value();
  }
  import.holds_rows = row.integer(26) != 0;
  return import;
}

}  // namespace

void take_turn(db::Transaction& tx, const std::string& id) {
  tx.serialize("import/" + id);
}

std::optional<Import> find(db::Transaction& tx, const api::Tenant& tenant, const std::string& id) {
  return tx.one(
      select_import, [&](const db::Row& row) { return read_import(tenant, row); }, tenant.id, id);
}

std::vector<Import> list(db::Transaction& tx, const api::Tenant& tenant, std::string_view before,
                         int limit) {
  std::vector<Import> found;
  tx.each(
      select_imports, [&](const db::Row& row) { found.push_back(read_import(tenant, row)); },
      tenant.id, before.empty() ? after_every_id : before, limit);
  return found;
}

const db::Sql insert_import(R"sql(
INSERT INTO imports (association_id, id, branch_id, state, turn, by_kind, by_id, by_role, made_at,
                     changed_at, heading_index, sealed_about, mapping, calendar, is_remembered,
                     chunks, next_chunk, rows_all, rows_done, rows_failed, rows_known, rows_likely,
                     people_made, people_withdrawn, people_stayed, undone_to, sealed_problems,
                     holds_rows)
VALUES ($1, $2, $3, $4, 0, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13, $14, 0, $15, 0, 0, 0, 0, 0,
        0, 0, '', NULL, 1))sql");

void insert(db::Transaction& tx, const api::Tenant& tenant, const Import& import) {
  const auto about = sealed(tenant, import.about, about_context(import.id));
  const auto branch =
      import.branch.empty() ? std::nullopt : std::optional<std::string>(import.branch.text);
  tx.execute(insert_import, tenant.id, import.id, branch, import.state, import.by.kind,
             import.by.id, import.by.role, import.made_at, db::Bytes{import.heading_index},
             db::Bytes{about}, json::write(import.mapping), import.calendar, import.is_remembered,
             import.chunks, import.rows_all);
}

const db::Sql update_import(R"sql(
UPDATE imports SET state = $3, turn = $4, by_kind = $5, by_id = $6, by_role = $7, changed_at = $8,
                   mapping = $9, calendar = $10, next_chunk = $11, rows_done = $12,
                   rows_failed = $13, rows_known = $14, rows_likely = $15, people_made = $16,
                   people_withdrawn = $17, people_stayed = $18, undone_to = $19,
                   sealed_problems = $20, holds_rows = $21, sealed_about = $22
 WHERE association_id = $1 AND id = $2)sql");

void save(db::Transaction& tx, const api::Tenant& tenant, const Import& import) {
  const auto problems = sealed(tenant, import.problems, problems_context(import.id));
  const auto about = sealed(tenant, import.about, about_context(import.id));
  tx.execute(update_import, tenant.id, import.id, import.state, import.turn, import.by.kind,
             import.by.id, import.by.role, import.changed_at, json::write(import.mapping),
             import.calendar, import.next_chunk, import.rows_done, import.rows_failed,
             import.rows_known, import.rows_likely, import.people_made, import.people_withdrawn,
             import.people_stayed, import.undone_to, db::Bytes{problems}, import.holds_rows,
             db::Bytes{about});
}

const db::Sql upsert_chunk(R"sql(
INSERT INTO import_chunks (association_id, import_id, number, sealed) VALUES ($1, $2, $3, $4)
    ON CONFLICT (association_id, import_id, number) DO UPDATE SET sealed = $4)sql");
const db::Sql select_chunk(R"sql(
SELECT sealed FROM import_chunks
 WHERE association_id = $1 AND import_id = $2 AND number = $3)sql");
const db::Sql delete_chunk(R"sql(
DELETE FROM import_chunks WHERE association_id = $1 AND import_id = $2 AND number = $3)sql");
const db::Sql delete_chunks(R"sql(
DELETE FROM import_chunks WHERE association_id = $1 AND import_id = $2)sql");

void put_chunk(db::Transaction& tx, const api::Tenant& tenant, const std::string& import,
               std::int64_t number, const std::string& packed) {
  const auto box = tenant.keeper->association_key().close(packed, chunk_context(import, number));
  tx.execute(upsert_chunk, tenant.id, import, number, db::Bytes{box});
}

std::optional<std::vector<sheets::Row>> chunk(db::Transaction& tx, const api::Tenant& tenant,
                                              const std::string& import, std::int64_t number) {
  return tx.one(
      select_chunk,
      [&](const db::Row& row) {
        return unpack_rows(opened(tenant, row.bytes(0), chunk_context(import, number)));
      },
      tenant.id, import, number);
}

void drop_chunk(db::Transaction& tx, const api::Tenant& tenant, const std::string& import,
                std::int64_t number) {
  tx.execute(delete_chunk, tenant.id, import, number);
}

void drop_chunks(db::Transaction& tx, const api::Tenant& tenant, const std::string& import) {
  tx.execute(delete_chunks, tenant.id, import);
}

const db::Sql select_mapping(R"sql(
SELECT mapping, calendar FROM import_mappings
 WHERE association_id = $1 AND heading_index = $2)sql");
const db::Sql upsert_mapping(R"sql(
INSERT INTO import_mappings (association_id, heading_index, mapping, calendar, used_at)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (association_id, heading_index)
    DO UPDATE SET mapping = $3, calendar = $4, used_at = $5)sql");

std::optional<Remembered> remembered(db::Transaction& tx, const AssociationId& association,
                                     const std::string& heading_index) {
  return tx.one(
      select_mapping,
      [](const db::Row& row) {
        return Remembered{json::read<Mapping>(row.text(0)).value(), row.string(1)};
      },
      association, db::Bytes{heading_index});
}

void remember(db::Transaction& tx, const AssociationId& association, const Import& import,
              Instant now) {
  tx.execute(upsert_mapping, association, db::Bytes{import.heading_index},
             json::write(import.mapping), import.calendar, now);
}

}  // namespace imports::rows
