#include "platform/http/http.h"

#include <algorithm>

namespace http {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (same_name(key, name)) return value;
  }
  return {};
}

std::string_view Request::param(std::string_view name) const {
  for (const auto& [key, value] : params) {
    if (key == name) return value;
  }
  return {};
}

std::string Request::cookie(std::string_view name) const {
  std::string_view rest = header("Cookie");
  while (!rest.empty()) {
    const auto end = rest.find(';');
    std::string_view one = rest.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    const auto equals = one.find('=');
    if (equals != one.npos && one.substr(0, equals) == name)
      return std::string(one.substr(equals + 1));
    if (end == rest.npos) break;
    rest.remove_prefix(end + 1);
  }
  return {};
}

std::optional<std::string> Request::argument(std::string_view name) const {
  std::string_view rest = query;
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const std::string_view one = rest.substr(0, end);
    const auto equals = one.find('=');
    if (unescape(one.substr(0, equals), true) == name) {
      return equals == one.npos ? std::string() : unescape(one.substr(equals + 1), true);
    }
    if (end == rest.npos) break;
    rest.remove_prefix(end + 1);
  }
  return std::nullopt;
}

void Response::set_cookie(std::string_view name, std::string_view value, std::int64_t max_age_s,
                          bool secure) {
  std::string text = std::string(name) + "=" + std::string(value) +
                     "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(max_age_s);
  if (secure) text += "; Secure";
  headers.emplace_back("Set-Cookie", std::move(text));
}

Response download(std::string bytes, std::string type, std::string_view file_name) {
  std::string plain;
  for (const char c : file_name) {
    const bool known = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == ' ';
    plain += known ? c : '_';
  }
  Response response{.body = std::move(bytes), .content_type = std::move(type)};
  // RFC 6266: the plain name for whoever does not read the second, which is complete.
  response.headers.emplace_back(
      "Content-Disposition",
      "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + escape(file_name));
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  return response;
}

std::string unescape(std::string_view text, bool plus_is_space) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      plain += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      plain += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return plain;
}

std::string escape(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      escaped += c;
    } else {
      escaped += '%';
      escaped += digits[static_cast<unsigned char>(c) >> 4];
      escaped += digits[static_cast<unsigned char>(c) & 15];
    }
  }
  return escaped;
}

}  // namespace http
