#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "base/json.h"
#include "messages/gateways.h"
#include "messages/sent_lines.h"

namespace messages {
namespace {

class LineFile {
 public:
  LineFile(const std::string& folder, const std::string& slug)
      : path_(folder + "/" + slug + ".jsonl") {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) throw std::runtime_error("the folder " + folder + " cannot be made");
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  }
  outbox::Attempt append(Channel channel, const Outgoing& message) const {
    const SentLine line{message.at,      std::string(name_of(channel)),
                        message.to,      message.sender,
                        message.subject, message.text,
                        message.key};
    const std::string text = json::write(line) + "\n";
    const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const bool written =
        file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (file >= 0) ::close(file);
    if (!written) return {outbox::Outcome::retry, "file.not_written"};
    return {};
  }

 private:
  std::string path_;
};

class SmsToFile final : public SmsGateway {
 public:
  SmsToFile(const std::string& folder, const std::string& slug) : file_(folder, slug) {}
  outbox::Attempt send(const Outgoing& message) override {
    return file_.append(Channel::sms, message);
  }

 private:
  LineFile file_;
};

class MailToFile final : public MailGateway {
 public:
  MailToFile(const std::string& folder, const std::string& slug) : file_(folder, slug) {}
  outbox::Attempt send(const Outgoing& mail) override { return file_.append(Channel::mail, mail); }

 private:
  LineFile file_;
};

}  // namespace

std::unique_ptr<SmsGateway> sms_to_file(const std::string& folder, const std::string& slug) {
  return std::make_unique<SmsToFile>(folder, slug);
}

std::unique_ptr<MailGateway> mail_to_file(const std::string& folder, const std::string& slug) {
  return std::make_unique<MailToFile>(folder, slug);
}

}  // namespace messages
