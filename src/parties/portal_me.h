#pragma once

#include "parties/give_consent.h"

namespace parties {

struct PartyChoice {
  PartyId party;
  std::string label, kind;  // kind: claim | party
};
BOOST_DESCRIBE_STRUCT(PartyChoice, (), (party, label, kind))

struct PortalMe {
  std::string phone_masked;
  std::optional<PartyChoice> acting_for;
  std::vector<PartyChoice> parties;
  std::vector<ConsentState> consents;  // of whom they act for
};
BOOST_DESCRIBE_STRUCT(PortalMe, (), (phone_masked, acting_for, parties, consents))

// Whom this sign-in may act for, and as whom it acts.
PortalMe portal_me(db::Transaction& tx, const api::Tenant& tenant, const auth::Actor& actor);

struct OpeningView {
  Instant at;
  std::string who_role, what;  // what: party | request | attachment | break_glass | export
};
BOOST_DESCRIBE_STRUCT(OpeningView, (), (at, who_role, what))

struct OpeningPage {
  std::vector<OpeningView> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(OpeningPage, (), (items, next))

// Who of the staff opened the file of whom the applicant acts for, newest first: as which role, not
// by name.
Result<OpeningPage> list_openings(db::Transaction& tx, const api::Call& call,
                                  const api::Page& page);

}  // namespace parties
