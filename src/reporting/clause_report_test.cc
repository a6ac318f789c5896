#include "reporting/clause_report.h"

#include "reporting/outcomes.h"
#include "reporting/reports_for_tests.h"

namespace reporting {
namespace {

struct FiguresRow {
  policy::ControlKind kind;
  std::string stored;
  Counted counted;
  Figures expected;
};

TEST(CountStandings, AddsTheTimeThatPassedSinceTheLastEvent) {
  using enum policy::ControlKind;
  using enum Standing;
  const FiguresRow rows[] = {
      {duty,  "owed",       {5, 2}, {{owed, 3}, {late, 2}}      },
      {clock, "owed",       {5, 2}, {{owed, 3}, {broken, 2}}    },
      {gate,  "owed",       {4, 0}, {{owed, 4}, {late, 0}}      },
      {clock, "kept",       {7, 7}, {{kept, 7}, {broken, 0}}    },
      {clock, "broken",     {3, 3}, {{broken, 3}}               },
      {gate,  "overridden", {1, 0}, {{overridden, 1}, {late, 0}}},
      {duty,  "nonsense",   {9, 9}, {}                          },
  };
  for (const auto& row : rows) {
    const policy::Control control{.kind = row.kind, .name = "x", .id = "H1/x"};
    Counts counts;
    counts["H1/x"][row.stored] = row.counted;
    EXPECT_EQ(figures_of(control, counts), row.expected) << row.stored;
  }
}

class ReportOfClauses : public Reports {
 protected:
  using Reports::Reports;
  Result<ClauseReport> report(Arguments arguments = {}) {
    const auto call = call_of(actor(Role::director), std::move(arguments));
    return read([&](db::Transaction& tx) { return report_clauses(tx, call); });
  }
  Result<ClauseRequests> behind(const auth::Actor& by, Arguments arguments) {
    const auto call = call_of(by, std::move(arguments));
    return read([&](db::Transaction& tx) { return list_clause_requests(tx, call); });
  }
  // What the engine itself says of these requests now, each control by its kind and figure.
  std::map<std::string, Figures> told_by_engine(const std::vector<requests::RequestRow>& rows) {
    std::map<std::string, Figures> figures;
    for (const auto& row : rows) {
      const auto open =
          read([&](db::Transaction& tx) { return requests::open_request(tx, one(), row.id); });
      for (const auto& one : procedure::control_outcomes(*pack, open->state, clock.now())) {
        auto standing = standing_named(procedure::name_of(one.outcome)).value();
        if (standing == Standing::owed && one.due && *one.due < clock.now())
          standing = Standing::late;
        ++figures[one.control][standing];
      }
    }
    return figures;
  }
  std::map<std::string, Figures> reported(const ClauseReport& of) {
    std::map<std::string, Figures> figures;
    for (const auto& clause : of.items) {
      for (const auto& row : clause.controls) {
        if (row.kind == "record") continue;
        const std::pair<Standing, std::int64_t> all[] = {
            {Standing::owed,       row.owed      },
            {Standing::kept,       row.kept      },
            {Standing::broken,     row.broken    },
            {Standing::overridden, row.overridden},
            {Standing::late,       row.late      }
        };
        for (const auto& [standing, count] : all) {
          if (count > 0) figures[row.control][standing] = count;
        }
      }
    }
    return figures;
  }
  std::vector<requests::RequestRow> several() {
    std::vector<requests::RequestRow> rows;
    for (const std::string kind : {"inquiry", "complaint", "suggestion", "assistance"}) {
      rows.push_back(took(kind, officer));
      clock.advance(day_ms);
      rows.push_back(took(kind, officer));
    }
    return rows;
  }
};

TEST_F(ReportOfClauses, IsWhatTheEngineSaysOfEachRequestNowAndLater) {
  const auto rows = several();
  for (int days : {0, 1, 3, 10, 40}) {
    clock.advance(days * day_ms);
    const auto made = report();
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(reported(made.value()), told_by_engine(rows)) << days << " days on";
  }
}

TEST_F(ReportOfClauses, ShowsEachClauseOfThePolicyAndNeverAsKeptWhatNothingMeasures) {
  several();
  const auto made = report();
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->policy_version, "d1");
  ASSERT_EQ(made->items.size(), pack->clauses.size());
  int records = 0;
  for (std::size_t i = 0; i < pack->clauses.size(); ++i) {
    EXPECT_EQ(made->items[i].clause, pack->clauses[i].id);
    ASSERT_EQ(made->items[i].controls.size(), pack->clauses[i].controls.size());
    for (const auto& row : made->items[i].controls) {
      const bool stands_alone = row.kind == "record" || row.kind == "measure";
      records += stands_alone ? 1 : 0;
      EXPECT_TRUE(stands_alone || row.not_measured == 0) << row.control;
      EXPECT_TRUE(row.kind != "measure" || row.not_measured == 1) << row.control;
      EXPECT_TRUE(row.not_measured == 0 || row.kept + row.owed + row.broken == 0) << row.control;
    }
  }
  EXPECT_GT(records, 0);
}

TEST_F(ReportOfClauses, CountsThePeriodInWhichRequestsWereReceived) {
  const auto today = riyadh_date(clock.now());
  several();
  const auto total = [](const ClauseReport& of) {
    std::int64_t sum = 0;
    for (const auto& clause : of.items)
      for (const auto& row : clause.controls)
        if (row.kind != "record") sum += row.owed + row.kept + row.broken + row.late;
    return sum;
  };
  const auto all = total(report().value());
  const auto first = total(report({
                                      {"to", iso(today)}
  })
                               .value());
  const auto rest = total(report({
                                     {"from", iso(today + 1)}
  })
                              .value());
  EXPECT_GT(first, 0);
  EXPECT_GT(rest, 0);
  EXPECT_EQ(first + rest, all);
  EXPECT_EQ(report({
                       {"from", "2026-02-30"}
  })
                .refusal()
                .obstacles.at(0)
                .code,
            "argument.not_a_date");
  EXPECT_EQ(report({
                       {"from", "2026-02-02"},
                       {"to",   "2026-02-01"}
  })
                .refusal()
                .obstacles.at(0)
                .code,
            "argument.period_backwards");
}

TEST_F(ReportOfClauses, OpensTheRequestsBehindEachFigurePageByPage) {
  std::vector<requests::RequestRow> rows;
  for (int i = 0; i < 5; ++i) {
    for (const std::string kind : {"inquiry", "complaint"}) rows.push_back(took(kind, officer));
    clock.advance(day_ms);
  }
  clock.advance(30 * day_ms);
  const auto director = actor(Role::director);
  int figures = 0;
  const auto made = report().value();
  auto expected = reported(made);
  for (const auto& clause : made.items) {
    for (const auto& row : clause.controls) {
      for (const auto& [standing, count] : expected[row.control]) {
        ++figures;
        Arguments asked{
            {"clause",  clause.clause                 },
            {"control", row.control                   },
            {"outcome", std::string(name_of(standing))},
            {"limit",   "3"                           }
        };
        std::set<std::string> seen;
        std::string last = "~";
        for (std::optional<std::string> after = ""; after;) {
          asked["after"] = *after;
          const auto page = behind(director, asked);
          ASSERT_TRUE(page.ok());
          for (const auto& one : page->items) {
            EXPECT_EQ(one.outcome, name_of(standing));
            EXPECT_EQ(one.control, row.control);
            EXPECT_FALSE(one.kind_title.empty());
            EXPECT_LT(one.request, last) << "newest first";
            last = one.request;
            EXPECT_TRUE(seen.insert(one.request).second) << "twice";
          }
          after = page->next;
        }
        EXPECT_EQ(static_cast<std::int64_t>(seen.size()), count) << row.control;
      }
    }
  }
  EXPECT_GT(figures, 3);
}

TEST_F(ReportOfClauses, WalksAWholeClauseWithoutLossOrRepetition) {
  for (int i = 0; i < 4; ++i) took("complaint", officer);
  const auto director = actor(Role::director);
  const auto made = report().value();
  for (const auto& clause : made.items) {
    std::int64_t count = 0;
    for (const auto& row : clause.controls)
      if (row.kind != "record") count += row.owed + row.kept + row.broken + row.late;
    std::set<std::pair<std::string, std::string>> seen;
    for (std::optional<std::string> after = ""; after;) {
      const auto page =
          behind(director, {
                               {"clause", clause.clause},
                               {"limit",  "2"          },
                               {"after",  *after       }
      });
      ASSERT_TRUE(page.ok());
      for (const auto& one : page->items)
        EXPECT_TRUE(seen.emplace(one.request, one.control).second);
      after = page->next;
    }
    EXPECT_EQ(static_cast<std::int64_t>(seen.size()), count) << clause.clause;
  }
}

struct PackName {
  const char* name;
};
const db::Sql insert_branch{
    "INSERT INTO staff_branches (association_id, staff_id, branch_id) VALUES ($1, $2, $3)"};

class ListBehindAFigure : public ReportOfClauses, public testing::WithParamInterface<PackName> {
 protected:
  ListBehindAFigure() : ReportOfClauses(GetParam().name) {}
  auth::Actor limited_to(const BranchId& branch, auth::Actor by) {
    by.branches = {branch};
    write(one(), [&](db::Transaction& tx) {
      return tx.execute(insert_branch, one().id, by.id, branch) == 1;
    });
    return by;
  }
  std::set<std::string> listed_for(const auth::Actor& by) {
    std::set<std::string> listed;
    for (const auto& clause : pack->clauses) {
      const auto page = behind(by, {
                                       {"clause", clause.id}
      });
      EXPECT_TRUE(page.ok());
      for (const auto& one : page->items) listed.insert(one.request);
    }
    return listed;
  }
};

TEST_P(ListBehindAFigure, HoldsExactlyWhatItsReaderMayOpen) {
  const BranchId here{"01890000-0000-7000-8000-00000000000a"};
  const BranchId there{"01890000-0000-7000-8000-00000000000b"};
  std::vector<requests::RequestRow> rows;
  for (const std::string kind : {"assistance", "volunteering", "inquiry", "complaint"}) {
    for (const auto& branch : {BranchId{}, here, there}) {
      auto by = officer;
      if (!branch.empty()) by.branches = {branch};
      rows.push_back(took(kind, by));
    }
  }
  int listed_ones = 0, kept_back = 0;
  for (const Role role : {Role::director, Role::quality_manager, Role::supervisor,
                          Role::board_member, Role::secretary, Role::officer}) {
    for (const bool everywhere : {true, false}) {
      auto by = role == Role::officer ? officer : actor(role);
      if (!everywhere) by = limited_to(here, by);
      const auto listed = listed_for(by);
      for (const auto& row : rows) {
        const auto call = call_of(by);
        const bool may = read([&](db::Transaction& tx) {
          return requests::open_for(tx, call, auth::Action::request_read, row.id).ok();
        });
        EXPECT_EQ(listed.contains(row.id.text), may)
            << name_of(role) << " " << row.kind << " of «" << row.branch.text << "»";
        ++(may ? listed_ones : kept_back);
      }
    }
  }
  EXPECT_GT(listed_ones, 0);
  EXPECT_GT(kept_back, 0);
}
INSTANTIATE_TEST_SUITE_P(Packs, ListBehindAFigure,
                         testing::Values(PackName{"teryaq"}, PackName{"aoun"}),
                         [](const auto& of) { return std::string(of.param.name); });

TEST_F(ReportOfClauses, RefusesWhatThePolicyDoesNotKnow) {
  const auto director = actor(Role::director);
  const auto code = [&](Arguments arguments) {
    const auto page = behind(director, std::move(arguments));
    return page ? std::string() : page.refusal().obstacles.at(0).code;
  };
  const auto& clause = pack->clauses.front();
  EXPECT_EQ(code({
                {"clause", "Z9"}
  }),
            "report.clause_unknown");
  EXPECT_EQ(code({
                {"clause",  clause.id  },
                {"control", "Z9/gate.x"}
  }),
            "argument.unknown_word");
  EXPECT_EQ(code({
                {"clause",  clause.id},
                {"outcome", "fine"   }
  }),
            "argument.unknown_word");
  EXPECT_EQ(code({
                {"clause", clause.id},
                {"after",  "1~2"    }
  }),
            "argument.not_a_page_key");
  EXPECT_EQ(code({
                {"clause", clause.id},
                {"after",  "x~2~3"  }
  }),
            "argument.not_a_page_key");
  EXPECT_EQ(code({
                {"clause",  clause.id     },
                {"outcome", "not_measured"}
  }),
            "");
}

TEST_F(ReportOfClauses, IsServedToThoseWhoWatchThePolicy) {
  took("complaint", officer);
  const std::set<Role> watching = {Role::supervisor, Role::quality_manager, Role::director,
                                   Role::board_member};
  for (int i = 0; i < role_count; ++i) {
    const Role role = static_cast<Role>(i);
    const auto cookie = member(role);
    const int expected = watching.contains(role) ? 200 : 403;
    EXPECT_EQ(get("/api/one/desk/reports/clauses", cookie).status, expected) << name_of(role);
    EXPECT_EQ(get("/api/one/desk/reports/clauses/H1/requests", cookie).status, expected);
  }
  EXPECT_EQ(get("/api/one/desk/reports/clauses").status, 401);
  EXPECT_EQ(get("/api/one/desk/reports/clauses", applicant()).status, 401);
  const auto report = ask_json("/desk/reports/clauses", member(Role::director));
  EXPECT_EQ(report.at("policy_version").as_string(), "d1");
  EXPECT_EQ(report.at("items").as_array().size(), pack->clauses.size());
}

}  // namespace
}  // namespace reporting
