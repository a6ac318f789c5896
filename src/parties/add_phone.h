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

struct AskPhoneCode {
  std::string phone;
};
BOOST_DESCRIBE_STRUCT(AskPhoneCode, (), (phone))
struct PhoneCode {
  std::string challenge, phone;  // masked
  Instant expires_at, resend_at;
};
BOOST_DESCRIBE_STRUCT(PhoneCode, (), (challenge, phone, expires_at, resend_at))
// Sends a code to a phone that is noted on the file and opens nothing yet (a list brought it, or a
// form). Refuses phone.claim, phone.not_noted, phone.verified_already, party.phone_form, and what
// auth::request_code refuses. KEEP THE TRANSACTION.
Result<PhoneCode> send_phone_code(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                  const PartyId& party, const AskPhoneCode& body);

struct ProvePhone {
  std::string challenge, code;
  bool in_person = false;
};
BOOST_DESCRIBE_STRUCT(ProvePhone, (), (challenge, code, in_person))
// With the code that the person reads out the phone opens their file: a code proves a phone, the
// officer who has them there says whose it is. Refuses phone.claim, phone.in_person,
// phone.not_noted, codes.wrong, codes.too_many_guesses. KEEP THE TRANSACTION.
Result<PersonFile> prove_phone(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                               const PartyId& party, const ProvePhone& body);

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
