#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "platform/auth/hasher.h"
#include "platform/kernel/limits.h"

namespace auth {
namespace {

// The twelve-character ends of the lists of leaked passwords, and what people of this sector type.
constexpr std::array<std::string_view, 44> common = {
    "123456789012",  "1234567890123", "12345678901234", "123456789123",  "1234567890qw",
    "123456123456",  "1q2w3e4r5t6y",  "1qaz2wsx3edc",   "qwertyuiop12",  "qwertyuiop123",
    "qwerty123456",  "qwertyuiop[]",  "asdfghjkl123",   "zxcvbnm12345",  "abc123456789",
    "abcdefghijkl",  "abcd12345678",  "password1234",   "password12345", "password123456",
    "passw0rd1234",  "p@ssw0rd1234",  "p@ssword1234",   "mypassword12",  "passwordpassword",
    "adminadmin12",  "administrator", "administrator1", "admin1234567",  "admin12345678",
    "welcome12345",  "welcome123456", "letmein12345",   "changeme1234",  "iloveyou1234",
    "iloveyou12345", "saudiarabia1",  "saudiarabia12",  "riyadh123456",  "jeddah123456",
    "makkah123456",  "bismillah123",  "bismillah786",   "alhamdulillah"};

// One pattern over and over ("abcabcabcabc"), or a run ("abcdefghijkl", "987654321098").
bool is_simple(std::string_view text) {
  for (std::size_t period = 1; period <= 4 && period < text.size(); ++period) {
    bool repeats = true;
    for (std::size_t i = period; i < text.size() && repeats; ++i) {
      repeats = text[i] == text[i - period];
    }
    if (repeats) return true;
  }
  for (const int step : {1, -1}) {
    bool runs = true;
    for (std::size_t i = 1; i < text.size() && runs; ++i) {
      const bool wraps = (text[i - 1] == '9' && text[i] == '0' && step == 1) ||
                         (text[i - 1] == '0' && text[i] == '9' && step == -1);
      runs = wraps || text[i] - text[i - 1] == step;
    }
    if (runs) return true;
  }
  return false;
}

bool contains(std::string_view text, std::string_view part) {
  return part.size() >= 4 && text.find(part) != std::string_view::npos;
}

}  // namespace

Result<Done> check_new_password(std::string_view password, std::string_view email,
                                std::string_view name, std::string_view field) {
  Refusal refusal{RefusalKind::rule_not_met, {}};
  const auto add = [&](std::string code, std::map<std::string, std::string> parameters = {}) {
    refusal.obstacles.push_back(Obstacle{
        .code = std::move(code), .field = std::string(field), .parameters = std::move(parameters)});
  };
  if (password.size() > limits::password_bytes_max) {
    add("password.too_long", {
                                 {"bytes", std::to_string(limits::password_bytes_max)}
    });
    return refusal;
  }
  if (!is_utf8(password) || has_control(password)) {
    add("password.form");
    return refusal;
  }
  if (length(password) < limits::password_characters_min) {
    add("password.too_short", {
                                  {"characters", std::to_string(limits::password_characters_min)}
    });
  }
  const auto lower = lower_ascii(password);
  const bool is_common = std::find(common.begin(), common.end(), lower) != common.end();
  if (!lower.empty() && (is_common || is_simple(lower))) add("password.common");
  const auto address = lower_ascii(email);
  const std::string_view local = std::string_view(address).substr(0, address.find('@'));
  if (contains(lower, local) || contains(lower, lower_ascii(name))) add("password.personal");
  if (!refusal.obstacles.empty()) return refusal;
  return Done{};
}

}  // namespace auth
