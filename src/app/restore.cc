#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "app/backups.h"
#include "app/carry_whole.h"
#include "app/erasures.h"
#include "base/text.h"
#include "organisation/organisation.h"
#include "parties/parties.h"
#include "platform/audit/audit.h"
#include "platform/db/row_code.h"
#include "platform/seal/every_key.h"

namespace app {
namespace {

namespace fs = std::filesystem;

const audit::Who by_restoring{.kind = "operator", .id = "restore"};
// Where all grows before it has its place: a restore that was killed leaves nothing else, and the
// next one clears it away.
constexpr std::string_view growing = ".restoring";

[[noreturn]] void give_up(Refusal why) {
  throw backup::Unreadable(std::move(why));
}
[[noreturn]] void give_up(const char* code, std::map<std::string, std::string> parameters) {
  give_up(
      refuse(RefusalKind::conflict, Obstacle{.code = code, .parameters = std::move(parameters)}));
}

class Restorer final : public backup::Receiver {
 public:
  Restorer(const RestoreWanted& wanted, std::string place)
      : wanted_(wanted), place_(std::move(place)) {}

  void begin(const backup::Part& part, const std::string& key,
             const std::string& erasures) override {
    is_directory_ = part.what == "directory";
    skips_ = !is_directory_ && !wanted_.slug.empty() && part.slug != wanted_.slug;
    if (skips_) return;
    std::string path = place_ + "/directory.db";
    if (!is_directory_) {
      // The sealed file says who may open it, not who made it: a name in it is no path of ours.
      const auto fits = organisation::check_slug(part.slug);
      if (!fits) give_up(fits.refusal());
      backup::write_durably(place_ + "/keys/" + part.slug + ".key", key);
      path = place_ + "/" + database_of(part.slug);
      auto known = read_erasures(erasures, "backup");
      if (!known) give_up(known.refusal());
      for (auto& one : known.value()) erasures_.push_back(std::move(one));
    }
    store_ = db::open_sqlite(path, backup::migrations_of(part));
    loader_ = std::make_unique<db::Loader>(*store_);
    loaded_ = {.part = part};
  }

  void table(const db::Table& table) override { sum_ = std::make_unique<db::TableSum>(table); }

  void row(const db::Table& table, std::string_view row) override {
    if (skips_) return;
    std::string changed;
    if (is_directory_ && table.name == "associations") {
      if (!row_here(table, row, changed)) return;
      row = changed;
    }
    sum_->add(row);
    loader_->add(table, row);
  }

  void end_table(const db::Table& table) override {
    loaded_.tables.push_back({table.name, sum_->rows(), hex(sum_->digest())});
  }

  void end() override {
    if (skips_) return;
    loader_->finish();
    const auto& part = loaded_.part;
    store_->read([&](db::Transaction& tx) {
      const auto same = backup::compare(tx, loaded_);
      if (!same) give_up(same.refusal());
      if (!is_directory_) verify(tx, part);
    });
    if (!is_directory_) seal(part);
    store_->close();
    if (is_directory_) return;
    restored.associations.push_back(part.slug);
    ids_[part.association] = part.slug;
  }

  Restored restored;
  Erasures& erasures() { return erasures_; }
  const std::map<std::string, std::string>& ids() const { return ids_; }

 private:
  static std::string database_of(const std::string& slug) { return "associations/" + slug + ".db"; }

  // The row of an association as it is here, whichever database it came from; false: it stays out.
  bool row_here(const db::Table& table, std::string_view row, std::string& changed) const {
    auto cells = db::decode_row(table, row).value();
    const auto place = [&](std::string_view column) {
      return static_cast<std::size_t>(std::ranges::find(table.columns, column, &db::Column::name) -
                                      table.columns.begin());
    };
    const std::string slug(cells[place("slug")].data);
    if (!wanted_.slug.empty() && slug != wanted_.slug) return false;
    const std::string database = database_of(slug);
    cells[place("database")] = db::Value(database);
    for (const auto& cell : cells) db::put_cell(changed, cell);
    return true;
  }

  void verify(db::Transaction& tx, const backup::Part& part) {
    const AssociationId id{part.association};
    // Sealed on arrival: from then on a gap is a loss here.
    const auto verdict = audit::verify(
        tx, id, part.gaps.value_or(false) ? audit::Gaps::allowed : audit::Gaps::as_here);
    if (verdict.first_bad) {
      give_up("restore.audit",
              {
                  {"association", part.slug                         },
                  {"seq",         std::to_string(*verdict.first_bad)}
      });
    }
    const auto keeper = seal::Keeper::open(place_ + "/keys/" + part.slug + ".key", id, false);
    const auto opened = seal::try_every_key(tx, *keeper, id);
    if (!opened.is_the_databases || !opened.closed.empty())
      give_up("restore.key", {
                                 {"association", part.slug}
      });
    restored.entries += verdict.entries;
    restored.keys += opened.keys;
  }

  void seal(const backup::Part& part) {
    const auto end = store_->write_and_wait([&](db::Transaction& tx) {
      audit::seal_all(tx, AssociationId{part.association}, wanted_.now);
      return true;
    });
    if (end != db::End::committed)
      throw db::Error(db::Error::Kind::lost, "the audit log could not be sealed");
  }

  const RestoreWanted& wanted_;
  std::string place_;
  backup::PartEnd loaded_;  // what it came to here
  std::unique_ptr<db::TableSum> sum_;
  bool is_directory_ = false, skips_ = false;
  std::unique_ptr<db::Store> store_;
  std::unique_ptr<db::Loader> loader_;
  Erasures erasures_;
  std::map<std::string, std::string> ids_;  // of the associations that came: their names
};

// Whoever was erased after the backup was made is erased again; how many.
std::int64_t erase_again(const std::string& place, const Erasures& erasures,
                         const std::map<std::string, std::string>& ids) {
  kernel::Clock clock;
  organisation::Directory directory({.data = place, .clock = &clock, .runs_jobs = false});
  std::int64_t count = 0;
  for (const auto& [id, slug] : ids) {
    std::set<std::string> parties;
    auto* tenant = directory.find(slug);
    if (tenant == nullptr) continue;  // closed: nobody opens it either
    const auto end = tenant->store->write_and_wait([&, &mine = id](db::Transaction& tx) {
      parties.clear();
      for (const auto& one : erasures) {
        if (one.association.text != mine || !tenant->keeper->party_key(tx, one.party)) continue;
        // A key of no party in the register is destroyed all the same.
        if (!parties::erase_person(tx, *tenant, one.party, by_restoring, one.at))
          tenant->keeper->erase_party_key(tx, one.party, one.at);
        parties.insert(one.party.text);
      }
      return true;
    });
    if (end != db::End::committed)
      throw db::Error(db::Error::Kind::lost, "the erasures could not be written");
    count += static_cast<std::int64_t>(parties.size());
  }
  return count;
}

bool is_empty(const std::string& folder) {
  if (!fs::exists(folder)) return true;
  if (!fs::is_directory(folder)) return false;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (name != growing && name != "lost+found") return false;
  }
  return true;
}

// The directory last: a folder without it holds no data.
void move_in(const std::string& place, const std::string& data) {
  std::vector<fs::path> entries;
  for (const auto& entry : fs::directory_iterator(place)) entries.push_back(entry.path());
  std::ranges::sort(entries, {}, [](const fs::path& path) {
    return path.filename().string().starts_with("directory.db");
  });
  for (const auto* folder : {"/keys/.", "/associations/.", "/erasures/.", "/."})
    backup::sync_folder_of(place + folder);
  std::vector<fs::path> moved;
  try {
    for (const auto& entry : entries) {
      moved.push_back(fs::path(data) / entry.filename());
      fs::rename(entry, moved.back());
    }
  } catch (...) {
    for (const auto& path : moved) fs::remove_all(path);
    throw;
  }
  fs::remove(place);
  backup::sync_folder_of(data + "/directory.db");
}

// What goes again unless it is kept.
struct Growing {
  explicit Growing(std::string data) : data_(std::move(data)), was_there_(fs::exists(data_)) {
    fs::create_directories(data_);
    if (!was_there_) fs::permissions(data_, fs::perms::owner_all);
    fs::remove_all(place());
    for (const auto* folder : {"", "/keys", "/associations", "/erasures"}) {
      fs::create_directory(place() + folder);
      fs::permissions(place() + folder, fs::perms::owner_all);
    }
  }
  Growing(const Growing&) = delete;
  Growing& operator=(const Growing&) = delete;
  ~Growing() {
    std::error_code ignored;
    if (!kept) fs::remove_all(place(), ignored);
    if (!kept && !was_there_) fs::remove(data_, ignored);
  }
  std::string place() const { return data_ + "/" + std::string(growing); }
  bool kept = false;

 private:
  std::string data_;
  bool was_there_;
};

Restored restore_into(const RestoreWanted& wanted, const std::string& place) {
  Restorer restorer(wanted, place);
  auto found = backup::read(wanted.file, wanted.secret_key, restorer);
  if (!found) give_up(found.refusal());
  if (restorer.ids().empty() && !wanted.slug.empty())
    give_up(refuse(RefusalKind::not_found, "association.unknown"));
  const auto beside = fs::path(wanted.file).parent_path() / "erasures";
  auto given = erasures_in(wanted.erasures.empty() ? beside.string() : wanted.erasures);
  if (!given) give_up(given.refusal());
  auto& all = restorer.erasures();
  for (const auto& one : given.value())
    if (restorer.ids().contains(one.association.text)) all.push_back(one);
  if (!all.empty()) restorer.restored.erased_again = erase_again(place, all, restorer.ids());
  for (const auto& [id, slug] : restorer.ids()) {
    Erasures its;
    for (const auto& one : all)
      if (one.association.text == id) its.push_back(one);
    backup::write_durably(erasures_file(place + "/erasures", slug), written(std::move(its)));
  }
  restorer.restored.found = std::move(found).value();
  restorer.restored.ids = restorer.ids();
  return std::move(restorer.restored);
}

}  // namespace

Result<Restored> restore_backup(const RestoreWanted& wanted) {
  if (!is_empty(wanted.data)) {
    return refuse(RefusalKind::conflict,
                  Obstacle{.code = "restore.not_empty", .parameters = {{"folder", wanted.data}}});
  }
  try {
    // Who the file is and whether the key is its own is known before anything is made.
    backup::SealedReader(wanted.file).unlock(wanted.secret_key);
    Growing place(wanted.data);
    auto restored = restore_into(wanted, place.place());
    carry_restored(place.place(), restored.ids, wanted.database, wanted.directory);
    move_in(place.place(), wanted.data);
    place.kept = true;
    return restored;
  } catch (const backup::Unreadable& unreadable) {
    return unreadable.refusal;
  }
}

}  // namespace app
