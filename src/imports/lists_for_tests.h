#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "imports/acts.h"
#include "imports/upload_list.h"
#include "imports/work.h"
#include "platform/db/database_for_tests.h"
#include "platform/kernel/kernel.h"

namespace imports {

// An association whose lists come in, in a folder that goes away. Tests only.
class Lists : public testing::Test {
 protected:
  Lists() {
    auto pattern = (std::filesystem::temp_directory_path() / "sila-imports-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    open(tenant, "one", "01890000-0000-7000-8000-000000000001");
  }
  ~Lists() override {
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
    where.policy_in_force = [] { return std::make_shared<const policy::Pack>(); };
    parties::prepare(where);
  }

  // The ten digits of a test person: 15…, with the digit of Luhn.
  static std::string number_of(int person) {
    std::string digits =
        "15" + std::string(7 - std::to_string(person).size(), '0') + std::to_string(person);
    for (char last = '0'; last <= '9'; ++last) {
      if (saudi::read_identity(digits + last)) return digits + last;
    }
    return {};
  }
  static std::string line(int person) {
    return "سعد عبدالله " + std::to_string(person) + " القحطاني," + number_of(person) + ",05" +
           std::to_string(10'000'000 + person) + ",1405-01-1" + std::to_string(person % 10) +
           ",ذكر\n";
  }
  inline static const std::string head = "الاسم الكامل,رقم الهوية,الجوال,تاريخ الميلاد,الجنس\n";

  Result<ReadList> read_file(const std::string& bytes, const std::string& name = "قائمة.csv",
                             const std::string& sheet = "") {
    const auto path = folder + "/upload";
    std::ofstream(path, std::ios::binary) << bytes;
    return read_list(path, name, sheet);
  }
  static std::string code_of(const auto& outcome) {
    return outcome.ok() ? "" : outcome.refusal().obstacles.front().code;
  }
  template <class Work>
  auto write(Work work) {
    std::optional<decltype(work(std::declval<db::Transaction&>()))> outcome;
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      outcome.emplace(work(tx));
      if constexpr (requires { outcome->ok(); }) return outcome->ok();
      return true;
    });
    return std::move(*outcome);
  }
  template <class Work>
  auto read(Work work) {
    std::optional<decltype(work(std::declval<db::Transaction&>()))> outcome;
    tenant.store->read([&](db::Transaction& tx) { outcome.emplace(work(tx)); });
    return std::move(*outcome);
  }
  Import uploaded(const std::string& bytes, const BranchId& branch = {}) {
    const auto list = read_file(bytes);
    EXPECT_TRUE(list.ok()) << code_of(list);
    clock.advance(1);
    return write([&](db::Transaction& tx) {
      return keep_list(tx, tenant, list.value(), who, branch, clock.now());
    });
  }
  Result<Import> act(const Import& import,
                     Result<Import> (*what)(db::Transaction&, const api::Tenant&, Import,
                                            const audit::Who&, Instant)) {
    return write([&](db::Transaction& tx) {
      return what(tx, tenant, rows::find(tx, tenant, import.id).value(), who, clock.now());
    });
  }
  Result<Import> mapped(const Import& import, Mapping mapping, const std::string& calendar = "") {
    return write([&](db::Transaction& tx) {
      return map_columns(tx, tenant, import, {std::move(mapping), calendar}, who, clock.now());
    });
  }
  // What the outbox would: every step, in a program that has just started.
  Import worked(const Import& begun) {
    for (bool more = true; more;) {
      Memory memory;
      more = work_on(tenant, memory, begun.id, begun.turn, clock.now());
    }
    return now(begun);
  }
  Import now(const Import& import) {
    return read([&](db::Transaction& tx) { return rows::find(tx, tenant, import.id).value(); });
  }
  Import checked(const std::string& bytes) {
    const auto import = uploaded(bytes);
    return worked(mapped(import, import.mapping).value());
  }
  Import came_in(const std::string& bytes) {
    return worked(act(checked(bytes), start_import).value());
  }
  std::string errors_of(const Import& import) {
    const auto workbook = read(
        [&](db::Transaction& tx) { return write_errors(tx, tenant, import, "ar", clock.now()); });
    return workbook.ok() ? workbook.value() : std::string();
  }
  std::vector<PartyId> people_of(const Import& import);
  api::Call call_of(std::set<Role> roles, std::vector<BranchId> branches = {}) {
    auth::Actor actor;
    actor.kind = auth::Actor::Kind::staff;
    actor.id = kernel::new_id<StaffId>(clock.now()).text;
    actor.roles = std::move(roles);
    actor.branches = std::move(branches);
    return {.tenant = tenant, .actor = actor, .now = clock.now()};
  }
  int people_found(const std::string& typed) {
    const auto call = call_of({Role::officer});
    const auto hits = read([&](db::Transaction& tx) {
      return parties::find_people(tx, call, parties::Hooks{}, typed);
    });
    return hits.ok() ? static_cast<int>(hits->items.size()) : -1;
  }
  std::vector<audit::Listed> audited(const std::string& action) {
    return read([&](db::Transaction& tx) {
      return audit::list(tx, tenant.id, {.party = {}, .object = {}, .who = {}, .action = action}, 0,
                         200);
    });
  }

  std::string folder;
  kernel::Clock clock{Instant{1'795'000'000'000}};  // 2026-11-18
  api::Tenant tenant, other;
  audit::Who who{.kind = "staff", .id = "01890000-0000-7000-8000-00000000000a"};
};

}  // namespace imports
