#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platform/api/api.h"

namespace parties {

// A request of a person, as the desk's page of the person lists it.
struct PersonRequest {
  std::string id, reference, kind;
  policy::Text kind_title;
  std::string status;
  std::optional<std::string> outcome, step;
  std::optional<policy::Text> step_title;
  std::optional<Instant> due;
  Instant received_at;
};
BOOST_DESCRIBE_STRUCT(PersonRequest, (),
                      (id, reference, kind, kind_title, status, outcome, step, step_title, due,
                       received_at))

struct FoundRequest {
  std::string request, reference;
  PartyId party;  // its beneficiary
};

// Requests that went from one person to another, as whose they were.
struct MovedRequests {
  std::vector<std::string> as_beneficiary, as_applicant;
};

// What rooms above answer; set at composition. A hook that is not set answers nothing: no requests,
// and nobody knows a confidential person.
struct Hooks {
  // Requests of this person that the actor may see, newest first.
  std::function<std::vector<PersonRequest>(db::Transaction&, const api::Call&, const PartyId&)>
      requests_of;
  // The request with this reference, if the actor may see it.
  std::function<std::optional<FoundRequest>(db::Transaction&, const api::Call&,
                                            const std::string& reference)>
      find_request;
  // Whether the actor works on a request of this person, has it on the agenda, or broke the glass:
  // the only way to a person of the confidential class.
  std::function<bool(db::Transaction&, const api::Call&, const PartyId&)> works_for;
  // The same of a list, in a question or a few; not set, each is asked for by itself.
  std::function<std::set<PartyId>(db::Transaction&, const api::Call&, const std::vector<PartyId>&)>
      works_for_some;
  // Requests of a claim or a party that was joined become those of the other. In the same
  // transaction.
  std::function<MovedRequests(db::Transaction&, const api::Call&, const PartyId& joined,
                              const PartyId& party)>
      repoint_requests;
  // The way back, of those that are still `party`'s; answers the highest class of what is left with
  // it (ordinary: nothing).
  std::function<Class(db::Transaction&, const api::Call&, const MovedRequests&,
                      const PartyId& joined, const PartyId& party)>
      point_requests_back;
  // The person gave a consent or took it back: what waited for it may go on. In the same
  // transaction.
  std::function<void(db::Transaction&, const api::Call&, const PartyId&)> consents_changed;
};

}  // namespace parties
