#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/auth/rights.h"

// One-time codes for phones: six digits, five minutes, five guesses for a phone over all of its
// open challenges. A code proves a phone, not a person. Any well-formed number is answered alike,
// so the answer never tells whether a number is known. Nothing but a keyed digest says what the
// code was, besides the box that the driver opens.
namespace auth {

// spoken_signature, contact (that the phone is theirs): sent by the desk, read out to whoever works
// there; the message says so. The others are told to nobody.
enum class CodePurpose : std::uint8_t { sign_in, signature, spoken_signature, contact };
bool is_spoken(CodePurpose purpose);
std::optional<CodePurpose> code_purpose_named(std::string_view name);
std::string_view name_of(CodePurpose purpose);

struct CodeSent {
  std::string challenge;
  Instant expires_at, resend_at;
};
// `phone` in E.164 ("+9665…"): normalise it before (saudi/). Publishes the outbox task of topic
// "code" with payload {"code":"<challenge>"}. Refuses codes.too_soon, codes.too_many (per phone and
// per peer), codes.phone_form.
Result<CodeSent> request_code(db::Transaction& tx, const seal::Keeper& keeper,
                              const AssociationId& association, Instant now, std::string_view phone,
                              CodePurpose purpose, std::string_view peer);

struct ProvenPhone {
  std::string phone;        // E.164
  std::string phone_index;  // keeper.fast_index("phone", phone)
};
// KEEP THE TRANSACTION even when it refuses (the guess is counted in it), so call it before
// anything else is written. A code works once. Refuses codes.wrong (also for an unknown, used or
// expired challenge), codes.too_many_guesses.
Result<ProvenPhone> redeem_code(db::Transaction& tx, const seal::Keeper& keeper,
                                const AssociationId& association, Instant now,
                                std::string_view challenge, std::string_view code,
                                CodePurpose purpose, std::string_view peer);

struct CodeToSend {
  std::string phone, code;
  CodePurpose purpose = CodePurpose::sign_in;
  Instant expires_at;
};
// For the driver that sends it. Nothing when it was used, replaced or is over: do not send it then.
std::optional<CodeToSend> open_code(db::Transaction& tx, const seal::Keeper& keeper,
                                    const AssociationId& association, std::string_view challenge,
                                    Instant now);

}  // namespace auth
