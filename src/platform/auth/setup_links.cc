#include "platform/auth/setup_links.h"

#include "platform/kernel/kernel.h"

namespace auth::links {

const db::Sql insert_link(R"sql(
  INSERT INTO setup_links (association_id, token_index, staff_id, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5))sql");

std::string issue(db::Transaction& tx, const seal::Keeper& keeper, const AssociationId& association,
                  const StaffId& staff, Instant now) {
  auto token = kernel::random_text();
  const auto index = index_of(keeper, token);
  tx.execute(insert_link, association, db::Bytes{index}, staff, now, now + valid_ms);
  return token;
}

std::string index_of(const seal::Keeper& keeper, std::string_view token) {
  return keeper.fast_index("setup_link", token);
}

const db::Sql select_link(R"sql(
  SELECT staff_id FROM setup_links
  WHERE association_id = $1 AND token_index = $2 AND used_at IS NULL AND expires_at > $3)sql");

std::optional<StaffId> find(db::Transaction& tx, const AssociationId& association,
                            std::string_view index, Instant now) {
  return tx.one(
      select_link, [](const db::Row& row) { return StaffId{row.string(0)}; }, association,
      db::Bytes{index}, now);
}

const db::Sql use_link(R"sql(
  UPDATE setup_links SET used_at = $3
  WHERE association_id = $1 AND token_index = $2 AND used_at IS NULL AND expires_at > $3)sql");

bool use(db::Transaction& tx, const AssociationId& association, std::string_view index,
         Instant now) {
  return tx.execute(use_link, association, db::Bytes{index}, now) == 1;
}

const db::Sql end_links(R"sql(
  UPDATE setup_links SET used_at = $3
  WHERE association_id = $1 AND staff_id = $2 AND used_at IS NULL)sql");

void end_all_of(db::Transaction& tx, const AssociationId& association, const StaffId& staff,
                Instant now) {
  tx.execute(end_links, association, staff, now);
}

const db::Sql delete_old_links(R"sql(
  DELETE FROM setup_links WHERE association_id = $1 AND expires_at < $2)sql");

std::int64_t sweep(db::Transaction& tx, const AssociationId& association, Instant before) {
  return tx.execute(delete_old_links, association, before);
}

}  // namespace auth::links
