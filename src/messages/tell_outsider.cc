#include "messages/tell_outsider.h"

#include "messages/house_texts.h"
#include "platform/kernel/kernel.h"

namespace messages {

outbox::Attempt tell_outsider(const api::Tenant& tenant, const Connection& connection,
                              const OutsiderNews& news) {
  static const auto letters =
      read_house_texts<std::map<std::string, HouseLetter>>("outsiders.json");
  const auto letter = letters.find(news.what);
  if (letter == letters.end()) return {outbox::Outcome::give_up, "outsider.template"};
  const std::string link = connection.public_address + "/" + tenant.slug + "/" + news.page;
  auto message = in_both(letter->second, house_name(tenant), link);
  message.key = news.key;
  message.at = connection.clock->now();
  if (!news.email.empty()) {
    if (!connection.mail) return {outbox::Outcome::give_up, "mail.not_set_up"};
    message.to = news.email;
    return connection.mail->send(message);
  }
  if (news.phone.empty()) return {outbox::Outcome::give_up, "outsider.no_address"};
  if (!connection.sms) return {outbox::Outcome::give_up, "sms.not_set_up"};
  message.to = news.phone;
  return connection.sms->send(message);
}

policy::Text outside_name(const api::Tenant& tenant) {
  return house_name(tenant);
}

}  // namespace messages
