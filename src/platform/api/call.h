#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "platform/auth/auth.h"
#include "platform/db/db.h"
#include "platform/files/files.h"
#include "platform/http/http.h"
#include "platform/outbox/outbox.h"
#include "platform/seal/seal.h"
#include "policy/pack.h"

namespace parties {
class NameIndex;
}

// How a route is declared: decode → rights → use case in one transaction → encode. Bodies and views
// are structs described with BOOST_DESCRIBE_STRUCT; the same descriptions give /api/openapi.json.
// Implementation of the templates: typed.h (included at the end).
namespace api {

// One association that is open in this process.
struct Tenant {
  AssociationId id;
  std::string slug;
  policy::Text names;  // of the association, language -> text
  std::unique_ptr<seal::Keeper> keeper;
  std::unique_ptr<db::Store> store;
  std::unique_ptr<outbox::Runner> runner;
  // The policy version in force, or nothing (then the association answers 503). Swapped whole;
  // readers keep their copy.
  std::function<std::shared_ptr<const policy::Pack>()> policy_in_force;
  // A stored version by digest (a request keeps the one it began under).
  std::function<std::shared_ptr<const policy::Pack>(std::string_view digest)> policy_version;
  std::function<void()> policy_changed;  // after a commit that put a version in force
  // Which parties a verified phone opens: filled by the parties room when the tenant opens.
  auth::MayActFor may_act_for;
  // The names of its people in memory; made by the parties room when the tenant opens.
  std::shared_ptr<parties::NameIndex> people;
};

// What a use case is handed. No globals: time, actor, policies and the transaction are arguments.
struct Call {
  Tenant& tenant;
  auth::Actor actor;
  Instant now;
  std::string request_id;
  std::string peer;                      // client address; never stored in the clear
  std::string idempotency_key;           // required on every change by a signed-in actor
  std::optional<std::int64_t> if_match;  // seq that the client saw
  std::function<std::string(std::string_view)> param;                    // of the path
  std::function<std::optional<std::string>(std::string_view)> argument;  // of the query string
  http::Request* raw = nullptr;                                          // cookies, uploads
  std::vector<std::pair<std::string, std::string>>* response_headers = nullptr;  // e.g. Set-Cookie
  // Set *keep_refused to true before refusing, and the writes are kept although the answer is a
  // refusal: counted attempts (auth::redeem_code) must not be undone. Nothing else may have been
  // written then.
  bool* keep_refused = nullptr;
  template <class SomeId>
  SomeId id(std::string_view name) const {
    return SomeId{param(name)};
  }
};

struct Page {         // of a list: keyed, never by offset
  std::string after;  // opaque
  int limit = 50;     // 1…200
};
Result<Page> page_of(const Call& call);
// Of what is printed or read aloud: "en" when the question asks for it, else "ar".
std::string language_of(const Call& call);

}  // namespace api
