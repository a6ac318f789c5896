#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "organisation/organisation.h"
#include "platform/db/database_for_tests.h"

namespace organisation {

// A DATA folder of its own that goes away, and a directory over it. Tests only.
class Town : public testing::Test {
 protected:
  Town() {
    auto pattern = (std::filesystem::temp_directory_path() / "sila-town-XXXXXX").string();
    data = std::string(mkdtemp(pattern.data())) + "/data";
    open();
  }
  ~Town() override {
    directory.reset();
    std::error_code ignored;
    std::filesystem::remove_all(std::filesystem::path(data).parent_path(), ignored);
  }
  void open() {
    directory.reset();
    directory =
        std::make_unique<Directory>(DirectoryOptions{.data = data,
                                                     .database = db::postgres_for_tests(data),
                                                     .clock = &clock,
                                                     .on_open = on_open,
                                                     .runs_jobs = false});
  }
  Result<Association> create(const std::string& slug) {
    return directory->create(
        {
            slug, {{"ar", "Jamiyah"}, {"en", "Association"}}
    },
        "tester");
  }
  api::Tenant& tenant(const std::string& slug = "one") {
    if (!directory->association(slug)) {
      EXPECT_TRUE(create(slug).ok());
    }
    auto* found = directory->find(slug);
    EXPECT_NE(found, nullptr);
    return *found;
  }
  template <class Work>
  auto write(api::Tenant& where, Work work) {
    std::optional<decltype(work(std::declval<db::Transaction&>()))> outcome;
    const auto end = where.store->write_and_wait([&](db::Transaction& tx) {
      outcome.emplace(work(tx));
      return true;
    });
    EXPECT_EQ(end, db::End::committed);
    return std::move(*outcome);
  }
  static std::string code_of(const auto& outcome) {
    return outcome.ok() ? "" : outcome.refusal().obstacles.at(0).code;
  }

  std::string data;
  kernel::Clock clock{Instant{1'795'000'000'000}};  // 2026-11-18
  std::function<void(api::Tenant&)> on_open;
  std::unique_ptr<Directory> directory;
  audit::Who by{.kind = "operator", .id = "tester"};
};

}  // namespace organisation
