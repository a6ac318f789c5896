#pragma once

#include <cstdint>
#include <string>

namespace app {

// A port of `address` that nobody listens on now; 0 when there is none. Tests serve with port 0:
// the address that pages and the origin check go by must be known before the server listens.
std::uint16_t free_port(const std::string& address);

}  // namespace app
