#pragma once

#include "parties/read_person.h"

namespace parties {

struct AddPhone {
  std::string phone;
  bool in_person = false;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AddPhone, (), (phone, in_person, reason))

// A further phone that opens the file: only with the person present. Refuses phone.in_person,
// party.phone_form, party.text_*; claims refuse phone.claim (match it first).
Result<PersonFile> add_phone(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                             const PartyId& party, const AddPhone& body);

// Binds a phone (E.164) to a party, verified or only noted. A bound phone stays bound; a noted one
// may become verified. Several parties may share a phone.
void bind_phone(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                const std::string& phone, std::optional<Instant> verified_at, std::string_view by,
                Instant now);

}  // namespace parties
