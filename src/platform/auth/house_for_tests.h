#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "platform/auth/auth.h"
#include "platform/db/database_for_tests.h"
#include "platform/kernel/kernel.h"

namespace auth {

// An association with a database and keys of its own in a folder that goes away. Tests only.
class House : public testing::Test {
 protected:
  House() {
    auto pattern = (std::filesystem::temp_directory_path() / "sila-auth-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    store = db::open_for_tests(folder + "/a.db", db::association_migrations(), association.text);
    keeper = seal::Keeper::open(folder + "/a.key", association, true);
  }
  ~House() override {
    store->close();
    store.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  // Runs `work(tx)` in one transaction that is kept, and gives what it gave.
  template <class Work>
  auto write(Work work) {
    std::optional<decltype(work(std::declval<db::Transaction&>()))> outcome;
    const auto end = store->write_and_wait([&](db::Transaction& tx) {
      outcome.emplace(work(tx));
      return true;
    });
    EXPECT_EQ(end, db::End::committed);
    return std::move(*outcome);
  }

  StaffMember member(const std::string& email, std::set<Role> roles,
                     const std::string& password = "four calm camels") {
    clock.advance(1);  // ids made in one millisecond have no order
    const auto invited = write([&](auto& tx) {
      return invite_staff(tx, *keeper, association, by, clock.now(),
                          {.name = "Sara Test", .email = email, .roles = std::move(roles)});
    });
    EXPECT_TRUE(invited.ok());
    EXPECT_TRUE(set_up(invited.value().token, email, password).ok());
    auto found =
        write([&](auto& tx) { return find_staff_by_email(tx, *keeper, association, email); });
    EXPECT_TRUE(found.has_value());
    return found.value_or(StaffMember{});
  }

  Result<NewSignIn> set_up(const std::string& token, const std::string& email,
                           const std::string& password, const std::string& name = "Sara Test") {
    const auto setup = TRY(write(
        [&](auto& tx) { return find_setup(tx, *keeper, association, token, peer, clock.now()); }));
    const auto stored = TRY(hasher.hash(password));
    return write([&](auto& tx) {
      return complete_setup(tx, *keeper, association, setup, {name, email, stored}, clock.now());
    });
  }

  Result<NewSignIn> sign_in(const std::string& email,
                            const std::string& password = "four calm camels") {
    const auto attempt = TRY(write([&](auto& tx) {
      return count_attempt(tx, *keeper, association, email, peer, clock.now());
    }));
    const bool verified = TRY(hasher.verify(password, attempt.stored));
    return write([&](auto& tx) {
      return finish_sign_in(tx, *keeper, association, attempt, verified, clock.now());
    });
  }

  Holder holder(Area area, const std::string& token) {
    Holder found;
    store->read([&](db::Transaction& tx) {
      found = authenticate(tx, *keeper, association, area, token, clock.now(), may_act_for);
    });
    return found;
  }

  // Every byte of the database and what lies beside it.
  std::string bytes_on_disk() const { return db::stored_bytes(folder); }

  std::string folder;
  AssociationId association{"01890000-0000-7000-8000-000000000001"};
  kernel::Clock clock{Instant{1'795'000'000'000}};
  std::unique_ptr<db::Store> store;
  std::unique_ptr<seal::Keeper> keeper;
  Hasher hasher{
      {.threads = 2, .waiting_max = 64, .passes = 1, .memory_bytes = 8192}
  };
  audit::Who by{.kind = "system", .id = {}};
  std::string peer = "192.0.2.7";
  MayActFor may_act_for;
};

inline std::string code_of(const auto& outcome) {
  return outcome.ok() ? "" : outcome.refusal().obstacles.at(0).code;
}

}  // namespace auth
