#include "platform/http/head.h"

#include <algorithm>

#include "base/text.h"

namespace http {
namespace {

// Longer than a telephone's or an identity document's number.
constexpr std::size_t request_id_bytes_min = 16, request_id_bytes_max = 64;

bool is_text(std::string_view escaped) {
  const std::string plain = unescape(escaped, true);
  return is_utf8(plain) && !has_control(plain);
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Answer";
  }
}

// A header's value as one line: what a handler put into it must not become a header of its own.
void put(std::string& head, std::string_view name, std::string_view value) {
  head += name;
  head += ": ";
  for (const char c : value) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) head += c;
  }
  head += "\r\n";
}

constexpr std::pair<std::string_view, std::string_view> on_every_answer[] = {
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
     "form-action 'self'; frame-ancestors 'none'"                                              },
    {"X-Content-Type-Options",       "nosniff"                                                 },
    {"Referrer-Policy",              "no-referrer"                                             },
    {"Permissions-Policy",           "camera=(self), geolocation=(), microphone=(), payment=()"},
    {"Cross-Origin-Opener-Policy",   "same-origin"                                             },
    {"Cross-Origin-Resource-Policy", "same-origin"                                             }
};

}  // namespace

bool credible(const Request& request, int version) {
  int hosts = 0, lengths = 0, codings = 0;
  bool chunked_only = true;
  for (const auto& [name, value] : request.headers) {
    const std::string lower = lower_ascii(name);
    hosts += lower == "host";
    lengths += lower == "content-length";
    if (lower == "transfer-encoding") {
      ++codings;
      chunked_only = lower_ascii(value) == "chunked";
    }
  }
  const bool one_host = hosts == 1 || (hosts == 0 && version < 11);
  const bool one_length = lengths + codings <= 1 && chunked_only && (codings == 0 || version == 11);
  const auto expects = request.header("Expect");
  const bool known = expects.empty() || lower_ascii(expects) == "100-continue";
  return request.path.starts_with('/') && one_host && one_length && known &&
         is_text(request.path) && is_text(request.query);
}

std::string media_type(std::string_view content_type) {
  return lower_ascii(trim(content_type.substr(0, content_type.find(';'))));
}

std::string client_of(const Request& request, std::string_view socket_peer,
                      const kernel::Networks& trusted_proxies) {
  std::string client(socket_peer);
  if (!trusted_proxies.contain(socket_peer)) return client;
  for (auto header = request.headers.rbegin(); header != request.headers.rend(); ++header) {
    if (lower_ascii(header->first) != "x-forwarded-for") continue;
    const auto named = split(header->second, ',');
    for (auto entry = named.rbegin(); entry != named.rend(); ++entry) {
      if (!trusted_proxies.contain(client)) return client;
      auto before = trim(*entry);
      if (!kernel::is_address(before)) return client;
      client = std::move(before);
    }
  }
  return client;
}

kernel::Networks networks_of(const std::vector<std::string>& proxies) {
  kernel::Networks networks;
  for (const auto& proxy : proxies) {
    const auto one = kernel::Networks::read(proxy);
    if (!one) throw std::runtime_error(proxy + " is neither an address nor a network");
    networks.add(one.value());
  }
  return networks;
}

std::string_view given_request_id(const Request& request, std::string_view socket_peer,
                                  const kernel::Networks& trusted_proxies) {
  const auto given = request.header("X-Request-Id");
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  const bool well_formed = given.size() >= request_id_bytes_min &&
                           given.size() <= request_id_bytes_max &&
                           std::ranges::all_of(given, plain);
  if (!well_formed || !trusted_proxies.contain(socket_peer)) return {};
  return given;
}

std::string answer_head(const Response& response, std::optional<std::size_t> body_bytes,
                        std::string_view request_id, Connection connection, bool secure) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head.reserve(1024);
  head += reason_of(response.status);
  head += "\r\n";
  put(head, "Connection", connection == Connection::stays ? "keep-alive" : "close");
  if (body_bytes && response.status != 304 && response.status != 204)
    put(head, "Content-Length", std::to_string(*body_bytes));
  if (!response.content_type.empty()) put(head, "Content-Type", response.content_type);
  bool caching = false, policy = false;
  for (const auto& [name, value] : response.headers) {
    put(head, name, value);
    caching |= name == "Cache-Control";
    policy |= name == "Content-Security-Policy";
  }
  if (!caching) put(head, "Cache-Control", "no-store");
  for (const auto& [name, value] : on_every_answer) {
    if (!policy || name != "Content-Security-Policy") put(head, name, value);
  }
  if (secure) put(head, "Strict-Transport-Security", "max-age=31536000");
  put(head, "X-Request-Id", request_id);
  head += "\r\n";
  return head;
}

}  // namespace http
