#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11.hpp>
#include <charconv>
#include <cmath>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

// JSON for described structs (BOOST_DESCRIBE_STRUCT): written straight into text, read with every
// error at once and its JSON pointer. One description gives the wire format, the OpenAPI schema
// (json_schema.h) and the TypeScript type. Absent optionals are left out. Written text is
// canonical, so it may be digested: members in the order of their description, map keys sorted, no
// white space.
namespace json {

namespace describe = boost::describe;

template <class T>
concept Described = describe::has_describe_members<T>::value && !std::is_union_v<T>;
template <class T>
concept DescribedEnum = describe::has_describe_enumerators<T>::value;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;
template <class T>
inline constexpr bool is_typed_id = false;
template <class Tag>
inline constexpr bool is_typed_id<Id<Tag>> = true;

template <class T>
using Members = describe::describe_members<T, describe::mod_public | describe::mod_inherited>;

// A member's name on the wire: a last underscore, which keeps a name from being a word of C++
// (class_), is not part of it.
constexpr std::string_view wire_name(std::string_view member) {
  return member.ends_with('_') ? member.substr(0, member.size() - 1) : member;
}

void write_string(std::string& out, std::string_view text);

template <class T>
void write(std::string& out, const T& value);

template <class T>
void write_members(std::string& out, const T& value) {
  bool first = true;
  boost::mp11::mp_for_each<Members<T>>([&](auto member) {
    const auto& field = value.*member.pointer;
    if constexpr (is_optional<std::remove_cvref_t<decltype(field)>>) {
      if (!field) return;
    }
    out += first ? "{\"" : ",\"";
    first = false;
    out += wire_name(member.name);
    out += "\":";
    write(out, field);
  });
  out += first ? "{}" : "}";
}

template <class Range, class Each>
void write_list(std::string& out, const Range& range, char open, char close, Each each) {
  out += open;
  bool first = true;
  for (const auto& entry : range) {
    if (!first) out += ',';
    first = false;
    each(entry);
  }
  out += close;
}

template <class T>
void write(std::string& out, const T& value) {
  if constexpr (std::same_as<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_arithmetic_v<T>) {
    if constexpr (std::is_floating_point_v<T>) {
      if (!std::isfinite(value)) {  // JSON has no word for it
        out += "null";
        return;
      }
    }
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
  } else if constexpr (DescribedEnum<T>) {
    write_string(out, describe::enum_to_string(value, ""));
  } else if constexpr (std::convertible_to<T, std::string_view>) {
    write_string(out, value);
  } else if constexpr (is_typed_id<T>) {
    write_string(out, value.text);
  } else if constexpr (std::same_as<T, Instant> || std::same_as<T, Date>) {
    write_string(out, iso(value));
  } else if constexpr (is_optional<T>) {
    if (value) {
      write(out, *value);
    } else {
      out += "null";
    }
  } else if constexpr (is_vector<T>) {
    write_list(out, value, '[', ']', [&](const auto& entry) { write(out, entry); });
  } else if constexpr (is_map<T>) {
    write_list(out, value, '{', '}', [&](const auto& entry) {
      write_string(out, entry.first);
      out += ':';
      write(out, entry.second);
    });
  } else {
    static_assert(Described<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
    write_members(out, value);
  }
}

template <class T>
std::string write(const T& value) {
  std::string out;
  write(out, value);
  return out;
}

struct Limits {
  std::size_t bytes = 1 << 20, depth = 16, items = 1'000;  // items: of one array or object
};
inline constexpr std::size_t obstacles_max = 100;  // told of one document; more help nobody

// Parses strictly: UTF-8, no duplicate keys, depth and sizes within limits, no control or
// bidirectional control characters in texts (newline and tab are allowed). Refuses with codes
// json.syntax, json.utf8, json.duplicate_key, json.depth, json.too_many, json.too_large,
// json.control_character, json.bidi_control; `field` is the JSON pointer.
Result<boost::json::value> parse(std::string_view text, const Limits& limits = {});

// Collects everything that is wrong with a document: codes json.required, json.unknown_field,
// json.wrong_type {expected}, json.not_allowed_value.
class Reader {
 public:
  template <class T>
  void read(const boost::json::value& from, T& into);
  std::vector<Obstacle> obstacles;

 private:
  void fail(std::string code, std::string_view expected = {});
  void enter(std::string_view key);
  void enter(std::size_t index) { enter(std::to_string(index)); }
  template <class T>
  void read_members(const boost::json::object& from, T& into);

  std::string path_;
};

template <class T>
void Reader::read_members(const boost::json::object& from, T& into) {
  const std::size_t here = path_.size();
  boost::mp11::mp_for_each<Members<T>>([&](auto member) {
    using Field = std::remove_cvref_t<decltype(into.*member.pointer)>;
    const auto* found = from.if_contains(wire_name(member.name));
    if (found == nullptr && is_optional<Field>) return;
    enter(wire_name(member.name));
    if (found == nullptr) {
      fail("json.required");
    } else {
      read(*found, into.*member.pointer);
    }
    path_.resize(here);
  });
  for (const auto& entry : from) {
    bool known = false;
    boost::mp11::mp_for_each<Members<T>>(
        [&](auto member) { known |= entry.key() == wire_name(member.name); });
    if (known) continue;
    enter(std::string_view(entry.key().data(), entry.key().size()));
    fail("json.unknown_field");
    path_.resize(here);
  }
}

template <class T>
void Reader::read(const boost::json::value& from, T& into) {
  const std::size_t here = path_.size();
  if constexpr (std::same_as<T, bool>) {
    if (const auto* value = from.if_bool()) {
      into = *value;
    } else {
      fail("json.wrong_type", "boolean");
    }
  } else if constexpr (std::is_integral_v<T>) {
    boost::system::error_code error;
    const auto value = from.is_double() ? T{} : from.to_number<T>(error);
    if (from.is_double() || error) {
      fail("json.wrong_type", "integer");
    } else {
      into = value;
    }
  } else if constexpr (std::is_floating_point_v<T>) {
    boost::system::error_code error;
    into = from.to_number<T>(error);
    if (error || !std::isfinite(into)) fail("json.wrong_type", "number");
  } else if constexpr (is_optional<T>) {
    if (from.is_null()) {
      into.reset();
    } else {
      read(from, into.emplace());
    }
  } else if constexpr (is_vector<T>) {
    const auto* list = from.if_array();
    if (list == nullptr) return fail("json.wrong_type", "array");
    into.clear();
    into.reserve(list->size());
    for (std::size_t i = 0; i < list->size(); ++i) {
      enter(i);
      read((*list)[i], into.emplace_back());
      path_.resize(here);
    }
  } else if constexpr (is_map<T>) {
    const auto* object = from.if_object();
    if (object == nullptr) return fail("json.wrong_type", "object");
    for (const auto& entry : *object) {
      enter(std::string_view(entry.key().data(), entry.key().size()));
      read(entry.value(), into[std::string(entry.key())]);
      path_.resize(here);
    }
  } else if constexpr (Described<T>) {
    if (const auto* object = from.if_object()) {
      read_members(*object, into);
    } else {
      fail("json.wrong_type", "object");
    }
  } else {
    const auto* text = from.if_string();
    if (text == nullptr) return fail("json.wrong_type", "string");
    const std::string_view view(text->data(), text->size());
    if constexpr (std::same_as<T, std::string>) {
      into = view;
    } else if constexpr (is_typed_id<T>) {
      into.text = view;
      if (!is_id(view)) fail("json.not_allowed_value");
    } else if constexpr (std::same_as<T, Date> || std::same_as<T, Instant>) {
      const auto parsed = [&] {
        if constexpr (std::same_as<T, Date>)
          return parse_date(view);
        else
          return parse_instant(view);
      }();
      if (parsed) {
        into = *parsed;
      } else {
        fail("json.not_allowed_value");
      }
    } else {
      static_assert(DescribedEnum<T>, "no way to read this type");
      if (!describe::enum_from_string(std::string(view).c_str(), into))
        fail("json.not_allowed_value");
    }
  }
}

template <class T>
Result<T> read(std::string_view text, const Limits& limits = {}) {
  const auto document = parse(text, limits);
  if (!document) return document.refusal();
  T value{};
  Reader reader;
  reader.read(document.value(), value);
  if (!reader.obstacles.empty()) return Refusal{RefusalKind::invalid, std::move(reader.obstacles)};
  return value;
}

}  // namespace json
