#pragma once

#include <memory>
#include <string>

#include "platform/outbox/outbox.h"

// What carries messages out of the house. A gateway is used by one thread at a time. It answers
// `done` when the other side has taken the message over, `retry` when it may do so later, `give_up`
// when it never will; codes without personal values.
namespace messages {

struct Outgoing {
  std::string to;        // E.164 or e-mail
  std::string sender;    // name that the person sees
  std::string subject;   // of mail
  std::string text;      // UTF-8, lines by \n
  std::string language;  // "ar", "en"
  std::string key;       // the same for every attempt: the Message-ID of mail
  Instant at;
};

class MailGateway {
 public:
  virtual ~MailGateway() = default;
  virtual outbox::Attempt send(const Outgoing& mail) = 0;
};
class SmsGateway {
 public:
  virtual ~SmsGateway() = default;
  virtual outbox::Attempt send(const Outgoing& message) = 0;
};

struct SmtpSettings {
  std::string url;             // "smtp://host:587" (STARTTLS if offered) or "smtps://host:465"
  std::string user, password;  // empty: none. With them TLS is demanded, but on loopback
  std::string from;            // address of the sender
};
std::unique_ptr<MailGateway> smtp_gateway(SmtpSettings settings);

// Append one JSON line per message to FOLDER/SLUG.jsonl (folder 0700, file 0600): the file driver
// of text messages, and the demo's mail. Throw std::runtime_error when the folder cannot be made.
std::unique_ptr<SmsGateway> sms_to_file(const std::string& folder, const std::string& slug);
std::unique_ptr<MailGateway> mail_to_file(const std::string& folder, const std::string& slug);

}  // namespace messages
