#include "reporting/replays.h"

#include <atomic>
#include <thread>

#include "governance/governance.h"
#include "platform/kernel/kernel.h"
#include "requests/requests.h"

namespace reporting {

struct Replays::Running {
  std::string id, of;
  Instant started_at;
  std::shared_ptr<const policy::Pack> draft;
  std::atomic<std::int64_t> done = 0, all = 0;
  std::atomic<bool> is_stopped = false;
  std::mutex mutex;  // of what follows
  std::string state = "running";
  std::optional<ReplayReport> report;
  std::thread thread;

  ~Running() {
    is_stopped = true;
    if (thread.joinable()) thread.join();
  }

  void run(api::Tenant& tenant) {
    std::string end = "done";
    std::optional<ReplayReport> made;
    try {
      made = replay_policy(tenant, *draft, started_at,
                           {.threads = 2,
                            .progress =
                                [this](std::int64_t so_far, std::int64_t of_all) {
                                  done = so_far;
                                  all = of_all;
                                },
                            .is_stopped = [this] { return is_stopped.load(); }});
    } catch (const std::exception& error) {
      kernel::log::error("reporting.replay_failed", {
                                                        {"reason", error.what()}
      });
      end = "failed";
    }
    const std::lock_guard hold(mutex);
    state = end;
    report = std::move(made);
  }

  ReplayState view() {
    const std::lock_guard hold(mutex);
    return {id, of, state, done, all, started_at, report};
  }
};

Replays::Replays() = default;
Replays::~Replays() = default;

Result<ReplayState> Replays::start(api::Tenant& tenant, const std::string& of,
                                   std::shared_ptr<const policy::Pack> draft, Instant now) {
  const std::lock_guard hold(mutex_);
  auto& place = running_[tenant.id.text];
  if (place && place->view().state == "running")
    return refuse(RefusalKind::conflict, "replay.running");
  place = std::make_unique<Running>();
  place->id = kernel::new_id<RequestId>(now).text;
  place->of = of;
  place->started_at = now;
  place->draft = std::move(draft);
  place->thread = std::thread([&tenant, one = place.get()] { one->run(tenant); });
  return place->view();
}

Result<ReplayState> Replays::find(const AssociationId& association, const std::string& id) const {
  const std::lock_guard hold(mutex_);
  const auto found = running_.find(association.text);
  if (found == running_.end() || found->second->id != id)
    return refuse(RefusalKind::not_found, "replay.unknown");
  return found->second->view();
}

void Replays::stop() {
  const std::lock_guard hold(mutex_);
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
        auto started = TRY(replays.start(call.tenant, body.of, std::move(draft), call.now));
        audit::record(tx, call.tenant.id, auth::who_of(call.actor, right), call.now,
                      {.action = "policy.replayed", .object = body.of});
        return started;
      });
  routes.get<ReplayState>(
      "/desk/policy/replays/{id}", right,
      [&replays](db::Transaction& tx, const api::Call& call) -> Result<ReplayState> {
        auto state = TRY(replays.find(call.tenant.id, call.param("id")));
        if (state.report) keep_readable(tx, call, *state.report);
        return state;
      });
}

}  // namespace reporting
