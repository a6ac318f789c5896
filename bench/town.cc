#include "town.h"

#include <stdlib.h>

#include <array>
#include <filesystem>
#include <stdexcept>

namespace bench {
namespace {

constexpr int people = 120, lived_requests = 300, slice = 4;
const audit::Who founder{.kind = "operator", .id = "bench"};

const db::Sql select_lived(R"sql(
SELECT id FROM requests WHERE association_id = $1 AND reference < 'copy-' ORDER BY id)sql");
const db::Sql select_ids(R"sql(
SELECT id FROM requests WHERE association_id = $1 AND reference < 'copy-' AND kind = $2
   AND status = $3 ORDER BY id)sql");

// $2: the number of the copy, as twelve digits; $3: by how much it is younger, in milliseconds.
const db::Sql copy_requests(R"sql(
INSERT INTO requests (association_id, id, reference, kind, policy_version, class, branch_id,
       beneficiary_id, applicant_id, capacity, entered_by, channel, status, outcome, seq,
       assignee_id, about_request_id, received_at, submitted_at, closed_at)
SELECT association_id, '02' || SUBSTR($2, 7) || SUBSTR(id, 9),
       'copy-' || $2 || '-' || reference, kind,
       policy_version, class, branch_id, beneficiary_id, applicant_id, capacity, entered_by,
       channel, status, outcome, seq, assignee_id, about_request_id, received_at + $3,
       submitted_at + $3, closed_at + $3
  FROM requests WHERE association_id = $1 AND reference < 'copy-')sql");
const db::Sql copy_events(R"sql(
INSERT INTO request_events (association_id, request_id, seq, id, kind, kind_version, happened_at,
       recorded_at, actor_kind, actor_id, actor_role, on_behalf_of, channel, policy_version, step,
       payload)
SELECT e.association_id, '02' || SUBSTR($2, 7) || SUBSTR(e.request_id, 9), e.seq,
       '02' || SUBSTR($2, 7) || SUBSTR(e.id, 9),
       e.kind, e.kind_version, e.happened_at + $3, e.recorded_at + $3, e.actor_kind, e.actor_id,
       e.actor_role, e.on_behalf_of, e.channel, e.policy_version, e.step, e.payload
  FROM requests r JOIN request_events e ON e.association_id = r.association_id
       AND e.request_id = r.id
 WHERE r.association_id = $1 AND r.reference < 'copy-')sql");
const db::Sql copy_values(R"sql(
INSERT INTO request_values (association_id, request_id, item, version, party_id, sealed, digest,
       given_at, is_current)
SELECT v.association_id, '02' || SUBSTR($2, 7) || SUBSTR(v.request_id, 9),
       v.item, v.version, v.party_id, v.sealed,
       v.digest, v.given_at + $3, v.is_current
  FROM requests r JOIN request_values v ON v.association_id = r.association_id
       AND v.request_id = r.id
 WHERE r.association_id = $1 AND r.reference < 'copy-')sql");
const db::Sql copy_staff(R"sql(
INSERT INTO request_staff (association_id, request_id, staff_id, role, since, break_glass_until)
SELECT w.association_id, '02' || SUBSTR($2, 7) || SUBSTR(w.request_id, 9),
       w.staff_id, w.role, w.since + $3, NULL
  FROM requests r JOIN request_staff w ON w.association_id = r.association_id
       AND w.request_id = r.id
 WHERE r.association_id = $1 AND r.reference < 'copy-')sql");
// A due date at the end of time stays there.
const db::Sql copy_tasks(R"sql(
INSERT INTO tasks (association_id, request_id, step, step_kind, kind, class, branch_id, assignee_id,
       applicant, opened_at, earliest, due, due_order, blocked_by, blocked_until)
SELECT t.association_id, '02' || SUBSTR($2, 7) || SUBSTR(t.request_id, 9),
       t.step, t.step_kind, t.kind, t.class,
       t.branch_id, t.assignee_id, t.applicant, t.opened_at + $3, t.earliest + $3, t.due + $3,
       CASE WHEN t.due IS NULL THEN t.due_order ELSE t.due_order + $3 END, t.blocked_by,
       CASE WHEN t.earliest IS NULL THEN t.blocked_until ELSE t.blocked_until + $3 END
  FROM requests r JOIN tasks t ON t.association_id = r.association_id AND t.request_id = r.id
 WHERE r.association_id = $1 AND r.reference < 'copy-')sql");
const db::Sql copy_roles(R"sql(
INSERT INTO task_roles (association_id, role, due_order, request_id, step, blocked_until)
SELECT k.association_id, k.role,
       CASE WHEN t.due IS NULL THEN k.due_order ELSE k.due_order + $3 END,
       '02' || SUBSTR($2, 7) || SUBSTR(k.request_id, 9),
       k.step, CASE WHEN t.earliest IS NULL THEN k.blocked_until ELSE k.blocked_until + $3 END
  FROM requests r JOIN tasks t ON t.association_id = r.association_id AND t.request_id = r.id
  JOIN task_roles k ON k.association_id = t.association_id AND k.request_id = t.request_id
       AND k.step = t.step
 WHERE r.association_id = $1 AND r.reference < 'copy-')sql");
const db::Sql copy_outcomes(R"sql(
INSERT INTO control_outcomes (association_id, request_id, control, clause, outcome, due,
       request_kind, class, received_at, is_closed)
SELECT c.association_id, '02' || SUBSTR($2, 7) || SUBSTR(c.request_id, 9),
       c.control, c.clause, c.outcome,
       c.due + $3, c.request_kind, c.class, c.received_at + $3, c.is_closed
  FROM requests r JOIN control_outcomes c ON c.association_id = r.association_id
       AND c.request_id = r.id
 WHERE r.association_id = $1 AND r.reference < 'copy-')sql");

const db::Sql delete_value(R"sql(
DELETE FROM request_values WHERE association_id = $1 AND request_id = $2 AND item = $3)sql");

std::vector<RequestId> ids_of(api::Tenant& tenant, const db::Sql& sql, const auto&... more) {
  std::vector<RequestId> ids;
  tenant.store->read([&](db::Transaction& tx) {
    tx.each(
        sql, [&](const db::Row& row) { ids.push_back({row.string(0)}); }, tenant.id, more...);
  });
  return ids;
}

}  // namespace

kernel::Config config_in(const std::string& folder, const Databases& databases) {
  kernel::Config config;
  config.data = folder + "/data";
  config.public_address = "http://127.0.0.1:1";
  config.demo = true;
  config.database = databases.address;
  config.database_owner = databases.owner;
  return config;
}

void Association::open(const std::string& folder, const std::string& slug,
                       const Databases& databases) {
  folder_ = folder;
  house_ = std::make_unique<app::House>(app::HouseOptions{
      .config = config_in(folder_, databases), .clock = &clock_, .runs_jobs = false});
  tenant_ = house_->directory().find(slug);
}

Town::Town(const Databases& databases) {
  auto pattern = (std::filesystem::current_path() / "build/bench-XXXXXX").string();
  std::filesystem::create_directories("build");
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the bench");
  folder_ = pattern;
  const Instant to = kernel::Clock().now();
  const Instant from = to + -100 * day_ms;
  {
    kernel::Clock standing(from);
    app::House house(
        {.config = config_in(folder_, databases), .clock = &standing, .runs_jobs = false});
    app::DemoTown demo(house, standing, "teryaq", 1447, 0);
    demo.found("unused");
    demo.live(people, lived_requests, from, to);
  }
  open(folder_, "teryaq", databases);
  lived_ = ids_of(*tenant_, select_lived);
}

Town::~Town() {
  house_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::vector<RequestId> Town::ids(const std::string& kind, const std::string& status) const {
  return ids_of(*tenant_, select_ids, kind, status);
}

void Town::fill(int requests) {
  const int wanted = requests / static_cast<int>(lived_.size());
  const std::array copies = {&copy_requests, &copy_events, &copy_values,  &copy_staff,
                             &copy_tasks,    &copy_roles,  &copy_outcomes};
  while (copies_ < wanted - 1) {
    const auto end = tenant_->store->write_and_wait([&](db::Transaction& tx) {
      for (int i = 0; i < slice && copies_ < wanted - 1; ++i) {
        char number[16];
        std::snprintf(number, sizeof number, "%012d", ++copies_);
        for (const auto* copy : copies)
          tx.execute(*copy, tenant_->id, number, -minute_ms * (copies_ % 2'000));
      }
      return true;
    });
    if (end != db::End::committed) throw std::runtime_error("the bench could not fill its tables");
  }
}

namespace {

// As copy_requests makes it.
RequestId id_of_copy(const RequestId& id, int copy) {
  char number[16];
  std::snprintf(number, sizeof number, "%012d", copy);
  return {"02" + std::string(number).substr(6) + id.text.substr(8)};
}

void seal_again(db::Transaction& tx, api::Tenant& tenant, const RequestId& id, int copy,
                const requests::StoredValues& values, const std::set<std::string>& items) {
  const auto row = requests::find_row(tx, tenant.id, id);
  const auto key = tenant.keeper->party_key(tx, row->beneficiary);
  const RequestId other = id_of_copy(id, copy);
  for (const auto& item : items) {
    const auto found = values.find(item);
    if (found == values.end()) continue;
    tx.execute(delete_value, tenant.id, other, item);
    requests::ValueWriter(tx, *key, tenant.id, other, row->beneficiary, found->second.given_at)
        .store(item, found->second.value, found->second.digest);
  }
}

}  // namespace

void Town::open_values(const std::string& kind, const std::set<std::string>& items) {
  for (const auto& id : lived_) {
    requests::StoredValues values;
    bool wanted = false;
    tenant_->store->read([&](db::Transaction& tx) {
      wanted = requests::find_row(tx, tenant_->id, id)->kind == kind;
      if (wanted) values = requests::load_values(tx, *tenant_->keeper, tenant_->id, id);
    });
    if (!wanted) continue;
    tenant_->store->write_and_wait([&](db::Transaction& tx) {
      for (int copy = 1; copy <= copies_; ++copy) seal_again(tx, *tenant_, id, copy, values, items);
      return true;
    });
  }
}

namespace {

template <class T>
T must(api::Tenant& tenant, const std::function<Result<T>(db::Transaction&)>& work) {
  std::optional<Result<T>> made;
  tenant.store->write_and_wait([&](db::Transaction& tx) {
    made.emplace(work(tx));
    return made->ok();
  });
  if (!made || !made->ok()) throw std::runtime_error("the bench was refused");
  return std::move(*made).value();
}

}  // namespace

auth::NewSignIn Association::sign_in(Role role) {
  const std::string email = "bench" + kernel::random_text() + "@sila.example";
  return must<auth::NewSignIn>(*tenant_, [&](db::Transaction& tx) -> Result<auth::NewSignIn> {
    const auto now = clock_.now();
    const auto invited =
        TRY(auth::invite_staff(tx, *tenant_->keeper, tenant_->id, founder, now,
                               {.name = "Bench", .email = email, .roles = {role}}));
    const auto setup =
        TRY(auth::find_setup(tx, *tenant_->keeper, tenant_->id, invited.token, "127.0.0.1", now));
    return auth::complete_setup(tx, *tenant_->keeper, tenant_->id, setup,
                                {"Bench", email, "unused"}, now);
  });
}

auth::NewSignIn Association::sign_in(const std::string& phone) {
  return must<auth::NewSignIn>(*tenant_, [&](db::Transaction& tx) -> Result<auth::NewSignIn> {
    return auth::start_portal_sign_in(tx, *tenant_->keeper, tenant_->id, phone, clock_.now(),
                                      tenant_->may_act_for);
  });
}

api::Call Association::call_as(const auth::Actor& actor) const {
  static bool keep_refused = false;
  api::Call call{.tenant = *tenant_, .actor = actor, .now = clock_.now()};
  call.peer = "127.0.0.1";
  call.keep_refused = &keep_refused;
  call.param = [](std::string_view) { return std::string(); };
  call.argument = [](std::string_view) { return std::optional<std::string>(); };
  return call;
}

}  // namespace bench
