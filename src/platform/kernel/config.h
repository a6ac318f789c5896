#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kernel {

// How this program is set up. Every setting has one name: `--public-address` on the command line is
// SILA_PUBLIC_ADDRESS in the environment; the command line wins. There is no configuration file.
struct Config {
  std::string data = "data";          // folder of databases and keys
  std::string directory;              // which associations there are: empty, a file in data;
                                      // or postgresql://…, for several programs
  std::string keys;                   // folder of the associations' keys; empty: in data
  std::string database;               // where new associations live: empty, a file each in
                                      // data; or postgresql://…
  std::string database_owner;         // the same database as its owner: brought up to date at
                                      // the start; empty: somebody has run `database prepare`
  std::string web = "build/web";      // built web pages
  std::string policies = "policies";  // packs to import from
  std::string address = "127.0.0.1";  // to listen on
  std::uint16_t port = 8080;          // 0: any free one
  std::string public_address;         // "https://sila.example.org", as people type it
  int workers = 2;                    // threads that handle requests
  std::vector<std::string> trusted_proxies;  // whose X-Forwarded-For is believed
  std::string smtp;                          // "smtp://host:587", empty: mail is not sent
  std::string smtp_user, smtp_password;
  std::string mail_from;           // address of the sender
  std::string sms = "file";        // driver: "file" writes to DATA/sms
  bool demo = false;               // demo data and the mail page; loopback only
  std::string metrics_address;     // where /metrics answers; empty: nowhere
  std::uint16_t metrics_port = 0;  // 0: any free one
  bool metrics_each = false;       // figures for each association instead of their sum
  bool log_requests = true;        // a line each
  // Calls a second and at once, of an address and of a person; streams of a person. 0: any number.
  int address_rate = 100, address_parallel = 64;
  int person_rate = 30, person_parallel = 16, person_streams = 8;

  // Cookies are Secure, and named __Host-…, exactly when people come over https.
  bool secure() const { return public_address.starts_with("https://"); }
};

struct Setting {
  std::string_view name;      // "public-address"
  std::string_view fallback;  // as text; empty when there is none
  std::string_view what;      // as --help says it
};
const std::vector<Setting>& settings();

// The value given for a setting's name, or nothing.
using Lookup = std::function<std::optional<std::string>(std::string_view name)>;
// SILA_PUBLIC_ADDRESS for "public-address"; an empty variable counts as not given.
std::optional<std::string> from_environment(std::string_view name);

// Reads every setting, the first lookup first. Refuses with everything that is wrong:
// config.number, config.address, config.insecure (plain http in front of another machine's
// network), config.demo, config.listener (no "address:port").
Result<Config> read_config(const Lookup& command_line, const Lookup& environment);

// Whether an address ("127.0.0.1", "::1", "localhost") stays on this machine.
bool is_loopback(std::string_view address);

}  // namespace kernel
