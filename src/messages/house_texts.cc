#include "messages/house_texts.h"

#include <algorithm>

#include "embedded/message_texts.h"
#include "messages/fill_template.h"

namespace messages {

std::string_view house_text(std::string_view name) {
  const auto& files = embedded::message_texts();
  const auto found = std::ranges::find_if(files, [&](const embedded::File& file) {
    return file.name == "texts/messages/" + std::string(name);
  });
  if (found == files.end()) throw std::logic_error("no texts/messages/" + std::string(name));
  return found->text;
}

Outgoing in_both(const HouseLetter& letter, const policy::Text& house, const std::string& link) {
  const auto both = [&](const policy::Text& text, std::string_view between) {
    const auto in = [&](std::string_view language) {
      const std::map<std::string, policy::Text> values = {
          {"association", house}
      };
      return put(fill_template(text, values, language), "{link}", link);
    };
    return in("ar") + std::string(between) + in("en");
  };
  return {.to = {},
          .sender = house.contains("ar") ? house.at("ar") : std::string(),
          .subject = both(letter.subject, " · "),
          .text = both(letter.text, "\n\n"),
          .language = "ar",
          .key = {},
          .at = {}};
}

policy::Text house_name(const api::Tenant& tenant) {
  const auto pack = tenant.policy_in_force ? tenant.policy_in_force() : nullptr;
  return pack && pack->neutral ? pack->neutral_name : tenant.names;
}

}  // namespace messages
