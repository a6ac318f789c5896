#include "requests/request_row.h"

#include "platform/kernel/kernel.h"

namespace requests {
namespace {

constexpr std::string_view actor_kind_names[] = {"applicant", "staff", "system"};

std::string_view name_of(procedure::Actor::Kind kind) {
  return actor_kind_names[static_cast<std::size_t>(kind)];
}

procedure::Actor::Kind actor_kind_named(std::string_view name) {
  if (name == "applicant") return procedure::Actor::Kind::applicant;
  return name == "staff" ? procedure::Actor::Kind::staff : procedure::Actor::Kind::system;
}

RequestRow row_from(const db::Row& row) {
  RequestRow request;
  request.id = {row.string(0)};
  request.reference = row.string(1);
  request.kind = row.string(2);
  request.policy_version = row.string(3);
  request.confidentiality = class_named(row.text(4)).value_or(Class::confidential);
  request.branch = {row.string(5)};
  request.beneficiary = {row.string(6)};
  request.applicant = {row.string(7)};
  request.capacity = row.string(8);
  request.entered_by = row.string(9);
  request.channel = row.string(10);
  request.status = row.string(11);
  request.outcome = row.optional_string(12);
  request.seq = row.integer(13);
  request.assignee = {row.string(14)};
  request.about = {row.string(15)};
  request.received_at = row.instant(16);
  if (!row.null(17)) request.submitted_at = row.instant(17);
  if (!row.null(18)) request.closed_at = row.instant(18);
  request.relation = row.optional_string(19).value_or("");
  request.registered = row.integer(20) != 0;
  return request;
}

template <class SomeId>
std::optional<std::string> or_null(const SomeId& id) {
  return id.empty() ? std::nullopt : std::optional(id.text);
}

}  // namespace

const db::Sql select_request(R"sql(
SELECT id, reference, kind, policy_version, class, branch_id, beneficiary_id, applicant_id,
       capacity, entered_by, channel, status, outcome, seq, assignee_id, about_request_id,
       received_at, submitted_at, closed_at, relation, registered
  FROM requests WHERE association_id = $1 AND id = $2)sql");

Result<RequestRow> find_row(db::Transaction& tx, const AssociationId& association,
                            const RequestId& id) {
  auto row = tx.one(select_request, row_from, association, id);
  if (!row) return refuse(RefusalKind::not_found, "request.unknown");
  return *std::move(row);
}

const db::Sql select_request_by_reference(R"sql(
SELECT id, reference, kind, policy_version, class, branch_id, beneficiary_id, applicant_id,
       capacity, entered_by, channel, status, outcome, seq, assignee_id, about_request_id,
       received_at, submitted_at, closed_at, relation, registered
  FROM requests WHERE association_id = $1 AND reference = $2)sql");

std::optional<RequestRow> find_row_by_reference(db::Transaction& tx,
                                                const AssociationId& association,
                                                const std::string& reference) {
  return tx.one(select_request_by_reference, row_from, association, reference);
}

const db::Sql insert_request(R"sql(
INSERT INTO requests (association_id, id, reference, kind, policy_version, class, branch_id,
       beneficiary_id, applicant_id, capacity, entered_by, channel, status, outcome, seq,
       assignee_id, about_request_id, received_at, submitted_at, closed_at,
       relation, registered)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22))sql");

void insert_row(db::Transaction& tx, const AssociationId& association, const RequestRow& row) {
  tx.execute(insert_request, association, row.id, row.reference, row.kind, row.policy_version,
             name_of(row.confidentiality), or_null(row.branch), row.beneficiary, row.applicant,
             row.capacity, row.entered_by, row.channel, row.status, row.outcome, row.seq,
             or_null(row.assignee), or_null(row.about), row.received_at, row.submitted_at,
             row.closed_at, row.relation.empty() ? std::nullopt : std::optional(row.relation),
             row.registered);
}

// Compares seq, so that two people cannot both act on what they saw.
const db::Sql update_request(R"sql(
UPDATE requests
   SET branch_id = $3, beneficiary_id = $4, applicant_id = $5, status = $6, outcome = $7,
       seq = $8, assignee_id = $9, submitted_at = $10, closed_at = $11, about_request_id = $12,
       registered = $13
 WHERE association_id = $1 AND id = $2 AND seq = $14)sql");

Result<Done> update_row(db::Transaction& tx, const AssociationId& association,
                        const RequestRow& row, std::int64_t seen_seq) {
  const std::int64_t changed =
      tx.execute(update_request, association, row.id, or_null(row.branch), row.beneficiary,
                 row.applicant, row.status, row.outcome, row.seq, or_null(row.assignee),
                 row.submitted_at, row.closed_at, or_null(row.about), row.registered, seen_seq);
  if (changed == 0) return refuse(RefusalKind::conflict, "request.changed_meanwhile");
  return Done{};
}

void read_event(const db::Row& row, int first, procedure::Event& event) {
  const auto at = [&](int column) { return first + column; };
  event.seq = row.integer(at(0));
  const auto kind = procedure::event_named(row.text(at(1)));
  event.kind_version = static_cast<int>(row.integer(at(2)));
  // No kind of event has changed its form yet; the first that does is brought up to date here.
  if (!kind || event.kind_version != 1 ||
      !procedure::decode_payload(row.text(at(11)), event.payload))
    throw Unreadable("request_events: an event is not readable");
  event.kind = *kind;
  event.happened_at = row.instant(at(3));
  event.recorded_at = row.instant(at(4));
  event.actor_kind = actor_kind_named(row.text(at(5)));
  event.actor = row.string(at(6));
  event.actor_role = row.string(at(7));
  event.on_behalf_of = row.string(at(8));
  event.channel = row.string(at(9));
  event.step = row.string(at(10));
}

const db::Sql select_events(R"sql(
SELECT seq, kind, kind_version, happened_at, recorded_at, actor_kind, actor_id, actor_role,
       on_behalf_of, channel, step, payload
  FROM request_events WHERE association_id = $1 AND request_id = $2 ORDER BY seq)sql");

std::vector<procedure::Event> load_events(db::Transaction& tx, const AssociationId& association,
                                          const RequestId& id) {
  std::vector<procedure::Event> events;
  tx.each(
      select_events, [&](const db::Row& row) { read_event(row, 0, events.emplace_back()); },
      association, id);
  return events;
}

const db::Sql insert_event(R"sql(
INSERT INTO request_events (association_id, request_id, seq, id, kind, kind_version, happened_at,
       recorded_at, actor_kind, actor_id, actor_role, on_behalf_of, channel, policy_version, step,
       payload)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16))sql");

void append_events(db::Transaction& tx, const AssociationId& association, const RequestRow& row,
                   const std::vector<procedure::Event>& events) {
  for (const auto& event : events) {
    tx.execute(insert_event, association, row.id, event.seq,
               kernel::new_id<RequestId>(event.recorded_at), procedure::name_of(event.kind),
               event.kind_version, event.happened_at, event.recorded_at, name_of(event.actor_kind),
               event.actor, event.actor_role, event.on_behalf_of, event.channel, row.policy_version,
               event.step, procedure::encode(event.payload));
  }
}

}  // namespace requests
