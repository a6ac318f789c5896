#include "base/json.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <boost/json.hpp>
#include <cmath>
#include <limits>

#include "base/json_schema.h"

namespace one {
struct Row {
  int a = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (a))
}  // namespace one
namespace two {
struct Row {
  std::string b;
};
BOOST_DESCRIBE_STRUCT(Row, (), (b))
}  // namespace two
namespace three {
struct Row {
  int a = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (a))
}  // namespace three

namespace {

BOOST_DEFINE_ENUM_CLASS(Colour, red, green)

struct Base {
  PartyId id;
};
BOOST_DESCRIBE_STRUCT(Base, (), (id))

struct Leaf {
  std::string text;
  std::optional<std::int64_t> amount_halalas;
  bool operator==(const Leaf&) const = default;
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (text, amount_halalas))

struct Tree : Base {
  bool yes = false;
  std::int64_t number = 0;
  double share = 0;
  Colour colour = Colour::red;
  Date day;
  Instant at;
  std::vector<Leaf> leaves;
  std::map<std::string, Leaf> named;
  std::optional<Leaf> best;
};
BOOST_DESCRIBE_STRUCT(Tree, (Base), (yes, number, share, colour, day, at, leaves, named, best))

struct Chain {
  std::vector<Chain> inner;
};
BOOST_DESCRIBE_STRUCT(Chain, (), (inner))

const std::string id = "01890000-0000-7000-8000-000000000001";
const std::string whole =
    "{\"id\":\"" + id +
    "\",\"yes\":true,\"number\":-9223372036854775808,\"share\":0.5,\"colour\":\"green\","
    "\"day\":\"2026-11-21\",\"at\":\"2026-11-21T05:44:17.123Z\","
    "\"leaves\":[{\"text\":\"a\"},{\"text\":\"b\",\"amount_halalas\":250}],"
    "\"named\":{\"x\":{\"text\":\"y\"}},\"best\":{\"text\":\"\\\"\\\\\\n\\t\"}}";

std::vector<std::string> faults(const auto& result) {
  std::vector<std::string> all;
  if (result.ok()) return all;
  for (const auto& obstacle : result.refusal().obstacles)
    all.push_back(obstacle.code + " " + obstacle.field);
  std::sort(all.begin(), all.end());
  return all;
}
using Faults = std::vector<std::string>;

TEST(Json, WritesWhatItHasRead) {
  const auto tree = json::read<Tree>(whole);
  ASSERT_TRUE(tree.ok()) << faults(tree)[0];
  EXPECT_EQ(tree.value().number, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(tree.value().colour, Colour::green);
  EXPECT_EQ(tree.value().best->text, "\"\\\n\t");
  EXPECT_EQ(json::write(tree.value()), whole);
}

TEST(Json, TellsEverythingThatIsWrongAtOnceWithItsPlace) {
  const auto tree = json::read<Tree>(
      R"({"id":"1","yes":1,"number":1.5,"share":"x","colour":"blue","day":"2026-02-30","at":"now",)"
      R"("leaves":[{"text":"a"},{"txet":"b","amount_halalas":"9"},7],)"
      R"("named":{"a/b~c":{}},"more":1})");
  EXPECT_EQ(faults(tree),
            (Faults{"json.not_allowed_value /at", "json.not_allowed_value /colour",
                    "json.not_allowed_value /day", "json.not_allowed_value /id",
                    "json.required /leaves/1/text", "json.required /named/a~1b~0c/text",
                    "json.unknown_field /leaves/1/txet", "json.unknown_field /more",
                    "json.wrong_type /leaves/1/amount_halalas", "json.wrong_type /leaves/2",
                    "json.wrong_type /number", "json.wrong_type /share", "json.wrong_type /yes"}));
  for (const auto& obstacle : tree.refusal().obstacles) {
    if (obstacle.field != "/number") continue;
    EXPECT_EQ(obstacle.parameters.at("expected"), "integer");
  }
}

TEST(Json, TakesNullForAnAbsentOptionalAndForNothingElse) {
  EXPECT_EQ(json::read<Leaf>(R"({"text":"a","amount_halalas":null})").value(), (Leaf{"a", {}}));
  EXPECT_EQ(faults(json::read<Leaf>(R"({"text":null})")), Faults{"json.wrong_type /text"});
  EXPECT_EQ(faults(json::read<Leaf>("null")), Faults{"json.wrong_type /"});
}

TEST(Json, TakesNoNumberThatDoesNotFit) {
  for (const auto* number :
       {"9223372036854775808", "-9223372036854775809", "1.0", "1e3", "1e999"}) {
    const auto leaf =
        json::read<Leaf>(R"({"text":"a","amount_halalas":)" + std::string(number) + "}");
    EXPECT_EQ(faults(leaf), Faults{"json.wrong_type /amount_halalas"}) << number;
  }
  EXPECT_EQ(json::read<one::Row>(R"({"a":2147483648})").ok(), false);
  EXPECT_EQ(json::read<one::Row>(R"({"a":2147483647})").value().a, 2147483647);
}

TEST(Json, RefusesWhatIsNotStrictlyJson) {
  const std::string cases[] = {"",
                               "{",
                               "{\"text\":\"a\",}",
                               "{\"text\":\"a\"} x",
                               "{\"text\":\"a\"}{}",
                               "{text:\"a\"}",
                               "{'text':'a'}",
                               "{\"text\":\"a\"/*c*/}",
                               "{\"text\":\"a\" // c\n}",
                               "{\"text\":\"\n\"}",
                               "{\"text\":\"\\ud800\"}",
                               "{\"text\":\"\\x41\"}",
                               "{\"text\":NaN}",
                               "{\"text\":01}",
                               std::string("{\"text\":\"a\0b\"}", 14),
                               "\xef\xbb\xbf{\"text\":\"a\"}"};
  for (const auto& text : cases)
    EXPECT_EQ(faults(json::parse(text)), Faults{"json.syntax "}) << text;
}

TEST(Json, RefusesBytesThatAreNotUtf8) {
  for (const auto* text : {"{\"text\":\"\xff\"}", "{\"text\":\"\xc0\x80\"}",
                           "{\"text\":\"\xed\xa0\x80\"}", "{\"text\":\"\xf4\x90\x80\x80\"}"})
    EXPECT_EQ(faults(json::parse(text)), Faults{"json.utf8 "});
}

TEST(Json, RefusesAKeyThatStandsTwiceWhereverItIs) {
  EXPECT_EQ(faults(json::parse(R"({"a":1,"a":1})")), Faults{"json.duplicate_key /a"});
  EXPECT_EQ(faults(json::parse(R"({"a":1,"\u0061":2})")), Faults{"json.duplicate_key /a"});
  EXPECT_EQ(faults(json::parse(R"({"x/y":[1,{"c":[]},{"b":1,"c":{},"b":3}]})")),
            Faults{"json.duplicate_key /x~1y/2/b"});
  EXPECT_TRUE(json::parse(R"([{"a":1},{"a":1},{"b":{"a":1}}])").ok());
}

TEST(Json, RefusesHiddenCharactersInTextsAndKeys) {
  const auto text = [](const char* escaped) {
    return faults(json::parse("{\"a\":[\"" + std::string(escaped) + "\"]}"));
  };
  EXPECT_EQ(text("\\u0000"), Faults{"json.control_character /a/0"});
  EXPECT_EQ(text("\\u001b"), Faults{"json.control_character /a/0"});
  EXPECT_EQ(text("\\u007f"), Faults{"json.control_character /a/0"});
  EXPECT_EQ(text("\\u0085"), Faults{"json.control_character /a/0"});
  for (const auto* bidi : {"\\u202e", "\\u2066", "\\u200f", "\\u061c"})
    EXPECT_EQ(text(bidi), Faults{"json.bidi_control /a/0"}) << bidi;
  EXPECT_EQ(text("\\n\\t\xd8\xb9\\u200c\xd9\x84"), Faults{});
  EXPECT_EQ(faults(json::parse(R"({"a\u202e":1})")), Faults{"json.control_character /"});
}

TEST(Json, HasALimitOnEverything) {
  const json::Limits limits{.bytes = 1000, .depth = 4, .items = 3};
  EXPECT_EQ(faults(json::parse("[[[[1]]]]", limits)), Faults{});
  EXPECT_EQ(faults(json::parse("[[[[[1]]]]]", limits)), Faults{"json.depth "});
  EXPECT_EQ(faults(json::parse("[1,[1,2,3,4]]", limits)), Faults{"json.too_many /1"});
  EXPECT_EQ(faults(json::parse(R"({"a":1,"b":1,"c":1,"d":1})", limits)), Faults{"json.too_many /"});
  const auto large = json::parse("\"" + std::string(1000, 'a') + "\"", limits);
  EXPECT_EQ(faults(large), Faults{"json.too_large "});
  EXPECT_EQ(large.refusal().kind, RefusalKind::too_large);
  EXPECT_FALSE(json::parse(std::string(1 << 20, '[')).ok());
}

TEST(Json, TellsAtMostAHundredFaults) {
  std::string text = "{";
  for (int i = 0; i < 900; ++i) text += (i > 0 ? ",\"k" : "\"k") + std::to_string(i) + "\":1";
  EXPECT_EQ(faults(json::read<Leaf>(text + "}")).size(), json::obstacles_max);
}

TEST(Json, WritesAnEmptyOptionalAsNothingAndAnOddNumberAsNull) {
  EXPECT_EQ(json::write(Leaf{"a", {}}), R"({"text":"a"})");
  EXPECT_EQ(json::write(std::map<std::string, int>{
                {"b", 2},
                {"a", 1}
  }),
            R"({"a":1,"b":2})");
  EXPECT_EQ(json::write(std::vector<std::string>{}), "[]");
  EXPECT_EQ(json::write(Chain{}), R"({"inner":[]})");
  EXPECT_EQ(json::write(std::nan("")), "null");
  EXPECT_EQ(json::write(0.1), "0.1");
}

TEST(Json, AnyTextComesBackAsItWas) {
  EXPECT_TRUE(
      rc::check("texts survive the way through JSON", [](const std::vector<std::uint16_t>& units) {
        std::string text;
        for (const auto unit :
             units) {  // of the basic plane, without controls, bidi and surrogates
          const unsigned c = 0x20 + unit % 0x5e0;
          if (c == 0x7f || (c >= 0x80 && c < 0xa0)) continue;
          if (c < 0x80) {
            text += static_cast<char>(c);
          } else {
            text += static_cast<char>(0xc0 | (c >> 6));
            text += static_cast<char>(0x80 | (c & 0x3f));
          }
        }
        const Leaf leaf{text, 1};
        RC_ASSERT(json::read<Leaf>(json::write(leaf)).value() == leaf);
      }));
}

TEST(Json, NoBytesMakeItThrow) {
  EXPECT_TRUE(rc::check("any bytes are read or refused", [](const std::string& bytes) {
    const auto answers = [](const auto& read) {
      return read.ok() || !read.refusal().obstacles.empty();
    };
    RC_ASSERT(answers(json::read<Tree>(bytes)));
    RC_ASSERT(answers(json::read<Leaf>("{\"text\":\"" + bytes + "\"}")));
  }));
}

std::string schema_of(json::Schemas& schemas, const std::string& name) {
  return boost::json::serialize(schemas.components().at(name));
}

TEST(JsonSchema, SaysWhatTheWireCarries) {
  json::Schemas schemas;
  EXPECT_EQ(boost::json::serialize(schemas.of<std::vector<Tree>>()),
            R"({"type":"array","items":{"$ref":"#/components/schemas/Tree"}})");
  EXPECT_EQ(schema_of(schemas, "Colour"), R"({"type":"string","enum":["red","green"]})");
  const auto leaf = R"({"type":"object","properties":{"text":{"type":"string"},)"
                    R"("amount_halalas":{"type":"integer","format":"int64"}},)"
                    R"("additionalProperties":false,"required":["text"]})";
  EXPECT_EQ(schema_of(schemas, "Leaf"), leaf);
  const auto tree = schema_of(schemas, "Tree");
  for (const auto* piece :
       {R"("id":{"type":"string","format":"uuid"})", R"("day":{"type":"string","format":"date"})",
        R"("at":{"type":"string","format":"date-time"})",
        R"("named":{"type":"object","additionalProperties":{"$ref":"#/components/schemas/Leaf"}})",
        R"("best":{"$ref":"#/components/schemas/Leaf"})"})
    EXPECT_NE(tree.find(piece), std::string::npos) << piece << " in " << tree;
}

TEST(JsonSchema, DescribesATypeThatContainsItself) {
  json::Schemas schemas;
  schemas.of<Chain>();
  EXPECT_NE(schema_of(schemas, "Chain").find("#/components/schemas/Chain"), std::string::npos);
}

TEST(JsonSchema, TellsTypesOfOneNameApartByTheirRoom) {
  json::Schemas schemas;
  EXPECT_EQ(schemas.of<one::Row>().at("$ref"), "#/components/schemas/Row");
  EXPECT_EQ(schemas.of<two::Row>().at("$ref"), "#/components/schemas/TwoRow");
  EXPECT_EQ(schemas.of<three::Row>().at("$ref"), "#/components/schemas/Row");  // the same
  EXPECT_EQ(schemas.of<two::Row>().at("$ref"), "#/components/schemas/TwoRow");
  EXPECT_EQ(schemas.components().size(), 2u);
}

}  // namespace
