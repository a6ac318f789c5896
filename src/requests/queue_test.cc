#include <set>

#include "requests/desk_for_tests.h"

namespace requests {
namespace {

class ListQueue : public Desk {
 protected:
  std::set<std::string> steps(const auth::Actor& actor, Pairs arguments) {
    std::set<std::string> found;
    const auto page = queue(actor, std::move(arguments));
    for (const auto& row : page->items) found.insert(row.request + "/" + row.step);
    return found;
  }
};

TEST_F(ListQueue, PagesAreWholeAndWithoutDoubles) {
  for (int i = 0; i < 7; ++i) submitted();
  const auto all = steps(officer, {
                                      {"scope", "all"}
  });
  std::set<std::string> paged;
  std::string after;
  std::size_t rows = 0;
  do {
    const auto page = queue(officer, {
                                         {"scope", "all"},
                                         {"limit", "3"  },
                                         {"after", after}
    });
    ASSERT_TRUE(page.ok());
    EXPECT_LE(page->items.size(), 3u);
    for (const auto& row : page->items) paged.insert(row.request + "/" + row.step);
    rows += page->items.size();
    after = page->next.value_or("");
  } while (!after.empty());
  EXPECT_EQ(paged, all);
  EXPECT_EQ(rows, all.size());
}

TEST_F(ListQueue, RowsComeByTheirDueDateAndThoseWithoutOneLast) {
  taken("inquiry");
  submitted();
  pass_days(1);
  studied();
  const auto page = queue(officer, {
                                       {"scope", "all"}
  });
  std::optional<Instant> last;
  bool undated = false;
  for (const auto& row : page->items) {
    if (!row.due) undated = true;
    if (!row.due) continue;
    EXPECT_FALSE(undated);
    EXPECT_LE(last.value_or(*row.due).ms, row.due->ms);
    last = row.due;
  }
  EXPECT_TRUE(last && undated);
}

TEST_F(ListQueue, ATeamSeesWhatItsRolesDo) {
  const auto in_study = studied();
  const auto waiting = submitted();
  const auto team = steps(secretary, {
                                         {"scope", "team"}
  });
  EXPECT_EQ(team, std::set<std::string>{in_study.text + "/study"});
  EXPECT_TRUE(steps(officer,
                    {
                        {"scope", "team"}
  })
                  .contains(waiting.text + "/verify"));
}

TEST_F(ListQueue, ATaskOfSeveralOfMyRolesIsOne) {
  const auto waiting = submitted();
  auth::Actor both = officer;
  both.roles.insert({Role::delegate, Role::researcher});  // officers and delegates verify
  const auto page = queue(both, {
                                    {"scope", "team"}
  });
  ASSERT_TRUE(page.ok());
  const auto rows = std::ranges::count_if(page->items, [&](const auto& row) {
    return row.request == waiting.text && row.step == "verify";
  });
  EXPECT_EQ(rows, 1);
  EXPECT_EQ(page->counts.team, static_cast<int>(page->items.size()));
}

TEST_F(ListQueue, MineIsWhatWasGivenToMe) {
  const auto id = submitted();
  EXPECT_TRUE(steps(colleague,
                    {
                        {"scope", "mine"}
  })
                  .empty());
  must(officer, id, deed_of(AssignmentBody{colleague.id, {}}));
  EXPECT_TRUE(steps(colleague,
                    {
                        {"scope", "mine"}
  })
                  .contains(id.text + "/verify"));
  EXPECT_GE(queue(colleague)->counts.mine, 1);
}

TEST_F(ListQueue, FiltersAndCountsAgree) {
  for (int i = 0; i < 3; ++i) submitted();
  const auto in_study = studied();
  pass_days(8);
  studied();
  for (const std::string scope : {"team", "all"}) {
    const auto counts = queue(officer,
                              {
                                  {"scope", scope}
    })
                            ->counts;
    const auto rows = [&](const std::string& state) {
      return static_cast<std::int64_t>(steps(officer,
                                             {
                                                 {"scope", scope},
                                                 {"state", state}
      })
                                           .size());
    };
    EXPECT_EQ(counts.overdue, rows("overdue"));
    EXPECT_EQ(counts.due_today, rows("due"));
    EXPECT_EQ(counts.blocked, rows("blocked"));
    EXPECT_EQ(scope == "all" ? counts.all : counts.team, rows("any"));
  }
  EXPECT_GT(queue(officer)->counts.overdue, 0);
  EXPECT_TRUE(steps(officer,
                    {
                        {"scope", "all"    },
                        {"state", "blocked"}
  })
                  .contains(in_study.text + "/study"));
  const auto studies = queue(officer, {
                                          {"scope", "all"  },
                                          {"step",  "study"}
  });
  for (const auto& row : studies->items) EXPECT_EQ(row.step, "study");
  EXPECT_TRUE(steps(officer,
                    {
                        {"scope", "all"    },
                        {"kind",  "inquiry"}
  })
                  .empty());
}

TEST_F(ListQueue, UnknownWordsAndKeysAreRefused) {
  EXPECT_EQ(codes_of(queue(officer,
                           {
                               {"scope", "everything"}
  })),
            Codes{"argument.unknown_word scope"});
  EXPECT_EQ(codes_of(queue(officer,
                           {
                               {"state", "late"}
  })),
            Codes{"argument.unknown_word state"});
  EXPECT_EQ(codes_of(queue(officer,
                           {
                               {"after", "1~2"}
  })),
            Codes{"argument.not_a_page_key after"});
}

TEST_F(ListQueue, AMemberOfABranchSeesItsOwnAndNoOther) {
  const auto north = branch("north"), south = branch("south");
  const auto delegate = invite("delegate", {Role::delegate}, {north});
  for (const auto& where : {north, south, BranchId{}}) {
    OpenRequestBody body{.kind = "assistance", .channel = "branch"};
    body.full_name = "نورة فهد";
    if (!where.empty()) body.branch = where.text;
    const auto taken = take(body);
    ASSERT_TRUE(taken.ok());
    const auto opened = read([&](db::Transaction& tx) {
      return open_for(tx, call_as(delegate), auth::Action::request_read, taken->row.id);
    });
    EXPECT_EQ(opened.ok(), where == north) << "a request of " << where.text;
  }
  const auto page = queue(delegate, {
                                        {"scope", "all"}
  });
  ASSERT_FALSE(page->items.empty());
  for (const auto& row : page->items) EXPECT_EQ(row.branch, north.text);
  EXPECT_EQ(page->counts.all, static_cast<std::int64_t>(page->items.size()));
}

}  // namespace
}  // namespace requests
