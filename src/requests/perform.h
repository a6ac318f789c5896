#pragma once

#include <string>

#include "requests/item_values.h"
#include "requests/open_request.h"

namespace requests {

// One act on a request, as every route of this room asks for it.
struct Deed {
  auth::Action right = auth::Action::anyone;
  procedure::Action action;
  std::string note = {};  // free text (reason, answer …): sealed before the engine sees its id
  std::string note_field = {};  // where the body has it, for obstacles
  ItemValues record = {};       // what is written down at the step
};

// Rights, If-Match, the note, the engine, saving, audit and messages: all in the caller's
// transaction.
Result<OpenRequest> perform(db::Transaction& tx, const api::Call& call, const RequestId& id,
                            Deed deed);

// Decides, saves, audits and announces; rights have been checked.
Result<Done> carry_out(db::Transaction& tx, api::Tenant& tenant, OpenRequest& open,
                       const procedure::Action& action, const auth::Actor& actor, Instant now);

// The same by the product itself (timers, gateways): no rights, no If-Match.
Result<OpenRequest> perform_by_system(db::Transaction& tx, api::Tenant& tenant, const RequestId& id,
                                      const procedure::Action& action, Instant now);

// Free text as people may write it: 1…4,000 characters, no control or bidirectional control
// characters.
Result<std::string> read_note(const std::string& text, const std::string& field);

// What follows from events: messages that the pack has a template for.
void announce(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
              const std::vector<procedure::Event>& events, Instant now);

}  // namespace requests
