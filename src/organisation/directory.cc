#include "organisation/directory.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <shared_mutex>

#include "organisation/operators.h"
#include "organisation/policy_versions.h"
#include "organisation/texts.h"
#include "platform/db/hold.h"
#include "platform/kernel/log.h"

namespace organisation {
namespace {

namespace fs = std::filesystem;

// A tenant and what this room keeps in memory for it.
struct OpenTenant : api::Tenant {
  db::MovableStore* movable = nullptr;  // its store
  std::unique_ptr<PolicyCache> policies;
};

struct Entry {
  Association association;
  std::string database;
  std::mutex opening;
  std::atomic<OpenTenant*> open = nullptr;
  std::unique_ptr<OpenTenant> owned;
};

void make_private_folder(const std::string& path) {
  if (fs::is_directory(path)) return;
  fs::create_directories(path);
  fs::permissions(path, fs::perms::owner_all);
}

const db::Sql select_associations(R"sql(
  SELECT id, slug, names, database, state, created_at FROM associations ORDER BY slug)sql");

using Entries = std::map<std::string, std::unique_ptr<Entry>, std::less<>>;

Entries load_entries(db::Store& store) {
  Entries entries;
  store.read([&](db::Transaction& tx) {
    entries.clear();
    tx.each(select_associations, [&](const db::Row& row) {
      auto entry = std::make_unique<Entry>();
      entry->association = {.id = {row.string(0)},
                            .slug = row.string(1),
                            .names = decode_text(row.text(2)),
                            .state = row.string(4),
                            .created_at = row.instant(5)};
      entry->database = row.string(3);
      entries.emplace(entry->association.slug, std::move(entry));
    });
  });
  return entries;
}

const db::Sql insert_association(R"sql(
  INSERT INTO associations (id, slug, names, database, state, created_at, created_by)
  VALUES ($1, $2, $3, $4, 'preparing', $5, $6))sql");
const db::Sql open_association(R"sql(
  UPDATE associations SET state = 'open', names = $2 WHERE id = $1)sql");
const db::Sql delete_association(R"sql(
  DELETE FROM associations WHERE id = $1 AND state = 'preparing')sql");

// Runs a write on the directory to its end; anything but a durable one is a fault.
template <class Work>
void write(db::Store& store, Work work) {
  const auto end = store.write_and_wait([&](db::Transaction& tx) {
    work(tx);
    return true;
  });
  if (end != db::End::committed) {
    throw db::Error(db::Error::Kind::lost, "the directory was not written");
  }
}

void sweep_daily(api::Tenant& tenant, const kernel::Clock& clock) {
  tenant.runner->every("auth.sweep", day_ms, [&tenant, &clock] {
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      auth::sweep(tx, tenant.id, clock.now());
      return true;
    });
  });
}

}  // namespace

struct Directory::State {
  DirectoryOptions options;
  std::unique_ptr<db::Store> store;
  mutable std::shared_mutex mutex;  // of entries and closed
  Entries entries;
  std::mutex creating;
  bool closed = false;
  std::chrono::steady_clock::time_point looked_at;

  std::string path_of(const std::string& name) const { return options.data + "/" + name; }
  std::string key_of(const std::string& slug) const { return options.keys + "/" + slug + ".key"; }
  db::Place place_of(const Entry& entry, const std::string& database) const {
    return {db::is_postgres(database) ? database : path_of(database), entry.association.id.text};
  }
  std::unique_ptr<db::Store> open_store(const Entry& entry, const std::string& database) const {
    return db::open(place_of(entry, database), db::association_migrations(), options.limits);
  }

  std::unique_ptr<OpenTenant> open(const Entry& entry) {
    auto tenant = std::make_unique<OpenTenant>();
    const auto& association = entry.association;
    tenant->id = association.id;
    tenant->slug = association.slug;
    tenant->names = association.names;
    tenant->keeper = seal::Keeper::open(key_of(association.slug), association.id, false);
    auto movable = std::make_unique<db::MovableStore>(open_store(entry, entry.database),
                                                      [this] { look_where_they_live(); });
    tenant->movable = movable.get();
    tenant->store = std::move(movable);
    const auto* clock = options.clock;
    tenant->runner = std::make_unique<outbox::Runner>(*tenant->store, association.id,
                                                      [clock] { return clock->now(); });
    tenant->policies = std::make_unique<PolicyCache>(*tenant->store, association.id, *clock);
    auto* policies = tenant->policies.get();
    tenant->policy_in_force = [policies] { return policies->in_force(); };
    tenant->policy_version = [policies](std::string_view digest) {
      return policies->version(digest);
    };
    tenant->policy_changed = [policies] { policies->forget(); };
    tenant->store->listen([policies](const db::News& news) {
      if (news.text == policy_news || news.text == db::missed) policies->forget();
    });
    sweep_daily(*tenant, *clock);
    if (options.on_open) options.on_open(*tenant);
    if (options.runs_jobs) tenant->runner->start();
    return tenant;
  }

  void look_where_they_live() {
    for (auto& [slug, now] : load_entries(*store)) {
      Entry* entry = nullptr;
      {
        const std::shared_lock hold(mutex);
        const auto known = entries.find(slug);
        if (closed || known == entries.end() || known->second->database == now->database) continue;
        entry = known->second.get();
      }
      // Whoever holds it opens or closes the tenant, and may wait for the caller.
      const std::unique_lock opening(entry->opening, std::try_to_lock);
      if (!opening.owns_lock() || !follow(*entry, now->database)) continue;
      const std::unique_lock hold(mutex);
      entry->database = now->database;
    }
  }

  // With its `opening` held; false: it cannot be opened there yet, and is tried again.
  bool follow(const Entry& entry, const std::string& database) const {
    if (!entry.owned) return true;
    try {
      entry.owned->movable->exchange(open_store(entry, database));
      kernel::log::info("association.moved", {
                                                 {"association", entry.association.slug}
      });
      return true;
    } catch (const db::Error& error) {
      kernel::log::warning("association.not_followed",
                           {
                               {"association", entry.association.slug},
                               {"detail",      error.what()          }
      });
      return false;
    }
  }

  // With `mutex` held.
  Entry* open_entry(std::string_view slug) const {
    const auto known = entries.find(slug);
    if (known == entries.end() || known->second->association.state != "open") return nullptr;
    return known->second.get();
  }

  // What other programs have changed in a directory that several share; at most once a second,
  // whoever asks for what is not there.
  void look_again(bool at_once = false) {
    if (!db::is_postgres(options.directory)) return;
    const auto now = std::chrono::steady_clock::now();
    const std::unique_lock hold(mutex);
    if (!at_once && now - looked_at < std::chrono::seconds(1)) return;
    looked_at = now;
    for (auto& [slug, entry] : load_entries(*store)) {
      auto& known = entries[slug];
      if (!known) {
        known = std::move(entry);
        continue;
      }
      // One that is being opened, or is open, stays what it was opened as; a move is followed.
      const std::unique_lock opening(known->opening, std::try_to_lock);
      if (!opening.owns_lock() || known->open) continue;
      known->association = entry->association;
      known->database = entry->database;
    }
  }

  // The row of a new association, or of one whose creation was cut off; nothing when the slug is
  // taken.
  std::optional<Entry*> row_of(const NewAssociation& given, std::string_view operator_name) {
    {
      const std::shared_lock hold(mutex);
      const auto known = entries.find(given.slug);
      if (known != entries.end()) {
        if (known->second->association.state != "preparing") return std::nullopt;
        return known->second.get();
      }
    }
    const Instant now = options.clock->now();
    auto entry = std::make_unique<Entry>();
    entry->association = {.id = kernel::new_id<AssociationId>(now),
                          .slug = given.slug,
                          .names = given.names,
                          .state = "preparing",
                          .created_at = now};
    entry->database =
        options.database.empty() ? "associations/" + given.slug + ".db" : options.database;
    write(*store, [&](db::Transaction& tx) {
      const auto by = operator_named(tx, operator_name, now);
      tx.execute(insert_association, entry->association.id, given.slug, encode_text(given.names),
                 entry->database, now, by);
    });
    const std::unique_lock hold(mutex);
    return entries.emplace(given.slug, std::move(entry)).first->second.get();
  }

  // Of an association that was never open: nobody has entered anything.
  void clear(const Entry& entry) const {
    db::clear(place_of(entry, entry.database));
    fs::remove(key_of(entry.association.slug));
  }

  Result<Done> begin(const Entry& entry, const NewAssociation& given, const Making& making) const {
    api::Tenant tenant;
    tenant.id = entry.association.id;
    tenant.slug = given.slug;
    tenant.names = given.names;
    tenant.keeper = seal::Keeper::open(key_of(given.slug), tenant.id, true);
    tenant.store = open_store(entry, entry.database);
    std::optional<Result<Done>> begun;
    if (making.begin) {
      const auto end = tenant.store->write_and_wait([&](db::Transaction& tx) {
        begun = making.begin(tx, tenant);
        return begun->ok();
      });
      const bool refused = begun && !begun->ok();
      if (end != db::End::committed && !refused)
        throw db::Error(db::Error::Kind::lost, "the association's first content was not written");
    }
    tenant.store->close();
    return begun.value_or(Done{});
  }

  void discard(const Entry& entry) {
    clear(entry);
    write(*store,
          [&](db::Transaction& tx) { tx.execute(delete_association, entry.association.id); });
    const std::string slug = entry.association.slug;
    const std::unique_lock hold(mutex);
    entries.erase(slug);
  }
};

Directory::Directory(DirectoryOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  auto& given = state_->options;
  if (given.keys.empty()) given.keys = state_->path_of("keys");
  for (const auto& folder : {given.data, given.keys, state_->path_of("associations")}) {
    make_private_folder(folder);
  }
  if (given.directory.empty()) {
    given.directory = state_->path_of("directory.db");
    if (fs::exists(state_->path_of("directory.moved.db")) && !fs::exists(given.directory))
      throw db::Error(db::Error::Kind::lost, "the directory was moved", "db.directory_moved");
  }
  state_->store = db::open({given.directory, {}}, db::directory_migrations());
  state_->entries = load_entries(*state_->store);
}

Directory::~Directory() {
  close();
}

Result<Association> Directory::create(const NewAssociation& given, std::string_view operator_name,
                                      const Making& making) {
  TRY(check_slug(given.slug));
  const auto names = TRY(clean_text(given.names, "association.names", "/names"));
  const NewAssociation cleaned{given.slug, names};
  const std::lock_guard one_at_a_time(state_->creating);
  // Nor may another program clear away what this one has half made, or the other way round.
  const auto ours = db::hold(*state_->store, "founding");
  if (!ours) return refuse(RefusalKind::unavailable, "founding.under_way");
  state_->look_again(true);
  const auto entry = state_->row_of(cleaned, operator_name);
  if (!entry) {
    return refuse(RefusalKind::conflict, Obstacle{.code = "slug.taken", .field = "/slug"});
  }
  state_->clear(**entry);
  if (auto begun = state_->begin(**entry, cleaned, making); !begun) {
    state_->discard(**entry);
    return begun.refusal();
  }
  const auto id = (*entry)->association.id;
  write(*state_->store, [&](db::Transaction& tx) {
    tx.execute(open_association, id, encode_text(cleaned.names));
    if (making.note) making.note(tx);
  });
  const std::unique_lock hold(state_->mutex);
  (*entry)->association.state = "open";
  (*entry)->association.names = cleaned.names;
  return (*entry)->association;
}

std::vector<Association> Directory::list() const {
  state_->look_again();
  const std::shared_lock hold(state_->mutex);
  std::vector<Association> associations;
  for (const auto& [slug, entry] : state_->entries) associations.push_back(entry->association);
  return associations;
}

std::optional<Association> Directory::association(std::string_view slug) const {
  const std::shared_lock hold(state_->mutex);
  const auto known = state_->entries.find(slug);
  if (known == state_->entries.end()) return std::nullopt;
  return known->second->association;
}

api::Tenant* Directory::find(std::string_view slug) {
  Entry* entry = nullptr;
  {
    const std::shared_lock hold(state_->mutex);
    if (state_->closed) return nullptr;
    entry = state_->open_entry(slug);
  }
  if (entry == nullptr) {  // another program may have founded it, or opened it by now
    state_->look_again();
    const std::shared_lock hold(state_->mutex);
    entry = state_->open_entry(slug);
    if (entry == nullptr) return nullptr;
  }
  if (auto* open = entry->open.load(std::memory_order_acquire)) return open;
  const std::lock_guard hold(entry->opening);
  if (auto* open = entry->open.load(std::memory_order_acquire)) return open;
  try {
    entry->owned = state_->open(*entry);
  } catch (const db::Error&) {
    throw;
  } catch (const std::exception& error) {  // a missing key, say: as closed as a missing database
    throw db::Error(db::Error::Kind::lost, error.what());
  }
  entry->open.store(entry->owned.get(), std::memory_order_release);
  return entry->owned.get();
}

db::MovableStore* Directory::movable(std::string_view slug) {
  if (find(slug) == nullptr) return nullptr;
  const std::shared_lock hold(state_->mutex);
  return state_->entries.find(slug)->second->owned->movable;
}

void Directory::look_where_they_live() {
  state_->look_where_they_live();
}

db::Store& Directory::store() {
  return *state_->store;
}

void Directory::close() {
  {
    const std::unique_lock hold(state_->mutex);
    if (state_->closed) return;
    state_->closed = true;
  }
  for (auto& [slug, entry] : state_->entries) {
    const std::lock_guard hold(entry->opening);
    if (!entry->owned) continue;
    entry->owned->runner.reset();  // its handlers use everything else
    entry->owned->store->close();
  }
  state_->store->close();
}

}  // namespace organisation
