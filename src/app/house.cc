#include "app/house.h"

#include "app/erasures.h"
#include "casefile/casefile.h"
#include "governance/governance.h"
#include "imports/imports.h"
#include "platform/audit/audit.h"
#include "platform/db/postgres_prepare.h"
#include "platform/files/files.h"
#include "privacy/privacy.h"
#include "reporting/reporting.h"
#include "saudi/prepare.h"

namespace app {

House::House(HouseOptions options)
    : options_(std::move(options)),
      newsroom_(*options_.clock, options_.config.secure(),
                {.per_person = options_.config.person_streams}) {
  saudi::prepare();
  hooks_ = std::make_shared<const messages::Hooks>(requests::message_hooks());
  const auto& config = options_.config;
  if (!config.database_owner.empty())
    db::prepare_postgres(config.database_owner, db::role_of(config.database));
  if (!config.smtp.empty()) {
    mail_ = messages::smtp_gateway(
        {config.smtp, config.smtp_user, config.smtp_password, config.mail_from});
  }
  directory_ = std::make_unique<organisation::Directory>(
      organisation::DirectoryOptions{.data = config.data,
                                     .keys = config.keys,
                                     .directory = config.directory,
                                     .database = config.database,
                                     .clock = options_.clock,
                                     .on_open = [this](api::Tenant& tenant) { on_open(tenant); },
                                     .runs_jobs = options_.runs_jobs,
                                     .limits = {.connections = options_.writers}});
  api::RoutesOptions routes;
  routes.find_tenant = [this](std::string_view slug) { return directory_->find(slug); };
  routes.clock = options_.clock;
  routes.public_address = config.public_address;
  routes.secure = config.secure();
  routes.newsroom = &newsroom_;
  routes.per_address = {config.address_rate, config.address_parallel};
  routes.per_person = {config.person_rate, config.person_parallel};
  routes_ = std::make_unique<api::Routes>(router_, std::move(routes));
  add_routes();
}

House::~House() {
  close();
}

namespace {

constexpr int slowed_at_once = 8;  // a quarter of a core, while numbers of a list have a fast index

void seal(api::Tenant& tenant, Instant now) {
  tenant.store->write_and_wait(
      [&](db::Transaction& tx) { return audit::seal_pending(tx, tenant.id, now) > 0; });
}

}  // namespace

std::vector<api::Tenant*> House::tenants() {
  const std::scoped_lock hold(tenants_mutex_);
  return tenants_;
}

void House::close() {
  newsroom_.stop();
  replays_.stop();
  std::vector<api::Tenant*> tenants;
  {
    const std::scoped_lock hold(tenants_mutex_);
    tenants.swap(tenants_);
  }
  for (auto* tenant : tenants) {
    if (!options_.runs_jobs) break;
    try {
      seal(*tenant, options_.clock->now());
    } catch (const std::exception&) {
      kernel::log::warning("audit.unsealed_at_end", {
                                                        {"association", tenant->slug}
      });
    }
  }
  if (directory_) directory_->close();
}

void House::on_open(api::Tenant& tenant) {
  {
    const std::scoped_lock hold(tenants_mutex_);
    tenants_.push_back(&tenant);
  }
  newsroom_.attend(tenant);
  parties::prepare(tenant);
  const auto& config = options_.config;
  std::shared_ptr<messages::SmsGateway> sms =
      messages::sms_to_file(config.data + "/sms", tenant.slug);
  auto mail = mail_;
  if (!mail && config.demo) mail = messages::mail_to_file(config.data + "/mail", tenant.slug);
  const messages::Connection connection{.mail = mail,
                                        .sms = std::move(sms),
                                        .public_address = config.public_address,
                                        .hooks = hooks_,
                                        .clock = options_.clock};
  messages::connect(tenant, connection);
  governance::connect(tenant, connection);
  const auto* clock = options_.clock;
  tenant.runner->every("audit.seal", 10 * second_ms,
                       [&tenant, clock] { seal(tenant, clock->now()); });
  const auto notes = std::make_shared<ErasureNotes>(tenant.id, tenant.slug,
                                                    erasure_folders(config.data, options_.backups));
  tenant.runner->every("erasures.note", 10 * second_ms, [&tenant, notes] {
    tenant.store->read([&](db::Transaction& tx) { notes->note(tx); });
  });
  tenant.runner->every("requests.due", minute_ms,
                       [&tenant, clock] { requests::run_due(tenant, clock->now()); });
  const auto list_comes_in = imports::connect(tenant, clock);
  tenant.runner->every("identities.slow", second_ms, [&tenant, list_comes_in] {
    if (!list_comes_in()) parties::slow_identities(tenant, slowed_at_once);
  });
  tenant.runner->every("privacy.erasures", 10 * second_ms,
                       [&tenant, clock] { privacy::carry_out_due(tenant, clock->now()); });
  const auto retention = std::make_shared<privacy::RetentionPass>();
  tenant.runner->every("privacy.retention", 10 * second_ms,
                       [&tenant, retention, clock] { retention->turn(tenant, clock->now()); });
  tenant.runner->every("parties.duplicates", hour_ms, [&tenant, clock] {
    bool due = false;
    tenant.store->read(
        [&](db::Transaction& tx) { due = parties::is_sweep_due(tx, tenant, clock->now()); });
    if (due) parties::sweep_duplicates(tenant, clock->now());
  });
  tenant.runner->every("files.sweep", hour_ms, [&tenant, clock] {
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      return files::sweep_orphans(tx, tenant.id, clock->now() - day_ms) > 0;
    });
  });
  tenant.runner->every("idempotency.sweep", hour_ms, [&tenant, clock] {
    tenant.store->write_and_wait(
        [&](db::Transaction& tx) { return api::sweep_answers(tx, tenant.id, clock->now()) > 0; });
  });
}

namespace {

struct PolicyPage : organisation::PolicyView {
  std::vector<requests::KindForm> kinds;
};
BOOST_DESCRIBE_STRUCT(PolicyPage, (organisation::PolicyView), (kinds))

}  // namespace

void House::add_routes() {
  const auto& config = options_.config;
  organisation::add_routes(
      *routes_,
      {.hasher = &hasher_, .public_address = config.public_address, .secure = config.secure()});
  organisation::add_founding_routes(*routes_, *directory_, config.policies, config.public_address);
  organisation::add_policy_route<PolicyPage>(
      *routes_, [](db::Transaction& tx, const api::Call& call, PolicyPage& page) {
        const auto pack = call.tenant.policy_version(page.digest);
        for (const auto& kind : pack->kinds)
          page.kinds.push_back(requests::describe_form(*pack, kind));
        governance::complete_policy_view(tx, call, page);
      });
  parties::add_routes(*routes_, {.hooks = requests::party_hooks(), .secure = config.secure()});
  messages::add_routes(*routes_, {.public_address = config.public_address,
                                  .hooks = hooks_,
                                  .demo_sms_folder = config.demo ? config.data + "/sms" : "",
                                  .demo_mail_folder = config.demo ? config.data + "/mail" : ""});
  requests::add_routes(*routes_, {.mail_page = config.demo});
  privacy::add_routes(*routes_, requests::party_hooks());
  casefile::add_routes(*routes_, requests::party_hooks(), config.public_address);
  governance::add_routes(*routes_, {.public_address = config.public_address});
  reporting::add_routes(*routes_, replays_);
  imports::add_routes(*routes_);
  routes_->publish();
}

}  // namespace app
