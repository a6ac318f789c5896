#include "policy/schema.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/text.h"
#include "policy/fields.h"
#include "policy/shapes.h"
#include "policy/texts.h"

namespace policy {
namespace {

namespace bj = boost::json;

bj::object reference(std::string_view object) {
  return {
      {"$ref", "#/$defs/" + std::string(object)}
  };
}

bj::object words(const std::vector<std::string>& known) {
  if (known.empty())
    return {
        {"type", "string"}
    };
  bj::array all;
  for (const std::string& word : known) all.emplace_back(word);
  return {
      {"enum", all}
  };
}

bj::object list_of(const bj::object& entry) {
  return {
      {"type",  "array"},
      {"items", entry  }
  };
}

bj::object one_or_more(const bj::object& entry) {
  return {
      {"anyOf", {entry, list_of(entry)}}
  };
}

// key -> value, whatever the keys are called.
bj::object map_of(const bj::object& names, const bj::object& value) {
  return {
      {"type",                 "object"},
      {"propertyNames",        names   },
      {"additionalProperties", value   }
  };
}

// YAML reads 11 and true where the author meant a text: the reader takes them as written.
const bj::object any_scalar = {
    {"type", {"string", "number", "boolean"}}
};
const bj::object id_text = {
    {"type",      "string"           },
    {"pattern",   "^[a-z][a-z0-9_]*$"},
    {"maxLength", 60                 }
};

bj::object pattern(std::string_view expression) {
  return {
      {"type",    "string"  },
      {"pattern", expression}
  };
}

bj::object translations() {
  return {
      {"type",                 "object"                      },
      {"patternProperties",    {{"^[a-z]{2,3}$", any_scalar}}},
      {"additionalProperties", false                         },
      {"required",             {"ar", "en"}                  }
  };
}

bj::object period_that_says_why() {
  bj::object chosen = {
      {"required", bj::array{"chosen"}}
  };
  bj::object source = {
      {"required", bj::array{"source"}}
  };
  return {
      {"allOf", {reference("period"), bj::object{{"anyOf", {chosen, source}}}}}
  };
}

bj::object number(std::string_view limits) {
  const std::vector<std::string> parts = split(limits, ' ');
  return {
      {"type",    "integer"              },
      {"minimum", std::stoll(parts.at(0))},
      {"maximum", std::stoll(parts.at(1))}
  };
}

// Values that need no further word.
bj::object plain(std::string_view shape) {
  if (shape == "id") return id_text;
  if (shape == "flag")
    return {
        {"type", "boolean"}
    };
  if (shape == "date") return pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
  if (shape == "clock_time") return pattern("^[0-2][0-9]:[0-5][0-9]$");
  if (shape == "texts") return reference("texts");
  if (shape == "texts_list") return list_of(reference("texts"));
  if (shape == "period") return reference("period");
  if (shape == "own_period") return period_that_says_why();
  if (shape == "ids") return one_or_more(any_scalar);
  if (shape == "days") return one_or_more(number("1 3660"));
  if (shape == "message")
    return {
        {"anyOf", {id_text, map_of(words(words_of("outcome")), id_text)}}
    };
  if (shape == "course") return map_of(words(words_of("outcome")), id_text);
  if (shape == "values")
    return map_of(
        {
            {"type", "string"}
    },
        any_scalar);
  return any_scalar;
}

bj::object value_of(std::string_view shape) {
  const std::size_t space = shape.find(' ');
  if (space == std::string_view::npos) return plain(shape);
  const std::string_view form = shape.substr(0, space), of = shape.substr(space + 1);
  if (form == "number") return number(of);
  if (form == "word") return words(words_of(of));
  if (form == "words") return one_or_more(words(words_of(of)));
  if (form == "list") return list_of(words(words_of(of)));
  if (form == "one") return reference(of);
  if (form == "each") return list_of(reference(of));
  if (form == "some") return one_or_more(reference(of));
  bj::object missing = {
      {"enum", bj::array{"missing"}}
  };  // map: of example items
  return map_of(id_text, {
                             {"anyOf", {missing, reference(of)}}
  });
}

void describe_by(bj::object& schema, const std::string& code) {
  if (!has_text(code)) return;
  schema["description"] = text_of(code, "en") + "\n" + text_of(code, "ar");
  schema["x-en"] = text_of(code, "en");
  schema["x-ar"] = text_of(code, "ar");
}

// A period has one unit, a condition one comparison, a control one kind.
void add_choice(bj::object& schema, std::string_view object) {
  std::vector<std::string> one_of;
  if (object == "period") one_of = {"days", "working_days", "hours"};
  if (object == "condition") one_of = names_up_to(Comparison::at_most);
  if (object == "control") one_of = names_up_to(ControlKind::measure);
  bj::array all;
  for (const std::string& key : one_of) {
    bj::object only;
    only["required"] = bj::array{key};
    all.push_back(only);
  }
  if (!all.empty()) schema["oneOf"] = all;
}

bj::object object_of(std::string_view object) {
  bj::object properties;
  bj::array needed;
  for (const Shape& shape : shapes()) {
    if (shape.object != object) continue;
    bj::object value = value_of(shape.value);
    const std::string own = "schema." + std::string(object) + '.' + std::string(shape.key);
    describe_by(value, has_text(own) ? own : "schema." + std::string(shape.key));
    properties[shape.key] = value;
    if (shape.needed) needed.emplace_back(shape.key);
  }
  bj::object schema = {
      {"type",                 "object"  },
      {"properties",           properties},
      {"additionalProperties", false     },
      {"required",             needed    }
  };
  add_choice(schema, object);
  return schema;
}

// The objects that a value leads to.
void collect(std::string_view object, std::set<std::string_view>& found) {
  if (!found.insert(object).second) return;
  for (const Shape& shape : shapes()) {
    if (shape.object != object) continue;
    if (shape.value.ends_with("period")) collect("period", found);
    for (const std::string_view form : {"one ", "each ", "some ", "map "})
      if (shape.value.starts_with(form)) collect(shape.value.substr(form.size()), found);
  }
}

}  // namespace

const std::vector<std::string>& schema_files() {
  static const std::vector<std::string> names = {"pack", "clauses", "requests", "messages",
                                                 "examples"};
  return names;
}

std::string schema_of(std::string_view file) {
  if (std::ranges::find(schema_files(), file) == schema_files().end()) return {};
  std::set<std::string_view> objects;
  collect(file, objects);
  bj::object root = reference(file);
  if (file == "clauses") {  // of a common part: controls for the pack's clauses
    collect("extensions", objects);
    root = {
        {"anyOf", {reference("clauses"), reference("extensions")}}
    };
  }
  bj::object definitions = {
      {"texts", translations()}
  };
  for (const std::string_view object : objects) definitions[object] = object_of(object);
  bj::object whole = {
      {"$schema", "https://json-schema.org/draft/2020-12/schema"},
      {"title",   std::string(file) + ".yaml"                   }
  };
  describe_by(whole, "schema.file." + std::string(file));
  for (auto& [key, value] : root) whole[key] = value;
  whole["$defs"] = definitions;
  return bj::serialize(whole);
}

}  // namespace policy
