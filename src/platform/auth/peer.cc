#include "platform/auth/peer.h"

#include <arpa/inet.h>

#include <cstring>

namespace auth {

std::string peer_index(const seal::Keeper& keeper, std::string_view address) {
  const std::string text(address.substr(0, 64));
  in6_addr six{};
  std::string network = text;
  if (inet_pton(AF_INET6, text.c_str(), &six) == 1) {
    const bool is_mapped = IN6_IS_ADDR_V4MAPPED(&six);
    const auto* bytes = reinterpret_cast<const char*>(&six);
    network.assign(is_mapped ? bytes + 12 : bytes, is_mapped ? 4 : 8);
  } else if (in_addr four{}; inet_pton(AF_INET, text.c_str(), &four) == 1) {
    network.assign(reinterpret_cast<const char*>(&four), 4);
  }
  return keeper.fast_index("peer", network);
}

}  // namespace auth
