#include "platform/http/server_for_tests.h"

namespace http {
namespace {

class Pages : public EchoServer {};

TEST_F(Pages, ServesBuiltPagesZippedAndCached) {
  put_file("web/portal.html", "<p>page</p>");
  put_file("web/assets/app-1a2b.js", "script");
  put_file("web/assets/app-1a2b.js.gz", "zipped");
  put_file("web/app.webmanifest", "{}");
  options.static_dir = folder + "/web";
  options.page_for = [](std::string_view path) {
    return std::string(path.starts_with("/teryaq") ? "/portal.html" : "");
  };
  start();
  const auto page = get("/teryaq/apply");
  EXPECT_EQ(page.body, "<p>page</p>");
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
  const auto plain = get("/assets/app-1a2b.js", "Accept-Encoding: br, gzip;q=0\r\n");
  EXPECT_EQ(plain.body, "script");
  EXPECT_EQ(plain.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(plain.header("vary"), "Accept-Encoding");
  const auto zipped = get("/assets/app-1a2b.js", "Accept-Encoding: br, gzip;q=0.5\r\n");
  EXPECT_EQ(zipped.body, "zipped");
  EXPECT_EQ(zipped.header("content-encoding"), "gzip");
  EXPECT_EQ(zipped.header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(get("/app.webmanifest").header("content-type"), "application/manifest+json");
  for (const auto* path : {"/other", "/assets/../../etc/passwd", "/assets/app-1a2b.js.gz",
                           "/%2e%2e/spool", "/assets/"})
    EXPECT_EQ(get(path).status, 404) << path;
  EXPECT_EQ(ask("POST /teryaq/apply HTTP/1.1\r\nHost: a\r\n\r\n").status, 405);
}

TEST_F(Pages, SendsAPageOnlyOnceToWhoeverHasIt) {
  put_file("web/portal.html", "<p>page</p>");
  options.static_dir = folder + "/web";
  start();
  Client client(port);
  const std::string ask_page = "GET /portal.html HTTP/1.1\r\nHost: a\r\n";
  const auto etag = client.ask(ask_page + "\r\n").header("etag");
  const auto again = client.ask(ask_page + "If-None-Match: " + etag + "\r\n\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.header("etag"), etag);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(client.ask(ask_page + "If-None-Match: \"other\"\r\n\r\n").body, "<p>page</p>");
}

}  // namespace
}  // namespace http
