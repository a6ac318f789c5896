#include <filesystem>
#include <fstream>

#include "app/backup_schedule.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/free_port.h"
#include "app/moving.h"
#include "app/readiness.h"
#include "app/watching.h"
#include "base/json.h"
#include "platform/http/draining.h"
#include "platform/kernel/problem.h"

namespace app {
namespace {

void add_health(http::Router& router, Readiness& readiness) {
  router.add("GET", "/healthz", http::Body::none, [](http::Request&, http::Reply reply) {
    reply.send({.status = 200, .body = "{\"status\":\"ok\"}"});
  });
  router.add("GET", "/readyz", http::Body::none,
             [&readiness](http::Request& request, http::Reply reply) {
               reply.send(readiness.answer(request.request_id));
             });
}

// Each now, rather than while the first who asks waits. One that does not open answers 503 alone;
// the others go on, and /readyz tells.
void open_all(organisation::Directory& directory) {
  for (const auto& association : directory.list()) {
    try {
      directory.find(association.slug);
    } catch (const db::Error& error) {
      kernel::log::error("serve.association_does_not_open",
                         {
                             {"association", association.slug},
                             {"detail",      error.what()    }
      });
    }
  }
}

struct AssociationCard {
  std::string slug;
  policy::Text name;
};
BOOST_DESCRIBE_STRUCT(AssociationCard, (), (slug, name))
struct AssociationCards {
  std::vector<AssociationCard> items;
};
BOOST_DESCRIBE_STRUCT(AssociationCards, (), (items))

// Who comes to the bare address chooses: each has a public portal, so their names are no secret.
void add_start(http::Router& router, const organisation::Directory& directory) {
  router.add("GET", "/api/associations", http::Body::none,
             [&directory](http::Request&, http::Reply reply) {
               AssociationCards cards;
               for (const auto& one : directory.list()) {
                 if (one.state == "open") cards.items.push_back({one.slug, one.names});
               }
               reply.send({.status = 200, .body = json::write(cards)});
             });
}

// Tests move a standing clock; only the demo, on loopback, may have one.
void add_clock(http::Router& router, kernel::Clock& clock) {
  router.add("PUT", "/api/test/clock", http::Body::json,
             [&clock](http::Request& request, http::Reply reply) {
               const auto at = parse_instant(
                   request.body.size() > 2 ? request.body.substr(1, request.body.size() - 2) : "");
               if (at) clock.set(*at);
               reply.send({.status = at ? 200 : 400, .body = "{}"});
             });
}

bool stand(std::optional<kernel::Clock>& clock, const std::string& given, bool demo) {
  const auto at = parse_instant(given);
  if (at && demo) {
    clock.emplace(*at);
    return true;
  }
  print_error(
      "sila: --standing-clock takes an instant such as 2026-11-21T09:00:00Z, and needs --demo");
  return false;
}

std::string page_for(std::string_view path) {
  if (path.starts_with("/desk/")) return "/desk.html";
  if (path.starts_with("/api/") || path.starts_with("/assets/")) return {};
  return "/portal.html";
}

void print_logins(const kernel::Config& config, const std::string& address) {
  std::ifstream file(config.data + "/demo-logins.txt");
  std::string line;
  while (std::getline(file, line)) {
    for (auto at = line.find("{address}"); at != std::string::npos; at = line.find("{address}")) {
      line.replace(at, 9, address);
    }
    print(line);
  }
}

void close_all(Mover& mover, House& house) {
  mover.stop();
  house.close();
}

}  // namespace

int serve(const kernel::Config& given, const kernel::BackupConfig& kept,
          const kernel::StopConfig& stopping, const std::string& standing_clock) {
  kernel::Config config = given;
  if (config.port == 0) {
    config.port = free_port(config.address);
    const std::string unset = ":0";
    if (config.public_address.ends_with(unset)) {
      config.public_address.resize(config.public_address.size() - 1);
      config.public_address += std::to_string(config.port);
    }
  }
  kernel::Clock clock;
  std::optional<kernel::Clock> standing;
  if (!standing_clock.empty() && !stand(standing, standing_clock, config.demo)) return 2;
  if (!std::filesystem::exists(std::filesystem::path(config.web) / "portal.html")) {
    print_error("sila: no pages stand in " + config.web + ": only the API answers");
  }
  kernel::Clock& used = standing ? *standing : clock;
  House house({.config = config, .clock = &used, .backups = kept.to});
  Readiness readiness(house.directory(), config);
  add_health(house.router(), readiness);
  add_start(house.router(), house.directory());
  if (standing) add_clock(house.router(), used);
  Watching watching(house, used);
  open_all(house.directory());
  BackupSchedule backups(config, kept, used, &house.directory().store());
  backups.start();
  Mover mover(config, house.directory(), used);
  mover.start();
  http::ServerOptions options{.address = config.address,
                              .port = config.port,
                              .workers = config.workers,
                              .static_dir = config.web,
                              .page_for = page_for,
                              .secure = config.secure(),
                              .trusted_proxies = config.trusted_proxies,
                              .on_listening =
                                  [&](std::uint16_t) {
                                    print("Sila: " + config.public_address + "/");
                                    if (!watching.page().empty())
                                      print("Metrics: " + watching.page());
                                    if (config.demo) print_logins(config, config.public_address);
                                  },
                              .close_stores = [&] { close_all(mover, house); }};
  watching.attach(options);
  options.limits.drain_s = stopping.within_s;
  http::serve(house.router(), options, {.notice_s = stopping.notice_s});
  kernel::log::flush();
  return 0;
}

}  // namespace app
