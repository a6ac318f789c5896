#include "base/json.h"

#include <boost/json.hpp>

#include "base/text.h"

namespace json {

void write_string(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  out += '"';
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, from, i - from);
    from = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += "\\u00";
        out += digits[c >> 4];
        out += digits[c & 15];
    }
  }
  out.append(text, from, text.size() - from);
  out += '"';
}

namespace {

std::string escape_pointer(std::string_view key) {
  std::string escaped;
  for (const char c : key) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

Refusal refused(std::string code, std::string field = {}) {
  return refuse(RefusalKind::invalid, {.code = std::move(code), .field = std::move(field)});
}

// What Boost.JSON accepts and we do not: duplicate keys, too much, control characters.
class Inspector {
 public:
  explicit Inspector(const Limits& limits) : limits_(limits) {}

  void inspect(const boost::json::value& value, std::size_t depth) {
    if (const auto* text = value.if_string()) {
      inspect_text({text->data(), text->size()});
    } else if (const auto* list = value.if_array()) {
      if (list->size() > limits_.items) return add("json.too_many");
      for (std::size_t i = 0; i < list->size(); ++i) within(std::to_string(i), (*list)[i], depth);
    } else if (const auto* object = value.if_object()) {
      if (object->size() > limits_.items) return add("json.too_many");
      for (const auto& entry : *object) {
        const std::string_view key(entry.key().data(), entry.key().size());
        if (has_control(key) || has_bidi_control(key)) return add("json.control_character");
        within(escape_pointer(key), entry.value(), depth);
      }
    }
  }
  std::vector<Obstacle> obstacles;

 private:
  void add(std::string code) {
    if (obstacles.size() >= obstacles_max) return;
    obstacles.push_back({.code = std::move(code), .field = path_.empty() ? "/" : path_});
  }
  void inspect_text(std::string_view text) {
    if (has_control(text)) add("json.control_character");
    if (has_bidi_control(text)) add("json.bidi_control");
  }
  void within(const std::string& key, const boost::json::value& value, std::size_t depth) {
    const std::size_t here = path_.size();
    path_ += "/" + key;
    inspect(value, depth + 1);
    path_.resize(here);
  }

  const Limits& limits_;
  std::string path_;
};

// Boost.JSON keeps the last of two equal keys; a pass over the text finds them. The handler of a
// basic_parser.
struct KeyWatcher {
  static constexpr std::size_t max_array_size = SIZE_MAX, max_object_size = SIZE_MAX,
                               max_string_size = SIZE_MAX, max_key_size = SIZE_MAX;
  using Error = boost::json::error_code;
  using View = boost::json::string_view;
  struct Open {  // an object or an array that is being read
    bool object = false;
    std::vector<std::string> keys;  // the last is that of the value being read
    std::size_t index = 0;
  };
  std::vector<Open> open;
  std::string key;
  std::string twice;  // JSON pointer of the first key that stands twice

  bool begin(bool object) {
    open.push_back({.object = object});
    return true;
  }
  bool end() {
    auto keys = std::move(open.back().keys);
    open.pop_back();
    std::sort(keys.begin(), keys.end());
    const auto found = std::adjacent_find(keys.begin(), keys.end());
    if (found != keys.end() && twice.empty()) {
      for (const auto& outer : open)
        twice +=
            "/" + escape_pointer(outer.object ? outer.keys.back() : std::to_string(outer.index));
      twice += "/" + escape_pointer(*found);
    }
    return value();
  }
  bool value() {
    if (!open.empty()) ++open.back().index;
    return true;
  }

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return begin(true); }
  bool on_object_end(std::size_t, Error&) { return end(); }
  bool on_array_begin(Error&) { return begin(false); }
  bool on_array_end(std::size_t, Error&) { return end(); }
  bool on_key_part(View part, std::size_t, Error&) {
    key.append(part.data(), part.size());
    return true;
  }
  bool on_key(View part, std::size_t, Error&) {
    key.append(part.data(), part.size());
    open.back().keys.push_back(std::move(key));
    key.clear();
    return true;
  }
  bool on_string_part(View, std::size_t, Error&) { return true; }
  bool on_string(View, std::size_t, Error&) { return value(); }
  bool on_number_part(View, Error&) { return true; }
  bool on_int64(std::int64_t, View, Error&) { return value(); }
  bool on_uint64(std::uint64_t, View, Error&) { return value(); }
  bool on_double(double, View, Error&) { return value(); }
  bool on_bool(bool, Error&) { return value(); }
  bool on_null(Error&) { return value(); }
  bool on_comment_part(View, Error&) { return true; }
  bool on_comment(View, Error&) { return true; }
};

}  // namespace
}  // namespace json

#include <boost/json/basic_parser_impl.hpp>

namespace json {

namespace {

std::string duplicate_key(std::string_view text, const boost::json::parse_options& options) {
  boost::json::basic_parser<KeyWatcher> parser(options);
  boost::json::error_code error;
  parser.write_some(false, text.data(), text.size(), error);
  return parser.handler().twice;
}

}  // namespace

Result<boost::json::value> parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) return refuse(RefusalKind::too_large, "json.too_large");
  if (!is_utf8(text)) return refused("json.utf8");
  boost::json::parse_options options;
  options.max_depth = limits.depth;
  boost::json::error_code error;
  auto value =
      boost::json::parse(boost::json::string_view(text.data(), text.size()), error, {}, options);
  if (error == boost::json::error::too_deep) return refused("json.depth");
  if (error) return refused("json.syntax");
  if (const auto key = duplicate_key(text, options); !key.empty()) {
    return refused("json.duplicate_key", key);
  }
  Inspector inspector(limits);
  inspector.inspect(value, 0);
  if (!inspector.obstacles.empty())
    return Refusal{RefusalKind::invalid, std::move(inspector.obstacles)};
  return value;
}

void Reader::fail(std::string code, std::string_view expected) {
  if (obstacles.size() >= obstacles_max) return;
  Obstacle obstacle{.code = std::move(code), .field = path_.empty() ? "/" : path_};
  if (!expected.empty()) obstacle.parameters["expected"] = expected;
  obstacles.push_back(std::move(obstacle));
}

void Reader::enter(std::string_view key) {
  path_ += "/" + escape_pointer(key);
}

}  // namespace json
