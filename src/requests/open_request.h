#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/api/api.h"
#include "procedure/procedure.h"
#include "requests/item_values.h"
#include "requests/request_row.h"

namespace requests {

// A request, loaded whole: its row, the policy version that it began under, its events and their
// fold.
struct OpenRequest {
  RequestRow row;
  std::shared_ptr<const policy::Pack> pack;
  std::vector<procedure::Event> events;
  procedure::Request state;
  // Another act follows in this transaction: row and lists are projected with that one.
  bool is_followed = false;

  const policy::RequestKind& kind() const {
    return pack->kinds[static_cast<std::size_t>(state.kind)];
  }
};

Result<OpenRequest> open_request(db::Transaction& tx, api::Tenant& tenant, const RequestId& id);

// What rights look at; for staff also whether they work on it, sit on the body that is studying it,
// or broke the glass.
auth::Object rights_object(db::Transaction& tx, const AssociationId& association,
                           const RequestRow& row, const auth::Actor& actor, Instant now);

// Its row, for an actor who needs `action`: somebody else's answers exactly like a missing one.
Result<RequestRow> row_for(db::Transaction& tx, const api::Call& call, auth::Action action,
                           const RequestId& id);
// Loads it for an actor who needs `action`: somebody else's answers exactly like a missing one.
Result<OpenRequest> open_for(db::Transaction& tx, const api::Call& call, auth::Action action,
                             const RequestId& id);

procedure::Actor engine_actor(const auth::Actor& actor);

// What the engine relies on: values, calendar, duplicates, who had a part in what a grievance is
// about. `overrides_values`: values that a submission brings and that are not stored yet.
struct Facts {
  procedure::Facts facts;
  saudi::WorkingCalendar calendar;  // facts.calendar points here
};
// For conditions: "item.need", "record.permit.reference", "channel", "applicant.capacity".
std::map<std::string, std::string> facts_of_values(const OpenRequest& open,
                                                   const StoredValues& values);
// "beneficiary.registered", where this kind depends on it: a person on file, or still a claim.
void add_registered(db::Transaction& tx, const AssociationId& association, const OpenRequest& open,
                    std::map<std::string, std::string>& facts);
// F4: whether the member who acts has acknowledged the version in force; asked only where the
// request's policy makes it a gate.
void note_acknowledgement(db::Transaction& tx, const api::Tenant& tenant, const OpenRequest& open,
                          const auth::Actor& actor, procedure::Facts& facts, Instant now);
// Of `values`, where the caller has them open already.
std::unique_ptr<Facts> facts_of(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
                                const StoredValues& values, Instant now);
std::unique_ptr<Facts> facts_of(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
                                Instant now);

// Appends the events, evolves the state and projects row, tasks, staff and control outcomes.
// Refuses with conflict when somebody acted meanwhile.
Result<Done> save(db::Transaction& tx, api::Tenant& tenant, OpenRequest& open,
                  const std::vector<procedure::Event>& events, const procedure::Facts& facts,
                  Instant now);

}  // namespace requests
