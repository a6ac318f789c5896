#include "app/crowd_check.h"

#include <algorithm>

#include "organisation/organisation.h"
#include "procedure/replay.h"
#include "reporting/reporting.h"
#include "requests/requests.h"

namespace app::crowd {
namespace {

std::string obstacle_of(const procedure::Replayed& replayed) {
  if (replayed.gone) return "its kind is gone";
  if (replayed.stop) {
    const auto& obstacles = replayed.stop->obstacles;
    return "act " + std::string(procedure::name_of(replayed.stop->act)) +
           " refused: " + (obstacles.empty() ? "" : obstacles.front().code);
  }
  if (!replayed.waits_at.empty()) return "waits at " + replayed.waits_at;
  if (!replayed.clocks.empty()) return "clock " + replayed.clocks.front().control;
  return replayed.answer_later_ms ? "answered too early" : "";
}

const db::Sql select_tasks(R"sql(
SELECT step, due, earliest FROM tasks
 WHERE association_id = $1 AND request_id = $2 ORDER BY step)sql");

struct Standing {
  std::string step;
  std::optional<std::int64_t> due, earliest;
  auto operator<=>(const Standing&) const = default;
};

std::optional<std::int64_t> ms_of(const std::optional<Instant>& at) {
  return at ? std::optional(at->ms) : std::nullopt;
}

bool has_its_tasks(db::Transaction& tx, const api::Tenant& tenant,
                   const requests::OpenRequest& open, const procedure::Facts& facts) {
  std::vector<Standing> stored, owed;
  tx.each(
      select_tasks,
      [&](const db::Row& row) {
        stored.push_back({row.string(0), row.optional_integer(1), row.optional_integer(2)});
      },
      tenant.id, open.row.id);
  const auto at = open.events.back().recorded_at;
  for (const auto& task : procedure::tasks(*open.pack, open.state, at, facts))
    owed.push_back({task.step, ms_of(task.due), ms_of(task.earliest)});
  std::ranges::sort(owed);
  return stored == owed;
}

// Unless something was corrected since, or is being filled in again.
bool is_as_signed(const requests::OpenRequest& open, const procedure::Facts& facts) {
  const auto& state = open.state;
  if (state.declared_digest.empty() || state.declaration_void) return true;
  return facts.content_digest == state.declared_digest;
}

}  // namespace

std::string why_not_legal(db::Transaction& tx, api::Tenant& tenant, const RequestId& id,
                          Instant now) {
  const auto found = requests::open_request(tx, tenant, id);
  if (!found) return "it cannot be opened";
  const auto* open = &found.value();
  const auto facts = requests::facts_of(tx, tenant, *open, now);
  const auto calendar = organisation::working_calendar(tx, tenant, now);
  std::vector<requests::History> histories(1);
  auto& history = histories.front();
  history.id = id;
  requests::read_facts(tx, *tenant.keeper, tenant.id, reporting::values_asked(open->kind()),
                       history);
  const procedure::Replay with{*open->pack, *open->pack, now, &calendar};
  const auto replayed = procedure::replay(with, open->state.kind, open->events, history.values);
  auto why = obstacle_of(replayed);
  if (why.empty() && open->state.seq != open->row.seq) why = "its row is not of its last event";
  if (why.empty() && !has_its_tasks(tx, tenant, *open, facts->facts)) why = "other tasks";
  if (why.empty() && !is_as_signed(*open, facts->facts)) why = "not what was signed";
  return why;
}

}  // namespace app::crowd
