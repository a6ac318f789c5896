#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "base/text.h"
#include "organisation/organisation.h"
#include "parties/parties.h"
#include "platform/db/database_for_tests.h"
#include "platform/kernel/kernel.h"

namespace parties {

// An association with a register of people in a folder that goes away. Tests only.
class Register : public testing::Test {
 protected:
  Register() {
    auto pattern = (std::filesystem::temp_directory_path() / "sila-parties-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    pack.purposes = {
        {.id = "service", .text = {}, .required = true },
        {.id = "news",    .text = {}, .required = false}
    };
    pack.privacy_notice_version = 2;
    open(tenant, "one", "01890000-0000-7000-8000-000000000001");
    officer = staff(Role::officer);
  }
  ~Register() override {
    tenant.store->close();
    if (other.store) other.store->close();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  void open(api::Tenant& where, const std::string& slug, const std::string& id) {
    where.id = {id};
    where.slug = slug;
    where.store = db::open_for_tests(folder + "/" + slug + ".db", db::association_migrations(),
                                     where.id.text);
    where.keeper = seal::Keeper::open(folder + "/" + slug + ".key", where.id, true);
    where.policy_in_force = [this] { return std::make_shared<const policy::Pack>(pack); };
    prepare(where);
  }
  // What a restart does: the names come from the database again.
  void reopen() {
    tenant.store->close();
    open(tenant, "one", "01890000-0000-7000-8000-000000000001");
  }

  auth::Actor staff(Role role, std::vector<BranchId> branches = {}) {
    auth::Actor actor;
    actor.kind = auth::Actor::Kind::staff;
    actor.id = kernel::new_id<StaffId>(clock.now()).text;
    actor.roles = {role};
    actor.branches = std::move(branches);
    return actor;
  }
  api::Call call_of(const auth::Actor& actor) {
    clock.advance(1);  // ids made in one millisecond have no order
    api::Call call{.tenant = tenant, .actor = actor, .now = clock.now()};
    call.peer = "192.0.2.7";
    call.keep_refused = &keep_refused;
    call.param = [](std::string_view) { return std::string(); };
    call.argument = [](std::string_view) { return std::optional<std::string>(); };
    return call;
  }
  template <class Work>
  auto write(Work work) {
    std::optional<decltype(work(std::declval<db::Transaction&>()))> outcome;
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      outcome.emplace(work(tx));
      if constexpr (requires { outcome->ok(); }) return outcome->ok() || keep_refused;
      return true;
    });
    keep_refused = false;
    return std::move(*outcome);
  }
  template <class Work>
  auto read(Work work) {
    std::optional<decltype(work(std::declval<db::Transaction&>()))> outcome;
    tenant.store->read([&](db::Transaction& tx) { outcome.emplace(work(tx)); });
    return std::move(*outcome);
  }

  Result<PersonFile> register_as(const auth::Actor& actor, const RegisterPerson& body) {
    const auto call = call_of(actor);
    const auto ready = TRY(read_registration(*tenant.keeper, body, call.now));
    return write(
        [&](db::Transaction& tx) { return register_person(tx, call, hooks, body, ready); });
  }
  static RegisterPerson citizen(const std::string& name, const std::string& number,
                                const std::string& phone = "") {
    RegisterPerson body{.full_name = name, .identity_type = "NAT"};
    body.identity_number = number;
    body.identity_expires_on = "2030-01-01";
    if (!phone.empty()) body.phone = phone;
    return body;
  }
  PartyId registered(const std::string& name, const std::string& number,
                     const std::string& phone = "") {
    const auto file = register_as(officer, citizen(name, number, phone));
    EXPECT_TRUE(file.ok()) << name;
    return file.ok() ? file->party : PartyId{};
  }
  PartyId claimed(const std::string& name, const std::string& phone,
                  const std::string& number = "") {
    ClaimGiven given;
    given.full_name = name;
    given.phone = phone;
    given.phone_proven = true;
    if (!number.empty())
      given.identity = index_identity(*tenant.keeper, *saudi::read_identity(number));
    clock.advance(1);
    const auto made = write([&](db::Transaction& tx) {
      return create_claim(tx, tenant, given, {.kind = "applicant", .id = "x"}, clock.now());
    });
    EXPECT_TRUE(made.ok()) << name;
    return made.ok() ? made.value() : PartyId{};
  }
  std::vector<ClaimRow> claims(const auth::Actor& actor) {
    const auto call = call_of(actor);
    const auto page = read([&](db::Transaction& tx) {
      return list_claims(tx, call, hooks, {"", 50});
    });
    EXPECT_TRUE(page.ok());
    return page.ok() ? page->items : std::vector<ClaimRow>();
  }
  Result<PersonFile> match(const PartyId& claim, const std::optional<PartyId>& party,
                           const std::string& number, const std::string& type = "NAT") {
    ClaimId id;
    for (const auto& row : claims(officer)) {
      if (row.party == claim) id = row.claim;
    }
    const MatchClaim body{
        party, {type, number, "2030-01-01", {}}
    };
    const auto call = call_of(officer);
    const auto document = TRY(read_document(*tenant.keeper, body.document, riyadh_date(call.now),
                                            Expired::refused, "/document"));
    return write(
        [&](db::Transaction& tx) { return match_claim(tx, call, hooks, id, body, document); });
  }
  std::vector<PersonHit> found(const auth::Actor& actor, const std::string& typed) {
    const auto call = call_of(actor);
    const auto hits =
        read([&](db::Transaction& tx) { return find_people(tx, call, hooks, typed); });
    EXPECT_TRUE(hits.ok()) << typed;
    return hits.ok() ? hits->items : std::vector<PersonHit>();
  }
  Result<PersonFile> file_for(const auth::Actor& actor, const PartyId& party) {
    const auto call = call_of(actor);
    return read([&](db::Transaction& tx) { return read_person(tx, call, hooks, party); });
  }
  std::vector<PartyId> opened_by(const std::string& phone) {
    return read([&](db::Transaction& tx) {
      return parties_of_phone(tx, tenant.id, tenant.keeper->fast_index("phone", phone));
    });
  }
  std::vector<audit::Listed> audited(const std::string& action) {
    return read([&](db::Transaction& tx) {
      return audit::list(tx, tenant.id, {.party = {}, .object = {}, .who = {}, .action = action}, 0,
                         200);
    });
  }
  // Every byte of the databases and what lies beside them.
  std::string bytes_on_disk() const { return db::stored_bytes(folder); }
  static std::vector<std::string> codes_of(const auto& outcome) {
    std::vector<std::string> codes;
    if (outcome.ok()) return codes;
    for (const auto& obstacle : outcome.refusal().obstacles) {
      codes.push_back(obstacle.code + (obstacle.field.empty() ? "" : " " + obstacle.field));
    }
    return codes;
  }
  static std::optional<std::string> value_of(const PersonFile& file, std::string_view field) {
    for (const auto& value : file.values) {
      if (value.field == field) return value.value;
    }
    return std::nullopt;
  }

  using Codes = std::vector<std::string>;
  std::string folder;
  kernel::Clock clock{Instant{1'795'000'000'000}};  // 2026-11-18
  policy::Pack pack;
  api::Tenant tenant, other;
  Hooks hooks;
  auth::Actor officer;
  bool keep_refused = false;
};

}  // namespace parties
