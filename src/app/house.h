#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "messages/messages.h"
#include "organisation/organisation.h"
#include "parties/parties.h"
#include "platform/api/api.h"
#include "platform/kernel/kernel.h"
#include "reporting/reporting.h"
#include "requests/requests.h"

// Composition: builds everything and lists every room's routes.
namespace app {

struct HouseOptions {
  kernel::Config config;
  const kernel::Clock* clock = nullptr;
  bool runs_jobs = true;
  std::string backups = {};  // folder of the scheduled ones, where lists of erasures go too
  // Connections that write to each PostgreSQL; with one, the same acts give the same references.
  int writers = db::WriterLimits{}.connections;
};

class House {
 public:
  explicit House(HouseOptions options);
  House(const House&) = delete;
  House& operator=(const House&) = delete;
  ~House();

  organisation::Directory& directory() { return *directory_; }
  auth::Hasher& hasher() { return hasher_; }
  http::Router& router() { return router_; }
  const api::Routes& routes() const { return *routes_; }
  std::vector<api::Tenant*> tenants();  // opened so far
  const kernel::Config& config() const { return options_.config; }
  // Seals what the audit logs gained (when jobs run here), then closes the databases.
  void close();

 private:
  void on_open(api::Tenant& tenant);
  void add_routes();

  HouseOptions options_;
  auth::Hasher hasher_;
  std::shared_ptr<messages::SmsGateway> sms_;
  std::shared_ptr<messages::MailGateway> mail_;
  std::shared_ptr<const messages::Hooks> hooks_;
  http::Router router_;
  std::mutex tenants_mutex_;
  std::vector<api::Tenant*> tenants_;  // opened so far
  std::unique_ptr<organisation::Directory> directory_;
  std::unique_ptr<api::Routes> routes_;
  api::Newsroom newsroom_;
  reporting::Replays replays_;  // over the directory's databases
};

}  // namespace app
