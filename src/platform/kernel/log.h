#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

// One JSON object a line on standard error. The event is a code, the fields come from a closed set:
// anything else does not compile. No value is a person's: ids, codes and numbers only, never what
// somebody typed (not even a path that did not match a route).
//   kernel::log::info("http.answered", {{"status", 200}, {"duration_us", 412}});
namespace kernel::log {

inline constexpr std::array<std::string_view, 28> field_names = {
    "address", "association", "attempts",    "bytes",       "code",  "count",       "database",
    "detail",  "digest",      "duration_us", "file",        "id",    "interval_ms", "job",
    "line",    "method",      "migration",   "peer_digest", "port",  "reason",      "request_id",
    "route",   "seq",         "signal",      "status",      "topic", "version",     "workers"};

struct Code {  // lower case, dotted: "outbox.given_up"
  std::string_view text;
  // NOLINTNEXTLINE(google-explicit-constructor): info("outbox.given_up", …)
  consteval Code(const char* code) : text(code) {
    for (const char c : text)
      if (!((c >= 'a' && c <= 'z') || c == '_' || c == '.')) throw "a code is [a-z_.]";
  }
};

struct Name {
  std::string_view text;
  // NOLINTNEXTLINE(google-explicit-constructor): a field is written {"code", code}
  consteval Name(const char* name) : text(name) {
    if (std::find(field_names.begin(), field_names.end(), text) == field_names.end())
      throw "not a field of the log: see field_names";
  }
};

struct Value {
  std::string text;
  bool number = false;
  // NOLINTBEGIN(google-explicit-constructor): the same
  Value(std::string_view value) : text(value) {}
  Value(const std::string& value) : text(value) {}
  Value(const char* value) : text(value) {}
  Value(std::integral auto value) : text(std::to_string(value)), number(true) {}
  // NOLINTEND(google-explicit-constructor)
};

struct Field {
  Name name;
  Value value;
};
using Fields = std::initializer_list<Field>;

void info(Code code, Fields fields = {});
void warning(Code code, Fields fields = {});
void error(Code code, Fields fields = {});
// As info, for lines of which there are many: written together a moment later by a thread of the
// log's own, so that nobody waits for a slow disk or pipe. When they come faster than they can be
// written, the rest are counted, and the count is written.
void info_soon(Code code, Fields fields = {});
void flush();  // returns when what info_soon took is written

// For tests and commands: every line goes to `take` instead (nothing: back to standard error).
void redirect(std::function<void(std::string_view line)> take);

}  // namespace kernel::log
