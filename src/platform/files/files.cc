#include "platform/files/files.h"

#include <fstream>

#include "platform/kernel/kernel.h"

namespace files {
namespace {

constexpr std::size_t chunk_bytes = 256 << 10;
constexpr int swept_at_once = 100;  // other writers wait meanwhile

std::string chunk_context(const AttachmentId& id, std::int64_t number) {
  return "attachment_chunks/" + id.text + "/" + std::to_string(number);
}
std::string name_context(const AttachmentId& id) {
  return "attachments/" + id.text + "/name";
}

}  // namespace

const db::Sql insert_attachment(R"sql(
INSERT INTO attachments (association_id, id, party_id, sealed_name, type, bytes, digest, attached,
       stored_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8))sql");
const db::Sql insert_chunk(R"sql(
INSERT INTO attachment_chunks (association_id, attachment_id, number, sealed)
VALUES ($1, $2, $3, $4))sql");

Result<Attachment> store(db::Transaction& tx, seal::Keeper& keeper,
                         const AssociationId& association, const PartyId& owner, Instant now,
                         const Inspected& inspected, const std::string& spool_path) {
  const auto key = keeper.party_key(tx, owner);
  if (!key) return refuse(RefusalKind::conflict, "party.erased");
  const auto id = kernel::new_id<AttachmentId>(now);
  const std::string name = key->close(inspected.name, name_context(id));
  tx.execute(insert_attachment, association, id, owner, db::Bytes{name}, inspected.type,
             inspected.bytes, inspected.digest, now);
  std::ifstream file(spool_path, std::ios::binary);
  std::string chunk(chunk_bytes, '\0');
  std::int64_t left = inspected.bytes;
  for (std::int64_t number = 0; left > 0; ++number) {
    const auto wanted = std::min<std::int64_t>(left, chunk_bytes);
    if (!file.read(chunk.data(), wanted))
      throw std::runtime_error("a spooled upload was cut short");
    const std::string box =
        key->close({chunk.data(), static_cast<std::size_t>(wanted)}, chunk_context(id, number));
    tx.execute(insert_chunk, association, id, number, db::Bytes{box});
    left -= wanted;
  }
  return Attachment{id,   owner, inspected.name, inspected.type, inspected.bytes, inspected.digest,
                    false};
}

const db::Sql select_attachment(R"sql(
SELECT party_id, sealed_name, type, bytes, digest, attached, destroyed_at FROM attachments
 WHERE association_id = $1 AND id = $2)sql");

std::optional<Attachment> find(db::Transaction& tx, seal::Keeper& keeper,
                               const AssociationId& association, const AttachmentId& id) {
  std::string sealed_name;
  auto found = tx.one(
      select_attachment,
      [&](const db::Row& row) {
        sealed_name = row.bytes(1);
        Attachment attachment{id,
                              PartyId{row.string(0)},
                              "",
                              row.string(2),
                              row.integer(3),
                              row.string(4),
                              row.integer(5) != 0};
        if (!row.null(6)) attachment.destroyed_at = row.instant(6);
        return attachment;
      },
      association, id);
  if (!found) return std::nullopt;
  const auto key = keeper.party_key(tx, found->owner);
  if (!key) return std::nullopt;
  if (!found->destroyed_at) found->name = key->open(sealed_name, name_context(id)).value_or("file");
  return found;
}

const db::Sql select_chunks(R"sql(
SELECT number, sealed FROM attachment_chunks
 WHERE association_id = $1 AND attachment_id = $2 ORDER BY number)sql");

Result<std::string> read(db::Transaction& tx, seal::Keeper& keeper,
                         const AssociationId& association, const AttachmentId& id) {
  const auto found = find(tx, keeper, association, id);
  if (!found) return refuse(RefusalKind::not_found, "attachment.unknown");
  if (found->destroyed_at) return refuse(RefusalKind::not_found, "attachment.destroyed");
  const auto key = keeper.party_key(tx, found->owner);
  std::string content;
  content.reserve(static_cast<std::size_t>(found->bytes));
  bool whole = true;
  tx.each(
      select_chunks,
      [&](const db::Row& row) {
        const auto plain = key->open(row.bytes(1), chunk_context(id, row.integer(0)));
        whole = whole && plain;
        if (plain) content += *plain;
      },
      association, id);
  if (!whole || content.size() != static_cast<std::size_t>(found->bytes)) {
    throw std::runtime_error("attachment_chunks: a sealed chunk does not open");
  }
  return content;
}

const db::Sql update_attached(R"sql(
UPDATE attachments SET attached = 1 WHERE association_id = $1 AND id = $2)sql");

bool mark_attached(db::Transaction& tx, const AssociationId& association, const AttachmentId& id) {
  return tx.execute(update_attached, association, id) > 0;
}

const db::Sql select_orphans(R"sql(
SELECT id FROM attachments
 WHERE association_id = $1 AND attached = 0 AND stored_at < $2 ORDER BY stored_at, id
 LIMIT $3)sql");
const db::Sql delete_chunks(R"sql(
DELETE FROM attachment_chunks WHERE association_id = $1 AND attachment_id = $2)sql");
const db::Sql delete_attachment(R"sql(
DELETE FROM attachments WHERE association_id = $1 AND id = $2)sql");

int sweep_orphans(db::Transaction& tx, const AssociationId& association, Instant before) {
  std::vector<std::string> orphans;
  tx.each(
      select_orphans, [&](const db::Row& row) { orphans.push_back(row.string(0)); }, association,
      before, swept_at_once);
  for (const auto& id : orphans) {
    tx.execute(delete_chunks, association, id);
    tx.execute(delete_attachment, association, id);
  }
  return static_cast<int>(orphans.size());
}

const db::Sql mark_destroyed(R"sql(
UPDATE attachments SET destroyed_at = $3, sealed_name = $4
 WHERE association_id = $1 AND id = $2 AND destroyed_at IS NULL)sql");

bool destroy(db::Transaction& tx, const AssociationId& association, const AttachmentId& id,
             Instant now) {
  if (tx.execute(mark_destroyed, association, id, now, db::Bytes{""}) == 0) return false;
  tx.execute(delete_chunks, association, id);
  return true;
}

}  // namespace files
