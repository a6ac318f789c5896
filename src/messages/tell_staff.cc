#include "messages/tell_staff.h"

#include "base/json.h"
#include "messages/fill_template.h"
#include "messages/house_texts.h"
#include "platform/kernel/kernel.h"

namespace messages {
namespace {

struct Payload {
  std::string what;
  StaffId staff;
  std::string page;
};
BOOST_DESCRIBE_STRUCT(Payload, (), (what, staff, page))

struct Letter {
  policy::Text subject, text;  // with {association} and {link}
};
BOOST_DESCRIBE_STRUCT(Letter, (), (subject, text))

const std::map<std::string, Letter>& letters() {
  static const auto read = read_house_texts<std::map<std::string, Letter>>("staff.json");
  return read;
}

// The account knows no language: Arabic first, then the same in English.
std::string in_both(const policy::Text& text, const policy::Text& house, const std::string& link,
                    std::string_view between) {
  const auto in = [&](std::string_view language) {
    const std::map<std::string, policy::Text> values = {
        {"association", house}
    };
    return put(fill_template(text, values, language), "{link}", link);
  };
  return in("ar") + std::string(between) + in("en");
}

}  // namespace

void tell_staff(db::Transaction& tx, const AssociationId& association, Instant now,
                const StaffNews& news) {
  for (const auto& staff : news.staff) {
    outbox::publish(tx, association, now, staff_news_topic, news.key + ":" + staff.text,
                    json::write(Payload{news.what, staff, news.page}));
  }
}

outbox::Attempt send_staff_news(api::Tenant& tenant, const Connection& connection,
                                const outbox::Task& task) {
  const auto payload = json::read<Payload>(task.payload);
  if (!payload || !letters().contains(payload->what))
    return {outbox::Outcome::give_up, "staff_news.payload"};
  if (!connection.mail) return {outbox::Outcome::give_up, "mail.not_set_up"};
  std::optional<auth::StaffMember> member;
  tenant.store->read([&](db::Transaction& tx) {
    member = auth::find_staff(tx, *tenant.keeper, tenant.id, payload->staff);
  });
  if (!member || member->state != auth::StaffState::active)
    return {outbox::Outcome::give_up, "staff_news.nobody"};
  const auto house = house_name(tenant);
  const auto& letter = letters().at(payload->what);
  const std::string link = connection.public_address + "/desk/" + tenant.slug + "/" + payload->page;
  return connection.mail->send({.to = member->email,
                                .sender = house.contains("ar") ? house.at("ar") : std::string(),
                                .subject = in_both(letter.subject, house, link, " · "),
                                .text = in_both(letter.text, house, link, "\n\n"),
                                .language = "ar",
                                .key = task.id,
                                .at = connection.clock->now()});
}

}  // namespace messages
