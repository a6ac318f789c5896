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

// How a route is declared: decode → rights → use case in one transaction → encode. Bodies and views are structs described with
// BOOST_DESCRIBE_STRUCT; the same descriptions give /api/openapi.json. Implementation of the templates: typed.h (included at the end).
namespace api {

// One association that is open in this process.
struct Tenant {
  AssociationId id;
  std::string slug;
  std::unique_ptr<seal::Keeper> keeper;
  std::unique_ptr<db::Store> store;
  std::unique_ptr<outbox::Runner> runner;
  // The policy version in force, or nothing (then the association answers 503). Swapped whole; readers keep their copy.
  std::function<std::shared_ptr<const policy::Pack>()> policy_in_force;
  // A stored version by digest (a request keeps the one it began under).
  std::function<std::shared_ptr<const policy::Pack>(std::string_view digest)> policy_version;
};

// What a use case is handed. No globals: time, actor, policies and the transaction are arguments.
struct Call {
  Tenant& tenant;
  auth::Actor actor;
  Instant now;
  std::string request_id;
  std::string peer;                        // client address; never stored in the clear
  std::string idempotency_key;             // required on every change by a signed-in actor
  std::optional<std::int64_t> if_match;    // seq that the client saw
  std::function<std::string(std::string_view)> param;              // of the path
  std::function<std::optional<std::string>(std::string_view)> argument;  // of the query string
  http::Request* raw = nullptr;            // cookies, uploads
  std::vector<std::pair<std::string, std::string>>* response_headers = nullptr;  // e.g. Set-Cookie
  template <class SomeId>
  SomeId id(std::string_view name) const { return SomeId{param(name)}; }
};

struct Page {         // of a list: keyed, never by offset
  std::string after;  // opaque
  int limit = 50;     // 1…200
};
Result<Page> page_of(const Call& call);

// Declares routes. `pattern` is under /api/{association}, e.g. "/desk/requests/{id}/decision". A pattern starting with /portal takes the
// portal's sign-in, with /desk the desk's.
class Routes;

}  // namespace api

#include "platform/api/typed.h"
