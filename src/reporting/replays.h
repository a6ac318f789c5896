#pragma once

#include <memory>

#include "reporting/replay_policy.h"

namespace reporting {

struct ReplayState {
  std::string id, of;  // of: a version's digest, or a draft's id
  std::string state;   // running | done | failed
  std::int64_t done = 0, all = 0;
  Instant started_at;
  std::optional<ReplayReport> report;
};
BOOST_DESCRIBE_STRUCT(ReplayState, (), (id, of, state, done, all, started_at, report))

// Replays that people start on a page: in a thread of their own, one at a time for an association
// among all programs on its database, where the latest is kept until the next. Thread-safe.
class Replays {
 public:
  Replays();
  Replays(const Replays&) = delete;
  Replays& operator=(const Replays&) = delete;
  ~Replays();

  // Begins after the commit. Refuses replay.running.
  Result<ReplayState> start(db::Transaction& tx, api::Tenant& tenant, const std::string& of,
                            std::shared_ptr<const policy::Pack> draft, Instant now);
  // One whose program ended has failed. Refuses replay.unknown: another was started since.
  Result<ReplayState> find(db::Transaction& tx, api::Tenant& tenant, const std::string& id) const;
  // Ends what runs, before the databases are closed.
  void stop();

 private:
  struct Running;
  bool is_running(const std::string& id) const;

  mutable std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Running>> running_;  // by association
};

// POST /desk/policy/replays, GET /desk/policy/replays/{id}.
void add_replay_routes(api::Routes& routes, Replays& replays);

}  // namespace reporting
