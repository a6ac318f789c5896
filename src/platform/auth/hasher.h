#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

// Passwords: Argon2id, 64 MiB, three passes (about 100 ms of a core; quality.md fact 8), on threads
// of their own so that no worker waits, and no more at once than there are such threads.
namespace auth {

struct HasherLimits {
  int threads = 1;
  std::size_t waiting_max = 32;  // more are turned away: auth.busy, 503
  unsigned long long passes = 3;
  std::size_t memory_bytes = 64u << 20;
};

class Hasher {
 public:
  explicit Hasher(HasherLimits limits = {});
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  ~Hasher();  // finishes what was accepted

  // The stored form of a password, or a refusal (auth.busy). `then` runs on the hasher's thread, or
  // at once on the caller's when it is turned away. May throw nothing but std::bad_alloc.
  void hash(std::string password, const std::function<void(Result<std::string>)>& then);
  // Whether `password` fits `stored`. An empty `stored` (no such account, not set up yet) costs the
  // same time and is never right.
  void verify(std::string password, std::string stored,
              const std::function<void(Result<bool>)>& then);

  // The same, waiting (commands, tests; on a request's worker only where a route has no other way).
  Result<std::string> hash(std::string password);
  Result<bool> verify(std::string password, std::string stored);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The rules for a new password: at least 12 characters, at most 200 bytes, valid UTF-8, not among
// the common ones, not the e-mail address or the name. Tells everything that is wrong. Lengths
// first: nothing expensive is done with a long one. `field` is the JSON pointer in the body.
Result<Done> check_new_password(std::string_view password, std::string_view email,
                                std::string_view name, std::string_view field = "/password");

}  // namespace auth
