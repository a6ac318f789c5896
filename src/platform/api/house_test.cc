#include "platform/api/tenants_for_tests.h"

namespace api {
namespace {

struct WordBody {
  std::string word;
};
BOOST_DESCRIBE_STRUCT(WordBody, (), (word))
struct WordView {
  std::string word;
};
BOOST_DESCRIBE_STRUCT(WordView, (), (word))

class ApiOfTheHouse : public Tenants {
 protected:
  ApiOfTheHouse() {
    routes->of_house<WordBody, WordView>(
        "/words/here", [](const HouseCall& call, const WordBody& body) -> Result<WordView> {
          if (body.word == "refuse") return ::refuse(RefusalKind::not_found, "http.not_found");
          return WordView{body.word + call.idempotency_key.substr(0, 2)};
        });
    start();
  }
  int status(const std::string& word, const std::string& headers = "") {
    return change("POST", "/api/words/here", R"({"word":")" + word + R"("})", headers).status;
  }
};

TEST_F(ApiOfTheHouse, AnswersWithoutAnAssociationAndOnlyToOurOwnPages) {
  EXPECT_EQ(status("a", keyed(1)), 200);
  EXPECT_EQ(status("refuse"), 404);
  EXPECT_EQ(change("POST", "/api/words/here", "{}").status, 400);
  EXPECT_EQ(ask(text_of("POST", "/api/words/here", R"({"word":"a"})", "X-Sila: 1\r\n")).status,
            403);
  EXPECT_NE(routes->openapi().find("\"/api/words/here\""), std::string::npos);
}

TEST_F(ApiOfTheHouse, TurnsAwayANetworkThatAsksTooOften) {
  for (int i = 0; i < 300; ++i) ASSERT_EQ(status("a"), 200) << i;
  const auto answer = change("POST", "/api/words/here", R"({"word":"a"})");
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.header("retry-after"), "600");
}

}  // namespace
}  // namespace api
