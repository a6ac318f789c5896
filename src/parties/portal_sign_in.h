#pragma once

#include "parties/portal_me.h"

namespace parties {

struct CodeBody {
  std::string phone, purpose;  // purpose: sign_in | signature
};
BOOST_DESCRIBE_STRUCT(CodeBody, (), (phone, purpose))
struct CodeView {
  std::string challenge;
  Instant expires_at, resend_at;
};
BOOST_DESCRIBE_STRUCT(CodeView, (), (challenge, expires_at, resend_at))

// Any well-formed mobile is answered alike, known or not, in the same time. A code to sign with
// goes only to the phone that is signed in. Refuses party.phone_form, codes.purpose,
// sign_in.needed, codes.other_phone, and what auth::request_code refuses.
Result<CodeView> send_code(db::Transaction& tx, const api::Call& call, const CodeBody& body);

struct SignInBody {
  std::string challenge, code;
};
BOOST_DESCRIBE_STRUCT(SignInBody, (), (challenge, code))
struct PortalSignIn {
  auth::NewSignIn sign_in;
  PortalMe me;
};
// The code proves a phone; whom it opens, parties_of_phone says. An earlier sign-in of the same
// browser ends.
Result<PortalSignIn> sign_in_applicant(db::Transaction& tx, const api::Call& call,
                                       const SignInBody& body);

}  // namespace parties
