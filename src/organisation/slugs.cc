#include <algorithm>

#include "organisation/directory.h"

namespace organisation {

const std::vector<std::string>& reserved_slugs() {
  // First parts of paths that the program itself answers, now or likely; and names that would
  // deceive.
  static const std::vector<std::string> words = {
      "about",    "account",   "admin",    "api",       "app",          "apply",     "assets",
      "audit",    "auth",      "blog",     "cdn",       "contact",      "dashboard", "demo",
      "desk",     "dev",       "docs",     "favicon",   "files",        "fonts",     "found",
      "founding", "ftp",       "healthz",  "help",      "icons",        "images",    "imap",
      "index",    "localhost", "login",    "logout",    "mail",         "manifest",  "metrics",
      "news",     "ns",        "operator", "operators", "organisation", "pop",       "portal",
      "privacy",  "public",    "readyz",   "register",  "robots",       "root",      "setup",
      "sign-in",  "sign-out",  "sila",     "sitemap",   "smtp",         "src",       "static",
      "status",   "support",   "system",   "terms",     "test",         "webmail",   "well-known",
      "www"};
  return words;
}

Result<Done> check_slug(std::string_view slug) {
  const bool length_fits = slug.size() >= 2 && slug.size() <= 32;
  const bool characters_fit =
      slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
  const bool ends_fit = length_fits && slug.front() >= 'a' && slug.front() <= 'z' &&
                        slug.back() != '-' && slug.find("--") == std::string_view::npos;
  if (!length_fits || !characters_fit || !ends_fit) {
    return refuse(RefusalKind::rule_not_met, Obstacle{.code = "slug.form", .field = "/slug"});
  }
  const auto& words = reserved_slugs();
  // "x-desk" would share its cookie's name with the desk of "x" (auth::cookie_name).
  const bool is_cookie = slug.ends_with("-desk") || slug.ends_with("-portal");
  if (is_cookie || std::find(words.begin(), words.end(), slug) != words.end()) {
    return refuse(RefusalKind::rule_not_met, Obstacle{.code = "slug.reserved", .field = "/slug"});
  }
  return Done{};
}

}  // namespace organisation
