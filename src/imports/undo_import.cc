#include "base/json.h"
#include "imports/work.h"
#include "requests/requests.h"

// The taking back of a whole list: whoever was worked on since stays, and is counted.
namespace imports {
namespace {

constexpr int withdrawn_at_once = 200;

struct Counts {
  std::int64_t withdrawn = 0, stayed = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (withdrawn, stayed))

const db::Sql select_next(R"sql(
SELECT party_id FROM imported_people
 WHERE association_id = $1 AND import_id = $2 AND party_id > $3 ORDER BY party_id LIMIT $4)sql");
const db::Sql delete_imported(R"sql(
DELETE FROM imported_people WHERE association_id = $1 AND import_id = $2 AND party_id = $3)sql");

std::vector<PartyId> next_people(db::Transaction& tx, const api::Tenant& tenant,
                                 const Import& import) {
  std::vector<PartyId> people;
  tx.each(
      select_next, [&](const db::Row& row) { people.push_back({row.string(0)}); }, tenant.id,
      import.id, import.undone_to, withdrawn_at_once);
  return people;
}

void withdraw(db::Transaction& tx, const api::Tenant& tenant, Import& import,
              const std::vector<PartyId>& people, Instant now) {
  const auto is_used = [&](db::Transaction& in, const PartyId& party) {
    return requests::has_requests(in, tenant.id, party);
  };
  const auto stay = parties::withdraw_people(tx, tenant, import.by, people, is_used, now);
  auto staying = stay.begin();
  for (const auto& party : people) {
    if (staying != stay.end() && *staying == party) {
      ++staying;
    } else {
      tx.execute(delete_imported, tenant.id, import.id, party);
    }
  }
  const auto stayed = static_cast<std::int64_t>(stay.size());
  import.people_stayed += stayed;
  import.people_withdrawn += static_cast<std::int64_t>(people.size()) - stayed;
  import.undone_to = people.back().text;
  import.rows_done += static_cast<std::int64_t>(people.size());
}

}  // namespace

bool undo_step(api::Tenant& tenant, const Import& seen, Instant now) {
  bool more = true;
  commit(tenant, [&](db::Transaction& tx) {
    auto import = still(tx, tenant, seen);
    if (!import) return false;
    const auto people = next_people(tx, tenant, *import);
    more = !people.empty();
    if (more) {
      withdraw(tx, tenant, *import, people, now);
    } else {
      import->state = "undone";
      audit::record(
          tx, tenant.id, import->by, now,
          {.action = "list.undone",
           .object = import->id,
           .party = {},
           .detail = json::write(Counts{import->people_withdrawn, import->people_stayed})});
    }
    save_step(tx, tenant, *import, now);
    return true;
  });
  return more;
}

}  // namespace imports
