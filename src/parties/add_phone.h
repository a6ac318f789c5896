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

struct PhoneGiven {
  std::string number;                  // E.164
  std::optional<Instant> verified_at;  // an officer bound it to the person, or a code proved it
  std::string by = {};                 // staff id; empty: the party itself
  std::string reason = {};             // sealed with the number
};
// Puts a phone on the file, verified or only noted. One that is verified stays so; a noted one may
// become verified. Several parties may share a phone.
void bind_phone(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                const PhoneGiven& given, Instant now);

}  // namespace parties
