#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// What the caller asked for and the rules do not allow: an ordinary answer, never an exception.
// Faults (database gone, broken invariant) are exceptions and end the request with 500 or 503.
enum class RefusalKind : std::uint8_t {
  invalid,          // 400: the input cannot be read or breaks its own form
  unauthenticated,  // 401: nobody is signed in
  forbidden,        // 403: the actor may not do this
  not_found,        // 404: it does not exist for this actor (a foreign id answers the same)
  conflict,         // 409: somebody acted meanwhile, or the state does not allow it now
  too_large,        // 413
  rule_not_met,     // 422: the policy, or a rule of the product, says no
  too_many,         // 429: a limit on attempts
  unavailable       // 503: try again
};

// One thing that stands in the way. Texts for `code` stand in texts/refusals.json, in both
// languages.
struct Obstacle {
  std::string code;         // stable, dotted: "request.identity_expired"
  std::string field = {};   // JSON pointer into the body, or an item's id
  std::string clause = {};  // the clause that says so ("H2"), empty when none does
  std::map<std::string, std::string> parameters = {};  // never a personal value
  std::string remedy = {};  // code of the remedy, empty: the code's own remedy text

  bool operator==(const Obstacle&) const = default;
};

struct Refusal {
  RefusalKind kind = RefusalKind::invalid;
  std::vector<Obstacle> obstacles = {};  // everything that stands in the way, at once; never empty

  bool operator==(const Refusal&) const = default;
};

inline Refusal refuse(RefusalKind kind, Obstacle obstacle) {
  return Refusal{kind, {std::move(obstacle)}};
}
template <std::convertible_to<std::string> Code>  // so that braces always mean an Obstacle
Refusal refuse(RefusalKind kind, Code&& code) {
  return Refusal{kind, {Obstacle{.code = std::forward<Code>(code)}}};
}

template <class T>
class [[nodiscard]] Result {
 public:
  // NOLINTBEGIN(google-explicit-constructor): a use case returns its value, or refuse(…), as it is
  Result(T value) : outcome_(std::in_place_index<0>, std::move(value)) {}
  Result(Refusal refusal) : outcome_(std::in_place_index<1>, std::move(refusal)) {}
  // NOLINTEND(google-explicit-constructor)

  bool ok() const { return outcome_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & { return std::get<0>(outcome_); }
  const T& value() const& { return std::get<0>(outcome_); }
  T&& value() && { return std::get<0>(std::move(outcome_)); }
  const Refusal& refusal() const { return std::get<1>(outcome_); }
  T* operator->() { return &std::get<0>(outcome_); }
  const T* operator->() const { return &std::get<0>(outcome_); }

 private:
  std::variant<T, Refusal> outcome_;
};

struct Done {  // the value of a Result that only says "it happened"
  bool operator==(const Done&) const = default;
};

// The value of `expression`, or leave the function with its refusal. Do not nest, and give it a
// statement of its own: GCC 12 leaks what the same statement had already made.
#define TRY(expression)                                  \
  __extension__({                                        \
    auto try_outcome = (expression);                     \
    if (!try_outcome.ok()) return try_outcome.refusal(); \
    std::move(try_outcome).value();                      \
  })
