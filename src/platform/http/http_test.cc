#include "platform/http/http.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "platform/http/head.h"

namespace http {
namespace {

Request with(std::vector<std::pair<std::string, std::string>> headers) {
  Request request;
  request.path = "/";
  request.headers = std::move(headers);
  return request;
}

TEST(Request, FindsHeadersWhateverTheirCase) {
  const auto request = with({
      {"X-Sila", "1"},
      {"accept", "a"}
  });
  EXPECT_EQ(request.header("x-sila"), "1");
  EXPECT_EQ(request.header("Accept"), "a");
  EXPECT_EQ(request.header("Absent"), "");
}

TEST(Request, ReadsTheCookieOfExactlyThatName) {
  const auto request = with({
      {"Cookie", "teryaq-desk2=b; xteryaq-desk=c; teryaq-desk=a=1; last=z"}
  });
  EXPECT_EQ(request.cookie("teryaq-desk"), "a=1");
  EXPECT_EQ(request.cookie("last"), "z");
  EXPECT_EQ(request.cookie("teryaq"), "");
}

TEST(Request, UnescapesArgumentsOfTheQuery) {
  Request request;
  request.query = "q=%D8%B9%D9%84%D9%8A+1&empty=&flag&a%20b=c&broken=%zz%4";
  EXPECT_EQ(request.argument("q"), "\xd8\xb9\xd9\x84\xd9\x8a 1");
  EXPECT_EQ(request.argument("empty"), "");
  EXPECT_EQ(request.argument("flag"), "");
  EXPECT_EQ(request.argument("a b"), "c");
  EXPECT_EQ(request.argument("broken"), "%zz%4");
  EXPECT_EQ(request.argument("absent"), std::nullopt);
}

TEST(Escape, ComesBackAsItWas) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  EXPECT_EQ(unescape(escape(all), false), all);
  EXPECT_EQ(escape("a-b._~1 /"), "a-b._~1%20%2F");
}

TEST(Cookie, IsNeverReadableByScriptsAndStaysOnThisSite) {
  Response response;
  response.set_cookie("__Host-a-desk", "t", 60, true);
  response.set_cookie("a-desk", "", 0, false);
  EXPECT_EQ(response.headers[0].second,
            "__Host-a-desk=t; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure");
  EXPECT_EQ(response.headers[1].second, "a-desk=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST(Download, KeepsAnyNameInOneHeaderAndIsNeverOpenedInPlace) {
  const auto response = download("x", "image/png", "هوية \"\r\nX-Evil: 1\".png");
  const auto& name = response.headers[0].second;
  EXPECT_TRUE(name.starts_with("attachment; filename=\"")) << name;
  EXPECT_EQ(name.find('\r'), name.npos);
  EXPECT_EQ(name.find('\n'), name.npos);
  EXPECT_NE(name.find("filename*=UTF-8''%D9%87%D9%88%D9%8A%D8%A9%20%22%0D%0AX-Evil%3A%201%22.png"),
            name.npos)
      << name;
  const auto head = answer_head(response, 1, "id", Connection::stays, false);
  EXPECT_NE(head.find("Content-Security-Policy: default-src 'none'; sandbox\r\n"), head.npos);
  EXPECT_EQ(head.find("default-src 'self'"), head.npos);
}

TEST(AnswerHead, LetsNoHandlersValueBecomeAHeader) {
  Response response;
  response.headers.emplace_back("Location", std::string("/a\r\nSet-Cookie: x=y\0", 20));
  const auto head = answer_head(response, 0, "id", Connection::closes, true);
  EXPECT_NE(head.find("\r\nLocation: /aSet-Cookie: x=y\r\n"), head.npos) << head;
  EXPECT_NE(head.find("\r\nStrict-Transport-Security: max-age=31536000\r\n"), head.npos);
  EXPECT_NE(head.find("\r\nConnection: close\r\n"), head.npos);
  EXPECT_NE(head.find("\r\nCache-Control: no-store\r\n"), head.npos);
}

TEST(AnswerHead, GivesNoLengthWhereThereIsNoBody) {
  EXPECT_EQ(answer_head({.status = 304}, 7, "", Connection::stays, false).find("Content-Length"),
            std::string::npos);
}

TEST(Credible, RefusesWhatTwoServersCouldReadDifferently) {
  using Headers = std::vector<std::pair<std::string, std::string>>;
  const auto is = [](const Headers& more, std::string path = "/", std::string query = "") {
    Request request = with({
        {"Host", "a"}
    });
    request.path = std::move(path);
    request.query = std::move(query);
    request.headers.insert(request.headers.end(), more.begin(), more.end());
    return credible(request, 11);
  };
  const std::pair<std::string, std::string> length{"Content-Length", "3"};
  const std::pair<std::string, std::string> chunks{"Transfer-Encoding", "Chunked"};
  EXPECT_TRUE(is({}));
  EXPECT_TRUE(is({length}));
  EXPECT_TRUE(is({chunks}));
  EXPECT_FALSE(is({length, length}));
  EXPECT_FALSE(is({length, chunks}));
  EXPECT_FALSE(is({chunks, chunks}));
  EXPECT_FALSE(is(Headers(1, {"Transfer-Encoding", "gzip, chunked"})));
  EXPECT_FALSE(is(Headers(1, {"Transfer-Encoding", "xchunked"})));
  EXPECT_FALSE(is(Headers(1, {"host", "b"})));
  EXPECT_TRUE(is(Headers(1, {"Expect", "100-Continue"})));
  EXPECT_FALSE(is(Headers(1, {"Expect", "tea"})));
  EXPECT_FALSE(is({}, "http://a/"));
  EXPECT_FALSE(is({}, "*"));
  EXPECT_FALSE(is({}, "/a%00b"));
  EXPECT_FALSE(is({}, "/a%ff"));
  EXPECT_TRUE(is({}, "/", "q=a%0Ab"));
  EXPECT_FALSE(is({}, "/", "q=%07"));
}

TEST(Credible, KnowsHowTheOldVersionDiffers) {
  const auto chunked = with({
      {"Host",              "a"      },
      {"Transfer-Encoding", "chunked"}
  });
  EXPECT_TRUE(credible(chunked, 11));
  EXPECT_FALSE(credible(chunked, 10));
  EXPECT_FALSE(credible(with({}), 11));
  EXPECT_TRUE(credible(with({}), 10));
}

TEST(ClientOf, BelievesOnlyATrustedProxyAndOnlyItsOwnEntry) {
  const auto trusted = networks_of({"127.0.0.1"});
  const auto forged = with({
      {"X-Forwarded-For", "10.9.9.9, 203.0.113.7"}
  });
  EXPECT_EQ(client_of(forged, "127.0.0.1", trusted), "203.0.113.7");
  EXPECT_EQ(client_of(forged, "198.51.100.1", trusted), "198.51.100.1");
  EXPECT_EQ(client_of(forged, "127.0.0.1", {}), "127.0.0.1");
  EXPECT_EQ(client_of(with({
                          {"X-Forwarded-For", "2001:db8::1"}
  }),
                      "127.0.0.1", trusted),
            "2001:db8::1");
  EXPECT_EQ(client_of(with({
                          {"X-Forwarded-For", "unknown\""}
  }),
                      "127.0.0.1", trusted),
            "127.0.0.1");
  EXPECT_EQ(client_of(with({}), "127.0.0.1", trusted), "127.0.0.1");
}

TEST(ClientOf, IsTheLastThatIsNoTrustedProxyOfAllThatWereNamed) {
  const auto trusted = networks_of({"10.0.0.0/8", "fd00::/8"});
  const auto of = [&](const std::string& named) {
    return client_of(with({
                         {"X-Forwarded-For", named}
    }),
                     "10.0.0.2", trusted);
  };
  EXPECT_EQ(of("192.0.2.1, 203.0.113.7, 10.1.2.3, fd00::9"), "203.0.113.7");
  EXPECT_EQ(of("192.0.2.1, rubbish, 10.1.2.3"), "10.1.2.3") << "as far as it can be believed";
  EXPECT_EQ(of("10.9.9.9, 10.1.2.3"), "10.9.9.9") << "all are ours: the first of them asks";
  EXPECT_EQ(of(""), "10.0.0.2");
  const auto two_lines = with({
      {"X-Forwarded-For", "192.0.2.1"            },
      {"x-forwarded-for", "203.0.113.7, 10.0.0.3"}
  });
  EXPECT_EQ(client_of(two_lines, "10.0.0.2", trusted), "203.0.113.7");
  EXPECT_THROW(networks_of({"10.0.0.0/33"}), std::runtime_error);
}

TEST(MediaType, LeavesParametersAside) {
  EXPECT_EQ(media_type("Application/JSON; charset=utf-8"), "application/json");
  EXPECT_EQ(media_type("application/jsonx"), "application/jsonx");
  EXPECT_EQ(media_type(""), "");
}

class Routed : public testing::Test {
 protected:
  void add(std::string method, std::string_view pattern) {
    router.add(std::move(method), pattern, Body::none, [](Request&, Reply) {});
  }
  Router router;
};

TEST_F(Routed, PrefersTextToAParameter) {
  add("GET", "/api/{association}/requests/{id}");
  add("GET", "/api/{association}/requests/new");
  EXPECT_EQ(router.find("GET", "/api/a/requests/new").pattern, "/api/{association}/requests/new");
  const auto match = router.find("GET", "/api/a/requests/7%2F8");
  EXPECT_EQ(match.pattern, "/api/{association}/requests/{id}");
  ASSERT_EQ(match.params.size(), 2u);
  EXPECT_EQ(match.params[0], (std::pair<std::string_view, std::string>("association", "a")));
  EXPECT_EQ(match.params[1], (std::pair<std::string_view, std::string>("id", "7/8")));
}

TEST_F(Routed, TakesNoEmptySegment) {
  add("GET", "/a/{id}");
  for (const auto* path : {"/a/", "/a", "//b", "/a//", "/a/b/", "", "a/b", "/"})
    EXPECT_EQ(router.find("GET", path).status, 404) << path;
}

TEST_F(Routed, SaysWhichMethodsAPathTakes) {
  add("GET", "/a/{id}");
  add("PUT", "/a/{id}");
  const auto match = router.find("DELETE", "/a/1");
  EXPECT_EQ(match.status, 405);
  EXPECT_EQ(match.allowed, "GET, PUT");
}

TEST_F(Routed, AnswersHeadByTheRouteOfGet) {
  add("GET", "/a");
  add("POST", "/b");
  EXPECT_EQ(router.find("HEAD", "/a").status, 200);
  EXPECT_EQ(router.find("HEAD", "/b").status, 405);
}

TEST_F(Routed, RefusesTwoRoutesThatNobodyCouldTellApart) {
  add("GET", "/a/{x}/c");
  EXPECT_THROW(add("GET", "/a/{y}/c"), std::logic_error);
  EXPECT_THROW(add("GET", "/a/b/{y}"), std::logic_error);
  EXPECT_NO_THROW(add("GET", "/a/b/c"));
  EXPECT_NO_THROW(add("POST", "/a/b/{y}"));
  EXPECT_NO_THROW(add("GET", "/a/{x}/d"));
}

TEST_F(Routed, RefusesAMalformedPattern) {
  for (const auto* pattern : {"/a//b", "/a/", "/a/{}", "/a/{x", "/"})
    EXPECT_THROW(add("GET", pattern), std::logic_error) << pattern;
}

}  // namespace
}  // namespace http
