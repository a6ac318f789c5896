#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "policy/fields.h"

namespace policy {
namespace {

constexpr std::size_t id_max = 60;

bool is_id_text(std::string_view text) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto part = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && text.size() <= id_max && letter(text.front()) &&
         std::all_of(text.begin(), text.end(), part);
}

bool is_language(std::string_view code) {
  return (code.size() == 2 || code.size() == 3) &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// {reference} is a placeholder; a brace that opens or closes none is a slip.
void check_placeholders(Problems& problems, const Node& node) {
  const std::string& text = node.text;
  for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != std::string::npos;) {
    const std::size_t end = text.find_first_of("{}", at + 1);
    if (text[at] == '}' || end == std::string::npos || text[end] == '{') {
      problems.add(node, "pack.stray_brace");
      return;
    }
    const std::string name = text.substr(at + 1, end - at - 1);
    const auto& known = placeholder_names();
    if (std::find(known.begin(), known.end(), name) == known.end())
      report_unknown(problems, node, "pack.unknown_placeholder", name, known);
    at = end + 1;
  }
}

void read_translation(Problems& problems, Text& text, const Node& key, const Node& value,
                      std::size_t length_max, Placeholders placeholders) {
  if (!is_language(key.text)) {
    report_unknown(problems, key, "pack.unknown_language", key.text, {"ar", "en"});
    return;
  }
  if (value.kind != Node::Kind::scalar) {
    report_type(problems, value, "text");
    return;
  }
  const std::string content = trim(value.text);
  if (content.empty())
    problems.add(value, "pack.empty_value",
                 {
                     {"key", key.text}
    });
  if (length(content) > length_max)
    problems.add(
        value, "pack.too_long",
        {
            {"found", std::to_string(length(content))},
            {"max",   std::to_string(length_max)     }
    });
  if (placeholders == Placeholders::of_messages) check_placeholders(problems, value);
  text[key.text] = content;
}

Period read_period_of(Problems& problems, Fields& fields) {
  Period period;
  period.chosen = fields.flag("chosen");
  const std::vector<std::pair<std::string, Unit>> units = {
      {"days",         Unit::calendar_days},
      {"working_days", Unit::working_days },
      {"hours",        Unit::hours        }
  };
  int found = 0;
  for (const auto& [name, unit] : units) {
    const Node* amount = fields.find(name);
    if (!amount) continue;
    ++found;
    period.unit = unit;
    const std::int64_t max = unit == Unit::hours ? 24 * 366 : 3'660;
    if (const auto number = read_number(problems, *amount, 1, max))
      period.amount = static_cast<int>(*number);
  }
  if (found != 1 && fields.is_map())
    problems.add(fields.node(), "pack.period_unit",
                 {
                     {"expected", "days, working_days, hours"}
    });
  return period;
}

}  // namespace

void report_type(Problems& problems, const Node& at, std::string_view expected_type) {
  static constexpr std::string_view kinds[] = {"nothing", "text", "list", "map"};
  problems.add(at, "pack.wrong_type",
               {
                   {"expected_type", std::string(expected_type)                           },
                   {"found_type",    std::string(kinds[static_cast<std::size_t>(at.kind)])}
  });
}

std::string read_string(Problems& problems, const Node& node) {
  if (node.kind != Node::Kind::scalar) {
    report_type(problems, node, "text");
    return {};
  }
  if (length(node.text) > title_max)
    problems.add(
        node, "pack.too_long",
        {
            {"found", std::to_string(length(node.text))},
            {"max",   std::to_string(title_max)        }
    });
  return trim(node.text);
}

std::string read_id(Problems& problems, const Node& node) {
  std::string text = read_string(problems, node);
  if (node.kind == Node::Kind::scalar && !is_id_text(text))
    problems.add(node, "pack.bad_id",
                 {
                     {"found", text}
    });
  return text;
}

bool read_flag(Problems& problems, const Node& node) {
  if (node.kind == Node::Kind::scalar && (node.text == "true" || node.text == "false"))
    return node.text == "true";
  if (node.kind == Node::Kind::scalar)
    report_unknown(problems, node, "pack.unknown_word", node.text, {"true", "false"});
  else
    report_type(problems, node, "flag");
  return false;
}

std::optional<std::int64_t> read_number(Problems& problems, const Node& node, std::int64_t min,
                                        std::int64_t max) {
  if (node.kind != Node::Kind::scalar) {
    report_type(problems, node, "number");
    return std::nullopt;
  }
  const std::string digits = fold_digits(node.text);
  std::int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [at, fault] = std::from_chars(digits.data(), end, number);
  if (fault != std::errc() || at != end || digits.empty()) {
    report_type(problems, node, "number");
    return std::nullopt;
  }
  if (number < min || number > max) {
    problems.add(
        node, "pack.out_of_range",
        {
            {"found", digits             },
            {"min",   std::to_string(min)},
            {"max",   std::to_string(max)}
    });
    return std::nullopt;
  }
  return number;
}

std::optional<Date> read_date(Problems& problems, const Node& node) {
  const std::string text = read_string(problems, node);
  const std::optional<Date> date = parse_date(text);
  if (!date && node.kind == Node::Kind::scalar)
    problems.add(node, "pack.bad_date",
                 {
                     {"found", text}
    });
  return date;
}

std::optional<std::size_t> read_word(Problems& problems, const Node& node,
                                     const std::vector<std::string>& known, std::string code) {
  if (node.kind != Node::Kind::scalar) {
    report_type(problems, node, "text");
    return std::nullopt;
  }
  const auto at = std::find(known.begin(), known.end(), node.text);
  if (at != known.end()) return static_cast<std::size_t>(at - known.begin());
  report_unknown(problems, node, std::move(code), node.text, known);
  return std::nullopt;
}

Text read_text(Problems& problems, const Node& node, std::size_t length_max,
               Placeholders placeholders) {
  if (node.kind != Node::Kind::map) {
    report_type(problems, node, "translations");
    return {};
  }
  Text text;
  for (std::size_t i = 0; i < node.keys.size(); ++i)
    read_translation(problems, text, *node.keys[i], *node.values[i], length_max, placeholders);
  for (const char* language : {"ar", "en"})
    if (!node.find(language))
      problems.add(node, "pack.missing_language",
                   {
                       {"language", language}
      });
  return text;
}

std::optional<Period> read_period(Problems& problems, const Node& node) {
  Fields fields(problems, node, keys_of("period"));
  if (!fields.is_map()) return std::nullopt;
  fields.string("source");
  return read_period_of(problems, fields);
}

std::optional<Period> read_own_period(Problems& problems, const Node& node) {
  const std::optional<Period> period = read_period(problems, node);
  if (period && !period->chosen && !node.find("source")) problems.add(node, "pack.not_chosen");
  return period;
}

std::vector<const Node*> read_list(Problems& problems, const Node& node, std::size_t max) {
  if (node.kind != Node::Kind::list) {
    report_type(problems, node, "list");
    return {};
  }
  std::vector<const Node*> entries;
  for (const NodePtr& value : node.values) {
    if (entries.size() >= max) {
      problems.add(*value, "pack.too_many",
                   {
                       {"max", std::to_string(max)}
      });
      break;
    }
    entries.push_back(value.get());
  }
  return entries;
}

std::vector<const Node*> read_one_or_more(Problems& problems, const Node& node, std::size_t max) {
  if (node.kind == Node::Kind::list) return read_list(problems, node, max);
  return {&node};
}

}  // namespace policy
