#pragma once

#include <string>

#include "platform/api/api.h"
#include "requests/views.h"

namespace requests {

enum class Scope : std::uint8_t { mine, team, all };
enum class TaskState : std::uint8_t { any, due, overdue, blocked };

struct QueueQuery {
  Scope scope = Scope::team;
  TaskState state = TaskState::any;
  std::string kind, step;  // empty: any
};
// From ?scope= &state= &kind= &step=; unknown words are refused with the words that are known.
Result<QueueQuery> queue_query_of(const api::Call& call);

// Open steps in order of their due date, those without one last; only what this actor may find.
Result<QueuePage> list_queue(db::Transaction& tx, const api::Call& call);

}  // namespace requests
