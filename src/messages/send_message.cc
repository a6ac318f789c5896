#include "messages/send_message.h"

#include "messages/fill_template.h"
#include "messages/house_texts.h"
#include "messages/inbox.h"
#include "messages/message_rows.h"
#include "parties/parties.h"
#include "platform/kernel/kernel.h"

namespace messages {
namespace {

// What leaves the house, and what the portal shows of the same message.
struct Texts {
  Letter outside, portal;
};

Texts texts_of(const policy::Text& name, const policy::Message& wanted, const NewMessage& message) {
  auto values = message.values;
  values["association"] = name;
  const auto& language = message.language;
  Letter outside{
      .subject = fill_template(wanted.subject, values, language),
      .text = fill_template(wanted.text, values, language),
      .sender = fill_template({{"ar", "{association}"}},
        {{"association", name}  },
        language),
      .language = language
  };
  Letter portal = outside;
  if (!wanted.portal.empty()) portal.text = fill_template(wanted.portal, values, language);
  return {std::move(outside), std::move(portal)};
}

}  // namespace

policy::Text plain(std::string text) {
  return {
      {"ar", text           },
      {"en", std::move(text)}
  };
}

const db::Sql insert_message(R"sql(
INSERT INTO messages (association_id, id, party_id, request_id, class, branch_id, channel, template,
       about, message_key, state, attempts, code, sealed, created_at, sent_at, read_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, NULL, $12, $13, $14, NULL)
    ON CONFLICT (association_id, party_id, message_key, channel) DO NOTHING)sql");

namespace {

std::vector<MessageId> send_filled(db::Transaction& tx, const api::Tenant& tenant,
                                   const policy::Text& name, const policy::Message& wanted,
                                   Instant now, const NewMessage& message) {
  std::vector<MessageId> made;
  const auto key = tenant.keeper->party_key(tx, message.party);
  if (!key || parties::has_died(tx, tenant.id, message.party)) return made;
  const Texts texts = texts_of(name, wanted, message);
  const auto or_null = [](const std::string& id) {
    return id.empty() ? std::nullopt : std::optional<std::string_view>(id);
  };
  const auto put = [&](Channel channel, Letter letter, const std::string& address) {
    const auto id = kernel::new_id<MessageId>(now);
    const bool there = channel == Channel::portal;  // stored is delivered
    letter.address = address;
    const std::string sealed = close_letter(*key, id, letter);
    const std::int64_t rows =
        tx.execute(insert_message, tenant.id, id, message.party, or_null(message.request.text),
                   name_of(message.request_class), or_null(message.branch.text), name_of(channel),
                   message.template_id, message.about, message.key,
                   name_of(there ? State::sent : State::waiting), db::Bytes{sealed}, now,
                   there ? std::optional(now) : std::nullopt);
    if (rows == 0) return;  // sent already
    made.push_back(id);
    if (there) return tx.tell(change_of(message.party));
    outbox::publish(tx, tenant.id, now, "message." + std::string(name_of(channel)), id.text,
                    "{\"message\":\"" + id.text + "\"}");
  };
  put(Channel::portal, texts.portal, "");
  if (!message.phone.empty()) put(Channel::sms, texts.outside, message.phone);
  if (!message.email.empty()) put(Channel::mail, texts.outside, message.email);
  return made;
}

struct HouseTemplate {
  policy::Text subject, text, portal;
};
BOOST_DESCRIBE_STRUCT(HouseTemplate, (), (subject, text, portal))

const std::map<std::string, HouseTemplate>& house_templates() {
  static const auto read = read_house_texts<std::map<std::string, HouseTemplate>>("people.json");
  return read;
}

}  // namespace

std::vector<MessageId> send_message(db::Transaction& tx, const api::Tenant& tenant,
                                    const policy::Pack& pack, Instant now,
                                    const NewMessage& message) {
  const auto* wanted = pack.message(message.template_id);
  if (wanted == nullptr) return {};
  const auto& name = pack.neutral ? pack.neutral_name : tenant.names;
  return send_filled(tx, tenant, name, *wanted, now, message);
}

std::vector<MessageId> send_house_message(db::Transaction& tx, const api::Tenant& tenant,
                                          Instant now, const NewMessage& message) {
  const auto& house = house_templates().at(message.template_id);
  const policy::Message wanted{.id = message.template_id,
                               .subject = house.subject,
                               .text = house.text,
                               .portal = house.portal};
  return send_filled(tx, tenant, house_name(tenant), wanted, now, message);
}

}  // namespace messages
