#include "requests/queue_rows.h"

#include <algorithm>
#include <array>
#include <limits>

namespace requests {
namespace {

// What may be found: not outside one's branches, unless one was given it; of restricted requests
// not by whoever is of the board alone, unless they were given it; of confidential ones only one's
// own work, and what stands before the body that one sits on. $2 staff, $3 sees every branch, $4
// sits on a body, $5 now. For an EXISTS about requests PostgreSQL would read all that one ever had
// to do with, for one page; what is counted it looks up for each task that it shows.
const std::string findable = R"sql(
   AND ($3 = 1 OR t.assignee_id = $2
        OR EXISTS (SELECT 1 FROM staff_branches b WHERE b.association_id = t.association_id
                      AND b.staff_id = $2 AND b.branch_id = t.branch_id))
   AND (t.class <> 'restricted'
        OR EXISTS (SELECT 1 FROM staff_roles o WHERE o.association_id = $1 AND o.staff_id = $2
                      AND o.role NOT IN ('board_member', 'administrator'))
        OR (SELECT COUNT(*) FROM request_staff g WHERE g.association_id = t.association_id
               AND g.request_id = t.request_id AND g.staff_id = $2
               AND g.break_glass_until IS NULL) > 0)
   AND (t.class <> 'confidential' OR ($4 = 1 AND t.step_kind = 'study')
        OR (SELECT COUNT(*) FROM request_staff w WHERE w.association_id = t.association_id
               AND w.request_id = t.request_id AND w.staff_id = $2
               AND (w.break_glass_until IS NULL OR w.break_glass_until > $5)) > 0))sql";

// $6 only what waits for something ($5 now), $7 the latest due date, $8 kind, $9 step; empty means
// any.
const std::string wanted = R"sql(
   AND ($6 = 0 OR t.blocked_until > $5)
   AND ($8 = '' OR t.kind = $8) AND ($9 = '' OR t.step = $9))sql";

const std::string columns = R"sql(
SELECT t.request_id, t.step, t.step_kind, t.kind, t.class, t.branch_id, t.assignee_id,
       t.blocked_by, t.opened_at, t.earliest, t.due, t.due_order, r.reference, r.status,
       r.policy_version, r.beneficiary_id, t.blocked_until)sql";

// The range of due dates is bounded on both sides by one index: the key from below, $7 from above.
const std::string page = R"sql(
   AND t.due_order <= $7 AND (t.due_order, t.request_id, t.step) > ($10, $11, $12)
 ORDER BY t.due_order, t.request_id, t.step LIMIT $13)sql";

const std::string all_text = columns + R"sql(
  FROM tasks t JOIN requests r ON r.association_id = t.association_id AND r.id = t.request_id
 WHERE t.association_id = $1)sql" +
                             findable + wanted + page;
const db::Sql tasks_of_all(all_text);

const std::string mine_text = columns + R"sql(
  FROM tasks t JOIN requests r ON r.association_id = t.association_id AND r.id = t.request_id
 WHERE t.association_id = $1 AND t.assignee_id = $2)sql" +
                              findable + wanted + page;
const db::Sql tasks_of_mine(mine_text);

const std::string role_text = columns + R"sql(
  FROM task_roles k
  JOIN tasks t ON t.association_id = k.association_id AND t.request_id = k.request_id
                  AND t.step = k.step
  JOIN requests r ON r.association_id = k.association_id AND r.id = k.request_id
 WHERE k.association_id = $1 AND k.role = $14)sql" +
                              findable + wanted + R"sql(
   AND k.due_order <= $7 AND (k.due_order, k.request_id, k.step) > ($10, $11, $12)
 ORDER BY k.due_order, k.request_id, k.step LIMIT $13)sql";
const db::Sql tasks_of_role(role_text);

// Counted up to five hundred: a badge says "more than" beyond that. Every count reads its own range
// of one index and nothing else: by due date ($6 to $7), or what waits beyond now ($5).
const std::string by_due = " AND t.due_order >= $6 AND t.due_order <= $7";
const std::string by_block = " AND t.blocked_until > $5";
const std::string at_most = " LIMIT 500) AS found";
const std::string count_all =
    "SELECT COUNT(*) FROM (SELECT 1 FROM tasks t WHERE t.association_id = $1" + findable;
const std::string due_of_all_text = count_all + by_due + at_most;
const db::Sql due_of_all(due_of_all_text);
const std::string blocked_of_all_text = count_all + by_block + at_most;
const db::Sql blocked_of_all(blocked_of_all_text);
const std::string count_mine = count_all + " AND t.assignee_id = $2";
const std::string due_of_mine_text = count_mine + by_due + at_most;
const db::Sql due_of_mine(due_of_mine_text);
const std::string blocked_of_mine_text = count_mine + by_block + at_most;
const db::Sql blocked_of_mine(blocked_of_mine_text);

// A task of several of the actor's roles counts with the first of them: DISTINCT would sort them
// all before it could stop. `several`: 1 when the actor has more than one.
std::string count_roles(const std::string& range, const std::string& several,
                        const std::string& roles) {
  return R"sql(
SELECT COUNT(*) FROM (
  SELECT 1
    FROM task_roles k JOIN tasks t ON t.association_id = k.association_id
                      AND t.request_id = k.request_id AND t.step = k.step
   WHERE k.association_id = $1 AND k.role IN )sql" +
         roles + range + R"sql(
     AND ()sql" +
         several +
         R"sql( = 0 OR NOT EXISTS (SELECT 1 FROM task_roles d
                      WHERE d.association_id = k.association_id
                        AND d.request_id = k.request_id AND d.step = k.step
                        AND d.role < k.role AND d.role IN )sql" +
         roles + "))" + findable + at_most;
}
const std::string due_of_roles_text =
    count_roles(" AND k.due_order >= $6 AND k.due_order <= $7", "$18",
                "($8, $9, $10, $11, $12, $13, $14, $15, $16, $17)");
const db::Sql due_of_roles(due_of_roles_text);
const std::string blocked_of_roles_text = count_roles(
    " AND k.blocked_until > $5", "$16", "($6, $7, $8, $9, $10, $11, $12, $13, $14, $15)");
const db::Sql blocked_of_roles(blocked_of_roles_text);

TaskRow task_row(const db::Row& row) {
  TaskRow task;
  task.request = {row.string(0)};
  task.step = row.string(1);
  task.step_kind = row.string(2);
  task.kind = row.string(3);
  task.confidentiality = class_named(row.text(4)).value_or(Class::confidential);
  task.branch = row.optional_string(5);
  task.assignee = row.optional_string(6);
  task.blocked_by = row.optional_string(7);
  task.opened_at = row.instant(8);
  if (!row.null(9)) task.earliest = row.instant(9);
  if (!row.null(10)) task.due = row.instant(10);
  task.due_order = row.integer(11);
  task.reference = row.string(12);
  task.status = row.string(13);
  task.policy_version = row.string(14);
  task.beneficiary = {row.string(15)};
  if (!row.null(16)) task.blocked_until = row.instant(16);
  return task;
}

// The due dates that a state means, both ends within.
struct Range {
  std::int64_t from = std::numeric_limits<std::int64_t>::min();
  std::int64_t to = std::numeric_limits<std::int64_t>::max();
};
Range range_of(TaskState state, Instant now) {
  const Instant midnight = riyadh_midnight(riyadh_date(now) + 1);
  if (state == TaskState::overdue) return {.to = now.ms - 1};
  if (state == TaskState::due) return {now.ms, midnight.ms - 1};
  return {};
}

// The parameters that every statement above begins with.
struct Common {
  Common(const api::Call& call, const QueueQuery& query)
      : association(call.tenant.id),
        staff(call.actor.id),
        every_branch(call.actor.branches.empty()),
        on_body(call.actor.has(Role::secretary) || call.actor.has(Role::committee_member)),
        blocked(query.state == TaskState::blocked),
        now(call.now),
        range(range_of(query.state, call.now)),
        kind(query.kind),
        step(query.step) {}
  const AssociationId& association;
  const std::string& staff;
  bool every_branch, on_body, blocked;
  Instant now;
  Range range;
  const std::string &kind, &step;

  template <class... More>
  void each(db::Transaction& tx, const db::Sql& sql, std::vector<TaskRow>& into,
            const TaskKey& after, int limit, const More&... more) const {
    const auto take = [&](const db::Row& row) { into.push_back(task_row(row)); };
    const bool begins = after.due_order < range.from;
    tx.each(sql, take, association, staff, every_branch, on_body, now, blocked, range.to, kind,
            step, begins ? range.from : after.due_order, begins ? std::string() : after.request,
            begins ? std::string() : after.step, limit, more...);
  }
  template <class... More>
  std::int64_t count(db::Transaction& tx, const db::Sql& by_due_date, const db::Sql& by_wait,
                     const More&... more) const {
    const auto number = [](const db::Row& row) { return row.integer(0); };
    if (blocked) {
      return tx.one(by_wait, number, association, staff, every_branch, on_body, now, more...)
          .value_or(0);
    }
    return tx
        .one(by_due_date, number, association, staff, every_branch, on_body, now, range.from,
             range.to, more...)
        .value_or(0);
  }
};

auto key_of(const TaskRow& task) {
  return std::tie(task.due_order, task.request.text, task.step);
}

}  // namespace

std::vector<TaskRow> task_rows(db::Transaction& tx, const api::Call& call, const QueueQuery& query,
                               const TaskKey& after, int limit) {
  const Common common(call, query);
  std::vector<TaskRow> rows;
  switch (query.scope) {
    case Scope::mine:
      common.each(tx, tasks_of_mine, rows, after, limit);
      return rows;
    case Scope::all:
      common.each(tx, tasks_of_all, rows, after, limit);
      return rows;
    case Scope::team:
      break;
  }
  for (const Role role : call.actor.roles) {
    common.each(tx, tasks_of_role, rows, after, limit, name_of(role));
  }
  std::ranges::sort(rows, {}, key_of);
  const auto same = [](const TaskRow& a, const TaskRow& b) { return key_of(a) == key_of(b); };
  rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
  if (rows.size() > static_cast<std::size_t>(limit)) rows.resize(static_cast<std::size_t>(limit));
  return rows;
}

std::int64_t count_tasks(db::Transaction& tx, const api::Call& call, const QueueQuery& query) {
  const Common common(call, query);
  if (query.scope == Scope::mine) {
    return common.count(tx, due_of_mine, blocked_of_mine);
  }
  if (query.scope == Scope::all) {
    return common.count(tx, due_of_all, blocked_of_all);
  }
  std::array<std::string_view, role_count> roles{};
  std::size_t next = 0;
  for (const Role role : call.actor.roles) roles[next++] = name_of(role);
  return common.count(tx, due_of_roles, blocked_of_roles, roles[0], roles[1], roles[2], roles[3],
                      roles[4], roles[5], roles[6], roles[7], roles[8], roles[9], next > 1);
}

}  // namespace requests
