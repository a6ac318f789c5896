#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "base/json.h"
#include "messages/gateways.h"
#include "platform/api/api.h"

// Messages whose texts are the product's own (texts/messages), not a pack's. Private to this room.
namespace messages {

// The bytes of texts/messages/NAME; throws std::logic_error when there is none.
std::string_view house_text(std::string_view name);

template <class Texts>
Texts read_house_texts(std::string_view name) {
  auto read = json::read<Texts>(house_text(name));
  if (!read) throw std::logic_error("texts/messages/" + std::string(name) + " cannot be read");
  return std::move(read).value();
}

// What the association is called outside: the neutral name in a neutral pack.
policy::Text house_name(const api::Tenant& tenant);

// Of texts/messages, with {association} and {link}.
struct HouseLetter {
  policy::Text subject, text;
};
BOOST_DESCRIBE_STRUCT(HouseLetter, (), (subject, text))
// For whoever's language is not known: Arabic first, then the same in English.
Outgoing in_both(const HouseLetter& letter, const policy::Text& house, const std::string& link);

}  // namespace messages
