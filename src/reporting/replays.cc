#include "reporting/replays.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "base/json.h"
#include "governance/governance.h"
#include "platform/db/hold.h"
#include "platform/kernel/kernel.h"
#include "requests/requests.h"

namespace reporting {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds told_every{1};
// A name of its own for each: one that has ended stands in nobody's way while it lets go.
std::string held_while_running(const std::string& id) {
  return "replay/" + id;
}

const db::Sql delete_replay(R"sql(
  DELETE FROM policy_replays WHERE association_id = $1)sql");
const db::Sql insert_replay(R"sql(
  INSERT INTO policy_replays (association_id, id, tried, state, requests_done, requests_all,
    started_at, sealed_report)
  VALUES ($1, $2, $3, 'running', 0, 0, $4, NULL))sql");
const db::Sql update_progress(R"sql(
  UPDATE policy_replays SET requests_done = $3, requests_all = $4
  WHERE association_id = $1 AND id = $2 AND state = 'running')sql");
const db::Sql end_replay(R"sql(
  UPDATE policy_replays SET state = $3, requests_done = $4, requests_all = $5, sealed_report = $6
  WHERE association_id = $1 AND id = $2)sql");
const db::Sql select_replay(R"sql(
  SELECT id, tried, state, requests_done, requests_all, started_at, sealed_report
  FROM policy_replays WHERE association_id = $1)sql");

std::string context_of(const std::string& id) {
  return "policy_replays/" + id;
}

std::optional<ReplayState> latest(db::Transaction& tx, const api::Tenant& tenant) {
  return tx.one(
      select_replay,
      [&](const db::Row& row) {
        ReplayState state{.id = row.string(0),
                          .of = row.string(1),
                          .state = row.string(2),
                          .done = row.integer(3),
                          .all = row.integer(4),
                          .started_at = row.instant(5),
                          .report = {}};
        if (row.null(6)) return state;
        const auto text = tenant.keeper->association_key().open(row.bytes(6), context_of(state.id));
        auto report = json::read<ReplayReport>(text.value_or(""));
        if (report)
          state.report = std::move(report).value();
        else
          state.state = "failed";
        return state;
      },
      tenant.id);
}

}  // namespace

struct Replays::Running {
  api::Tenant& tenant;
  const std::string id;
  const Instant started_at;
  const std::shared_ptr<const policy::Pack> draft;
  std::shared_ptr<db::Held> held;  // while it runs
  std::atomic<std::int64_t> done = 0, all = 0;
  std::atomic<bool> is_stopped = false, is_over = false;
  std::mutex mutex;  // of what follows
  Steady::time_point told_at = Steady::now();
  std::thread thread;

  ~Running() {
    is_stopped = true;
    if (thread.joinable()) thread.join();
  }

  void tell_progress(std::int64_t so_far, std::int64_t of_all) {
    done = so_far;
    all = of_all;
    {
      const std::lock_guard hold(mutex);
      if (Steady::now() - told_at < told_every) return;
      told_at = Steady::now();
    }
    tenant.store->write<char>(
        [association = tenant.id, mine = id, so_far, of_all](db::Transaction& tx, char&) {
          tx.execute(update_progress, association, mine, so_far, of_all);
          return true;
        },
        [](db::End, char&) {});
  }

  void keep(const std::optional<ReplayReport>& report) {
    const std::string sealed =
        report ? tenant.keeper->association_key().close(json::write(*report), context_of(id)) : "";
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      tx.execute(end_replay, tenant.id, id, report ? "done" : "failed", done.load(), all.load(),
                 report ? std::optional(db::Bytes{sealed}) : std::nullopt);
      return true;
    });
  }

  void run() {
    std::optional<ReplayReport> made;
    try {
      made =
          replay_policy(tenant, *draft, started_at,
                        {.threads = 2,
                         .progress = [this](std::int64_t so_far,
                                            std::int64_t of_all) { tell_progress(so_far, of_all); },
                         .is_stopped = [this] { return is_stopped.load(); }});
      if (is_stopped) made.reset();
    } catch (const std::exception& error) {
      kernel::log::error("reporting.replay_failed", {
                                                        {"reason", error.what()}
      });
    }
    try {
      keep(made);
    } catch (const std::exception& error) {  // then nobody holds its name: it has failed
      kernel::log::error("reporting.replay_not_kept", {
                                                          {"reason", error.what()}
      });
    }
    is_over = true;
    held.reset();
  }
};

Replays::Replays() = default;
Replays::~Replays() = default;

bool Replays::is_running(const std::string& id) const {
  const std::lock_guard hold(mutex_);
  return std::ranges::any_of(
      running_, [&](const auto& one) { return one.second->id == id && !one.second->is_over; });
}

Result<ReplayState> Replays::start(db::Transaction& tx, api::Tenant& tenant, const std::string& of,
                                   std::shared_ptr<const policy::Pack> draft, Instant now) {
  tx.serialize("replay");
  const auto last = latest(tx, tenant);
  if (last && last->state == "running" &&
      (is_running(last->id) || !db::hold(*tenant.store, held_while_running(last->id))))
    return refuse(RefusalKind::conflict, "replay.running");
  const auto id = kernel::new_id<RequestId>(now).text;
  std::shared_ptr<db::Held> held = db::hold(*tenant.store, held_while_running(id));
  tx.execute(delete_replay, tenant.id);
  tx.execute(insert_replay, tenant.id, id, of, now);
  tx.after_commit([this, &tenant, id, now, draft = std::move(draft), held = std::move(held)] {
    const std::lock_guard hold(mutex_);
    auto& place = running_[tenant.id.text];
    place = std::unique_ptr<Running>(new Running{tenant, id, now, draft, held});
    place->thread = std::thread([one = place.get()] { one->run(); });
  });
  return ReplayState{.id = id, .of = of, .state = "running", .started_at = now, .report = {}};
}

Result<ReplayState> Replays::find(db::Transaction& tx, api::Tenant& tenant,
                                  const std::string& id) const {
  auto found = latest(tx, tenant);
  if (!found || found->id != id) return refuse(RefusalKind::not_found, "replay.unknown");
  if (found->state != "running" || is_running(id)) return *found;
  // Another program's, unless nobody has the name any more: then it has ended since we looked, or
  // its program has.
  if (!db::hold(*tenant.store, held_while_running(id))) return *found;
  tenant.store->read([&](db::Transaction& anew) { found = latest(anew, tenant); });
  if (!found || found->id != id) return refuse(RefusalKind::not_found, "replay.unknown");
  if (found->state == "running") found->state = "failed";
  return *found;
}

void Replays::stop() {
  const std::lock_guard hold(mutex_);
  for (auto& [association, one] : running_) one->is_stopped = true;
  running_.clear();
}

namespace {

struct StartReplay {
  std::string of;
};
BOOST_DESCRIBE_STRUCT(StartReplay, (), (of))

// Of the requests that a finding names, those that the reader may open.
void keep_readable(db::Transaction& tx, const api::Call& call, ReplayReport& report) {
  for (auto& finding : report.findings) {
    std::erase_if(finding.sample, [&](const ReplayedRequest& one) {
      const auto row = requests::find_row(tx, call.tenant.id, RequestId{one.request});
      if (!row) return true;
      const auto object =
          requests::rights_object(tx, call.tenant.id, row.value(), call.actor, call.now);
      return !auth::authorise(call.actor, auth::Action::request_read, object).ok();
    });
  }
}

}  // namespace

void add_replay_routes(api::Routes& routes, Replays& replays) {
  const auto right = auth::Action::policy_draft;
  routes.change<StartReplay, ReplayState>(
      "POST", "/desk/policy/replays", right,
      [&replays](db::Transaction& tx, const api::Call& call,
                 const StartReplay& body) -> Result<ReplayState> {
        auto draft = TRY(governance::pack_named(tx, call, body.of, "/of"));
        auto started = TRY(replays.start(tx, call.tenant, body.of, std::move(draft), call.now));
        audit::record(tx, call.tenant.id, auth::who_of(call.actor, right), call.now,
                      {.action = "policy.replayed", .object = body.of});
        return started;
      });
  routes.get<ReplayState>(
      "/desk/policy/replays/{id}", right,
      [&replays](db::Transaction& tx, const api::Call& call) -> Result<ReplayState> {
        auto state = TRY(replays.find(tx, call.tenant, call.param("id")));
        if (state.report) keep_readable(tx, call, *state.report);
        return state;
      });
}

}  // namespace reporting
