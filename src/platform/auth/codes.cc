#include "platform/auth/codes.h"

#include <algorithm>

#include "platform/auth/attempts.h"
#include "platform/auth/peer.h"
#include "platform/kernel/kernel.h"
#include "platform/outbox/outbox.h"

namespace auth {
namespace {

constexpr std::int64_t valid_ms = 5 * minute_ms;
constexpr std::int64_t resend_ms = minute_ms;

// Asking: five codes an hour for a phone, thirty for a peer (an office, a mobile network's
// gateway).
constexpr attempts::Rule ask_phone{.kind = "code.ask.phone",
                                   .limit = 5,
                                   .window_ms = hour_ms,
                                   .pause_ms = 15 * minute_ms,
                                   .pause_ms_max = 4 * hour_ms,
                                   .refusal = "codes.too_many"};
constexpr attempts::Rule ask_peer{.kind = "code.ask.peer",
                                  .limit = 30,
                                  .window_ms = hour_ms,
                                  .pause_ms = 15 * minute_ms,
                                  .pause_ms_max = 4 * hour_ms,
                                  .refusal = "codes.too_many"};
// Guessing: five for a phone over all of its challenges, then a pause that outlasts every one of
// them.
constexpr attempts::Rule guess_phone{.kind = "code.guess.phone",
                                     .limit = 5,
                                     .window_ms = 15 * minute_ms,
                                     .pause_ms = 15 * minute_ms,
                                     .pause_ms_max = 4 * hour_ms,
                                     .refusal = "codes.too_many_guesses"};
constexpr attempts::Rule guess_peer{.kind = "code.guess.peer",
                                    .limit = 60,
                                    .window_ms = hour_ms,
                                    .pause_ms = 15 * minute_ms,
                                    .pause_ms_max = 4 * hour_ms,
                                    .refusal = "codes.too_many_guesses"};

bool is_e164(std::string_view phone) {
  if (phone.size() < 8 || phone.size() > 16 || phone[0] != '+' || phone[1] == '0') return false;
  return phone.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

std::string context_of(std::string_view challenge) {
  return "one_time_codes/" + std::string(challenge);
}

std::string code_index(const seal::Keeper& keeper, std::string_view challenge, CodePurpose purpose,
                       std::string_view code) {
  std::string bound(challenge);
  bound += '/';
  bound += name_of(purpose);
  bound += '/';
  bound += code;
  return keeper.fast_index("code", bound);
}

std::string random_code() {
  auto digits = std::to_string(kernel::random_below(1'000'000));
  return std::string(6 - digits.size(), '0') + digits;
}

const db::Sql select_last_created(R"sql(
  SELECT created_at FROM one_time_codes
  WHERE association_id = $1 AND phone_index = $2 AND created_at > $3 AND purpose = $4
    AND used_at IS NULL
  ORDER BY created_at DESC LIMIT 1)sql");

Result<Done> check_resend(db::Transaction& tx, const AssociationId& association,
                          std::string_view phone_index, CodePurpose purpose, Instant now) {
  const auto last = tx.one(
      select_last_created, [](const db::Row& row) { return row.instant(0); }, association,
      db::Bytes{phone_index}, now - resend_ms, name_of(purpose));
  if (!last) return Done{};
  const auto seconds = (last->ms + resend_ms - now.ms + second_ms - 1) / second_ms;
  return refuse(RefusalKind::too_many,
                Obstacle{.code = "codes.too_soon",
                         .parameters = {{"retry_after_s", std::to_string(seconds)}}});
}

const db::Sql insert_code(R"sql(
  INSERT INTO one_time_codes
    (association_id, id, purpose, phone_index, code_index, sealed, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8))sql");

struct Challenge {
  std::string phone_index, code_index, sealed;
  CodePurpose purpose = CodePurpose::sign_in;
  Instant expires_at;
  bool usable = false;
};

const db::Sql select_code(R"sql(
  SELECT purpose, phone_index, code_index, sealed, expires_at, used_at FROM one_time_codes
  WHERE association_id = $1 AND id = $2)sql");

std::optional<Challenge> load(db::Transaction& tx, const AssociationId& association,
                              std::string_view challenge, Instant now) {
  return tx.one(
      select_code,
      [&](const db::Row& row) {
        return Challenge{.phone_index = row.bytes(1),
                         .code_index = row.bytes(2),
                         .sealed = row.bytes(3),
                         .purpose = code_purpose_named(row.text(0)).value_or(CodePurpose::sign_in),
                         .expires_at = row.instant(4),
                         .usable = now < row.instant(4) && row.null(5)};
      },
      association, challenge);
}

struct Opened {
  std::string code, phone;
};

std::optional<Opened> open(const seal::Keeper& keeper, std::string_view challenge,
                           std::string_view box) {
  const auto plain = keeper.association_key().open(box, context_of(challenge));
  if (!plain || plain->size() < 6) return std::nullopt;
  return Opened{.code = plain->substr(0, 6), .phone = plain->substr(6)};
}

Refusal wrong() {
  return refuse(RefusalKind::rule_not_met, Obstacle{.code = "codes.wrong", .field = "/code"});
}

bool same(std::string_view a, std::string_view b) {  // digests of equal length, in constant time
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  }
  return difference == 0;
}

const db::Sql use_code(R"sql(
  UPDATE one_time_codes SET used_at = $3
  WHERE association_id = $1 AND id = $2 AND used_at IS NULL)sql");

}  // namespace

std::string_view name_of(CodePurpose purpose) {
  switch (purpose) {
    case CodePurpose::sign_in:
      return "sign_in";
    case CodePurpose::signature:
      return "signature";
    case CodePurpose::spoken_signature:
      return "spoken_signature";
    case CodePurpose::contact:
      return "contact";
  }
  return {};
}

bool is_spoken(CodePurpose purpose) {
  return purpose == CodePurpose::spoken_signature || purpose == CodePurpose::contact;
}

std::optional<CodePurpose> code_purpose_named(std::string_view name) {
  for (const auto purpose : {CodePurpose::sign_in, CodePurpose::signature,
                             CodePurpose::spoken_signature, CodePurpose::contact})
    if (name_of(purpose) == name) return purpose;
  return std::nullopt;
}

Result<CodeSent> request_code(db::Transaction& tx, const seal::Keeper& keeper,
                              const AssociationId& association, Instant now, std::string_view phone,
                              CodePurpose purpose, std::string_view peer) {
  if (!is_e164(phone)) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "codes.phone_form", .field = "/phone"});
  }
  const auto phone_index = keeper.fast_index("phone", phone);
  TRY(check_resend(tx, association, phone_index, purpose, now));
  TRY(attempts::count(tx, association, ask_peer, peer_index(keeper, peer), now));
  TRY(attempts::count(tx, association, ask_phone, phone_index, now));
  const auto challenge = kernel::random_text();
  const auto code = random_code();
  const auto index = code_index(keeper, challenge, purpose, code);
  const auto sealed =
      keeper.association_key().close(code + std::string(phone), context_of(challenge));
  const CodeSent sent{challenge, now + valid_ms, now + resend_ms};
  tx.execute(insert_code, association, challenge, name_of(purpose), db::Bytes{phone_index},
             db::Bytes{index}, db::Bytes{sealed}, now, sent.expires_at);
  outbox::publish(tx, association, now, "code", challenge, "{\"code\":\"" + challenge + "\"}");
  return sent;
}

Result<ProvenPhone> redeem_code(db::Transaction& tx, const seal::Keeper& keeper,
                                const AssociationId& association, Instant now,
                                std::string_view challenge, std::string_view code,
                                CodePurpose purpose, std::string_view peer) {
  TRY(attempts::count(tx, association, guess_peer, peer_index(keeper, peer), now));
  const auto found = load(tx, association, challenge.substr(0, 64), now);
  if (!found) return wrong();
  TRY(attempts::count(tx, association, guess_phone, found->phone_index, now));
  const auto index = code_index(keeper, challenge, purpose, code.substr(0, 16));
  if (!found->usable || found->purpose != purpose || !same(index, found->code_index)) {
    return wrong();
  }
  const auto opened = open(keeper, challenge, found->sealed);
  if (!opened) return wrong();
  if (tx.execute(use_code, association, challenge, now) != 1) return wrong();
  attempts::forget(tx, association, guess_phone, found->phone_index);
  // Who reads the codes at that phone costs nobody anything by asking: both counts are given back.
  attempts::forget(tx, association, ask_phone, found->phone_index);
  attempts::give_back(tx, association, ask_peer, peer_index(keeper, peer), now);
  attempts::give_back(tx, association, guess_peer, peer_index(keeper, peer), now);
  return ProvenPhone{opened->phone, found->phone_index};
}

std::optional<CodeToSend> open_code(db::Transaction& tx, const seal::Keeper& keeper,
                                    const AssociationId& association, std::string_view challenge,
                                    Instant now) {
  auto found = load(tx, association, challenge, now);
  if (!found || !found->usable) return std::nullopt;
  auto opened = open(keeper, challenge, found->sealed);
  if (!opened) return std::nullopt;
  return CodeToSend{std::move(opened->phone), std::move(opened->code), found->purpose,
                    found->expires_at};
}

}  // namespace auth
