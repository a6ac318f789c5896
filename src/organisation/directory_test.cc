#include <atomic>
#include <fstream>
#include <thread>

#include "organisation/town_for_tests.h"

namespace organisation {
namespace {

namespace fs = std::filesystem;
using AssociationDirectory = Town;

struct Slug {
  std::string_view text, code;
};

TEST(AssociationSlug, HasItsForm) {
  const Slug slugs[] = {
      {"teryaq",                            ""             },
      {"quran-education",                   ""             },
      {"ab",                                ""             },
      {"a2",                                ""             },
      {"a",                                 "slug.form"    },
      {"",                                  "slug.form"    },
      {"2a",                                "slug.form"    },
      {"-ab",                               "slug.form"    },
      {"ab-",                               "slug.form"    },
      {"a--b",                              "slug.form"    },
      {"Teryaq",                            "slug.form"    },
      {"a_b",                               "slug.form"    },
      {"a.b",                               "slug.form"    },
      {"../etc",                            "slug.form"    },
      {"ترياق",                        "slug.form"    },
      {"abcdefghijklmnopqrstuvwxyz0123456", "slug.form"    },
      {"api",                               "slug.reserved"},
      {"desk",                              "slug.reserved"},
      {"assets",                            "slug.reserved"},
      {"mail",                              "slug.reserved"},
      {"healthz",                           "slug.reserved"},
      {"readyz",                            "slug.reserved"},
      {"teryaq-desk",                       "slug.reserved"},
      {"teryaq-portal",                     "slug.reserved"}
  };
  for (const auto& [text, code] : slugs) {
    const auto outcome = check_slug(text);
    EXPECT_EQ(outcome.ok() ? "" : outcome.refusal().obstacles[0].code, code) << text;
  }
}

TEST_F(AssociationDirectory, MakesAnAssociationThatIsThereAfterARestart) {
  const auto made = create("teryaq");
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->state, "open");
  auto* before = directory->find("teryaq");
  ASSERT_NE(before, nullptr);
  EXPECT_EQ(before->id, made->id);
  EXPECT_EQ(before->names.at("en"), "Association");
  open();
  auto* after = directory->find("teryaq");
  ASSERT_NE(after, nullptr);
  EXPECT_EQ(after->id, made->id);
  ASSERT_EQ(directory->list().size(), 1u);
}

TEST_F(AssociationDirectory, KeepsTheKeyApartFromTheDatabaseAndBothPrivate) {
  ASSERT_TRUE(create("teryaq").ok());
  const auto mode = [&](const std::string& path) {
    return fs::status(data + "/" + path).permissions() &
           (fs::perms::group_all | fs::perms::others_all);
  };
  EXPECT_TRUE(fs::exists(data + "/keys/teryaq.key"));
  for (const std::string path : {"", "keys", "keys/teryaq.key"}) {
    EXPECT_EQ(mode(path), fs::perms::none) << path;
  }
  if (db::tests_use_postgres()) return;
  EXPECT_TRUE(fs::exists(data + "/associations/teryaq.db"));
  EXPECT_EQ(mode("associations/teryaq.db"), fs::perms::none);
}

TEST_F(AssociationDirectory, RefusesASlugThatIsTakenOrMissesAName) {
  ASSERT_TRUE(create("teryaq").ok());
  EXPECT_EQ(code_of(create("teryaq")), "slug.taken");
  EXPECT_EQ(code_of(create("api")), "slug.reserved");
  EXPECT_EQ(code_of(directory->create({"deem", {{"ar", "ديم"}}}, "tester")), "association.names");
  EXPECT_EQ(directory->list().size(), 1u);
}

TEST_F(AssociationDirectory, TakesUpACreationThatWasCutOff) {
  // Something stands where the folder of keys should be: the creation fails half way.
  fs::remove(data + "/keys");
  std::ofstream(data + "/keys") << "in the way";
  EXPECT_ANY_THROW((void)create("teryaq"));
  EXPECT_EQ(directory->find("teryaq"), nullptr);
  fs::remove(data + "/keys");
  open();
  EXPECT_EQ(directory->find("teryaq"), nullptr);
  ASSERT_TRUE(create("teryaq").ok());
  EXPECT_NE(directory->find("teryaq"), nullptr);
}

TEST_F(AssociationDirectory, KnowsNobodyElse) {
  ASSERT_TRUE(create("teryaq").ok());
  for (const std::string slug : {"", "aoun", "TERYAQ", "teryaq ", "../teryaq"}) {
    EXPECT_EQ(directory->find(slug), nullptr) << slug;
  }
}

TEST_F(AssociationDirectory, OpensATenantOnceForAllThreads) {
  ASSERT_TRUE(create("teryaq").ok());
  std::atomic<int> opened = 0;
  on_open = [&](api::Tenant& tenant) {
    ++opened;
    tenant.may_act_for = [](db::Transaction&, std::string_view) {
      return std::vector<PartyId>{{"p"}};
    };
  };
  open();
  EXPECT_EQ(opened, 0);  // lazily
  std::vector<std::thread> threads;
  std::atomic<int> found = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      auto* tenant = directory->find("teryaq");
      if (tenant != nullptr && tenant->may_act_for) ++found;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(opened, 1);
  EXPECT_EQ(found, 8);
}

TEST_F(AssociationDirectory, GoesOnWithoutAnAssociationThatDoesNotOpen) {
  ASSERT_TRUE(create("teryaq").ok());
  ASSERT_TRUE(create("aoun").ok());
  open();
  fs::remove(data + "/keys/aoun.key");
  EXPECT_THROW((void)directory->find("aoun"), db::Error);
  EXPECT_NE(directory->find("teryaq"), nullptr);
  EXPECT_THROW((void)directory->find("aoun"), db::Error);  // asked again each time
}

TEST_F(AssociationDirectory, GivesNothingAfterItIsClosed) {
  ASSERT_TRUE(create("teryaq").ok());
  directory->close();
  EXPECT_EQ(directory->find("teryaq"), nullptr);
}

TEST_F(AssociationDirectory, HoldsBranchesApart) {
  auto& one = tenant("one");
  auto& two = tenant("two");
  const policy::Text name = {
      {"ar", "فرع غميقة"},
      {"en", "Ghamiqah branch"  }
  };
  const auto branch =
      write(one, [&](auto& tx) { return add_branch(tx, one.id, by, name, clock.now()); });
  ASSERT_TRUE(branch.ok());
  EXPECT_EQ(write(one, [&](auto& tx) { return list_branches(tx, one.id).size(); }), 1u);
  EXPECT_EQ(write(two, [&](auto& tx) { return list_branches(tx, two.id).size(); }), 0u);
  const auto again =
      write(one, [&](auto& tx) { return add_branch(tx, one.id, by, name, clock.now()); });
  EXPECT_EQ(code_of(again), "branch.taken");
  const auto nameless = write(one, [&](auto& tx) {
    return add_branch(tx, one.id, by,
                      {
                          {"ar", "فرع"}
    },
                      clock.now());
  });
  EXPECT_EQ(code_of(nameless), "branch.name");
  const auto checked = write(one, [&](auto& tx) {
    return check_branches(tx, one.id, {branch.value().id, {"nowhere"}, {""}});
  });
  ASSERT_FALSE(checked.ok());
  ASSERT_EQ(checked.refusal().obstacles.size(), 2u);
  EXPECT_EQ(checked.refusal().obstacles[0].field, "/branches/1");
}

}  // namespace
}  // namespace organisation
