#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parties/give_consent.h"
#include "parties/hooks.h"
#include "parties/party.h"

namespace parties {

struct ValueView {
  std::string field, value;
  std::optional<std::string> calendar, printed;
  std::string source;
  std::optional<std::string> by;
  Instant at;
  std::optional<Instant> verified_at;
  bool changes = false;          // with the years
  std::optional<Date> again_on;  // of a verified one that changes: when it is verified again
  bool due = false;              // that day has come
};
BOOST_DESCRIBE_STRUCT(ValueView, (),
                      (field, value, calendar, printed, source, by, at, verified_at, changes,
                       again_on, due))

struct PhoneView {
  std::string masked, number;
  std::optional<Instant> verified_at;
};
BOOST_DESCRIBE_STRUCT(PhoneView, (), (masked, number, verified_at))

struct IdentityView {
  std::string type, number_masked, number;
  std::optional<std::string> expires_on, calendar, sighted_by;
  std::optional<Instant> sighted_at;
};
BOOST_DESCRIBE_STRUCT(IdentityView, (),
                      (type, number_masked, number, expires_on, calendar, sighted_by, sighted_at))

// A file that became part of this one, and may be taken out again.
struct MergeView {
  std::string id;
  PartyId merged;
  Instant at;
  std::optional<std::string> by;
};
BOOST_DESCRIBE_STRUCT(MergeView, (), (id, merged, at, by))

struct PersonFile {
  PartyId party;
  std::string kind;  // claim | party
  std::vector<ValueView> values;
  std::vector<PhoneView> phones;
  std::vector<IdentityView> identities;
  std::string class_;  // "class" on the wire
  std::optional<std::string> branch;
  std::vector<PersonRequest> requests;
  std::vector<ConsentState> consents;
  std::vector<std::string> roles;
  std::vector<MergeView> merges;  // that stand, the latest first
  bool died = false;              // then it is closed
};
BOOST_DESCRIBE_STRUCT(PersonFile, (),
                      (party, kind, values, phones, identities, class_, branch, requests, consents,
                       roles, merges, died))

// As the desk shows it: in Arabic, which every branch has; nothing when there is none.
std::optional<std::string> branch_name(db::Transaction& tx, const AssociationId& association,
                                       const BranchId& branch);

// The party, if the actor may do `action` on it: branch, class and hooks.works_for decide; somebody
// hidden, foreign or missing answers the same not_found. A joined claim answers the party that it
// was joined to. To edit a file that a death has closed is refused with party.died, unless `closed`
// says that this act is done there too.
enum class Closed : std::uint8_t { not_, too };
Result<Party> party_for(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                        auth::Action action, const PartyId& party, Closed closed = Closed::not_);

Result<PersonFile> read_person(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                               const PartyId& party);
// The file as it is for who has just changed it (rights were asked already).
PersonFile view_person(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                       const Party& party);

}  // namespace parties
