// Mail as a real SMTP server and another MIME reader understand it (tests/smtp/server.py).
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <fstream>

#include "base/in_source_for_tests.h"
#include "base/text.h"
#include "messages/house_for_tests.h"
#include "messages/mime.h"

namespace messages {
namespace {

class SmtpServer {
 public:
  explicit SmtpServer(const std::string& options = "") {
    int to_server[2];
    int from_server[2];
    EXPECT_EQ(pipe2(to_server, O_CLOEXEC), 0);
    EXPECT_EQ(pipe2(from_server, O_CLOEXEC), 0);
    const std::string command =
        "exec /usr/bin/python3 " + in_source("tests/smtp/server.py ") + options;
    process_ = fork();
    if (process_ == 0) {
      dup2(to_server[0], 0);
      dup2(from_server[1], 1);
      execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
      _exit(127);
    }
    ::close(to_server[0]);
    ::close(from_server[1]);
    input_ = to_server[1];
    output_ = fdopen(from_server[0], "r");
    port_ = line();
  }
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;
  ~SmtpServer() {
    ::close(input_);
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
    std::fclose(output_);
  }
  std::string url() const { return "smtp://127.0.0.1:" + port_; }
  boost::json::object received() { return boost::json::parse(line()).as_object(); }

 private:
  std::string line() {
    std::string text;
    for (int c = std::fgetc(output_); c != EOF && c != '\n'; c = std::fgetc(output_))
      text += static_cast<char>(c);
    return text;
  }
  pid_t process_ = 0;
  int input_ = -1;
  FILE* output_ = nullptr;
  std::string port_;
};

Outgoing mail_to(const std::string& address) {
  return {
      .to = address,
      .sender = "جمعية «صلة»",
      .subject = "طلبك رقم 26-000123-4 وصلنا، ونعود إليك قريبًا إن شاء الله بكل ما يلزم لإتمامه",
      .text = "السلام عليكم\nتابع طلبك: https://sila.example.org/one/.\n.\nمع <التقدير> & الشكر",
      .language = "ar",
      .key = "0192f000-0000-7000-8000-000000000001",
      .at = {1'795'000'000'000}};
}

std::string header(const boost::json::object& mail, const char* name) {
  return mail.at("headers").as_object().at(name).as_string().c_str();
}

TEST(SmtpGateway, HandsAMailOverThatAnotherProgramReadsAlike) {
  SmtpServer server;
  const auto gateway = smtp_gateway({.url = server.url(), .from = "no-reply@sila.example.org"});
  const auto mail = mail_to("sara@example.org");
  ASSERT_EQ(gateway->send(mail).code, "");
  const auto taken = server.received();
  EXPECT_EQ(taken.at("from").as_string(), "no-reply@sila.example.org");
  EXPECT_EQ(boost::json::serialize(taken.at("to")), R"(["sara@example.org"])");
  EXPECT_EQ(header(taken, "Subject"), mail.subject);
  EXPECT_EQ(taken.at("sender").as_string(), mail.sender.c_str());
  EXPECT_EQ(header(taken, "Message-ID"), "<0192f000-0000-7000-8000-000000000001@sila.example.org>");
  EXPECT_EQ(header(taken, "Date"), "Wed, 18 Nov 2026 11:06:40 +0000");
  EXPECT_EQ(taken.at("plain").as_string(), mail.text + "\n");
  const std::string html = taken.at("html").as_string().c_str();
  EXPECT_NE(html.find("dir=\"rtl\""), html.npos);
  EXPECT_NE(html.find("&lt;التقدير&gt; &amp; الشكر"), html.npos);
  EXPECT_NE(html.find("<a href=\"https://sila.example.org/one/\""), html.npos);
  EXPECT_EQ(taken.at("defects").as_int64(), 0);
  EXPECT_LE(taken.at("longest_line").as_int64(), 200);
}

TEST(SmtpGateway, SendsSeveralThroughOneConnectionEachWhole) {
  SmtpServer server;
  const auto gateway = smtp_gateway({.url = server.url(), .from = "no-reply@sila.example.org"});
  for (const std::string word : {"one", "two", "three"}) {
    auto mail = mail_to(word + "@example.org");
    mail.text = word;
    EXPECT_EQ(gateway->send(mail).code, "");
    EXPECT_EQ(server.received().at("plain").as_string(), word + "\n");
  }
}

struct Answer {
  const char* address;
  outbox::Outcome outcome;
  const char* code;
};
TEST(SmtpGateway, TellsWhatMayPassLaterFromWhatNeverWill) {
  SmtpServer server;
  const auto gateway = smtp_gateway({.url = server.url(), .from = "no-reply@sila.example.org"});
  for (const auto& [address, outcome, code] : {
           Answer{"refused@example.org", outbox::Outcome::give_up, "smtp.refused"    },
           Answer{"busy@example.org",    outbox::Outcome::retry,   "smtp.deferred"   },
           Answer{"gone@example.org",    outbox::Outcome::retry,   "smtp.unreachable"},
           Answer{"sara@example.org",    outbox::Outcome::done,    ""                }
  }) {
    const auto attempt = gateway->send(mail_to(address));
    EXPECT_EQ(attempt.outcome, outcome) << address;
    EXPECT_EQ(attempt.code, code) << address;
  }
}

TEST(SmtpGateway, WithoutAServerTriesAgainLater) {
  std::string url;
  {
    SmtpServer server;
    url = server.url();
  }
  const auto gateway = smtp_gateway({.url = url, .from = "no-reply@sila.example.org"});
  const auto attempt = gateway->send(mail_to("sara@example.org"));
  EXPECT_EQ(attempt.outcome, outbox::Outcome::retry);
  EXPECT_EQ(attempt.code, "smtp.unreachable");
}

using SmtpGatewayHouse = House;

TEST_F(SmtpGatewayHouse, GoesOverToTlsWhenItIsOffered) {
  const std::string key = folder + "/key.pem";
  const std::string certificate = folder + "/certificate.pem";
  const std::string make =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
      "-subj /CN=localhost -days 2 -keyout " +
      key + " -out " + certificate + " 2>/dev/null";
  ASSERT_EQ(std::system(make.c_str()), 0);
  SmtpServer server("--starttls " + certificate + " " + key);
  const auto gateway = smtp_gateway({.url = server.url(), .from = "no-reply@sila.example.org"});
  ASSERT_EQ(gateway->send(mail_to("sara@example.org")).code, "");
  EXPECT_TRUE(server.received().at("tls").as_bool());
}

TEST(SmtpGateway, SignsInWhereThatIsAsked) {
  SmtpServer server("--login sila secret");
  SmtpSettings settings{.url = server.url(), .from = "no-reply@sila.example.org"};
  EXPECT_EQ(smtp_gateway(settings)->send(mail_to("sara@example.org")).code, "smtp.login");
  settings.user = "sila";
  settings.password = "wrong";
  EXPECT_EQ(smtp_gateway(settings)->send(mail_to("sara@example.org")).code, "smtp.login");
  settings.password = "secret";
  EXPECT_EQ(smtp_gateway(settings)->send(mail_to("sara@example.org")).code, "");
  EXPECT_TRUE(server.received().at("login").as_bool());
}

TEST(SmtpGateway, TakesNoAddressThatCouldSayMore) {
  for (const auto* address :
       {"", "sara", "@example.org", "sara@", "sara@example.org\r\nBcc: x@example.org",
        "sara@example.org>\r\nRCPT TO:<x@example.org", "a b@example.org", "a,b@example.org",
        "<sara@example.org>", "sara@exa mple.org", "sara@.org", "\"x\"@example.org",
        "سارة@example.org", "sara@example.org."}) {
    EXPECT_FALSE(is_mail_address(address)) << address;
  }
  for (const auto* address : {"sara@example.org", "s.a+r_a@mail.example.org", "S@localhost"})
    EXPECT_TRUE(is_mail_address(address)) << address;
  const auto gateway = smtp_gateway({.url = "smtp://127.0.0.1:1", .from = "a@example.org"});
  EXPECT_EQ(gateway->send(mail_to("x@example.org\r\nBcc: y@example.org")).code, "mail.address");
  EXPECT_THROW(smtp_gateway({.url = "smtp://127.0.0.1", .from = ""}), std::runtime_error);
}

TEST(MimeMessage, LetsNoTextBecomeAHeader) {
  auto mail = mail_to("sara@example.org");
  mail.subject = "x\r\nBcc: thief@example.org";
  mail.sender = "y\r\nBcc: thief@example.org";
  mail.key = "k\r\nBcc: thief@example.org";
  mail.text = "\r\n.\r\nMAIL FROM:<thief@example.org>";
  const auto message = mime_message(mail, "no-reply@sila.example.org");
  EXPECT_EQ(message.find("thief@"), message.npos);
  for (const auto& line : split(message, '\n')) EXPECT_LE(line.size(), 79u) << line;
}

}  // namespace
}  // namespace messages
