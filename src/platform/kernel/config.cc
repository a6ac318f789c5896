#include "platform/kernel/config.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "base/text.h"
#include "platform/kernel/networks.h"

namespace kernel {
namespace {

constexpr int workers_max = 64;
constexpr int rate_max = 1'000'000;

class Reader {
 public:
  Reader(const Lookup& command_line, const Lookup& environment)
      : command_line_(command_line), environment_(environment) {}

  std::string text(std::string_view name) {
    for (const auto* lookup : {&command_line_, &environment_}) {
      if (!*lookup) continue;
      if (auto given = (*lookup)(name)) return trim(*given);
    }
    for (const auto& setting : settings())
      if (setting.name == name) return std::string(setting.fallback);
    return {};
  }

  int number(std::string_view name, int from, int to) {
    const auto given = text(name);
    int value = from;
    const auto* end = given.data() + given.size();
    const auto read = std::from_chars(given.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end || value < from || value > to) {
      refuse_setting("config.number", name,
                     {
                         {"from", std::to_string(from)},
                         {"to",   std::to_string(to)  }
      });
      return from;
    }
    return value;
  }

  bool yes(std::string_view name) {
    const auto given = text(name);
    return given == "yes" || given == "true" || given == "1";
  }

  void refuse_setting(std::string code, std::string_view name,
                      std::map<std::string, std::string> parameters = {}) {
    parameters.emplace("field", name);
    obstacles_.push_back(Obstacle{
        .code = std::move(code), .field = std::string(name), .parameters = std::move(parameters)});
  }

  const std::vector<Obstacle>& obstacles() const { return obstacles_; }

 private:
  const Lookup& command_line_;
  const Lookup& environment_;
  std::vector<Obstacle> obstacles_;
};

// The host of "https://host:port/…", or nothing when it is no web address.
std::optional<std::string> host_of(std::string_view address) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!address.starts_with(scheme)) continue;
    auto rest = address.substr(scheme.size());
    if (rest.empty() || rest.find_first_of("/ ?#@") != std::string_view::npos) return std::nullopt;
    if (rest.starts_with('[')) return std::string(rest.substr(1, rest.find(']') - 1));
    return std::string(rest.substr(0, rest.find(':')));
  }
  return std::nullopt;
}

// "127.0.0.1:9464", "[::1]:9464".
void read_metrics(Reader& read, Config& config) {
  config.metrics_each = read.yes("metrics-each");
  const auto given = read.text("metrics");
  if (given.empty()) return;
  const auto colon = given.rfind(':');
  const auto digits = colon == std::string::npos ? std::string() : given.substr(colon + 1);
  config.metrics_address = given.substr(0, colon);
  if (config.metrics_address.starts_with('[') && config.metrics_address.ends_with(']'))
    config.metrics_address = config.metrics_address.substr(1, config.metrics_address.size() - 2);
  const auto* end = digits.data() + digits.size();
  const auto port = std::from_chars(digits.data(), end, config.metrics_port);
  unsigned char bytes[16];
  const bool address = ::inet_pton(AF_INET, config.metrics_address.c_str(), bytes) == 1 ||
                       ::inet_pton(AF_INET6, config.metrics_address.c_str(), bytes) == 1;
  if (digits.empty() || port.ec != std::errc{} || port.ptr != end || !address)
    read.refuse_setting("config.listener", "metrics");
}

void read_trusted_proxies(Reader& read, Config& config) {
  const auto given = read.text("trusted-proxies");
  for (const auto& proxy : split(given, ',')) {
    if (auto cleaned = trim(proxy); !cleaned.empty()) config.trusted_proxies.push_back(cleaned);
  }
  const auto networks = Networks::read(given);
  if (networks) return;
  for (const auto& obstacle : networks.refusal().obstacles)
    read.refuse_setting(obstacle.code, "trusted-proxies", obstacle.parameters);
}

void check_addresses(Reader& read, Config& config) {
  if (config.public_address.empty()) {
    const auto host =
        config.address.find(':') == std::string::npos ? config.address : "[" + config.address + "]";
    config.public_address = "http://" + host + ":" + std::to_string(config.port);
  }
  const auto host = host_of(config.public_address);
  if (!host) {
    read.refuse_setting("config.address", "public-address");
  } else if (!config.secure() && !is_loopback(*host)) {
    read.refuse_setting("config.insecure", "public-address");
  }
  if (config.demo && !is_loopback(config.address)) read.refuse_setting("config.demo", "demo");
}

}  // namespace

const std::vector<Setting>& settings() {
  static const std::vector<Setting> all = {
      {"data",             "data",      "folder of the databases and keys"                       },
      {"directory",        "",          "postgresql://… of several programs; else in DATA"     },
      {"keys",             "",          "folder of the keys; else DATA/keys"                     },
      {"database",         "",          "postgresql://… for new associations; else a file each"},
      {"database-owner",   "",          "postgresql://… of its owner, to bring it up to date"  },
      {"web",              "build/web", "folder of the built pages"                              },
      {"policies",         "policies",  "folder of the packs to import from"                     },
      {"address",          "127.0.0.1", "where it listens"                                       },
      {"port",             "8080",      "where it listens; 0: any free one"                      },
      {"public-address",   "",          "as people type it, https://…; else the above"         },
      {"workers",          "2",         "threads that answer"                                    },
      {"trusted-proxies",  "",          "whose X-Forwarded-For is believed; 10.0.0.0/8, ::1"     },
      {"stop-notice",      "0",         "seconds of still serving newcomers, once told to stop"  },
      {"stop-within",      "30",        "seconds that all has to end in, once told to stop"      },
      {"smtp",             "",          "smtp://host:587; without it no e-mail is sent"          },
      {"smtp-user",        "",          "name at the mail server"                                },
      {"smtp-password",    "",          "better given as SILA_SMTP_PASSWORD"                     },
      {"mail-from",        "",          "address that e-mail comes from"                         },
      {"sms",              "file",      "driver of text messages; file writes to DATA/sms"       },
      {"backup-to",        "",          "folder of scheduled backups; else none are made"        },
      {"backup-recipient", "",          "file of the public key that backups are sealed to"      },
      {"backup-hours",     "24",        "hours between two scheduled backups"                    },
      {"backup-keep",      "7,5,12",    "days, weeks and months of which the newest is kept"     },
      {"demo",             "no",        "demo data and the mail page; loopback only"             },
      {"metrics",          "",          "address:port of /metrics; none without it"              },
      {"metrics-each",     "no",        "figures of each association, not of all"                },
      {"log-requests",     "yes",       "a line in the log for each request"                     },
      {"address-rate",     "100",       "calls a second of one address; 0: any number"           },
      {"address-parallel", "64",        "calls at once of one address"                           },
      {"person-rate",      "30",        "calls a second of one person"                           },
      {"person-parallel",  "16",        "calls at once of one person"                            },
      {"person-streams",   "8",         "pages of one person that refresh by themselves"         }
  };
  return all;
}

std::optional<std::string> from_environment(std::string_view name) {
  std::string variable = "SILA_";
  for (const char c : name) {
    variable += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  const char* value = std::getenv(variable.c_str());  // NOLINT(concurrency-mt-unsafe): at start
  if (value == nullptr || *value == '\0') return std::nullopt;
  return std::string(value);
}

bool is_loopback(std::string_view address) {
  return address == "localhost" || address == "::1" || address.starts_with("127.");
}

Result<Config> read_config(const Lookup& command_line, const Lookup& environment) {
  Reader read(command_line, environment);
  Config config;
  config.data = read.text("data");
  config.directory = read.text("directory");
  config.keys = read.text("keys");
  if (config.keys.empty()) config.keys = config.data + "/keys";
  config.database = read.text("database");
  config.database_owner = read.text("database-owner");
  config.web = read.text("web");
  config.policies = read.text("policies");
  config.address = read.text("address");
  config.port = static_cast<std::uint16_t>(read.number("port", 0, 65'535));
  config.public_address = read.text("public-address");
  while (config.public_address.ends_with('/')) config.public_address.pop_back();
  config.workers = read.number("workers", 1, workers_max);
  read_trusted_proxies(read, config);
  config.smtp = read.text("smtp");
  config.smtp_user = read.text("smtp-user");
  config.smtp_password = read.text("smtp-password");
  config.mail_from = read.text("mail-from");
  config.sms = read.text("sms");
  config.demo = read.yes("demo");
  config.log_requests = read.yes("log-requests");
  read_metrics(read, config);
  config.address_rate = read.number("address-rate", 0, rate_max);
  config.address_parallel = read.number("address-parallel", 0, rate_max);
  config.person_rate = read.number("person-rate", 0, rate_max);
  config.person_parallel = read.number("person-parallel", 0, rate_max);
  config.person_streams = read.number("person-streams", 0, rate_max);
  check_addresses(read, config);
  if (config.data.empty()) read.refuse_setting("config.missing", "data");
  if (!config.smtp.empty()) {
    const bool known = config.smtp.starts_with("smtp://") || config.smtp.starts_with("smtps://");
    if (!known) read.refuse_setting("config.smtp", "smtp");
    if (config.mail_from.find('@') == std::string::npos) {
      read.refuse_setting("config.missing", "mail-from");
    }
  }
  if (config.sms != "file") read.refuse_setting("config.sms", "sms");
  if (!read.obstacles().empty()) return Refusal{RefusalKind::invalid, read.obstacles()};
  return config;
}

}  // namespace kernel
