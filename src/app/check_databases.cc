#include <filesystem>

#include "app/commands.h"
#include "app/console.h"
#include "app/databases.h"
#include "base/text.h"
#include "platform/audit/audit.h"
#include "platform/db/check_file.h"
#include "platform/files/files.h"
#include "platform/seal/every_key.h"

namespace app {
namespace {

constexpr int patience_ms = 5'000;

const db::Sql select_attachments(R"sql(
  SELECT id, party_id, digest FROM attachments
   WHERE association_id = $1 AND id > $2 AND destroyed_at IS NULL ORDER BY id LIMIT 100)sql");

struct Found {
  std::int64_t entries = 0, keys = 0, attachments = 0;
  std::vector<std::string> wrong;  // table and key, never a value
};

void check_attachment(db::Transaction& tx, seal::Keeper& keeper, const AssociationId& association,
                      const AttachmentId& id, const std::string& digest, Found& found) {
  ++found.attachments;
  try {
    const auto content = files::read(tx, keeper, association, id);
    if (content && hex(seal::blake2b(content.value())) == digest) return;
  } catch (const db::Error&) {
    throw;
  } catch (
      const std::runtime_error&) {  // a chunk that does not open, or a person's key: told below
  }
  found.wrong.push_back("attachments " + id.text + ": its chunks are not what was handed in");
}

void check_attachments(db::Transaction& tx, seal::Keeper& keeper, const AssociationId& association,
                       Found& found) {
  struct Listed {
    AttachmentId id;
    PartyId owner;
    std::string digest;
  };
  AttachmentId last;
  for (;;) {
    std::vector<Listed> page;
    tx.each(
        select_attachments,
        [&](const db::Row& row) {
          page.push_back({{row.string(0)}, {row.string(1)}, row.string(2)});
        },
        association, last);
    if (page.empty()) return;
    for (const auto& one : page) {
      last = one.id;
      if (seal::is_erased(tx, association, one.owner)) continue;
      check_attachment(tx, keeper, association, one.id, one.digest, found);
    }
  }
}

void check_rows(db::Transaction& tx, const Database& database, const std::string& key_file,
                Found& found) {
  const auto verdict = audit::verify(tx, database.association);
  found.entries = verdict.entries;
  if (verdict.first_bad) {
    found.wrong.push_back("audit_entries " + std::to_string(*verdict.first_bad) + ": " +
                          verdict.why);
  }
  const auto keeper = seal::Keeper::open(key_file, database.association, false);
  const auto opened = seal::try_every_key(tx, *keeper, database.association);
  found.keys = opened.keys;
  if (!opened.is_the_databases)
    found.wrong.push_back("association_seals: the key file is not this database's");
  for (const auto& party : opened.closed)
    found.wrong.push_back("party_keys " + party.text + ": does not open");
  check_attachments(tx, *keeper, database.association, found);
}

bool check_one(const kernel::Config& config, const Database& database) {
  Found found;
  const bool is_file = !db::is_postgres(database.place.database);
  const auto& path = database.place.database;
  for (const auto& line : is_file ? db::check_file(path, patience_ms) : std::vector<std::string>())
    found.wrong.push_back("the file: " + line);
  try {
    db::read_beside(database.place, patience_ms, [&](db::Transaction& tx) {
      check_rows(tx, database, key_file_of(config, database.slug), found);
    });
  } catch (const std::exception& error) {
    found.wrong.emplace_back(error.what());
  }
  for (const auto& line : found.wrong) print_error(database.slug + ": " + line);
  print(database.slug + ": " + std::to_string(found.entries) + " entries of the audit log, " +
        std::to_string(found.keys) + " keys, " + std::to_string(found.attachments) +
        " attachments: " + (found.wrong.empty() ? "whole" : "DAMAGED"));
  return found.wrong.empty();
}

}  // namespace

int check_databases(const kernel::Config& config) {
  const auto directory = directory_of(config);
  const bool is_file = !db::is_postgres(directory.database);
  if (is_file && !std::filesystem::exists(directory.database)) {
    print_error("sila: the folder " + config.data + " holds no data of Sila");
    return 1;
  }
  int damaged = 0;
  if (is_file) {
    for (const auto& line : db::check_file(directory.database, patience_ms)) {
      print_error("directory: the file: " + line);
      ++damaged;
    }
  }
  for (const auto& database : databases_in(config, patience_ms))
    if (!check_one(config, database)) ++damaged;
  return damaged == 0 ? 0 : 1;
}

}  // namespace app
