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

const std::map<std::string, HouseLetter>& letters() {
  static const auto read = read_house_texts<std::map<std::string, HouseLetter>>("staff.json");
  return read;
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
  const std::string link = connection.public_address + "/desk/" + tenant.slug + "/" + payload->page;
  auto mail = in_both(letters().at(payload->what), house_name(tenant), link);
  mail.to = member->email;
  mail.key = task.id;
  mail.at = connection.clock->now();
  return connection.mail->send(mail);
}

}  // namespace messages
