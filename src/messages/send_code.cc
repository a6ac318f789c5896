#include "messages/send_code.h"

#include "base/json.h"
#include "embedded/message_texts.h"
#include "messages/fill_template.h"
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
  using Texts = std::map<std::string, policy::Text>;
  static const Texts texts = [] {
    auto read = json::read<Texts>(embedded::message_texts().front().text);
    if (!read) throw std::logic_error("texts/messages/codes.json cannot be read");
    return std::move(read).value();
  }();
  const auto& pattern = texts.at(std::string(auth::name_of(purpose)));
  std::string text = fill_template(pattern,
                                   {
                                       {"association", association}
  },
                                   "ar");
  constexpr std::string_view placeholder = "{code}";
  if (const auto at = text.find(placeholder); at != text.npos)
    text.replace(at, placeholder.size(), code);
  return text;
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
  const auto pack = tenant.policy_in_force ? tenant.policy_in_force() : nullptr;
  const auto& name = pack && pack->neutral ? pack->neutral_name : tenant.names;
  const Outgoing outgoing{.to = code->phone,
                          .sender = name.contains("ar") ? name.at("ar") : std::string(),
                          .text = text_of(code->purpose, name, code->code),
                          .language = "ar",
                          .key = payload->code,
                          .at = now};
  return connection.sms->send(outgoing);
}

}  // namespace messages
