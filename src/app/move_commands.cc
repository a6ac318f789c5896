#include "app/move_commands.h"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>

#include "app/commands.h"
#include "app/console.h"
#include "app/databases.h"
#include "app/moving.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr int patience_ms = 5'000;
constexpr std::chrono::milliseconds look_every{200};
// So long a server may be silent about a move before this program looks whether it is still there.
constexpr std::int64_t silence_ms = 3'000;

struct Given {
  std::string slug, to;
  bool cancels = false;
};

struct Home {
  AssociationId id;
  std::string database;
};

const db::Sql select_association(R"sql(
  SELECT id, database FROM associations WHERE slug = $1 AND state <> 'preparing')sql");

Refusal refusal_of(const char* code, std::map<std::string, std::string> parameters = {}) {
  return refuse(RefusalKind::conflict, Obstacle{.code = code, .parameters = std::move(parameters)});
}

void wait_a_little() {
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, look_every);
}

class Mover {
 public:
  Mover(kernel::Config config, Given given)
      : config_(std::move(config)), given_(std::move(given)) {}

  Result<Done> run() {
    std::optional<move::Asked> last;
    db::read_beside(directory_of(config_), patience_ms, [&](db::Transaction& tx) {
      tx.one(
          select_association,
          [&](const db::Row& row) {
            home_ = {{row.string(0)}, row.string(1)};
            return true;
          },
          given_.slug);
      last = move::find(tx, home_.id);
    });
    if (home_.id.text.empty()) return refuse(RefusalKind::not_found, "association.unknown");
    if (last && !last->is_under_way() && last->state != "failed") last.reset();
    if (given_.cancels) {
      if (!last) return refusal_of("move.none");
      set_state("cancelling");
    } else if (last && last->state != "cancelling") {
      TRY(is_the_same(*last));
      if (last->state == "failed") set_state("asked");
    } else {
      TRY(begin());
    }
    return go_on();
  }

 private:
  // In which words the move that is under way was asked for.
  Result<Done> is_the_same(const move::Asked& last) const {
    const bool to_a_file = given_.to == "file" && !db::is_postgres(last.to);
    if (to_a_file || given_.to == last.to) return Done{};
    return refusal_of("move.under_way");  // an address may hold a password, and is not repeated
  }

  // Where it goes, as associations.database says it.
  Result<std::string> target() const {
    if (db::is_postgres(given_.to)) return given_.to;
    const std::string folder = "associations/";
    if (given_.to == "file") {
      std::string name = folder + given_.slug + ".db";
      for (int i = 2; fs::exists(config_.data + "/" + name); ++i)
        name = folder + given_.slug + "-" + std::to_string(i) + ".db";
      return name;
    }
    const auto name = fs::path(given_.to).filename().string();
    if (given_.to != folder + name || !name.ends_with(".db"))
      return refuse(RefusalKind::invalid,
                    Obstacle{.code = "move.to", .parameters = {{"to", given_.to}}});
    return given_.to;
  }

  Result<Done> begin() {
    const auto to = TRY(target());
    const bool is_file_already = given_.to == "file" && !db::is_postgres(home_.database);
    if (to == home_.database || is_file_already) return refusal_of("move.same_place");
    if (db::is_postgres(home_.database) && config_.database_owner.empty())
      return refuse(RefusalKind::invalid, "move.owner_wanted");
    TRY(is_free(to));
    write_to_directory(config_, clock_, [&](db::Transaction& tx) {
      move::ask(tx, home_.id, home_.database, to, clock_.now());
    });
    return Done{};
  }

  // Reachable, of this version, and without rows of the association.
  Result<Done> is_free(const std::string& to) const {
    bool holds_rows = false;
    const auto look = [&](db::Transaction& tx) { holds_rows = move::holds_rows(tx, home_.id); };
    if (db::is_postgres(to)) {
      const auto store = db::open({to, home_.id.text}, db::association_migrations());
      store->read(look);
    } else if (const auto path = config_.data + "/" + to; fs::exists(path)) {
      db::read_beside(path, patience_ms, look);
    }
    if (holds_rows) return refusal_of("move.target_holds_rows");
    return Done{};
  }

  void set_state(const std::string& state) const {
    write_to_directory(config_, clock_, [&](db::Transaction& tx) {
      move::set_state(tx, home_.id, state, "", "", clock_.now());
    });
  }
  move::Asked state() const {
    std::optional<move::Asked> found;
    db::read_beside(directory_of(config_), patience_ms,
                    [&](db::Transaction& tx) { found = move::find(tx, home_.id); });
    return found.value();
  }

  // Here, or by the server that has the file.
  Result<Done> go_on() {
    for (;;) {
      const auto asked = state();
      if (!asked.is_under_way()) return ended(asked);
      try {
        if (db::is_postgres(asked.from)) return work({.config = config_, .clock = clock_}, asked);
        organisation::Directory directory({.data = config_.data,
                                           .keys = config_.keys,
                                           .directory = config_.directory,
                                           .clock = &clock_,
                                           .runs_jobs = false});
        return work({.config = config_, .clock = clock_, .directory = &directory}, asked);
      } catch (const db::Error& error) {
        // Who does the work sees that it is to be given up, and gives it up.
        const bool gives_up = given_.cancels && error.code == db::being_moved;
        if (error.code != "db.in_use" && !gives_up) throw;
      }
      watch();
    }
  }
  Result<Done> work(MoveWork work, const move::Asked& asked) {
    work.show = [this](const move::Progress& progress) { show(progress); };
    auto done = work_at_move(work, asked);
    const bool was_cancelled =
        !done && given_.cancels && done.refusal().obstacles.at(0).code == "move.cancelled";
    if (was_cancelled) return Done{};
    return done;
  }

  // Until it has ended, or nobody works at it.
  void watch() {
    for (auto asked = state(); asked.is_under_way(); asked = state()) {
      if (asked.told_at.ms > 0) show(asked.progress);
      const auto last = std::max(asked.told_at.ms, asked.asked_at.ms);
      if (clock_.now().ms - last > silence_ms && clock_.now().ms - began_.ms > silence_ms) return;
      wait_a_little();
    }
  }
  Result<Done> ended(const move::Asked& asked) const {
    if (asked.state == "moved" || (asked.state == "cancelled" && given_.cancels)) return Done{};
    if (asked.state == "cancelled") return refusal_of("move.cancelled");
    std::map<std::string, std::string> parameters;
    for (std::size_t at = 0; at < asked.detail.size();) {
      const auto equals = asked.detail.find('=', at);
      const auto end = asked.detail.find(' ', at);
      parameters[asked.detail.substr(at, equals - at)] =
          asked.detail.substr(equals + 1, end - equals - 1);
      at = end + 1;
    }
    return refuse(RefusalKind::conflict, Obstacle{.code = asked.code, .parameters = parameters});
  }

  void show(const move::Progress& progress) {
    const auto all = std::max(progress.rows_there, progress.rows);
    const auto hundredths = all == 0 ? 100 : progress.rows * 100 / all;
    std::string bar(static_cast<std::size_t>(hundredths / 5), '#');
    bar.resize(20, '.');
    const std::string line = "[" + bar + "] " + std::to_string(hundredths) + " %  " +
                             std::to_string(progress.rows) + " rows, " + progress.phase;
    if (line == shown_) return;
    shown_ = line;
    print(line);
  }

  const kernel::Config config_;
  const Given given_;
  const kernel::Clock clock_;
  const Instant began_ = clock_.now();
  Home home_;
  std::string shown_;
};

int move_association(const kernel::Config& config, const Given& given) {
  if (given.to.empty() != given.cancels) {
    print_error("sila: `sila move` needs --to ADDRESS, --to file, or --cancel");
    return 2;
  }
  const auto done = Mover(config, given).run();
  if (!done) return complain(done.refusal());
  print(given.cancels ? "The move was cancelled; " + given.slug + " stays where it was."
                      : given.slug + " lives at the new place. The old side is kept, read-only.");
  return 0;
}

}  // namespace

CLI::App& add_move_command(CLI::App& root, const std::function<kernel::Config()>& config,
                           int& code) {
  const auto given = std::make_shared<Given>();
  auto& command = *root.add_subcommand(
      "move",
      "Move an association into another database while it is in use; cut off, the same command "
      "goes on");
  command.add_option("--association", given->slug, "its name in addresses")->required();
  command.add_option("--to", given->to,
                     "postgresql://…, or `file`, or associations/NAME.db below the data folder");
  command.add_flag("--cancel", given->cancels, "give up a move that has not switched yet");
  command.callback([config, given, &code] { code = move_association(config(), *given); });
  return command;
}

}  // namespace app
