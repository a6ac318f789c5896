#include "app/moving.h"

#include <pthread.h>

#include <chrono>
#include <filesystem>

#include "app/databases.h"
#include "platform/audit/audit.h"
#include "platform/db/carry_changes.h"
#include "platform/db/read_beside.h"

namespace app {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int patience_ms = 5'000;
constexpr std::chrono::milliseconds look_every{500};
constexpr std::chrono::milliseconds rest_after_failure{5'000};
constexpr std::chrono::milliseconds tell_every{500};

struct GivenUp : std::runtime_error {
  GivenUp() : std::runtime_error("the program ends") {}
};
struct Cancelled : std::runtime_error {
  Cancelled() : std::runtime_error("the move was cancelled") {}
};

const db::Sql select_home(R"sql(SELECT database FROM associations WHERE id = $1)sql");

// One move, by one program.
class Worker {
 public:
  Worker(const MoveWork& work, const move::Asked& asked) : work_(work), asked_(asked) {}

  Result<Done> go() {
    if (home() == asked_.to) return arrived();
    if (db::is_postgres(asked_.from)) {
      if (work_.config.database_owner.empty())
        return refuse(RefusalKind::invalid, "move.owner_wanted");
      source_ = db::move_source(work_.config.database_owner, asked_.association);
    } else {
      store_ = movable()->beneath();
      source_ = db::move_source(*store_);
    }
    if (asked_.state == "cancelling") return cancel();
    try {
      auto carried = move::carry_out(the_move());
      if (!carried) end("failed", carried.refusal().obstacles.at(0));
      return carried.ok() ? arrived() : carried;
    } catch (const Cancelled&) {
      return cancel();
    }
  }

 private:
  db::MovableStore* movable() const {
    for (const auto& one : work_.directory->list()) {
      if (one.id != asked_.association) continue;
      if (auto* found = work_.directory->movable(one.slug)) return found;
    }
    throw db::Error(db::Error::Kind::lost, "the association that is moved is not open");
  }
  db::Place place(const std::string& database) const {
    const bool elsewhere = db::is_postgres(database);
    return {elsewhere ? database : work_.config.data + "/" + database, asked_.association.text};
  }

  void read(const std::function<void(db::Transaction&)>& use) const {
    if (work_.directory != nullptr) return work_.directory->store().read(use);
    db::read_beside(directory_of(work_.config), patience_ms, use);
  }
  void write(const std::function<void(db::Transaction&)>& use) const {
    if (work_.directory == nullptr) return write_to_directory(work_.config, work_.clock, use);
    const auto end = work_.directory->store().write_and_wait([&](db::Transaction& tx) {
      use(tx);
      return true;
    });
    if (end != db::End::committed)
      throw db::Error(db::Error::Kind::lost, "the directory was not written");
  }
  std::string home() const {
    std::string database;
    read([&](db::Transaction& tx) {
      tx.each(
          select_home, [&](const db::Row& row) { database = row.string(0); }, asked_.association);
    });
    return database;
  }
  void end(const std::string& state, const Obstacle& why) const {
    std::string detail;
    for (const auto& [name, value] : why.parameters) detail += name + "=" + value + " ";
    write([&](db::Transaction& tx) {
      move::set_state(tx, asked_.association, state, why.code, detail, work_.clock.now());
    });
  }

  move::Move the_move() {
    move::Move move{.whose = asked_.association, .from = *source_};
    move.open_to = [this] { return db::open(place(asked_.to), db::association_migrations()); };
    move.check = [this](db::Transaction& tx) { return check(tx); };
    move.last_write = [this](db::Transaction& tx) { record(tx); };
    move.arrive = [this](db::Transaction& tx) {
      for (const auto& last : audit::list(tx, asked_.association, {}, 0, 1))
        db::pass_numbers(tx, last.seq);
    };
    if (store_ != nullptr) {
      auto* movable = this->movable();
      move.hold = [movable] { movable->hold(); };
      move.go_on = [movable] { movable->go_on(); };
    }
    move.switch_over = [this] { switch_over(); };
    move.tell = [this](const move::Progress& progress) { tell(progress); };
    return move;
  }

  Result<Done> check(db::Transaction& tx) const {
    const auto verdict = audit::verify(tx, asked_.association);
    if (!verdict.first_bad) return Done{};
    return refuse(RefusalKind::conflict,
                  Obstacle{.code = "move.audit",
                           .parameters = {{"seq", std::to_string(*verdict.first_bad)}}});
  }
  // At the old side, so that both sides stay alike; that the move came so far is true even if this
  // attempt is cut off now. A file takes a gap among unsealed numbers for a loss; sealed, the link
  // says that it is none.
  void record(db::Transaction& tx) const {
    audit::record(tx, asked_.association, {.kind = "system", .id = {}}, work_.clock.now(),
                  {.action = "association.switching", .object = asked_.association.text});
    if (store_ != nullptr) return;
    while (audit::seal_pending(tx, asked_.association, work_.clock.now()) > 0) {
    }
  }
  void switch_over() const {
    write([&](db::Transaction& tx) {
      organisation::set_address(tx, asked_.association, asked_.to);
      move::set_state(tx, asked_.association, "moved", "", "", work_.clock.now());
    });
    if (work_.directory != nullptr) work_.directory->look_where_they_live();
  }
  Result<Done> arrived() const {
    end("moved", {});
    if (work_.directory != nullptr) work_.directory->look_where_they_live();
    std::error_code none;  // the fence inside holds as well
    if (!db::is_postgres(asked_.from))
      std::filesystem::permissions(place(asked_.from).database, std::filesystem::perms::owner_read,
                                   none);
    return Done{};
  }
  Result<Done> cancel() const {
    source_->lift();
    db::clear(place(asked_.to));
    end("cancelled", {});
    return refuse(RefusalKind::conflict, "move.cancelled");
  }

  void tell(const move::Progress& progress) {
    if (work_.ending != nullptr && *work_.ending) throw GivenUp();
    const auto now = Steady::now();
    if (progress.phase == phase_ && now - told_at_ < tell_every) return;
    phase_ = progress.phase;
    told_at_ = now;
    if (work_.show) work_.show(progress);
    std::optional<move::Asked> known;
    read([&](db::Transaction& tx) { known = move::find(tx, asked_.association); });
    if (known && known->state == "cancelling") throw Cancelled();
    if (work_.directory == nullptr) return;
    work_.directory->look_where_they_live();  // others may be moved meanwhile
    write([&](db::Transaction& tx) {
      move::tell(tx, asked_.association, progress, work_.clock.now());
    });
  }

  const MoveWork& work_;
  const move::Asked& asked_;
  std::shared_ptr<db::Store> store_;
  std::unique_ptr<db::MoveSource> source_;
  std::string phase_;
  Steady::time_point told_at_;
};

}  // namespace

Result<Done> work_at_move(const MoveWork& work, const move::Asked& asked) {
  return Worker(work, asked).go();
}

void Mover::start() {
  work_.ending = &ending_;
  thread_ = std::thread([this] { loop(); });
}

void Mover::stop() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  ends_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool Mover::look() {
  try {
    auto& directory = *work_.directory;
    directory.look_where_they_live();
    std::vector<move::Asked> all;
    directory.store().read([&](db::Transaction& tx) { all = move::under_way(tx); });
    for (const auto& asked : all) {
      if (db::is_postgres(asked.from)) continue;  // whoever asked has the owner's rights
      const auto ended = work_at_move(work_, asked);
      if (ended) continue;
      kernel::log::warning("move.ended", {
                                             {"reason", ended.refusal().obstacles.at(0).code}
      });
    }
    return true;
  } catch (const GivenUp&) {
    return true;
  } catch (const std::exception& error) {
    kernel::log::error("move.attempt_failed", {
                                                  {"detail", error.what()}
    });
    return false;
  }
}

void Mover::loop() {
  pthread_setname_np(pthread_self(), "mover");
  auto wait = look_every;
  std::unique_lock lock(mutex_);
  while (!ends_.wait_for(lock, wait, [&] { return ending_.load(); })) {
    lock.unlock();
    wait = look() ? look_every : rest_after_failure;
    lock.lock();
  }
}

}  // namespace app
