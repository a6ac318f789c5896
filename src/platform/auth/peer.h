#pragma once

#include <string>
#include <string_view>

#include "platform/seal/seal.h"

namespace auth {

// A keyed digest of the network a client comes from: an IPv4 address, or the first 64 bits of an
// IPv6 one (a household or an attacker has all of the rest). Private to this room.
std::string peer_index(const seal::Keeper& keeper, std::string_view address);

}  // namespace auth
