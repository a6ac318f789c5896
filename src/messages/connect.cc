#include "messages/connect.h"

#include "base/json.h"
#include "messages/message_rows.h"
#include "messages/send_code.h"
#include "messages/tell_staff.h"
#include "parties/parties.h"
#include "platform/kernel/kernel.h"

namespace messages {
namespace {

struct Payload {
  MessageId message;
};
BOOST_DESCRIBE_STRUCT(Payload, (), (message))

const db::Sql update_state(R"sql(
UPDATE messages SET state = $3, attempts = $4, code = $5, sent_at = $6
 WHERE association_id = $1 AND id = $2)sql");

// One way out of the house: opens what is to be sent, hands it over, notes how it went.
class Delivery {
 public:
  Delivery(api::Tenant& tenant, Connection connection)
      : tenant_(tenant), connection_(std::move(connection)) {}

  outbox::Attempt run(const outbox::Task& task) {
    const auto payload = json::read<Payload>(task.payload);
    if (!payload) return {outbox::Outcome::give_up, "message.payload"};
    std::optional<StoredMessage> stored;
    std::optional<Letter> letter;
    bool died = false;
    tenant_.store->read([&](db::Transaction& tx) {
      stored = find_message(tx, tenant_.id, payload->message);
      if (stored) letter = open_letter(tx, tenant_, *stored);
      if (stored) died = parties::has_died(tx, tenant_.id, stored->header.party);
    });
    if (!stored) return {outbox::Outcome::give_up, "message.unknown"};
    if (stored->header.state == State::sent) return {};  // the program died before the mark
    auto attempt = letter && !died ? hand_over(*stored, *letter)
                                   : outbox::Attempt{outbox::Outcome::give_up,
                                                     died ? "party.died" : "party.erased"};
    if (attempt.outcome == outbox::Outcome::retry && task.attempts >= outbox::attempts_max)
      attempt.outcome = outbox::Outcome::give_up;
    return note(stored->header, attempt, task.attempts);
  }

 private:
  outbox::Attempt hand_over(const StoredMessage& stored, const Letter& letter) {
    const Header& header = stored.header;
    const Outgoing outgoing{
        .to = letter.address,
        .sender = letter.sender,
        .subject = letter.subject,
        .text = with_link(letter.text, connection_.public_address, tenant_.slug, header.request),
        .language = letter.language,
        .key = header.id.text,
        .at = connection_.clock->now()};
    const bool mail = header.channel == Channel::mail;
    if (mail && connection_.mail) return connection_.mail->send(outgoing);
    if (!mail && connection_.sms) return connection_.sms->send(outgoing);
    return {outbox::Outcome::give_up, mail ? "mail.not_set_up" : "sms.not_set_up"};
  }

  // What cannot be noted is tried again: the message may then arrive twice, under one key.
  outbox::Attempt note(Header header, const outbox::Attempt& attempt, int attempts) {
    const Instant now = connection_.clock->now();
    const bool sent = attempt.outcome == outbox::Outcome::done;
    const bool over = attempt.outcome == outbox::Outcome::give_up;
    header.state = sent ? State::sent : over ? State::given_up : State::failed;
    header.attempts = attempts;
    header.code = attempt.code;
    if (sent) header.sent_at = now;
    const auto end = tenant_.store->write_and_wait([&](db::Transaction& tx) {
      tx.execute(update_state, tenant_.id, header.id, name_of(header.state), attempts,
                 sent ? std::nullopt : std::optional(attempt.code), header.sent_at);
      if (!connection_.hooks) return true;
      const auto& hook = sent ? connection_.hooks->on_sent : connection_.hooks->on_failed;
      if ((sent || over) && hook) hook(tx, tenant_, {header, sent ? "gateway" : "", now});
      return true;
    });
    if (end != db::End::committed) return {outbox::Outcome::retry, "message.not_noted"};
    return attempt;
  }

  api::Tenant& tenant_;
  const Connection connection_;
};

}  // namespace

void connect(api::Tenant& tenant, const Connection& connection) {
  const auto delivery = std::make_shared<Delivery>(tenant, connection);
  for (const auto* topic : {"message.mail", "message.sms"})
    tenant.runner->on(topic, [delivery](const outbox::Task& task) { return delivery->run(task); });
  tenant.runner->on("code", [&tenant, connection](const outbox::Task& task) {
    return send_code(tenant, connection, task);
  });
  tenant.runner->on(staff_news_topic, [&tenant, connection](const outbox::Task& task) {
    return send_staff_news(tenant, connection, task);
  });
}

}  // namespace messages
