#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/api/api.h"
#include "requests/queue.h"

namespace requests {

// One open step, as the queue's SQL finds it.
struct TaskRow {
  RequestId request;
  std::string step, step_kind, kind;
  Class confidentiality = Class::ordinary;
  std::optional<std::string> branch, assignee, blocked_by;
  Instant opened_at;
  // Until when it waits for what `blocked_by` names; the end of time when no date ends it.
  std::optional<Instant> earliest, due, blocked_until;
  std::int64_t due_order = 0;
  std::string reference, status, policy_version;
  PartyId beneficiary;
};

// Where a page begins: after this row, in order of (due_order, request, step).
struct TaskKey {
  std::int64_t due_order = -1;
  std::string request, step;
};

std::vector<TaskRow> task_rows(db::Transaction& tx, const api::Call& call, const QueueQuery& query,
                               const TaskKey& after, int limit);
// How many there are, counted up to 1,000.
std::int64_t count_tasks(db::Transaction& tx, const api::Call& call, const QueueQuery& query);

}  // namespace requests
