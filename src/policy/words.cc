#include "base/words.h"

#include <algorithm>
#include <array>

#include "policy/action_words.h"
#include "policy/example.h"
#include "policy/pack.h"

// The words of the format: how each enumerator is written in a pack, and the closed lists of plain
// words.
namespace policy {
namespace {

constexpr std::array<std::string_view, 21> step_kinds = {
    "receive",   "complete", "verify", "clarify", "declare",  "inform",   "assess",
    "interview", "visit",    "study",  "permit",  "register", "pay",      "attend",
    "deliver",   "refer",    "arrive", "reply",   "judge",    "evaluate", "close"};
constexpr std::array<std::string_view, 3> units = {"days", "working_days", "hours"};
constexpr std::array<std::string_view, 3> item_kinds = {"field", "upload", "sighted"};
constexpr std::array<std::string_view, 13> value_types = {
    "text",  "long_text", "number",          "money", "date",          "choice", "yes_no",
    "phone", "email",     "identity_number", "iban",  "short_address", "region"};
constexpr std::array<std::string_view, 6> checks = {"identity", "expiry",   "residence",
                                                    "contact",  "document", "duplicate"};
constexpr std::array<std::string_view, 6> comparisons = {"equals", "differs",  "present",
                                                         "absent", "at_least", "at_most"};
constexpr std::array<std::string_view, 3> sign_methods = {"drawn", "code", "witness"};
constexpr std::array<std::string_view, 6> control_kinds = {"gate",  "clock",  "duty",
                                                           "right", "record", "measure"};
constexpr std::array<std::string_view, 5> expectations = {"allowed", "refused", "kept", "broken",
                                                          "overridden"};

}  // namespace

std::string_view name_of(StepKind kind) {
  return word_of(step_kinds, kind);
}
std::string_view name_of(Unit unit) {
  return unit == Unit::calendar_days ? "calendar_days" : word_of(units, unit);
}
std::string_view name_of(ItemKind kind) {
  return word_of(item_kinds, kind);
}
std::string_view name_of(ValueType type) {
  return word_of(value_types, type);
}
std::string_view name_of(Check check) {
  return word_of(checks, check);
}
std::string_view name_of(Comparison comparison) {
  return word_of(comparisons, comparison);
}
std::string_view name_of(SignMethod method) {
  return word_of(sign_methods, method);
}
std::string_view name_of(ControlKind kind) {
  return word_of(control_kinds, kind);
}
std::string_view name_of(Expectation expectation) {
  return word_of(expectations, expectation);
}

std::optional<StepKind> step_kind_named(std::string_view name) {
  return enumerator<StepKind>(step_kinds, name);
}
std::optional<SignMethod> sign_method_named(std::string_view name) {
  return enumerator<SignMethod>(sign_methods, name);
}
std::optional<ControlKind> control_kind_named(std::string_view name) {
  return enumerator<ControlKind>(control_kinds, name);
}

const std::vector<std::string>& channel_names() {
  // The last four are services that double as channels in the sources (C7 to C10).
  static const std::vector<std::string> names = {"interview",
                                                 "phone",
                                                 "social_media",
                                                 "letter",
                                                 "website",
                                                 "email",
                                                 "branch",
                                                 "assistance_service",
                                                 "volunteering_service",
                                                 "circle_service"};
  return names;
}

const std::vector<std::string>& telling_names() {
  static const std::vector<std::string> names = {"submission", "study_period", "decision",
                                                 "outcome",    "registration", "delivery",
                                                 "permit",     "referral"};
  return names;
}

const std::vector<std::string>& placeholder_names() {
  static const std::vector<std::string> names = {"association", "reference", "request", "date",
                                                 "earliest",    "latest",    "until",   "reason",
                                                 "items",       "amount",    "link"};
  return names;
}

const std::vector<std::string>& known_as_names() {
  static const std::vector<std::string> names = {
      "full_name",      "identity_number", "identity_type", "birth_date",     "gender",
      "nationality",    "phone",           "email",         "region",         "city",
      "district",       "short_address",   "iban",          "household_size", "income",
      "marital_status", "building_number", "street",        "postal_code",    "additional_number",
      "unit_number",    "disability",      "literacy",      "distance_km",    "obligations",
      "housing"};
  return names;
}

const std::vector<std::string>& term_names() {
  static const std::vector<std::string> names = {"rights",    "duties",    "performance",
                                                 "shortfall", "liability", "disputes"};
  return names;
}

const std::vector<std::string>& notice_names() {
  static const std::vector<std::string> names = {"submitted", "returned",  "reminded", "held",
                                                 "lapsed",    "delivered", "replied"};
  return names;
}

const std::vector<std::string>& example_action_names() {
  static const std::vector<std::string> names(action_words.begin(), action_words.end());
  return names;
}

const std::vector<std::string>& outcomes_of(StepKind kind) {
  // clang-format off
  static const std::array<std::vector<std::string>, 21> outcomes = {{
      {"received"},                                                        // receive
      {"complete"},                                                        // complete
      {"verified"},                                                        // verify
      {"clarified"},                                                       // clarify
      {"signed"},                                                          // declare
      {"told"},                                                            // inform
      {"met", "met_in_part", "not_met"},                                   // assess
      {"passed", "not_passed", "not_held"},                                // interview
      {"confirmed", "not_confirmed", "not_made"},                          // visit
      {"accepted", "accepted_in_part", "refused", "deferred"},             // study
      {"granted", "refused"},                                              // permit
      {"registered", "waiting"},                                           // register
      {"paid", "waived"},                                                  // pay
      {"completed", "not_completed"},                                      // attend
      {"delivered"},                                                       // deliver
      {"handed_over"},                                                     // refer
      {"arrived", "given_up"},                                             // arrive
      {"answered", "resolved", "not_resolved", "adopted", "not_adopted"},  // reply
      {"upheld", "upheld_in_part", "not_upheld"},                          // judge
      {"offered"},                                                         // evaluate
      {"closed"},                                                          // close
  }};
  return outcomes.at(static_cast<std::size_t>(kind));
}

}  // namespace policy
