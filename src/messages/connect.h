#pragma once

#include <functional>
#include <memory>
#include <string>

#include "messages/gateways.h"
#include "messages/message.h"
#include "platform/api/api.h"

namespace messages {

// What became of a message.
struct Fate {
  Header message;
  std::string proof;  // "gateway": it was taken over; "portal": it was read there; empty: failed
  Instant at;
};

// Called in the transaction that notes it, by whoever rests on it (the requests room: told, with
// proof).
struct Hooks {
  std::function<void(db::Transaction& tx, api::Tenant& tenant, const Fate& fate)> on_sent;
  std::function<void(db::Transaction& tx, api::Tenant& tenant, const Fate& fate)> on_read;
  std::function<void(db::Transaction& tx, api::Tenant& tenant, const Fate& fate)> on_failed;
};

struct Connection {
  std::shared_ptr<MailGateway> mail;  // none: mail is given up with mail.not_set_up
  std::shared_ptr<SmsGateway> sms;    // none: sms.not_set_up
  std::string public_address;         // "https://sila.example.org": for {link}
  std::shared_ptr<const Hooks> hooks;
  const kernel::Clock* clock = nullptr;
};

// Gives the tenant's runner the handlers that send messages, and one-time codes (auth's topic
// "code"). At opening, before the runner starts.
void connect(api::Tenant& tenant, const Connection& connection);

}  // namespace messages
