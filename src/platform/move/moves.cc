#include "platform/move/moves.h"

namespace move {
namespace {

const db::Sql select_move(R"sql(
  SELECT association, from_database, to_database, state, phase, copied, there, code, detail,
         asked_at, told_at
    FROM moves WHERE association = $1)sql");
const db::Sql select_under_way(R"sql(
  SELECT association, from_database, to_database, state, phase, copied, there, code, detail,
         asked_at, told_at
    FROM moves WHERE state IN ('asked', 'moving', 'cancelling') ORDER BY asked_at)sql");

Asked asked_from(const db::Row& row) {
  return {
      .association = {row.string(0)                },
      .from = row.string(1),
      .to = row.string(2),
      .state = row.string(3),
      .progress = { .phase = row.string(4), .rows = row.integer(5), .rows_there = row.integer(6)},
      .code = row.string(7),
      .detail = row.string(8),
      .asked_at = row.instant(9),
      .told_at = row.instant(10)
  };
}

const db::Sql upsert_move(R"sql(
  INSERT INTO moves (association, from_database, to_database, state, phase, copied, there, code,
                     detail, asked_at, told_at)
  VALUES ($1, $2, $3, 'asked', '', 0, 0, '', '', $4, 0)
  ON CONFLICT (association) DO UPDATE SET from_database = excluded.from_database,
    to_database = excluded.to_database, state = excluded.state, phase = excluded.phase,
    copied = 0, there = 0, code = '', detail = '', asked_at = excluded.asked_at, told_at = 0)sql");
const db::Sql update_progress(R"sql(
  UPDATE moves SET state = 'moving', phase = $2, copied = $3, there = $4, told_at = $5
   WHERE association = $1 AND state IN ('asked', 'moving'))sql");
const db::Sql update_state(R"sql(
  UPDATE moves SET state = $2, code = $3, detail = $4, told_at = $5 WHERE association = $1)sql");

}  // namespace

std::optional<Asked> find(db::Transaction& directory, const AssociationId& association) {
  return directory.one(select_move, asked_from, association);
}

std::vector<Asked> under_way(db::Transaction& directory) {
  std::vector<Asked> all;
  directory.each(select_under_way, [&](const db::Row& row) { all.push_back(asked_from(row)); });
  return all;
}

void ask(db::Transaction& directory, const AssociationId& association, const std::string& from,
         const std::string& to, Instant now) {
  directory.execute(upsert_move, association, from, to, now);
}

void tell(db::Transaction& directory, const AssociationId& association, const Progress& progress,
          Instant now) {
  directory.execute(update_progress, association, progress.phase, progress.rows,
                    progress.rows_there, now);
}

void set_state(db::Transaction& directory, const AssociationId& association,
               const std::string& state, const std::string& code, const std::string& detail,
               Instant now) {
  directory.execute(update_state, association, state, code, detail, now);
}

}  // namespace move
