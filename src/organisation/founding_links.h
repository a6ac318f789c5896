#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/db/db.h"

// One-time links by which whoever an operator invites founds an association in the browser. Of a
// link's token only the digest is kept; it is written nowhere else.
namespace organisation {

struct NewFoundingLink {
  std::string token;  // shown once
  Instant expires_at;
};
// An operator's act, in DATA/directory.db: valid 72 hours, once.
NewFoundingLink invite_to_found(db::Transaction& directory, std::string_view operator_name,
                                Instant now);

// The request that used a link, and what it was answered.
struct FoundingUse {
  std::string idempotency_key, request_digest;
  std::string answer;
};
struct FoundingLink {
  Instant expires_at;
  std::string invited_by;           // the operator's name
  std::optional<FoundingUse> used;  // a link that was used opens nothing but its own answer
};
// Refuses founding.link_invalid, the same for a token that is unknown, malformed or expired.
Result<FoundingLink> find_founding_link(db::Transaction& directory, std::string_view token,
                                        Instant now);
// Refuses that for a link that was used too.
Result<FoundingLink> find_open_link(db::Transaction& directory, std::string_view token,
                                    Instant now);
// Its one use. Throws std::logic_error when it was used before.
void spend_founding_link(db::Transaction& directory, std::string_view token,
                         std::string_view association, const FoundingUse& use, Instant now);

}  // namespace organisation
