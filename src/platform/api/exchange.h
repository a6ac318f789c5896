#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "platform/api/call.h"
#include "platform/api/flow.h"
#include "platform/kernel/kernel.h"

namespace api {

// How a route is declared, as far as the program needs it while it answers.
struct Endpoint {
  std::string method, pattern;
  auth::Action action = auth::Action::anyone;
  std::optional<auth::Area> area;  // whose sign-in counts: of /portal or of /desk
  bool of_house = false;           // of the installation itself: under /api, no association's
  std::string path() const { return (of_house ? "/api" : "/api/{association}") + pattern; }
  bool changes() const { return method != "GET"; }
};

class Newsroom;

struct RoutesOptions {
  std::function<Tenant*(std::string_view slug)> find_tenant;  // may throw db::Error: 503
  const kernel::Clock* clock = nullptr;
  // "https://sila.example.org": whose pages may send changes. On loopback also its own names.
  std::string public_address;
  bool secure = false;  // cookies
  Newsroom* newsroom = nullptr;
  // How much one address, and one person, may ask; this machine itself as much as it likes.
  FlowLimits per_address, per_person;
};

// Of all routes.
struct Flows {
  Flow addresses, people;
};

// One request on its way to its answer: owns what the handler needs after the server let go of it.
class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(http::Request&& request, http::Reply reply, const Endpoint& endpoint,
           const RoutesOptions& options, Flows& flows);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange();

  // Finds the tenant; checks the origin of a change. Answers the refusal itself and returns false.
  bool open();
  // The same where there is no association to find: call() is not there then.
  bool open_house();
  // Who asks, and whether they may: in the caller's read transaction.
  Result<Done> identify(db::Transaction& read);
  Call& call() { return *call_; }
  const Endpoint& endpoint() const { return endpoint_; }
  http::Request& request() { return request_; }

  void answer(std::string json, int status = 200);
  void answer(http::Response response);
  void refuse(const Refusal& refusal);
  void answer_end(db::End end);  // 503 or 500 for a write that did not happen, or may not have
  void answer_fault(const db::Error& error);  // 503: the database cannot be read now

  template <class View>
  void answer_result(const Result<View>& result);

  // One write transaction; `then` is called after it is durable, on the store's thread. A refusal
  // undoes the writes unless the use case has set *call.keep_refused. When the write did not happen
  // the client is answered and `then` is not called. `work` may run twice.
  template <class T>
  void write(std::function<Result<T>(db::Transaction&)> work, std::function<void(Result<T>)> then);

 private:
  Result<Done> check_origin() const;
  // Changes of one thing (what the address names), and of one person where it names none, come one
  // after the other: what one decides by, the next sees.
  void wait_for_turn(db::Transaction& tx) const;
  bool open_tenant();
  Result<Done> admit_address();
  Result<Done> admit_person();
  void note_slow_write(std::chrono::steady_clock::time_point began) const;

  http::Request request_;
  http::Reply reply_;
  const Endpoint& endpoint_;
  const RoutesOptions& options_;
  Flows& flows_;
  Flow::Ticket of_address_, of_person_;
  std::optional<Call> call_;
  std::vector<std::pair<std::string, std::string>> headers_;
  bool keep_refused_ = false;
};

// Whether this change is answered once: every one by a signed-in actor, and whatever carries a key.
bool is_keyed(const Call& call);
// A replay's saved answer, or nothing when the key is new.
Result<std::optional<std::string>> saved_answer(db::Transaction& tx, const Call& call,
                                                const std::string& digest);
void save_answer(db::Transaction& tx, const Call& call, const std::string& digest,
                 const std::string& answer);
// Refuses idempotency.key_missing and idempotency.key_form.
Result<Done> check_key(std::string_view key);
// Over method, address, If-Match and body; `content`: digest of an upload's file.
std::string request_digest(const http::Request& request, std::string_view content);
// Empties every kept answer: for the erasure of a person, whose values may stand in any of them.
// The keys stay, so nothing is done twice; a replay is told that its answer is gone.
void erase_answers(db::Transaction& tx, const AssociationId& association);
// Forgets answers older than limits::idempotency_days; a daily job. Returns how many.
int sweep_answers(db::Transaction& tx, const AssociationId& association, Instant now);

}  // namespace api
