#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/roles.h"

namespace messages {

enum class Channel : std::uint8_t { portal, mail, sms };
std::string_view name_of(Channel channel);
std::optional<Channel> channel_named(std::string_view name);

enum class State : std::uint8_t { waiting, sent, failed, given_up };
std::string_view name_of(State state);
std::optional<State> state_named(std::string_view name);

// A message as everybody may know it: no personal value.
struct Header {
  MessageId id;
  PartyId party;
  RequestId request;  // empty: about none
  Class request_class = Class::ordinary;
  BranchId branch;
  Channel channel = Channel::portal;
  std::string template_id, about;
  State state = State::waiting;
  int attempts = 0;
  std::string code;  // why it failed, empty when it did not
  Instant created_at;
  std::optional<Instant> sent_at, read_at;
};

// What is sealed under the person's key.
struct Letter {
  std::string subject, text;
  std::string address;   // E.164 or e-mail; empty on the portal
  std::string sender;    // as the person sees it: the association's name, or the neutral one
  std::string language;  // of subject and text
};

}  // namespace messages
