#include <stdexcept>

#include "base/text.h"
#include "platform/http/http.h"

namespace http {
namespace {

using Segments = std::vector<std::string_view>;

Segments segments_of(std::string_view path) {
  Segments segments;
  while (path.starts_with('/')) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{');
}

}  // namespace

struct Router::Route {
  Route(std::string of_method, std::string_view of_pattern, Body of_body, Handler of_handler)
      : method(std::move(of_method)),
        pattern(of_pattern),
        segments(segments_of(pattern)),
        body(of_body),
        handler(std::move(of_handler)) {}
  Route(const Route&) = delete;  // `segments` look into `pattern`
  Route& operator=(const Route&) = delete;

  bool fits(const Segments& path) const {
    if (path.size() != segments.size()) return false;
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (is_parameter(segments[i]) ? path[i].empty() : path[i] != segments[i]) return false;
    }
    return true;
  }
  // Whether some path fits both.
  bool overlaps(const Route& other) const {
    if (segments.size() != other.segments.size()) return false;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const bool text = !is_parameter(segments[i]) && !is_parameter(other.segments[i]);
      if (text && segments[i] != other.segments[i]) return false;
    }
    return true;
  }
  // Whether it has text at some place where the other has a parameter.
  bool more_exact_somewhere(const Route& other) const {
    for (std::size_t i = 0; i < segments.size(); ++i) {
      if (!is_parameter(segments[i]) && is_parameter(other.segments[i])) return true;
    }
    return false;
  }

  const std::string method, pattern;
  const Segments segments;  // "{id}" is a parameter
  const Body body;
  const Handler handler;
};

void Router::add(std::string method, std::string_view pattern, Body body, Handler handler) {
  auto route = std::make_shared<const Route>(std::move(method), pattern, body, std::move(handler));
  for (const auto& segment : route->segments) {
    const bool cut = is_parameter(segment) != segment.ends_with('}') || segment.size() == 2;
    if (segment.empty() || (is_parameter(segment) && cut)) {
      throw std::logic_error("a route's pattern is malformed: " + route->pattern);
    }
  }
  for (const auto& other : routes_) {
    if (route->method != other->method || !route->overlaps(*other)) continue;
    if (route->more_exact_somewhere(*other) == other->more_exact_somewhere(*route)) {
      throw std::logic_error("two routes answer the same path: " + route->method + " " +
                             route->pattern + " and " + other->pattern);
    }
  }
  routes_.push_back(std::move(route));
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  Match match;
  const auto segments = segments_of(path);
  const Route* best = nullptr;
  for (const auto& route : routes_) {
    if (!route->fits(segments)) continue;
    const bool head = method == "HEAD" && route->method == "GET";
    if (route->method != method && !head) {
      match.allowed += (match.allowed.empty() ? "" : ", ") + route->method;
    } else if (best == nullptr || route->more_exact_somewhere(*best)) {
      best = route.get();
    }
  }
  if (best == nullptr) {
    match.status = match.allowed.empty() ? 404 : 405;
    return match;
  }
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string_view name = best->segments[i];
    if (is_parameter(name))
      match.params.emplace_back(name.substr(1, name.size() - 2), unescape(segments[i], false));
  }
  match.status = 200;
  match.handler = &best->handler;
  match.body = best->body;
  match.method = best->method;
  match.pattern = best->pattern;
  return match;
}

}  // namespace http
