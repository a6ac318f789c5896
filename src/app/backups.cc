#include "app/backups.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "app/databases.h"
#include "app/erasures.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr int patience_ms = 5'000;
constexpr std::size_t key_bytes = 32;
constexpr std::string_view ending = ".backup";

const db::Sql select_databases_to_keep(R"sql(
  SELECT id, slug, database FROM associations WHERE state <> 'preparing' ORDER BY slug)sql");

std::vector<Database> databases_to_keep(const BackupWanted& wanted) {
  std::vector<Database> databases;
  db::read_beside(directory_of(wanted.config), patience_ms, [&](db::Transaction& tx) {
    tx.each(select_databases_to_keep, [&](const db::Row& row) {
      if (!wanted.slug.empty() && row.text(1) != wanted.slug) return;
      const std::string where = row.string(2);
      const bool elsewhere = db::is_postgres(where);
      databases.push_back({
          {row.string(0) },
          row.string(1),
          { elsewhere ? where : wanted.config.data + "/" + where, row.string(0)}
      });
    });
  });
  return databases;
}

auto reader_of(const db::Place& place) {
  return [place](const std::function<void(db::Transaction&)>& use) {
    db::read_beside(place, patience_ms, use);
  };
}

// Of the directory: what belongs to the associations that go along, and of one alone nothing else.
// Tables come by name, so that the associations are there before their operators.
class OfThese {
 public:
  OfThese(const std::vector<Database>& databases, bool is_whole) : is_whole_(is_whole) {
    for (const auto& one : databases) ids_.insert(one.association.text);
  }
  bool operator()(const db::Table& table, const std::vector<db::Value>& row) {
    const auto value = [&](std::string_view column) {
      const auto found = std::ranges::find(table.columns, column, &db::Column::name);
      return std::string(row[static_cast<std::size_t>(found - table.columns.begin())].data);
    };
    if (table.name == "associations") {
      const bool goes = ids_.contains(value("id"));
      if (goes) operators_.insert(value("created_by"));
      return goes;
    }
    if (table.name == "moves") return false;  // none is under way where this is restored
    return is_whole_ || (table.name == "operators" && operators_.contains(value("id")));
  }

 private:
  bool is_whole_;
  std::set<std::string> ids_, operators_;
};

Result<backup::Source> source_of(const BackupWanted& wanted, const Database& database) {
  const auto key = backup::read_whole(key_file_of(wanted.config, database.slug), key_bytes);
  if (!key || key->size() != key_bytes) {
    return refuse(
        RefusalKind::unavailable,
        Obstacle{.code = "backup.key_missing", .parameters = {{"association", database.slug}}});
  }
  auto known = TRY(erasures_in(erasures_file(wanted.config.data + "/erasures", database.slug)));
  db::read_beside(database.place, patience_ms, [&](db::Transaction& tx) {
    for (const auto& one : seal::erased_parties(tx, database.association))
      known.push_back({database.association, one.party, one.at});
  });
  return backup::Source{
      .part = {.what = "association",
               .association = database.association.text,
               .slug = database.slug},
      .key = *key,
      .erasures = written(std::move(known)),
      .read = reader_of(database.place)
  };
}

// "20261122T003000123Z": names in a folder stand in the order of their times.
std::string stamp(Instant at) {
  std::string text = iso(at);
  std::erase_if(text, [](char c) { return c == '-' || c == ':' || c == '.'; });
  return text;
}

std::string path_of(const BackupWanted& wanted) {
  const std::string whose = wanted.slug.empty() ? "sila" : wanted.slug;  // a slug is never "sila"
  return wanted.to + "/" + whose + "." + stamp(wanted.now) + std::string(ending);
}

}  // namespace

Result<BackupWritten> make_backup(const BackupWanted& wanted) {
  if (!fs::is_directory(wanted.to)) {
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "backup.no_folder", .parameters = {{"folder", wanted.to}}});
  }
  const auto databases = databases_to_keep(wanted);
  if (!wanted.slug.empty() && databases.empty())
    return refuse(RefusalKind::not_found, "association.unknown");
  std::vector<backup::Source> sources{
      {.part = {.what = "directory"},
       .read = reader_of(directory_of(wanted.config)),
       .only = OfThese(databases, wanted.slug.empty())}
  };
  for (const auto& database : databases) {
    auto source = TRY(source_of(wanted, database));
    sources.push_back(std::move(source));
  }
  backup::Head head{.scope = wanted.slug.empty() ? "whole" : "association",
                    .slug = wanted.slug,
                    .made_at = iso(wanted.now),
                    .program = SILA_VERSION};
  if (!wanted.slug.empty()) head.association = databases.front().association.text;
  const auto path = path_of(wanted);
  try {
    auto made = backup::make(path, head, wanted.recipient, sources);
    return BackupWritten{path, std::move(made)};
  } catch (const backup::Unreadable& unreadable) {
    return unreadable.refusal;
  }
}

std::vector<BackupFile> backups_in(const std::string& folder) {
  std::vector<BackupFile> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ending) continue;
    try {
      const backup::SealedReader file(entry.path().string());
      if (const auto at = parse_instant(file.head().made_at))
        found.push_back({entry.path().string(), file.head(), *at});
    } catch (const backup::Unreadable&) {
      continue;
    }
  }
  std::ranges::sort(found, std::ranges::greater{}, &BackupFile::made_at);
  return found;
}

}  // namespace app
