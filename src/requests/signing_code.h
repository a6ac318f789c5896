#pragma once

#include <string>

#include "platform/api/api.h"

namespace requests {

struct SigningCode {
  std::string challenge, phone;  // the phone masked, as everywhere
  Instant expires_at, resend_at;
};
BOOST_DESCRIBE_STRUCT(SigningCode, (), (challenge, phone, expires_at, resend_at))

// H4 for whoever phoned or wrote: a code to the phone on the applicant's file, which they read out.
// Refuses signature.no_phone, codes.too_soon, codes.too_many.
Result<SigningCode> send_signing_code(db::Transaction& tx, const api::Call& call);

}  // namespace requests
