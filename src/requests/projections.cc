#include "requests/projections.h"

#include <limits>
#include <map>

#include "organisation/organisation.h"

namespace requests {
namespace {

constexpr std::string_view status_names[] = {"none", "open", "returned", "held", "closed"};
// A1: from the registration until the end; whoever waits takes none.
bool takes_place(const policy::RequestKind& kind, const procedure::Request& state) {
  if (state.status == procedure::Status::closed) return false;
  for (std::size_t i = 0; i < kind.steps.size(); ++i) {
    const bool registers = kind.steps[i].kind == policy::StepKind::enroll;
    if (registers && state.steps[i].status == procedure::StepStatus::done &&
        state.steps[i].outcome == "registered")
      return true;
  }
  return false;
}

constexpr std::int64_t no_due = std::numeric_limits<std::int64_t>::max();

}  // namespace

void project_row(RequestRow& row, const policy::RequestKind& kind,
                 const procedure::Request& state) {
  row.status = status_names[static_cast<std::size_t>(state.status)];
  row.outcome = state.outcome.empty() ? std::nullopt : std::optional(state.outcome);
  row.seq = state.seq;
  row.assignee = {state.assignee};
  row.submitted_at = state.submitted_at;
  row.closed_at = state.closed_at;
  row.registered = takes_place(kind, state);
}

const db::Sql insert_worker(R"sql(
INSERT INTO request_staff (association_id, request_id, staff_id, role, since, break_glass_until)
VALUES ($1, $2, $3, $4, $5, NULL)
    ON CONFLICT (association_id, request_id, staff_id)
    DO UPDATE SET role = excluded.role, break_glass_until = NULL)sql");

void add_worker(db::Transaction& tx, const AssociationId& association, const RequestId& request,
                const std::string& staff, std::string_view role, Instant now) {
  tx.execute(insert_worker, association, request, staff, role, now);
}

namespace {

const db::Sql select_workers(R"sql(
SELECT staff_id, role FROM request_staff
 WHERE association_id = $1 AND request_id = $2 AND break_glass_until IS NULL
 ORDER BY since, staff_id)sql");

struct Worker {
  std::string staff, role;
};

std::vector<Worker> workers_of(db::Transaction& tx, const AssociationId& association,
                               const RequestId& request) {
  std::vector<Worker> workers;
  tx.each(
      select_workers,
      [&](const db::Row& row) {
        workers.push_back({row.string(0), row.string(1)});
      },
      association, request);
  return workers;
}

const db::Sql count_open_work(R"sql(
SELECT COUNT(*) FROM tasks WHERE association_id = $1 AND assignee_id = $2)sql");

// Of those who hold a role for this branch the one with the least open work; first by id among
// equals. Where only staff of branches hold it, one of them does what is of no branch: it would be
// left undone else.
std::string least_loaded(db::Transaction& tx, api::Tenant& tenant, const RequestRow& row,
                         const std::vector<Role>& roles) {
  std::string chosen;
  std::int64_t least = no_due;
  auto holders = organisation::staff_with_roles(tx, tenant.id, roles, row.branch);
  if (holders.empty() && row.branch.empty())
    holders = organisation::staff_with_roles(tx, tenant.id, roles);
  for (const auto& staff : holders) {
    const auto load = tx.one(
        count_open_work, [](const db::Row& count) { return count.integer(0); }, tenant.id, staff);
    if (load.value_or(0) < least) {
      least = load.value_or(0);
      chosen = staff.text;
    }
  }
  return chosen;
}

bool holds_one_of(const Worker& worker, const std::vector<Role>& roles) {
  return std::ranges::any_of(roles, [&](Role role) { return worker.role == name_of(role); });
}

// Who does a task: the request's own assignee, else (in confidential requests, which nobody else
// would find) somebody who already works on it in a fitting role, else the least loaded of that
// role.
std::string worker_for(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
                       const procedure::Task& task, Instant now) {
  if (!task.assignee.empty()) return task.assignee;
  if (open.row.confidentiality != Class::confidential || task.roles.empty()) return {};
  for (const auto& worker : workers_of(tx, tenant.id, open.row.id)) {
    if (holds_one_of(worker, task.roles)) return worker.staff;
  }
  std::string chosen = least_loaded(tx, tenant, open.row, task.roles);
  if (!chosen.empty()) {
    add_worker(tx, tenant.id, open.row.id, chosen, name_of(task.roles.front()), now);
  }
  return chosen;
}

const db::Sql delete_tasks(R"sql(
DELETE FROM tasks WHERE association_id = $1 AND request_id = $2)sql");
const db::Sql delete_task_roles(R"sql(
DELETE FROM task_roles WHERE association_id = $1 AND request_id = $2)sql");
const db::Sql insert_task(R"sql(
INSERT INTO tasks (association_id, request_id, step, step_kind, kind, class, branch_id,
       assignee_id, applicant, opened_at, earliest, due, due_order, blocked_by, blocked_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15))sql");
const db::Sql insert_task_role(R"sql(
INSERT INTO task_roles (association_id, role, due_order, request_id, step, blocked_until)
VALUES ($1, $2, $3, $4, $5, $6))sql");

std::optional<std::string> or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// Until when a task waits for what blocks it: to its earliest date, or for as long as it takes.
std::optional<std::int64_t> blocked_until(const procedure::Task& task) {
  if (task.blocked_by.empty()) return std::nullopt;
  return task.earliest ? task.earliest->ms : no_due;
}

void project_tasks(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
                   const procedure::Facts& facts, Instant now) {
  tx.execute(delete_tasks, tenant.id, open.row.id);
  tx.execute(delete_task_roles, tenant.id, open.row.id);
  for (const auto& task : procedure::tasks(*open.pack, open.state, now, facts)) {
    const std::int64_t order = task.due ? task.due->ms : no_due;
    const auto until = blocked_until(task);
    tx.execute(insert_task, tenant.id, open.row.id, task.step, policy::name_of(task.kind),
               open.row.kind, name_of(open.row.confidentiality), or_null(open.row.branch.text),
               or_null(worker_for(tx, tenant, open, task, now)), task.applicant, task.opened_at,
               task.earliest, task.due, order, or_null(task.blocked_by), until);
    for (const Role role : task.roles) {
      tx.execute(insert_task_role, tenant.id, name_of(role), order, open.row.id, task.step, until);
    }
  }
}

const db::Sql select_outcomes(R"sql(
SELECT control, outcome, due, is_closed FROM control_outcomes
 WHERE association_id = $1 AND request_id = $2)sql");
const db::Sql upsert_outcome(R"sql(
INSERT INTO control_outcomes (association_id, request_id, control, clause, outcome, due,
       request_kind, class, received_at, is_closed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (association_id, request_id, control)
    DO UPDATE SET outcome = excluded.outcome, due = excluded.due,
       is_closed = excluded.is_closed)sql");
const db::Sql delete_outcome(R"sql(
DELETE FROM control_outcomes WHERE association_id = $1 AND request_id = $2 AND control = $3)sql");

struct ProjectedOutcome {
  std::string outcome;
  std::optional<std::int64_t> due;
  bool is_closed = false;
  bool operator==(const ProjectedOutcome&) const = default;
};
using ProjectedOutcomes = std::map<std::string, ProjectedOutcome, std::less<>>;

ProjectedOutcomes projected_outcomes(db::Transaction& tx, const AssociationId& association,
                                     const RequestId& request) {
  ProjectedOutcomes outcomes;
  tx.each(
      select_outcomes,
      [&](const db::Row& row) {
        outcomes[row.string(0)] = {row.string(1), row.optional_integer(2), row.integer(3) != 0};
      },
      association, request);
  return outcomes;
}

// Writes what changed; what is owed no more (the request was withdrawn before it came to that)
// goes.
void project_outcomes(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
                      Instant now) {
  const bool closed = open.state.status == procedure::Status::closed;
  auto before = projected_outcomes(tx, tenant.id, open.row.id);
  for (const auto& control : procedure::control_outcomes(*open.pack, open.state, now)) {
    ProjectedOutcome after{std::string(procedure::name_of(control.outcome)), {}, closed};
    if (control.due) after.due = control.due->ms;
    const auto found = before.find(control.control);
    const bool same = found != before.end() && found->second == after;
    if (found != before.end()) before.erase(found);
    if (same) continue;
    tx.execute(upsert_outcome, tenant.id, open.row.id, control.control, control.clause,
               after.outcome, control.due, open.row.kind, name_of(open.row.confidentiality),
               open.row.received_at, closed);
  }
  for (const auto& [control, outcome] : before) {
    tx.execute(delete_outcome, tenant.id, open.row.id, control);
  }
}

}  // namespace

void project_lists(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
                   const procedure::Facts& facts, Instant now) {
  project_tasks(tx, tenant, open, facts, now);
  project_outcomes(tx, tenant, open, now);
}

}  // namespace requests
