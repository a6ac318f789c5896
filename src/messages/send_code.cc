#include "messages/send_code.h"

#include "base/json.h"
#include "messages/fill_template.h"
#include "messages/house_texts.h"
#include "platform/kernel/kernel.h"

namespace messages {
namespace {

struct Payload {
  std::string code;  // id of the challenge
};
BOOST_DESCRIBE_STRUCT(Payload, (), (code))

// texts/messages/codes.json: purpose -> language -> text with {association} and {code}.
std::string text_of(auth::CodePurpose purpose, const policy::Text& association,
                    const std::string& code) {
  static const auto texts = read_house_texts<std::map<std::string, policy::Text>>("codes.json");
  const auto& pattern = texts.at(std::string(auth::name_of(purpose)));
  std::string text = fill_template(pattern,
                                   {
                                       {"association", association}
  },
                                   "ar");
  return put(std::move(text), "{code}", code);
}

}  // namespace

outbox::Attempt send_code(api::Tenant& tenant, const Connection& connection,
                          const outbox::Task& task) {
  const auto payload = json::read<Payload>(task.payload);
  if (!payload) return {outbox::Outcome::give_up, "code.payload"};
  if (!connection.sms) return {outbox::Outcome::give_up, "sms.not_set_up"};
  const Instant now = connection.clock->now();
  std::optional<auth::CodeToSend> code;
  tenant.store->read([&](db::Transaction& tx) {
    code = auth::open_code(tx, *tenant.keeper, tenant.id, payload->code, now);
  });
  if (!code) return {outbox::Outcome::give_up, "code.over"};
  const auto name = house_name(tenant);
  const Outgoing outgoing{.to = code->phone,
                          .sender = name.contains("ar") ? name.at("ar") : std::string(),
                          .text = text_of(code->purpose, name, code->code),
                          .language = "ar",
                          .key = payload->code,
                          .at = now};
  return connection.sms->send(outgoing);
}

}  // namespace messages
