#pragma once

#include <memory>
#include <optional>
#include <string>

#include "platform/api/call.h"
#include "platform/kernel/kernel.h"

namespace api {

// How a route is declared, as far as the program needs it while it answers.
struct Endpoint {
  std::string method, pattern;
  auth::Action action = auth::Action::anyone;
  std::optional<auth::Area> area;  // whose sign-in counts: of /portal or of /desk
  bool changes() const { return method != "GET"; }
};

struct RoutesOptions {
  std::function<Tenant*(std::string_view slug)> find_tenant;  // may throw db::Error: 503
  const kernel::Clock* clock = nullptr;
  std::string
      public_address;   // "https://sila.example.org"; empty: whatever host loopback is called by
  bool secure = false;  // cookies
};

// One request on its way to its answer: owns what the handler needs after the server let go of it.
class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(http::Request&& request, http::Reply reply, const Endpoint& endpoint,
           const RoutesOptions& options);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange();

  // Finds the tenant; checks the origin of a change. Answers the refusal itself and returns false.
  bool open();
  // Who asks, and whether they may: in the caller's read transaction.
  Result<Done> identify(db::Transaction& read);
  Call& call() { return *call_; }
  const Endpoint& endpoint() const { return endpoint_; }
  http::Request& request() { return request_; }

  void answer(std::string json, int status = 200);
  void answer(http::Response response);
  void refuse(const Refusal& refusal);
  void answer_end(db::End end);  // 503 or 500 for a write that did not happen, or may not have

  template <class View>
  void answer_result(const Result<View>& result);

  // One write transaction; `then` is called after it is durable, on the store's thread. A refusal
  // undoes the writes unless the use case has set *call.keep_refused. When the write did not happen
  // the client is answered and `then` is not called.
  template <class T>
  void write(std::function<Result<T>(db::Transaction&)> work, std::function<void(Result<T>)> then);

 private:
  Result<Done> check_origin() const;

  http::Request request_;
  http::Reply reply_;
  const Endpoint& endpoint_;
  const RoutesOptions& options_;
  std::optional<Call> call_;
  std::vector<std::pair<std::string, std::string>> headers_;
  bool keep_refused_ = false;
};

// The key of a change by a signed-in actor: a replay's saved answer, or nothing when it is new.
Result<std::optional<std::string>> saved_answer(db::Transaction& tx, const Call& call,
                                                const std::string& digest);
void save_answer(db::Transaction& tx, const Call& call, const std::string& digest,
                 const std::string& answer);
// Refuses idempotency.key_missing and idempotency.key_form.
Result<Done> check_key(const Call& call);
// Over method, path and body.
std::string request_digest(const http::Request& request);
int sweep_answers(db::Transaction& tx, const AssociationId& association, Instant now);

}  // namespace api
