#include <stdexcept>

#include "base/text.h"
#include "platform/http/http.h"

namespace http {

struct Router::Route {
  std::string method, pattern;
  std::vector<std::string> segments;  // "{id}" is a parameter
  Body body = Body::none;
  Handler handler;

  static bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }
  bool fits(const std::vector<std::string>& path) const {
    if (path.size() != segments.size()) return false;
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (is_parameter(segments[i]) ? path[i].empty() : path[i] != segments[i]) return false;
    }
    return true;
  }
  // Whether some path fits both, and neither is more exact at the first place where they differ.
  bool ambiguous_with(const Route& other) const {
    if (method != other.method || segments.size() != other.segments.size()) return false;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      if (is_parameter(segments[i]) != is_parameter(other.segments[i])) return false;
      if (!is_parameter(segments[i]) && segments[i] != other.segments[i]) return false;
    }
    return true;
  }
};

namespace {

std::vector<std::string> segments_of(std::string_view path) {
  return split(path.starts_with('/') ? path.substr(1) : path, '/');
}

}  // namespace

void Router::add(std::string method, std::string_view pattern, Body body, Handler handler) {
  auto route = std::make_shared<Route>(Route{std::move(method), std::string(pattern),
                                             segments_of(pattern), body, std::move(handler)});
  for (const auto& other : routes_) {
    if (route->ambiguous_with(*other)) {
      throw std::logic_error("two routes answer " + route->method + " " + route->pattern);
    }
  }
  routes_.push_back(std::move(route));
}

int Router::find(std::string_view method, std::string_view path,
                 std::vector<std::pair<std::string_view, std::string>>& params,
                 const Handler*& handler, Body& body, std::string& allowed) const {
  const auto segments = segments_of(path);
  const Route* best = nullptr;
  std::size_t most_exact = 0;
  for (const auto& route : routes_) {
    if (!route->fits(segments)) continue;
    const bool head = method == "HEAD" && route->method == "GET";
    if (route->method != method && !head) {
      allowed += (allowed.empty() ? "" : ", ") + route->method;
      continue;
    }
    std::size_t exact = 1;
    for (const auto& segment : route->segments) exact += Route::is_parameter(segment) ? 0 : 1;
    if (exact > most_exact) {
      most_exact = exact;
      best = route.get();
    }
  }
  if (best == nullptr) return allowed.empty() ? 404 : 405;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string_view name = best->segments[i];
    if (Route::is_parameter(name)) {
      params.emplace_back(name.substr(1, name.size() - 2), unescape(segments[i], false));
    }
  }
  handler = &best->handler;
  body = best->body;
  return 200;
}

}  // namespace http
