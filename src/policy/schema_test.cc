#include "policy/schema.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "policy/fields.h"
#include "policy/shapes.h"
#include "policy/texts.h"

// Whether the packs that ship are valid by it is tried with a validator: tests/policy_schema.py.
namespace policy {
namespace {

namespace bj = boost::json;

std::set<std::string> keys_in(const bj::value& schema, std::string_view object) {
  std::set<std::string> keys;
  const auto& properties = schema.at("$defs").at(std::string(object)).at("properties").as_object();
  for (const auto& property : properties) keys.insert(std::string(property.key()));
  return keys;
}

}  // namespace

TEST(Schema, knows_exactly_the_keys_that_the_reader_knows_each_with_its_meaning) {
  std::set<std::string> seen;
  for (const std::string& file : schema_files()) {
    const bj::value schema = bj::parse(schema_of(file));
    for (const auto& definition : schema.at("$defs").as_object()) {
      const std::string object(definition.key());
      if (object == "texts") continue;
      seen.insert(object);
      const auto keys = keys_of(object);
      EXPECT_EQ(keys_in(schema, object), std::set<std::string>(keys.begin(), keys.end())) << object;
      for (const auto& property : definition.value().at("properties").as_object())
        for (const char* key : {"description", "x-ar", "x-en"})
          EXPECT_TRUE(property.value().as_object().contains(key))
              << object << '.' << property.key() << " says not what it means";
    }
  }
  for (const Shape& shape : shapes())
    EXPECT_TRUE(seen.contains(std::string(shape.object))) << shape.object << " is in no file";
}

TEST(Schema, every_shape_leads_to_words_or_to_an_object) {
  for (const Shape& shape : shapes()) {
    const std::size_t space = shape.value.find(' ');
    if (space == std::string_view::npos) continue;
    const std::string_view form = shape.value.substr(0, space), of = shape.value.substr(space + 1);
    if (form == "number" || of == "part") continue;
    const bool closed = form == "word" || form == "words" || form == "list";
    EXPECT_FALSE((closed ? words_of(of) : keys_of(of)).empty()) << shape.object << '.' << shape.key;
  }
}

TEST(Schema, comparisons_and_kinds_of_control_are_keys) {
  const auto has = [](const std::string& object, const std::vector<std::string>& names) {
    const auto keys = keys_of(object);
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
      return std::find(keys.begin(), keys.end(), name) != keys.end();
    });
  };
  EXPECT_TRUE(has("condition", names_up_to(Comparison::at_most)));
  EXPECT_TRUE(has("control", names_up_to(ControlKind::measure)));
}

TEST(Schema, of_no_file_there_is_none) {
  EXPECT_EQ(schema_of("holidays"), "");
}

}  // namespace policy
