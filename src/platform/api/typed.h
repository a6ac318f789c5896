#pragma once

#include <boost/json/object.hpp>

#include "base/json_schema.h"
#include "platform/api/exchange.h"
#include "platform/api/news.h"
#include "platform/api/pace.h"

namespace api {

template <class T>
void Exchange::write(std::function<Result<T>(db::Transaction&)> work,
                     std::function<void(Result<T>)> then) {
  struct Outcome {
    std::optional<Result<T>> result;
  };
  call().tenant.store->template write<Outcome>(
      [self = shared_from_this(), work = std::move(work), headers = headers_](db::Transaction& tx,
                                                                              Outcome& outcome) {
        self->keep_refused_ = false;
        self->wait_for_turn(tx);
        self->headers_ = headers;  // of a run before this one nothing stays
        outcome.result = work(tx);
        return outcome.result->ok() || self->keep_refused_;
      },
      [self = shared_from_this(), then = std::move(then), began = std::chrono::steady_clock::now()](
          db::End end, Outcome& outcome) {
        self->note_slow_write(began);
        if (end == db::End::committed || end == db::End::refused) {
          then(std::move(*outcome.result));
        } else {
          self->answer_end(end);
        }
      });
}

template <class View>
void Exchange::answer_result(const Result<View>& result) {
  if (result) {
    answer(json::write(result.value()));
  } else {
    refuse(result.refusal());
  }
}

// What a reading puts on record.
struct Opening {
  audit::Entry entry;
  bool confidential = false;  // then the answer waits until it is on record
  bool on_record = false;     // an opening like it is: there is nothing to write
};

// What a question put to the installation itself is handed: there is no association and nobody has
// signed in.
struct HouseCall {
  Instant now;
  std::string idempotency_key, request_digest;
};

class Routes {
 public:
  Routes(http::Router& router, RoutesOptions options);

  // One read transaction.
  template <class View>
  void get(std::string_view pattern, auth::Action action,
           std::function<Result<View>(db::Transaction&, const Call&)> use);
  // The same for a list or a report, which a standby of the database may answer; who asks is looked
  // up on the primary, so that what was committed before the question is in the answer.
  template <class View>
  void get_list(std::string_view pattern, auth::Action action,
                std::function<Result<View>(db::Transaction&, const Call&)> use);
  // The same, put on record as an opening.
  template <class View>
  void get_recorded(std::string_view pattern, auth::Action action,
                    std::function<Result<View>(db::Transaction&, const Call&, Opening&)> use);
  // Bytes (a file), put on record.
  void bytes(std::string_view pattern, auth::Action action,
             std::function<Result<http::Response>(db::Transaction&, const Call&, Opening&)> use);
  // One write transaction, answered after the sync; by a signed-in actor with an Idempotency-Key.
  template <class Body, class View>
  void change(std::string_view method, std::string_view pattern, auth::Action action,
              std::function<Result<View>(db::Transaction&, const Call&, const Body&)> use);
  // The same with work before the transaction, on the worker (slow digests).
  template <class Body, class Prepared, class View>
  void change_prepared(
      std::string_view method, std::string_view pattern, auth::Action action,
      std::function<Result<Prepared>(const Call&, const Body&)> prepare,
      std::function<Result<View>(db::Transaction&, const Call&, const Body&, const Prepared&)> use);
  // A file in the part named "file", inspected.
  template <class View>
  void upload(std::string_view pattern, auth::Action action,
              std::function<Result<View>(db::Transaction&, const Call&, const files::Inspected&,
                                         const std::string& spool_path)>
                  use);
  // A spreadsheet in the part named "file", up to Limits::list_bytes, read on the worker before the
  // transaction. Prepared has the `digest` of what was read.
  template <class Prepared, class View>
  void list_upload(std::string_view pattern, auth::Action action,
                   std::function<Result<Prepared>(const Call&, const http::Part&)> prepare,
                   std::function<Result<View>(db::Transaction&, const Call&, const Prepared&)> use);
  // Whatever takes several steps: the use case answers through the exchange, from any thread.
  template <class Body, class View>
  void deferred(std::string_view method, std::string_view pattern, auth::Action action,
                std::function<void(std::shared_ptr<Exchange>, const Body&)> use);
  // A stream of news (server-sent events).
  void news(std::string_view pattern, auth::Action action, Filter filter);
  // POST to the installation itself, under /api: open to anyone at a pace, so the use case asks for
  // a token, and looks after the key.
  template <class Body, class View>
  void of_house(std::string_view pattern,
                std::function<Result<View>(const HouseCall&, const Body&)> use);

  // The OpenAPI 3.1 document of everything declared so far.
  std::string openapi() const;
  // Serves it at /api/openapi.json: after the last route is declared.
  void publish();
  const std::vector<std::unique_ptr<Endpoint>>& endpoints() const { return endpoints_; }

 private:
  static constexpr int house_calls_max = 300;
  static constexpr std::int64_t house_window_ms = 10 * minute_ms;
  using Handle = std::function<void(std::shared_ptr<Exchange>)>;
  Endpoint& add(std::string_view method, std::string_view pattern, auth::Action action,
                http::Body body, Handle handle);
  Endpoint& add(Endpoint declared, http::Body body, Handle handle);
  // What an operation takes and gives, for the document.
  struct Described {
    std::optional<boost::json::value> body, view;  // schemas
    std::string_view body_type = "application/json", view_type = "application/json";
  };
  void describe(const Endpoint& endpoint, Described described);
  template <class Body, class View>
  void describe(const Endpoint& endpoint);
  static void read(const std::shared_ptr<Exchange>& exchange,
                   const std::function<void(db::Transaction&)>& use);
  static void read_list(const std::shared_ptr<Exchange>& exchange,
                        const std::function<void(db::Transaction&)>& use);
  // Whether the opening is on record already, seen in the reading's own transaction.
  static void look_up(db::Transaction& tx, Exchange& exchange, Opening& opening);
  static void record_then(const std::shared_ptr<Exchange>& exchange, const Opening& opening,
                          std::function<void()> answer);
  template <class Body>
  static Result<Body> body_of(Exchange& exchange);
  // Identifies the actor and reads the body; answers and returns nothing when either is refused.
  template <class Body>
  static std::optional<Body> admit(const std::shared_ptr<Exchange>& exchange);
  // The same for an upload: its one part, or nothing.
  static const http::Part* admit_part(const std::shared_ptr<Exchange>& exchange);
  static std::optional<files::Inspected> admit_file(const std::shared_ptr<Exchange>& exchange);
  static boost::json::value file_schema();
  template <class View>
  static void write_once(const std::shared_ptr<Exchange>& exchange, std::string_view content,
                         std::function<Result<View>(db::Transaction&)> use);

  http::Router& router_;
  RoutesOptions options_;
  Flows flows_{Flow(options_.per_address), Flow(options_.per_person)};
  Pace pace_{house_calls_max, house_window_ms};
  std::vector<std::unique_ptr<Endpoint>> endpoints_;
  boost::json::object paths_;
  json::Schemas schemas_;
};

template <class Body, class View>
void Routes::describe(const Endpoint& endpoint) {
  Described described{.body = {}, .view = schemas_.of<View>()};
  if constexpr (!std::is_void_v<Body>) {
    if (endpoint.changes()) described.body = schemas_.of<Body>();
  }
  describe(endpoint, std::move(described));
}

template <class View>
void Routes::get(std::string_view pattern, auth::Action action,
                 std::function<Result<View>(db::Transaction&, const Call&)> use) {
  describe<void, View>(add(
      "GET", pattern, action, http::Body::none, [use](const std::shared_ptr<Exchange>& exchange) {
        read(exchange,
             [&](db::Transaction& tx) { exchange->answer_result(use(tx, exchange->call())); });
      }));
}

template <class View>
void Routes::get_list(std::string_view pattern, auth::Action action,
                      std::function<Result<View>(db::Transaction&, const Call&)> use) {
  describe<void, View>(add(
      "GET", pattern, action, http::Body::none, [use](const std::shared_ptr<Exchange>& exchange) {
        std::optional<Result<View>> result;
        read_list(exchange, [&](db::Transaction& tx) { result = use(tx, exchange->call()); });
        if (result) exchange->answer_result(*result);
      }));
}

template <class View>
void Routes::get_recorded(
    std::string_view pattern, auth::Action action,
    std::function<Result<View>(db::Transaction&, const Call&, Opening&)> use) {
  describe<void, View>(add(
      "GET", pattern, action, http::Body::none, [use](const std::shared_ptr<Exchange>& exchange) {
        std::shared_ptr<std::string> answer;
        Opening opening;
        read(exchange, [&](db::Transaction& tx) {
          const auto result = use(tx, exchange->call(), opening);
          if (result) {
            answer = std::make_shared<std::string>(json::write(result.value()));
            look_up(tx, *exchange, opening);
          } else {
            exchange->refuse(result.refusal());
          }
        });
        if (answer)
          record_then(exchange, opening,
                      [exchange, answer] { exchange->answer(std::move(*answer)); });
      }));
}

template <class Body>
Result<Body> Routes::body_of(Exchange& exchange) {
  const auto& text = exchange.request().body;
  return json::read<Body>(text.empty() ? std::string_view("{}") : std::string_view(text));
}

template <class Body>
std::optional<Body> Routes::admit(const std::shared_ptr<Exchange>& exchange) {
  std::optional<Body> admitted;
  read(exchange, [&](db::Transaction&) {
    auto body = body_of<Body>(*exchange);
    if (body) {
      admitted = std::move(body).value();
    } else {
      exchange->refuse(body.refusal());
    }
  });
  return admitted;
}

template <class View>
void Routes::write_once(const std::shared_ptr<Exchange>& exchange, std::string_view content,
                        std::function<Result<View>(db::Transaction&)> use) {
  const bool keyed = is_keyed(exchange->call());
  if (keyed) {
    if (const auto checked = check_key(exchange->call().idempotency_key); !checked)
      return exchange->refuse(checked.refusal());
  }
  const std::string digest = keyed ? request_digest(exchange->request(), content) : std::string();
  exchange->write<std::string>(
      [exchange, use = std::move(use), keyed, digest](db::Transaction& tx) -> Result<std::string> {
        const Call& call = exchange->call();
        if (keyed) {
          if (auto saved = TRY(saved_answer(tx, call, digest))) return *std::move(saved);
        }
        std::string answer = json::write(TRY(use(tx)));
        if (keyed) save_answer(tx, call, digest, answer);
        return answer;
      },
      [exchange](Result<std::string> answer) {
        if (answer) {
          exchange->answer(std::move(answer).value());
        } else {
          exchange->refuse(answer.refusal());
        }
      });
}

template <class Body, class View>
void Routes::change(std::string_view method, std::string_view pattern, auth::Action action,
                    std::function<Result<View>(db::Transaction&, const Call&, const Body&)> use) {
  describe<Body, View>(add(
      method, pattern, action, http::Body::json, [use](const std::shared_ptr<Exchange>& exchange) {
        auto body = admit<Body>(exchange);
        if (!body) return;
        write_once<View>(exchange, "",
                         [use, exchange, body = *std::move(body)](db::Transaction& tx) {
                           return use(tx, exchange->call(), body);
                         });
      }));
}

template <class Body, class Prepared, class View>
void Routes::change_prepared(
    std::string_view method, std::string_view pattern, auth::Action action,
    std::function<Result<Prepared>(const Call&, const Body&)> prepare,
    std::function<Result<View>(db::Transaction&, const Call&, const Body&, const Prepared&)> use) {
  describe<Body, View>(add(method, pattern, action, http::Body::json,
                           [prepare, use](const std::shared_ptr<Exchange>& exchange) {
                             auto body = admit<Body>(exchange);
                             if (!body) return;
                             auto prepared = prepare(exchange->call(), *body);
                             if (!prepared) return exchange->refuse(prepared.refusal());
                             write_once<View>(
                                 exchange, "",
                                 [use, exchange, body = *std::move(body),
                                  ready = std::move(prepared).value()](db::Transaction& tx) {
                                   return use(tx, exchange->call(), body, ready);
                                 });
                           }));
}

template <class View>
void Routes::upload(std::string_view pattern, auth::Action action,
                    std::function<Result<View>(db::Transaction&, const Call&,
                                               const files::Inspected&, const std::string&)>
                        use) {
  const auto handle = [use](const std::shared_ptr<Exchange>& exchange) {
    auto inspected = admit_file(exchange);
    if (!inspected) return;
    const std::string content = inspected->digest + inspected->name;
    write_once<View>(
        exchange, content, [use, exchange, file = *std::move(inspected)](db::Transaction& tx) {
          return use(tx, exchange->call(), file, exchange->request().parts[0].spool_path);
        });
  };
  describe(add("POST", pattern, action, http::Body::upload, handle),
           {.body = file_schema(),
            .view = schemas_.of<View>(),
            .body_type = "multipart/form-data",
            .view_type = "application/json"});
}

template <class Prepared, class View>
void Routes::list_upload(
    std::string_view pattern, auth::Action action,
    std::function<Result<Prepared>(const Call&, const http::Part&)> prepare,
    std::function<Result<View>(db::Transaction&, const Call&, const Prepared&)> use) {
  const auto handle = [prepare, use](const std::shared_ptr<Exchange>& exchange) {
    const auto* part = admit_part(exchange);
    if (part == nullptr) return;
    auto prepared = prepare(exchange->call(), *part);
    if (!prepared) return exchange->refuse(prepared.refusal());
    const auto ready = std::make_shared<const Prepared>(std::move(prepared).value());
    write_once<View>(
        exchange, ready->digest + part->file_name,
        [use, exchange, ready](db::Transaction& tx) { return use(tx, exchange->call(), *ready); });
  };
  describe(add("POST", pattern, action, http::Body::list, handle),
           {.body = file_schema(),
            .view = schemas_.of<View>(),
            .body_type = "multipart/form-data",
            .view_type = "application/json"});
}

template <class Body, class View>
void Routes::deferred(std::string_view method, std::string_view pattern, auth::Action action,
                      std::function<void(std::shared_ptr<Exchange>, const Body&)> use) {
  describe<Body, View>(add(method, pattern, action, http::Body::json,
                           [use](const std::shared_ptr<Exchange>& exchange) {
                             if (auto body = admit<Body>(exchange)) use(exchange, *body);
                           }));
}

template <class Body, class View>
void Routes::of_house(std::string_view pattern,
                      std::function<Result<View>(const HouseCall&, const Body&)> use) {
  const auto handle = [use, this](const std::shared_ptr<Exchange>& exchange) {
    const auto& request = exchange->request();
    const HouseCall call{.now = options_.clock->now(),
                         .idempotency_key = std::string(request.header("Idempotency-Key")),
                         .request_digest = request_digest(request, {})};
    if (const auto counted = pace_.count(request.peer, call.now); !counted)
      return exchange->refuse(counted.refusal());
    const auto body = body_of<Body>(*exchange);
    if (!body) return exchange->refuse(body.refusal());
    exchange->answer_result(use(call, body.value()));
  };
  describe<Body, View>(add({.method = "POST", .pattern = std::string(pattern), .of_house = true},
                           http::Body::json, handle));
}

}  // namespace api
