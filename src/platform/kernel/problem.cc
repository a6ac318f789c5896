#include "platform/kernel/problem.h"

#include <boost/json.hpp>
#include <map>

#include "base/json.h"
#include "embedded/refusal_texts.h"

namespace kernel {
namespace {

struct Texts {
  std::string ar, en, remedy_ar, remedy_en;
};
using Catalogue = std::map<std::string, Texts, std::less<>>;

std::string text_at(const boost::json::object& entry, const char* key) {
  const auto* found = entry.if_contains(key);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

Catalogue read_catalogue() {
  Catalogue all;
  for (const auto& file : embedded::refusal_texts()) {
    const auto document = boost::json::parse({file.text.data(), file.text.size()});
    for (const auto& entry : document.as_object()) {
      const auto& texts = entry.value().as_object();
      all.emplace(std::string(entry.key()),
                  Texts{text_at(texts, "ar"), text_at(texts, "en"), text_at(texts, "remedy_ar"),
                        text_at(texts, "remedy_en")});
    }
  }
  return all;
}

const Catalogue& catalogue() {
  static const Catalogue all = read_catalogue();
  return all;
}

std::string filled(std::string text, const std::map<std::string, std::string>& parameters) {
  for (const auto& [name, value] : parameters) {
    const std::string place = "{" + name + "}";
    for (auto at = text.find(place); at != text.npos; at = text.find(place, at + value.size())) {
      text.replace(at, place.size(), value);
    }
  }
  return text;
}

void member(std::string& out, std::string_view name, std::string_view value) {
  out += ",\"";
  out += name;
  out += "\":";
  json::write_string(out, value);
}

void pair(std::string& out, std::string_view name, const std::string& ar, const std::string& en) {
  out += ",\"";
  out += name;
  out += "\":{\"ar\":";
  json::write_string(out, ar);
  out += ",\"en\":";
  json::write_string(out, en);
  out += '}';
}

void write_obstacle(std::string& out, const Obstacle& obstacle) {
  out += "{\"code\":";
  json::write_string(out, obstacle.code);
  if (!obstacle.field.empty()) member(out, "field", obstacle.field);
  if (!obstacle.clause.empty()) member(out, "clause", obstacle.clause);
  out += ",\"parameters\":";
  json::write(out, obstacle.parameters);
  if (!obstacle.remedy.empty()) member(out, "remedy", obstacle.remedy);
  pair(out, "message", message_of(obstacle, "ar"), message_of(obstacle, "en"));
  const auto found = catalogue().find(obstacle.remedy.empty() ? obstacle.code : obstacle.remedy);
  if (found != catalogue().end() && !found->second.remedy_ar.empty()) {
    pair(out, "remedy_text", filled(found->second.remedy_ar, obstacle.parameters),
         filled(found->second.remedy_en, obstacle.parameters));
  }
  out += '}';
}

}  // namespace

int status_of(RefusalKind kind) {
  switch (kind) {
    case RefusalKind::invalid:
      return 400;
    case RefusalKind::unauthenticated:
      return 401;
    case RefusalKind::forbidden:
      return 403;
    case RefusalKind::not_found:
      return 404;
    case RefusalKind::conflict:
      return 409;
    case RefusalKind::too_large:
      return 413;
    case RefusalKind::rule_not_met:
      return 422;
    case RefusalKind::too_many:
      return 429;
    case RefusalKind::unavailable:
      return 503;
  }
  return 500;
}

std::string message_of(const Obstacle& obstacle, std::string_view language) {
  const auto found = catalogue().find(obstacle.code);
  if (found == catalogue().end()) return obstacle.code;
  return filled(language == "ar" ? found->second.ar : found->second.en, obstacle.parameters);
}

std::string remedy_of(const Obstacle& obstacle, std::string_view language) {
  const auto found = catalogue().find(obstacle.remedy.empty() ? obstacle.code : obstacle.remedy);
  if (found == catalogue().end()) return {};
  const auto& texts = found->second;
  return filled(language == "ar" ? texts.remedy_ar : texts.remedy_en, obstacle.parameters);
}

std::vector<std::string> known_codes() {
  std::vector<std::string> codes;
  for (const auto& entry : catalogue()) codes.push_back(entry.first);
  return codes;
}

std::string problem_json(int status, const Refusal& refusal, std::string_view request_id) {
  const Obstacle none{.code = "http.internal"};
  const Obstacle& first = refusal.obstacles.empty() ? none : refusal.obstacles.front();
  std::string out = "{\"type\":\"about:blank\",\"title\":";
  json::write_string(out, message_of(first, "ar"));
  member(out, "title_en", message_of(first, "en"));
  out += ",\"status\":" + std::to_string(status);
  member(out, "code", first.code);
  member(out, "request_id", request_id);
  out += ",\"obstacles\":";
  json::write_list(out, refusal.obstacles, '[', ']',
                   [&](const Obstacle& obstacle) { write_obstacle(out, obstacle); });
  out += '}';
  return out;
}

}  // namespace kernel
