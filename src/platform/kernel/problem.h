#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kernel {

// The one place where a refusal becomes HTTP: problem details (RFC 9457) with every obstacle, each
// with its message and remedy in Arabic and English from texts/refusals/*.json.
int status_of(RefusalKind kind);
std::string problem_json(int status, const Refusal& refusal, std::string_view request_id);
inline std::string problem_json(const Refusal& refusal, std::string_view request_id) {
  return problem_json(status_of(refusal.kind), refusal, request_id);
}

// Message of a code in a language ("ar", "en"), its {parameters} filled in; the code itself when
// the catalogue lacks it.
std::string message_of(const Obstacle& obstacle, std::string_view language);
// What helps against it; empty when nothing is known to.
std::string remedy_of(const Obstacle& obstacle, std::string_view language);
std::vector<std::string> known_codes();  // of the catalogue, sorted

}  // namespace kernel
