#include "requests/open_request.h"

#include <algorithm>

#include "organisation/organisation.h"
#include "parties/parties.h"
#include "requests/item_values.h"
#include "requests/person_facts.h"
#include "requests/projections.h"
#include "requests/write_record.h"

namespace requests {

namespace {

Result<OpenRequest> open_row(db::Transaction& tx, api::Tenant& tenant, RequestRow row) {
  OpenRequest open;
  open.row = std::move(row);
  open.pack = tenant.policy_version(open.row.policy_version);
  if (!open.pack) return refuse(RefusalKind::unavailable, "policy.version_missing");
  const int kind = open.pack->kind_index(open.row.kind);
  if (kind < 0) return refuse(RefusalKind::unavailable, "policy.kind_missing");
  open.events = load_events(tx, tenant.id, open.row.id);
  open.state = procedure::fold(*open.pack, kind, open.events);
  return open;
}

}  // namespace

Result<OpenRequest> open_request(db::Transaction& tx, api::Tenant& tenant, const RequestId& id) {
  auto row = TRY(find_row(tx, tenant.id, id));
  return open_row(tx, tenant, std::move(row));
}

const db::Sql select_own_work(R"sql(
SELECT role, break_glass_until FROM request_staff
 WHERE association_id = $1 AND request_id = $2 AND staff_id = $3)sql");
const db::Sql select_deciding_task(R"sql(
SELECT 1 FROM tasks WHERE association_id = $1 AND request_id = $2 AND step_kind = 'study')sql");

auth::Object rights_object(db::Transaction& tx, const AssociationId& association,
                           const RequestRow& row, const auth::Actor& actor, Instant now) {
  auth::Object object;
  object.object_class = row.confidentiality;
  object.branch = row.branch;
  object.of_no_branch = row.branch.empty();
  // Whoever applied for another is as much theirs as whom it is for.
  object.party = row.applicant == actor.acting_for ? row.applicant : row.beneficiary;
  if (actor.kind != auth::Actor::Kind::staff) return object;
  tx.each(
      select_own_work,
      [&](const db::Row& work) {
        if (work.null(1)) {
          object.assigned_to_actor = true;
        } else {
          object.break_glass = work.instant(1) > now;
        }
      },
      association, row.id, actor.id);
  if (actor.has(Role::secretary) || actor.has(Role::committee_member)) {
    object.on_agenda = tx.each(
                           select_deciding_task, [](const db::Row&) {}, association, row.id) > 0;
  }
  return object;
}

namespace {

bool is_theirs(const RequestRow& row, const auth::Actor& actor) {
  return !actor.acting_for.empty() &&
         (row.beneficiary == actor.acting_for || row.applicant == actor.acting_for);
}

}  // namespace

Result<RequestRow> row_for(db::Transaction& tx, const api::Call& call, auth::Action action,
                           const RequestId& id) {
  RequestRow row = TRY(find_row(tx, call.tenant.id, id));
  if (call.actor.kind == auth::Actor::Kind::applicant && !is_theirs(row, call.actor)) {
    return refuse(RefusalKind::not_found, "request.unknown");
  }
  const auto allowed = auth::authorise(
      call.actor, action, rights_object(tx, call.tenant.id, row, call.actor, call.now));
  if (!allowed) {
    if (allowed.refusal().kind == RefusalKind::not_found) {
      return refuse(RefusalKind::not_found, "request.unknown");
    }
    return allowed.refusal();
  }
  return row;
}

Result<OpenRequest> open_for(db::Transaction& tx, const api::Call& call, auth::Action action,
                             const RequestId& id) {
  RequestRow row = TRY(row_for(tx, call, action, id));
  return open_row(tx, call.tenant, std::move(row));
}

procedure::Actor engine_actor(const auth::Actor& actor) {
  procedure::Actor engine;
  switch (actor.kind) {
    case auth::Actor::Kind::staff:
      engine.kind = procedure::Actor::Kind::staff;
      engine.id = actor.id;
      engine.roles.assign(actor.roles.begin(), actor.roles.end());
      break;
    case auth::Actor::Kind::applicant:
      engine.kind = procedure::Actor::Kind::applicant;
      engine.id = actor.acting_for.text;
      break;
    default:
      engine.kind = procedure::Actor::Kind::system;
  }
  return engine;
}

namespace {

const db::Sql select_open_twin(R"sql(
SELECT 1 FROM requests
 WHERE association_id = $1 AND beneficiary_id = $2 AND kind = $3 AND closed_at IS NULL
   AND submitted_at IS NOT NULL AND id <> $4
 LIMIT 1)sql");

bool has_open_twin(db::Transaction& tx, const AssociationId& association, const RequestRow& row) {
  return tx.each(
             select_open_twin, [](const db::Row&) {}, association, row.beneficiary, row.kind,
             row.id) > 0;
}

// E1: a region that the association does not work in.
bool lives_outside(const policy::Pack& pack, const policy::Item& item, const ItemValue& value) {
  const auto& area = pack.area.regions;
  const bool asked = item.kind == policy::ItemKind::field &&
                     item.type == policy::ValueType::region &&
                     std::ranges::find(item.checks, policy::Check::residence) != item.checks.end();
  return asked && !area.empty() && value.text && std::ranges::find(area, *value.text) == area.end();
}

const db::Sql count_registered(R"sql(
SELECT COUNT(*) FROM requests WHERE association_id = $1 AND kind = $2 AND registered = 1)sql");

// What single kinds of step ask: places that are left, consent to share.
void add_step_facts(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
                    procedure::Facts& facts) {
  for (const auto& step : open.kind().steps) {
    if (step.capacity) {
      const auto taken = tx.one(
          count_registered, [](const db::Row& row) { return row.integer(0); }, tenant.id,
          open.row.kind);
      facts.capacity_left = std::max(0, *step.capacity - static_cast<int>(taken.value_or(0)));
    }
    // Whoever applies for another consents for them.
    if (!step.consent.empty() &&
        (parties::has_consented(tx, tenant.id, open.row.beneficiary, step.consent) ||
         parties::has_consented(tx, tenant.id, open.row.applicant, step.consent)))
      facts.consents.insert(step.consent);
  }
}

std::optional<Date> valid_until(const policy::Item& item, const ItemValue& value) {
  const bool dated = std::ranges::find(item.checks, policy::Check::expiry) != item.checks.end();
  if (value.sighted) return parse_date(value.sighted->expires_on);
  return dated && value.date ? parse_date(*value.date) : std::nullopt;
}

procedure::ItemFact item_fact(const policy::Pack& pack, const policy::Item& item,
                              const ItemValue& value, const std::string& digest) {
  procedure::ItemFact fact;
  if (lives_outside(pack, item, value)) fact.failed_checks = {"residence"};
  fact.present = true;
  fact.digest = digest;
  fact.valid_until = valid_until(item, value);
  return fact;
}

}  // namespace

std::map<std::string, std::string> facts_of_values(const OpenRequest& open,
                                                   const StoredValues& values) {
  std::map<std::string, std::string> facts = {
      {"channel",            open.row.channel },
      {"applicant.capacity", open.row.capacity}
  };
  ItemValues items;
  for (const auto& [name, stored] : values) {
    add_value_fact(name, stored.value, facts);
    if (stored.value.date) items[name] = stored.value;
  }
  // As of the day on which it was submitted: nobody grows up while their request is studied.
  const Instant at = open.row.submitted_at.value_or(open.row.received_at);
  add_minor(open.kind(), items, riyadh_date(at), facts);
  return facts;
}

void note_acknowledgement(db::Transaction& tx, const api::Tenant& tenant, const OpenRequest& open,
                          const auth::Actor& actor, procedure::Facts& facts, Instant now) {
  if (actor.kind != auth::Actor::Kind::staff || !open.pack->asks_acknowledgement()) return;
  const auto version = organisation::version_in_force(tx, tenant.id, now);
  facts.acknowledged =
      version && organisation::has_acknowledged(tx, tenant.id, StaffId{actor.id}, version->digest);
}

void add_registered(db::Transaction& tx, const AssociationId& association, const OpenRequest& open,
                    std::map<std::string, std::string>& facts) {
  constexpr std::string_view fact = "beneficiary.registered";
  if (!depends_on(open.kind(), fact)) return;
  const bool claim = parties::is_claim(tx, association, open.row.beneficiary);
  facts[std::string(fact)] = claim ? "no" : "yes";
}

std::unique_ptr<Facts> facts_of(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
                                Instant now) {
  return facts_of(tx, tenant, open, load_values(tx, *tenant.keeper, tenant.id, open.row.id), now);
}

std::unique_ptr<Facts> facts_of(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
                                const StoredValues& values, Instant now) {
  auto facts = std::make_unique<Facts>();
  facts->calendar = organisation::working_calendar(tx, tenant, now);
  facts->facts.calendar = &facts->calendar;
  facts->facts.values = facts_of_values(open, values);
  std::map<std::string, std::string> digests;
  for (const auto& [id, stored] : values) {
    if (is_record(id)) {  // not what the applicant signs
      facts->facts.record.insert(id.substr(record_prefix.size()));
      continue;
    }
    if (const auto* item = open.kind().item(id)) {
      facts->facts.items[id] = item_fact(*open.pack, *item, stored.value, stored.digest);
    }
    digests[id] = stored.digest;
  }
  const auto& declaration = open.kind().declaration;
  facts->facts.content_digest = content_digest(digests, declaration ? declaration->version : 0);
  facts->facts.duplicate_open = has_open_twin(tx, tenant.id, open.row);
  add_step_facts(tx, tenant, open, facts->facts);
  add_registered(tx, tenant.id, open, facts->facts.values);
  if (!open.row.about.empty()) {
    if (auto about = open_request(tx, tenant, open.row.about)) {
      facts->facts.part_taken_by = about->state.part_taken;
    }
  }
  return facts;
}

Result<Done> save(db::Transaction& tx, api::Tenant& tenant, OpenRequest& open,
                  const std::vector<procedure::Event>& events, const procedure::Facts& facts,
                  Instant now) {
  const std::int64_t seen_seq = open.row.seq;
  append_events(tx, tenant.id, open.row, events);
  for (const auto& event : events) open.events.push_back(event);
  // A struck event changes the past: only a new fold is right then.
  const bool struck = std::ranges::any_of(events, [](const procedure::Event& event) {
    return event.kind == procedure::EventKind::rectified;
  });
  if (struck) {
    open.state = procedure::fold(*open.pack, open.state.kind, open.events);
  } else {
    for (const auto& event : events) procedure::evolve(*open.pack, open.state, event);
  }
  project_row(open.row, open.kind(), open.state);
  if (open.is_followed) {
    open.row.seq = seen_seq;  // as it is stored
    return Done{};
  }
  TRY(update_row(tx, tenant.id, open.row, seen_seq));
  project_lists(tx, tenant, open, facts, now);
  tx.tell("request " + open.row.id.text);
  return Done{};
}

}  // namespace requests
