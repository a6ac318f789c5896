#pragma once

#include <map>
#include <memory>

#include "platform/api/api.h"
#include "platform/db/database_for_tests.h"
#include "platform/http/server_for_tests.h"
#include "platform/kernel/kernel.h"

namespace api {

// The association "one", and what a test opens, behind a server on loopback. Tests only.
class Tenants : public http::Served {
 protected:
  Tenants() {
    open("one");
    options.close_stores = [this] {
      for (auto& [slug, tenant] : tenants) tenant->store->close();
    };
    RoutesOptions of_routes{.find_tenant = [this](std::string_view slug) -> Tenant* {
                              if (fault_of_tenant) throw std::runtime_error("key of SLUG is gone");
                              const auto found = tenants.find(slug);
                              return found == tenants.end() ? nullptr : found->second.get();
                            },
                            .clock = &clock,
                            .public_address = "https://sila.example.org"};
    routes = std::make_unique<Routes>(router, std::move(of_routes));
  }
  ~Tenants() override {
    stop();
    for (auto& [slug, tenant] : tenants) tenant->store->close();
  }

  // Before start().
  void open(const std::string& slug) {
    auto tenant = std::make_unique<Tenant>();
    tenant->id = kernel::new_id<AssociationId>(clock.now());
    tenant->slug = slug;
    tenant->store = db::open_for_tests(folder + "/" + slug + ".db", db::association_migrations(),
                                       tenant->id.text);
    tenant->keeper = seal::Keeper::open(folder + "/" + slug + ".key", tenant->id, true);
    tenants.emplace(slug, std::move(tenant));
  }
  template <class Work>
  auto write(Tenant& tenant, Work work) {
    std::optional<decltype(work(std::declval<db::Transaction&>()))> outcome;
    const auto end = tenant.store->write_and_wait([&](db::Transaction& tx) {
      outcome.emplace(work(tx));
      return true;
    });
    EXPECT_EQ(end, db::End::committed);
    return std::move(*outcome);
  }

  // The header with which this phone, or this member of the staff, asks.
  std::string applicant(const std::string& phone = "+966500000001",
                        const std::string& slug = "one") {
    auto& tenant = *tenants.at(slug);
    const auto fresh = write(tenant, [&](db::Transaction& tx) {
      return auth::start_portal_sign_in(tx, *tenant.keeper, tenant.id, phone, clock.now(), {});
    });
    return "Cookie: " + auth::cookie_name(auth::Area::portal, slug, false) + "=" + fresh.token +
           "\r\n";
  }
  std::string member(Role role, const std::string& slug = "one") {
    auto& tenant = *tenants.at(slug);
    const audit::Who by{.kind = "system", .id = {}};
    const std::string email = std::to_string(++members) + "@example.org";
    clock.advance(1);
    const auto invited = write(tenant, [&](db::Transaction& tx) {
      return auth::invite_staff(tx, *tenant.keeper, tenant.id, by, clock.now(),
                                {"Sara Test", email, {role}, {}});
    });
    const auto fresh = write(tenant, [&](db::Transaction& tx) -> Result<auth::NewSignIn> {
      const auto setup = TRY(auth::find_setup(tx, *tenant.keeper, tenant.id, invited.value().token,
                                              "192.0.2.7", clock.now()));
      return auth::complete_setup(tx, *tenant.keeper, tenant.id, setup,
                                  {"Sara Test", email, "a stored password"}, clock.now());
    });
    EXPECT_TRUE(fresh.ok());
    return "Cookie: " + auth::cookie_name(auth::Area::desk, slug, false) + "=" +
           fresh.value().token + "\r\n";
  }

  static std::string key(int number) {
    std::string digits = std::to_string(number);
    return "01890000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
  }
  static std::string keyed(int number) { return "Idempotency-Key: " + key(number) + "\r\n"; }
  // A change as our own pages send it.
  http::Answer change(const std::string& method, const std::string& path, const std::string& body,
                      const std::string& headers = "") {
    return ask(
        text_of(method, path, body, "X-Sila: 1\r\nOrigin: https://sila.example.org\r\n" + headers));
  }
  static std::string text_of(const std::string& method, const std::string& path,
                             const std::string& body, const std::string& headers) {
    return method + " " + path +
           " HTTP/1.1\r\nHost: localhost:1\r\nContent-Type: application/json\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  http::Answer upload(const std::string& path, const std::string& name, const std::string& content,
                      const std::string& headers) {
    const std::string body = "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" +
                             name + "\"\r\n\r\n" + content + "\r\n--xyz--\r\n";
    return ask("POST " + path +
               " HTTP/1.1\r\nHost: a\r\nX-Sila: 1\r\n"
               "Origin: https://sila.example.org\r\nContent-Type: multipart/form-data; "
               "boundary=xyz\r\n" +
               headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }

  std::vector<audit::Listed> audited(const std::string& action, const std::string& slug = "one") {
    std::vector<audit::Listed> listed;
    auto& tenant = *tenants.at(slug);
    tenant.store->read([&](db::Transaction& tx) {
      listed = audit::list(tx, tenant.id, {.action = action}, 0, 200);
    });
    return listed;
  }
  // Every byte of the databases and what lies beside them.
  std::string bytes_on_disk() const { return db::stored_bytes(folder); }

  kernel::Clock clock{Instant{1'795'000'000'000}};
  std::map<std::string, std::unique_ptr<Tenant>, std::less<>> tenants;
  std::unique_ptr<Routes> routes;
  std::atomic<bool> fault_of_tenant = false;
  int members = 0;
};

}  // namespace api
