#include <curl/curl.h>

#include <cstring>
#include <stdexcept>

#include "messages/gateways.h"
#include "messages/mime.h"
#include "platform/kernel/kernel.h"

namespace messages {
namespace {

constexpr long connect_ms_max = 5'000;
constexpr long send_ms_max = 20'000;

struct Close {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t hand_out(char* buffer, std::size_t size, std::size_t count, void* from) {
  auto& left = *static_cast<std::string_view*>(from);
  const std::size_t taken = std::min(size * count, left.size());
  std::memcpy(buffer, left.data(), taken);
  left.remove_prefix(taken);
  return taken;
}

std::string host_of(std::string_view url) {
  const auto begin = url.find("://");
  if (begin != url.npos) url.remove_prefix(begin + 3);
  if (url.starts_with('[')) return std::string(url.substr(1, url.find(']') - 1));
  return std::string(url.substr(0, url.find_first_of(":/")));
}

// What curl and the server's last word say, as a code. What is wrong with our own set-up is tried
// again: somebody mends it.
outbox::Attempt attempt_of(CURLcode code, long reply) {
  using outbox::Outcome;
  if (code == CURLE_OK) return {};
  if (code == CURLE_OPERATION_TIMEDOUT) return {Outcome::retry, "smtp.timeout"};
  if (code == CURLE_LOGIN_DENIED || reply == 530 || reply == 534 || reply == 535)
    return {Outcome::retry, "smtp.login"};
  if (code == CURLE_USE_SSL_FAILED || code == CURLE_PEER_FAILED_VERIFICATION ||
      code == CURLE_SSL_CONNECT_ERROR)
    return {Outcome::retry, "smtp.tls"};
  if (reply >= 500 && reply <= 599) return {Outcome::give_up, "smtp.refused"};
  if (reply >= 400 && reply <= 499) return {Outcome::retry, "smtp.deferred"};
  return {Outcome::retry, "smtp.unreachable"};
}

class Smtp final : public MailGateway {
 public:
  explicit Smtp(SmtpSettings settings) : settings_(std::move(settings)) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    handle_.reset(started == CURLE_OK ? curl_easy_init() : nullptr);
    if (!handle_) throw std::runtime_error("libcurl does not start");
    if (!is_mail_address(settings_.from))
      throw std::runtime_error("the sender's mail address is not one: set mail-from");
  }

  outbox::Attempt send(const Outgoing& mail) override {
    if (!is_mail_address(mail.to)) return {outbox::Outcome::give_up, "mail.address"};
    const std::string message = mime_message(mail, settings_.from);
    std::string_view left = message;
    const std::unique_ptr<curl_slist, Close> to(curl_slist_append(nullptr, mail.to.c_str()));
    set_up();
    set(CURLOPT_MAIL_FROM, settings_.from.c_str());
    set(CURLOPT_MAIL_RCPT, to.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, hand_out);
    set(CURLOPT_READDATA, &left);
    const CURLcode code = curl_easy_perform(handle_.get());
    long reply = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &reply);
    return attempt_of(code, reply);
  }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    if (curl_easy_setopt(handle_.get(), option, value) != CURLE_OK)
      throw std::runtime_error("libcurl does not take an option");
  }
  void set_up() {
    curl_easy_reset(handle_.get());  // keeps the connection
    const bool loopback = kernel::is_loopback(host_of(settings_.url));
    set(CURLOPT_URL, settings_.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, connect_ms_max);
    set(CURLOPT_TIMEOUT_MS, send_ms_max);
    if (!settings_.user.empty()) {
      set(CURLOPT_USERNAME, settings_.user.c_str());
      set(CURLOPT_PASSWORD, settings_.password.c_str());
    }
    // A password must not be had by somebody in between who hides STARTTLS.
    const bool demanded = !settings_.user.empty() && !loopback;
    set(CURLOPT_USE_SSL,
        demanded ? static_cast<long>(CURLUSESSL_ALL) : static_cast<long>(CURLUSESSL_TRY));
    if (loopback) {  // a mail server of one's own, with a certificate of its own
      set(CURLOPT_SSL_VERIFYPEER, 0L);
      set(CURLOPT_SSL_VERIFYHOST, 0L);
    }
  }

  const SmtpSettings settings_;
  std::unique_ptr<CURL, Close> handle_;
};

}  // namespace

std::unique_ptr<MailGateway> smtp_gateway(SmtpSettings settings) {
  return std::make_unique<Smtp>(std::move(settings));
}

}  // namespace messages
