#include "requests/queue.h"

#include <charconv>
#include <map>

#include "base/text.h"
#include "organisation/organisation.h"
#include "parties/parties.h"
#include "requests/describe.h"
#include "requests/queue_rows.h"

namespace requests {
namespace {

constexpr std::string_view scope_names[] = {"mine", "team", "all"};
constexpr std::string_view state_names[] = {"any", "due", "overdue", "blocked"};

template <class Enum, std::size_t count>
Result<Enum> word_of(const api::Call& call, std::string_view argument,
                     const std::string_view (&names)[count], Enum otherwise) {
  const auto word = call.argument(argument);
  if (!word || word->empty()) return otherwise;
  for (std::size_t index = 0; index < count; ++index) {
    if (*word == names[index]) return static_cast<Enum>(index);
  }
  std::string known;
  for (const auto name : names) known += (known.empty() ? "" : ", ") + std::string(name);
  return refuse(RefusalKind::invalid, {.code = "argument.unknown_word",
                                       .field = std::string(argument),
                                       .parameters = {{"known", known}}});
}

// "due_order~request~step": opaque to clients.
std::string key_text(const TaskRow& task) {
  return std::to_string(task.due_order) + "~" + task.request.text + "~" + task.step;
}

Result<TaskKey> key_of(const std::string& after) {
  if (after.empty()) return TaskKey{};
  const auto parts = split(after, '~');
  TaskKey key;
  const auto refused =
      refuse(RefusalKind::invalid, {.code = "argument.not_a_page_key", .field = "after"});
  if (parts.size() != 3) return refused;
  const auto& number = parts[0];
  const auto read = std::from_chars(number.data(), number.data() + number.size(), key.due_order);
  if (read.ec != std::errc{} || read.ptr != number.data() + number.size()) return refused;
  key.request = parts[1];
  key.step = parts[2];
  return key;
}

using People = std::map<PartyId, std::string>;

// Of a confidential request nobody is named.
bool names_nobody(const TaskRow& task) {
  return task.confidentiality == Class::confidential;
}

People people_of(db::Transaction& tx, const api::Call& call, const std::vector<TaskRow>& rows) {
  std::vector<PartyId> parties;
  for (const auto& task : rows) {
    if (!names_nobody(task)) parties.push_back(task.beneficiary);
  }
  return parties::display_names(tx, call.tenant, std::move(parties));
}

QueueRow describe_task(const api::Call& call, const TaskRow& task, const People& people,
                       organisation::StaffNames& staff) {
  QueueRow row{.request = task.request.text, .reference = task.reference, .kind = task.kind};
  const auto pack = call.tenant.policy_version(task.policy_version);
  const auto* kind = pack ? pack->kind(task.kind) : nullptr;
  row.step = task.step;
  row.step_kind = task.step_kind;
  if (kind != nullptr) {
    row.kind_title = kind->title;
    if (const int step = kind->step_index(task.step); step >= 0) {
      const auto& described = kind->steps[static_cast<std::size_t>(step)];
      row.step_title = described.title;
      row.who = who_acts(described.by);
    }
  }
  row.confidential = names_nobody(task);
  const auto person = row.confidential ? people.end() : people.find(task.beneficiary);
  if (person != people.end()) row.person = person->second;
  if (task.assignee) row.assignee = StaffRef{*task.assignee, staff.of(*task.assignee)};
  row.opened_at = task.opened_at;
  row.due = task.due;
  row.earliest = task.earliest;
  const bool waits = task.blocked_until && *task.blocked_until > call.now;
  if (waits) row.blocked_by = task.blocked_by;
  row.status = task.status;
  row.branch = task.branch;
  return row;
}

QueueCounts counts_of(db::Transaction& tx, const api::Call& call, const QueueQuery& query) {
  const auto scoped = [&](Scope scope) {
    return count_tasks(tx, call, {.scope = scope, .state = TaskState::any});
  };
  const auto stated = [&](TaskState state) {
    return count_tasks(tx, call, {.scope = query.scope, .state = state});
  };
  return {scoped(Scope::mine),        scoped(Scope::team),    scoped(Scope::all),
          stated(TaskState::overdue), stated(TaskState::due), stated(TaskState::blocked)};
}

}  // namespace

Result<QueueQuery> queue_query_of(const api::Call& call) {
  QueueQuery query;
  query.scope = TRY(word_of(call, "scope", scope_names, Scope::team));
  query.state = TRY(word_of(call, "state", state_names, TaskState::any));
  query.kind = call.argument("kind").value_or("");
  query.step = call.argument("step").value_or("");
  return query;
}

Result<QueuePage> list_queue(db::Transaction& tx, const api::Call& call) {
  const QueueQuery query = TRY(queue_query_of(call));
  const api::Page page = TRY(api::page_of(call));
  const TaskKey after = TRY(key_of(page.after));
  auto rows = task_rows(tx, call, query, after, page.limit + 1);
  QueuePage answer;
  if (rows.size() > static_cast<std::size_t>(page.limit)) {
    rows.resize(static_cast<std::size_t>(page.limit));
    answer.next = key_text(rows.back());
  }
  const People people = people_of(tx, call, rows);
  organisation::StaffNames staff(tx, call.tenant);
  answer.items.reserve(rows.size());
  for (const auto& task : rows) answer.items.push_back(describe_task(call, task, people, staff));
  answer.counts = counts_of(tx, call, query);
  return answer;
}

}  // namespace requests
