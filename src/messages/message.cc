#include "messages/message.h"

#include <algorithm>
#include <array>

namespace messages {
namespace {

constexpr std::array<std::string_view, 3> channel_names = {"portal", "mail", "sms"};
constexpr std::array<std::string_view, 4> state_names = {"waiting", "sent", "failed", "given_up"};

template <class Word, std::size_t count>
std::optional<Word> named(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Word>(found - names.begin());
}

}  // namespace

std::string_view name_of(Channel channel) {
  return channel_names[static_cast<std::size_t>(channel)];
}
std::optional<Channel> channel_named(std::string_view name) {
  return named<Channel>(channel_names, name);
}
std::string_view name_of(State state) {
  return state_names[static_cast<std::size_t>(state)];
}
std::optional<State> state_named(std::string_view name) {
  return named<State>(state_names, name);
}

}  // namespace messages
