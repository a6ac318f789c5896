#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/http.h"
#include "platform/kernel/networks.h"

// What the server makes of a request's head and of an answer's: plain text, no socket. Private to
// this room.
namespace http {

// Beyond what the parser already refuses: two servers in a row must not be able to read the same
// bytes differently (request smuggling), and nothing behind this point meets bytes that are no
// text. False: 400.
bool credible(const Request& request, int version);

// Of a media type, without its parameters, in lower case.
std::string media_type(std::string_view content_type);

// The client's address: the socket's, or what a trusted proxy says. Of all that X-Forwarded-For
// names, the last that is no trusted proxy itself: what stands before it anybody could have said.
std::string client_of(const Request& request, std::string_view socket_peer,
                      const kernel::Networks& trusted_proxies);

// Of the proxies that are trusted. Throws std::runtime_error when one is no address or network.
kernel::Networks networks_of(const std::vector<std::string>& proxies);

// What a trusted proxy calls the request, where that may stand in a header and a log; else empty.
std::string_view given_request_id(const Request& request, std::string_view socket_peer,
                                  const kernel::Networks& trusted_proxies);

enum class Connection : std::uint8_t { stays, closes };
// Status line and headers, with the ones that every answer carries. Without a length the body goes
// on until the connection closes.
std::string answer_head(const Response& response, std::optional<std::size_t> body_bytes,
                        std::string_view request_id, Connection connection, bool secure);

}  // namespace http
