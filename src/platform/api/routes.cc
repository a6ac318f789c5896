#include <boost/json.hpp>

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

array parameters_of(const std::string& path) {
  array parameters;
  for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
    const auto name = path.substr(at + 1, path.find('}', at) - at - 1);
    parameters.emplace_back(object{
        {"name",     name                      },
        {"in",       "path"                    },
        {"required", true                      },
        {"schema",   object{{"type", "string"}}}
    });
  }
  return parameters;
}

object json_content(boost::json::value schema) {
  return object{
      {"application/json", object{{"schema", std::move(schema)}}}
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
  const object obstacle{
      {"type",       "object"                                         },
      {"required",   array{"code", "parameters", "message"}           },
      {"properties", object{{"code", word},
                            {"field", word},
                            {"clause", word},
                            {"parameters", text},
                            {"remedy", word},
                            {"message", text},
                            {"remedy_text", text}}}
  };
  return object{
      {"type",       "object"                                                                                 },
      {"required",   array{"type", "title", "status", "code", "request_id", "obstacles"}                      },
      {"properties", object{{"type", word},
                            {"title", word},
                            {"title_en", word},
                            {"status", object{{"type", "integer"}}},
                            {"code", word},
                            {"request_id", word},
                            {"obstacles", object{{"type", "array"}, {"items", obstacle}}}}}
  };
}

}  // namespace

Routes::Routes(http::Router& router, RoutesOptions options)
    : router_(router), options_(std::move(options)) {
  schemas_.components()["Problem"] = problem_schema();
}

Endpoint& Routes::add(std::string_view method, std::string_view pattern, auth::Action action,
                      http::Body body, Handle handle) {
  endpoints_.push_back(std::make_unique<Endpoint>(
      Endpoint{std::string(method), std::string(pattern), action, area_of(pattern)}));
  Endpoint& endpoint = *endpoints_.back();
  router_.add(
      endpoint.method, "/api/{association}" + endpoint.pattern, body,
      [this, &endpoint, handle = std::move(handle)](http::Request& request, http::Reply reply) {
        auto exchange =
            std::make_shared<Exchange>(std::move(request), std::move(reply), endpoint, options_);
        if (exchange->open()) handle(std::move(exchange));
      });
  return endpoint;
}

void Routes::describe(const Endpoint& endpoint, std::optional<boost::json::value> body,
                      std::optional<boost::json::value> view) {
  const std::string path = "/api/{association}" + endpoint.pattern;
  object answer{
      {"description", "done"}
  };
  if (view) answer["content"] = json_content(*view);
  const object problem{
      {"description", "refused"                                                                                  },
      {"content",     object{{"application/problem+json",
                          object{{"schema", object{{"$ref", "#/components/schemas/Problem"}}}}}}}
  };
  object operation{
      {"operationId", operation_id(endpoint)                       },
      {"x-action",    std::string(auth::name_of(endpoint.action))  },
      {"parameters",  parameters_of(path)                          },
      {"responses",   object{{"200", answer}, {"default", problem}}}
  };
  if (body)
    operation["requestBody"] = object{
        {"required", true               },
        {"content",  json_content(*body)}
    };
  std::string method;
  for (const char c : endpoint.method) method += static_cast<char>(c + 32);
  auto& entry = paths_[path];
  if (!entry.is_object()) entry = object{};
  entry.as_object()[method] = operation;
}

std::string Routes::openapi() const {
  const object document{
      {"openapi",    "3.1.0"                                    },
      {"info",       object{{"title", "Sila"}, {"version", "1"}}},
      {"paths",      paths_                                     },
      {"components", object{{"schemas", schemas_.components()}}           }
  };
  return boost::json::serialize(document);
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
  if (opening.entry.action.empty()) return;
  exchange->call().tenant.store->write<char>(
      [on_record](db::Transaction& tx, char&) { return on_record(tx).ok(); },
      [](db::End, char&) {});
}

void Routes::bytes(
    std::string_view pattern, auth::Action action,
    std::function<Result<http::Response>(db::Transaction&, const Call&, Opening&)> use) {
  const auto handle = [use](std::shared_ptr<Exchange> exchange) {
    std::optional<http::Response> response;
    Opening opening;
    read(exchange, [&](db::Transaction& tx) {
      auto result = use(tx, exchange->call(), opening);
      if (result) {
        response = std::move(result).value();
      } else {
        exchange->refuse(result.refusal());
      }
    });
    if (response) {
      record_then(exchange, opening,
                  [exchange, response = *response] { exchange->answer(response); });
    }
  };
  describe(add("GET", pattern, action, http::Body::none, handle), std::nullopt, std::nullopt);
}

}  // namespace api
