#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/roles.h"
#include "platform/db/db.h"
#include "procedure/procedure.h"

namespace requests {

// The projected row of a request: what lists and rights need without folding its events.
struct RequestRow {
  RequestId id;
  std::string reference;       // "48-000123-4"
  std::string kind;            // id in the pack
  std::string policy_version;  // digest of the version that it began under
  Class confidentiality = Class::ordinary;
  BranchId branch;
  PartyId beneficiary, applicant;
  std::string capacity = "self";  // self | guardian | agent
  std::string relation;    // of the applicant to the beneficiary; empty for oneself or unknown
  std::string entered_by;  // "applicant", or a staff id
  std::string channel;
  std::string status = "open";
  std::optional<std::string> outcome;
  std::int64_t seq = 0;
  StaffId assignee;
  RequestId about;  // of a grievance: the request that it is about
  Instant received_at;
  std::optional<Instant> submitted_at, closed_at;
  bool registered = false;  // takes a place: registered, and not closed
};

// not_found "request.unknown" when there is none in this association.
Result<RequestRow> find_row(db::Transaction& tx, const AssociationId& association,
                            const RequestId& id);
std::optional<RequestRow> find_row_by_reference(db::Transaction& tx,
                                                const AssociationId& association,
                                                const std::string& reference);
void insert_row(db::Transaction& tx, const AssociationId& association, const RequestRow& row);
// Refuses with conflict "request.changed_meanwhile" when the row's seq is no longer `seen_seq`.
Result<Done> update_row(db::Transaction& tx, const AssociationId& association,
                        const RequestRow& row, std::int64_t seen_seq);

// What is stored is not of a form that this program reads: written by a newer one, or damaged.
struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One row of `SELECT seq, kind, kind_version, happened_at, recorded_at, actor_kind, actor_id,
// actor_role, on_behalf_of, channel, step, payload`, from its column `first` on, into a new event:
// one is a kilobyte, so it is made where it stays. Throws Unreadable.
void read_event(const db::Row& row, int first, procedure::Event& into);
std::vector<procedure::Event> load_events(db::Transaction& tx, const AssociationId& association,
                                          const RequestId& id);
void append_events(db::Transaction& tx, const AssociationId& association, const RequestRow& row,
                   const std::vector<procedure::Event>& events);

// The next reference of the Hijri year of `now`. Gaps are allowed (a refused closure leaves one).
std::string next_reference(db::Transaction& tx, const AssociationId& association, Instant now);

}  // namespace requests
