#include "reporting/unmeasured.h"

#include <boost/json.hpp>

#include "embedded/not_measured.h"

namespace reporting {
namespace {

using Reasons = std::map<std::string, policy::Text>;

Reasons read_reasons() {
  Reasons reasons;
  for (const auto& file : embedded::not_measured()) {
    const auto whole = boost::json::parse(file.text);
    for (const auto& entry : whole.as_object()) {
      for (const auto& text : entry.value().as_object())
        reasons[entry.key()][text.key()] = text.value().as_string();
    }
  }
  return reasons;
}

}  // namespace

const policy::Text* why_not_measured(policy::ControlKind kind, std::string_view name) {
  static const Reasons reasons = read_reasons();
  const auto found = reasons.find(std::string(policy::name_of(kind)) + '.' + std::string(name));
  return found == reasons.end() ? nullptr : &found->second;
}

}  // namespace reporting
