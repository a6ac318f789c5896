#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kernel {

// Addresses and networks, IPv4 and IPv6, such as "10.0.0.0/8, 2001:db8::/32, ::1".
class Networks {
 public:
  Networks() = default;
  // A comma between. Refuses config.network for each that is none, has bits after its prefix
  // ("10.0.0.1/8"), or is everybody ("0.0.0.0/0").
  static Result<Networks> read(std::string_view text);
  // False for what is no address. An IPv4 address may be written as IPv6 ("::ffff:10.0.0.1").
  bool contain(std::string_view address) const;
  void add(const Networks& others) {
    all_.insert(all_.end(), others.all_.begin(), others.all_.end());
  }

 private:
  using Bytes = std::array<unsigned char, 16>;  // IPv4 as ::ffff:a.b.c.d
  struct Network {
    Bytes address;
    int bits = 0;  // that count, from the first
  };
  static bool read_address(std::string_view text, Bytes& bytes);
  static bool read_one(std::string_view text, Network& network);
  static bool same_start(const Bytes& one, const Bytes& other, int bits);

  std::vector<Network> all_;
};

// "10.0.0.1", "2001:db8::1".
bool is_address(std::string_view text);

}  // namespace kernel
