#include "organisation/founding_links.h"

#include <stdexcept>

#include "organisation/operators.h"
#include "platform/seal/seal.h"

namespace organisation {
namespace {

constexpr std::int64_t valid_ms = 72 * hour_ms;
constexpr std::string_view answer_context = "founding_links/answer";

const db::Sql insert_founding_link(R"sql(
  INSERT INTO founding_links (token_digest, created_at, created_by, expires_at)
  VALUES ($1, $2, $3, $4))sql");

}  // namespace

NewFoundingLink invite_to_found(db::Transaction& directory, std::string_view operator_name,
                                Instant now) {
  NewFoundingLink link{.token = seal::random_token(), .expires_at = now + valid_ms};
  const auto by = operator_named(directory, operator_name, now);
  const auto digest = seal::blake2b(link.token);
  directory.execute(insert_founding_link, db::Bytes{digest}, now, by, link.expires_at);
  return link;
}

namespace {

const db::Sql select_founding_link(R"sql(
  SELECT l.expires_at, o.name, l.used_at, l.idempotency_key, l.request_digest, l.sealed_answer
  FROM founding_links l JOIN operators o ON o.id = l.created_by
  WHERE l.token_digest = $1 AND l.expires_at > $2)sql");

}  // namespace

Result<FoundingLink> find_founding_link(db::Transaction& directory, std::string_view token,
                                        Instant now) {
  const auto digest = seal::blake2b(token);
  auto found = directory.one(
      select_founding_link,
      [&](const db::Row& row) {
        FoundingLink link{.expires_at = row.instant(0), .invited_by = row.string(1), .used = {}};
        if (row.null(2)) return link;
        const auto answer = seal::key_from(token).open(row.bytes(5), answer_context);
        link.used = {row.string(3), row.string(4), answer.value_or("")};
        return link;
      },
      db::Bytes{digest}, now);
  if (!found) return refuse(RefusalKind::not_found, "founding.link_invalid");
  return *std::move(found);
}

Result<FoundingLink> find_open_link(db::Transaction& directory, std::string_view token,
                                    Instant now) {
  auto link = TRY(find_founding_link(directory, token, now));
  if (link.used) return refuse(RefusalKind::not_found, "founding.link_invalid");
  return link;
}

const db::Sql update_founding_link(R"sql(
  UPDATE founding_links SET used_at = $2, association = $3, idempotency_key = $4,
    request_digest = $5, sealed_answer = $6
  WHERE token_digest = $1 AND used_at IS NULL)sql");

void spend_founding_link(db::Transaction& directory, std::string_view token,
                         std::string_view association, const FoundingUse& use, Instant now) {
  const auto digest = seal::blake2b(token);
  const auto sealed = seal::key_from(token).close(use.answer, answer_context);
  if (directory.execute(update_founding_link, db::Bytes{digest}, now, association,
                        use.idempotency_key, use.request_digest, db::Bytes{sealed}) != 1)
    throw std::logic_error("a founding link was used twice");
}

}  // namespace organisation
