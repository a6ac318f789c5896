#include "base/text.h"
#include "platform/api/exchange.h"
#include "platform/kernel/kernel.h"

namespace api {
namespace {

// An applicant is their phone, so that a retry after signing in again finds its answer.
std::string actor_of(const Call& call) {
  if (call.actor.kind == auth::Actor::Kind::nobody) return "nobody";
  return call.actor.phone_index.empty() ? call.actor.id : hex(call.actor.phone_index);
}

std::string context_of(const Call& call) {
  return "idempotency_keys/" + actor_of(call) + "/" + call.idempotency_key;
}

}  // namespace

bool is_keyed(const Call& call) {
  return call.actor.kind != auth::Actor::Kind::nobody || !call.idempotency_key.empty();
}

Result<Done> check_key(std::string_view key) {
  if (key.empty()) return ::refuse(RefusalKind::invalid, "idempotency.key_missing");
  if (!is_id(key)) return ::refuse(RefusalKind::invalid, "idempotency.key_form");
  return Done{};
}

std::string request_digest(const http::Request& request, std::string_view content) {
  std::string whole;
  for (const std::string_view part :
       {std::string_view(request.method), std::string_view(request.path),
        std::string_view(request.query), request.header("If-Match"), std::string_view(request.body),
        content}) {
    whole += std::to_string(part.size()) + ":";
    whole += part;
  }
  return hex(seal::blake2b(whole));
}

const db::Sql select_answer(R"sql(
SELECT request_digest, sealed_answer FROM idempotency_keys
 WHERE association_id = $1 AND actor_id = $2 AND idempotency_key = $3)sql");

Result<std::optional<std::string>> saved_answer(db::Transaction& tx, const Call& call,
                                                const std::string& digest) {
  struct Saved {
    std::string digest, sealed;
  };
  const auto saved = tx.one(
      select_answer,
      [](const db::Row& row) {
        return Saved{row.string(0), row.bytes(1)};
      },
      call.tenant.id, actor_of(call), call.idempotency_key);
  if (!saved) return std::optional<std::string>();
  if (saved->digest != digest) return ::refuse(RefusalKind::rule_not_met, "idempotency.key_reused");
  auto answer = call.tenant.keeper->association_key().open(saved->sealed, context_of(call));
  if (!answer) return ::refuse(RefusalKind::conflict, "idempotency.answer_erased");
  return answer;
}

const db::Sql insert_answer(R"sql(
INSERT INTO idempotency_keys (association_id, actor_id, idempotency_key, request_digest,
       sealed_answer, answered_at)
VALUES ($1, $2, $3, $4, $5, $6))sql");

void save_answer(db::Transaction& tx, const Call& call, const std::string& digest,
                 const std::string& answer) {
  const std::string sealed = call.tenant.keeper->association_key().close(answer, context_of(call));
  tx.execute(insert_answer, call.tenant.id, actor_of(call), call.idempotency_key, digest,
             db::Bytes{sealed}, call.now);
}

const db::Sql empty_answers(R"sql(
UPDATE idempotency_keys SET sealed_answer = $2 WHERE association_id = $1)sql");

void erase_answers(db::Transaction& tx, const AssociationId& association) {
  tx.execute(empty_answers, association, db::Bytes{""});
}

const db::Sql delete_answers(R"sql(
DELETE FROM idempotency_keys WHERE association_id = $1 AND answered_at < $2)sql");

int sweep_answers(db::Transaction& tx, const AssociationId& association, Instant now) {
  return static_cast<int>(
      tx.execute(delete_answers, association, now - limits::idempotency_days * day_ms));
}

}  // namespace api
