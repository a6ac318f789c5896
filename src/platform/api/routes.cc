#include <boost/json.hpp>

#include "base/text.h"
#include "platform/api/typed.h"
#include "platform/kernel/kernel.h"

namespace api {
namespace {

using boost::json::array;
using boost::json::object;

std::optional<auth::Area> area_of(std::string_view pattern) {
  if (pattern.starts_with("/portal")) return auth::Area::portal;
  if (pattern.starts_with("/desk")) return auth::Area::desk;
  return std::nullopt;
}

object parameter(std::string_view name, std::string_view place, bool required) {
  return object{
      {"name",     name                      },
      {"in",       place                     },
      {"required", required                  },
      {"schema",   object{{"type", "string"}}}
  };
}

array parameters_of(const Endpoint& endpoint, std::string_view path) {
  array parameters;
  for (auto at = path.find('{'); at != path.npos; at = path.find('{', at + 1))
    parameters.emplace_back(
        parameter(path.substr(at + 1, path.find('}', at) - at - 1), "path", true));
  if (endpoint.changes()) {
    parameters.emplace_back(parameter("X-Sila", "header", true));
    parameters.emplace_back(
        parameter("Idempotency-Key", "header", endpoint.action != auth::Action::anyone));
    parameters.emplace_back(parameter("If-Match", "header", false));
  }
  return parameters;
}

object content(std::string_view type, boost::json::value schema) {
  return object{
      {type, object{{"schema", std::move(schema)}}}
  };
}

std::string operation_id(const Endpoint& endpoint) {
  std::string id = endpoint.method == "GET"     ? "get"
                   : endpoint.method == "POST"  ? "post"
                   : endpoint.method == "PUT"   ? "put"
                   : endpoint.method == "PATCH" ? "patch"
                                                : "delete";
  bool upper = true;
  for (const char c : endpoint.pattern) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      id += upper && c >= 'a' ? static_cast<char>(c - 32) : c;
      upper = false;
    } else if (c != '}') {
      upper = true;
    }
  }
  return id;
}

object problem_schema() {
  const object text{
      {"type",                 "object"                  },
      {"additionalProperties", object{{"type", "string"}}}
  };
  const object word{
      {"type", "string"}
  };
  object of_obstacle;
  for (const auto* name : {"code", "field", "clause", "remedy"}) of_obstacle[name] = word;
  for (const auto* name : {"parameters", "message", "remedy_text"}) of_obstacle[name] = text;
  const object obstacle{
      {"type",       "object"                              },
      {"required",   array{"code", "parameters", "message"}},
      {"properties", of_obstacle                           }
  };
  object of_problem;
  for (const auto* name : {"type", "title", "title_en", "code", "request_id"})
    of_problem[name] = word;
  of_problem["status"] = object{
      {"type", "integer"}
  };
  of_problem["obstacles"] = object{
      {"type",  "array" },
      {"items", obstacle}
  };
  return object{
      {"type",       "object"                                                           },
      {"required",   array{"type", "title", "status", "code", "request_id", "obstacles"}},
      {"properties", of_problem                                                         }
  };
}

}  // namespace

Routes::Routes(http::Router& router, RoutesOptions options)
    : router_(router), options_(std::move(options)) {
  schemas_.components()["Problem"] = problem_schema();
}

Endpoint& Routes::add(std::string_view method, std::string_view pattern, auth::Action action,
                      http::Body body, Handle handle) {
  return add({.method = std::string(method),
              .pattern = std::string(pattern),
              .action = action,
              .area = area_of(pattern)},
             body, std::move(handle));
}

Endpoint& Routes::add(Endpoint declared, http::Body body, Handle handle) {
  endpoints_.push_back(std::make_unique<Endpoint>(std::move(declared)));
  Endpoint& endpoint = *endpoints_.back();
  router_.add(
      endpoint.method, endpoint.path(), body,
      [this, &endpoint, handle = std::move(handle)](http::Request& request, http::Reply reply) {
        auto exchange = std::make_shared<Exchange>(std::move(request), std::move(reply), endpoint,
                                                   options_, flows_);
        if (!(endpoint.of_house ? exchange->open_house() : exchange->open())) return;
        try {
          handle(exchange);
        } catch (const db::Error& error) {
          exchange->answer_fault(error);
        }
      });
  return endpoint;
}

void Routes::describe(const Endpoint& endpoint, Described described) {
  const std::string path = endpoint.path();
  object answer{
      {"description", "done"}
  };
  if (described.view) answer["content"] = content(described.view_type, *described.view);
  const object problem{
      {"$ref", "#/components/schemas/Problem"}
  };
  const object refused{
      {"description",                       "refused"},
      { "content", content("application/problem+json",  problem)}
  };
  object operation;
  operation["operationId"] = operation_id(endpoint);
  operation["x-action"] = auth::name_of(endpoint.action);
  operation["parameters"] = parameters_of(endpoint, path);
  operation["responses"] = object{
      {"200",     answer },
      {"default", refused}
  };
  if (described.body)
    operation["requestBody"] = object{
        {"required",                   true            },
        { "content", content(described.body_type, *described.body)}
    };
  auto& entry = paths_[path];
  if (!entry.is_object()) entry = object{};
  entry.as_object()[lower_ascii(endpoint.method)] = operation;
}

std::string Routes::openapi() const {
  const object document{
      {"openapi",    "3.1.0"                                    },
      {"info",       object{{"title", "Sila"}, {"version", "1"}}},
      {"paths",      paths_                                     },
      {"components", object{{"schemas", schemas_.components()}} }
  };
  return boost::json::serialize(document);
}

void Routes::publish() {
  router_.add("GET", "/api/openapi.json", http::Body::none,
              [document = openapi()](http::Request&, http::Reply reply) {
                reply.send(http::Response{.body = document});
              });
}

boost::json::value Routes::file_schema() {
  const object file{
      {"type",             "string"                  },
      {"contentMediaType", "application/octet-stream"}
  };
  return object{
      {"type",       "object"              },
      {"properties", object{{"file", file}}},
      {"required",   array{"file"}         }
  };
}

const http::Part* Routes::admit_part(const std::shared_ptr<Exchange>& exchange) {
  bool admitted = false;
  read(exchange, [&](db::Transaction&) { admitted = true; });
  if (!admitted) return nullptr;
  const auto& parts = exchange->request().parts;
  if (parts.size() == 1 && parts[0].name == "file" && !parts[0].spool_path.empty())
    return parts.data();
  exchange->refuse(::refuse(RefusalKind::invalid, {.code = "file.missing", .field = "/file"}));
  return nullptr;
}

std::optional<files::Inspected> Routes::admit_file(const std::shared_ptr<Exchange>& exchange) {
  const auto* part = admit_part(exchange);
  if (part == nullptr) return std::nullopt;
  auto inspected = files::inspect(part->spool_path, part->file_name);
  if (inspected) return std::move(inspected).value();
  exchange->refuse(inspected.refusal());
  return std::nullopt;
}

void Routes::read(const std::shared_ptr<Exchange>& exchange,
                  const std::function<void(db::Transaction&)>& use) {
  exchange->call().tenant.store->read([&](db::Transaction& tx) {
    if (const auto identified = exchange->identify(tx); !identified) {
      exchange->refuse(identified.refusal());
    } else {
      use(tx);
    }
  });
}

void Routes::read_list(const std::shared_ptr<Exchange>& exchange,
                       const std::function<void(db::Transaction&)>& use) {
  std::optional<std::string> position;
  read(exchange, [&](db::Transaction& tx) {
    position = tx.log_position();
    if (!position) use(tx);
  });
  if (position) exchange->call().tenant.store->read_list(*position, use);
}

void Routes::news(std::string_view pattern, auth::Action action, Filter filter) {
  const auto handle = [this,
                       filter = std::move(filter)](const std::shared_ptr<Exchange>& exchange) {
    bool may = false;
    read(exchange, [&](db::Transaction&) { may = true; });
    if (may) options_.newsroom->open(exchange, filter);
  };
  const object events{
      {"type", "string"}
  };
  describe(add("GET", pattern, action, http::Body::none, handle),
           {.body = {}, .view = events, .view_type = "text/event-stream"});
}

void Routes::look_up(db::Transaction& tx, Exchange& exchange, Opening& opening) {
  if (opening.entry.action.empty() || opening.confidential) return;
  const Call& call = exchange.call();
  const auto who = auth::who_of(call.actor, exchange.endpoint().action);
  opening.on_record = audit::is_repeated(tx, call.tenant.id, who, call.now, opening.entry);
}

void Routes::record_then(const std::shared_ptr<Exchange>& exchange, const Opening& opening,
                         std::function<void()> answer) {
  const auto on_record = [exchange, opening](db::Transaction& tx) -> Result<Done> {
    const Call& call = exchange->call();
    if (!opening.entry.action.empty()) {
      audit::record_opening(tx, call.tenant.id,
                            auth::who_of(call.actor, exchange->endpoint().action), call.now,
                            opening.entry, opening.confidential);
    }
    return Done{};
  };
  if (opening.confidential) {
    exchange->write<Done>(on_record,
                          [answer = std::move(answer)](const Result<Done>&) { answer(); });
    return;
  }
  answer();
  if (opening.entry.action.empty() || opening.on_record) return;
  exchange->call().tenant.store->write<char>(
      [on_record](db::Transaction& tx, char&) { return on_record(tx).ok(); },
      [exchange](db::End end, char&) {
        if (end == db::End::committed) return;
        kernel::log::error("api.opening_not_recorded",
                           {
                               {"request_id", exchange->call().request_id}
        });
      });
}

void Routes::bytes(
    std::string_view pattern, auth::Action action,
    std::function<Result<http::Response>(db::Transaction&, const Call&, Opening&)> use) {
  const auto handle = [use](const std::shared_ptr<Exchange>& exchange) {
    std::optional<http::Response> response;
    Opening opening;
    read(exchange, [&](db::Transaction& tx) {
      auto result = use(tx, exchange->call(), opening);
      if (result) {
        response = std::move(result).value();
        look_up(tx, *exchange, opening);
      } else {
        exchange->refuse(result.refusal());
      }
    });
    if (response) {
      record_then(exchange, opening,
                  [exchange, response = *response] { exchange->answer(response); });
    }
  };
  const object file{
      {"contentMediaType", "application/octet-stream"}
  };
  describe(add("GET", pattern, action, http::Body::none, handle),
           {.body = {}, .view = file, .view_type = "application/octet-stream"});
}

}  // namespace api
