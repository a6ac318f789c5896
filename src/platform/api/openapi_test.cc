#include <boost/json.hpp>

#include "platform/api/tenants_for_tests.h"

namespace api {
namespace {

using auth::Action;

struct Inner {
  std::string word;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (word))

struct DocumentBody {
  std::vector<Inner> items;
  std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(DocumentBody, (), (items, until))

class OpenApi : public Tenants {
 protected:
  OpenApi() {
    routes->get<Inner>("/desk/things/{id}", Action::request_read,
                       [](db::Transaction&, const Call&) -> Result<Inner> { return Inner{}; });
    routes->change<DocumentBody, Inner>(
        "PUT", "/desk/things/{id}", Action::request_reply,
        [](db::Transaction&, const Call&, const DocumentBody&) -> Result<Inner> {
          return Inner{};
        });
    routes->upload<Inner>("/portal/files", Action::portal_use,
                          [](db::Transaction&, const Call&, const files::Inspected&,
                             const std::string&) -> Result<Inner> { return Inner{}; });
    document = boost::json::parse(routes->openapi());
  }
  const boost::json::value& at(std::string_view pointer) { return document.at_pointer(pointer); }
  boost::json::value document;
};

TEST_F(OpenApi, DescribesEveryRouteWithItsActionParametersAndProblems) {
  EXPECT_EQ(at("/openapi"), "3.1.0");
  const std::string thing = "/paths/~1api~1{association}~1desk~1things~1{id}";
  EXPECT_EQ(at(thing + "/get/x-action"), "request_read");
  EXPECT_EQ(at(thing + "/get/operationId"), "getDeskThingsId");
  EXPECT_EQ(at(thing + "/get/parameters").as_array().size(), 2u);
  EXPECT_EQ(at(thing + "/put/parameters").as_array().size(), 5u);
  EXPECT_EQ(at(thing + "/put/requestBody/content/application~1json/schema/$ref"),
            "#/components/schemas/DocumentBody");
  EXPECT_EQ(at(thing + "/put/responses/200/content/application~1json/schema/$ref"),
            "#/components/schemas/Inner");
  EXPECT_EQ(at(thing + "/put/responses/default/content/application~1problem+json/schema/$ref"),
            "#/components/schemas/Problem");
  EXPECT_EQ(at("/paths/~1api~1{association}~1portal~1files/post/requestBody/content/"
               "multipart~1form-data/schema/required/0"),
            "file");
}

void collect_references(const boost::json::value& value, std::set<std::string>& names) {
  if (const auto* object = value.if_object()) {
    for (const auto& entry : *object) {
      if (entry.key() == "$ref") names.emplace(entry.value().as_string());
      collect_references(entry.value(), names);
    }
  } else if (const auto* list = value.if_array()) {
    for (const auto& entry : *list) collect_references(entry, names);
  }
}

TEST_F(OpenApi, RefersToNothingThatIsNotThere) {
  std::set<std::string> names;
  collect_references(document, names);
  EXPECT_EQ(names.size(), 3u);
  for (const auto& name : names)
    EXPECT_TRUE(at("/components/schemas").as_object().contains(name.substr(21))) << name;
}

TEST_F(OpenApi, IsServedToWhoeverAsks) {
  routes->publish();
  start();
  EXPECT_EQ(boost::json::parse(get("/api/openapi.json").body), document);
}

}  // namespace
}  // namespace api
