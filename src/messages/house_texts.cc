#include "messages/house_texts.h"

#include <algorithm>

#include "embedded/message_texts.h"

namespace messages {

std::string_view house_text(std::string_view name) {
  const auto& files = embedded::message_texts();
  const auto found = std::ranges::find_if(files, [&](const embedded::File& file) {
    return file.name == "texts/messages/" + std::string(name);
  });
  if (found == files.end()) throw std::logic_error("no texts/messages/" + std::string(name));
  return found->text;
}

policy::Text house_name(const api::Tenant& tenant) {
  const auto pack = tenant.policy_in_force ? tenant.policy_in_force() : nullptr;
  return pack && pack->neutral ? pack->neutral_name : tenant.names;
}

}  // namespace messages
