#include "requests/projections.h"

#include "requests/desk_for_tests.h"

namespace requests {
namespace {

const db::Sql dump_requests(R"sql(
SELECT id, status, COALESCE(outcome, ''), CAST(seq AS TEXT), COALESCE(assignee_id, ''),
       COALESCE(CAST(submitted_at AS TEXT), ''), COALESCE(CAST(closed_at AS TEXT), '')
  FROM requests WHERE association_id = $1 ORDER BY id)sql");
const db::Sql dump_tasks(R"sql(
SELECT request_id, step, COALESCE(assignee_id, ''), CAST(opened_at AS TEXT),
       COALESCE(CAST(earliest AS TEXT), ''), CAST(due_order AS TEXT), COALESCE(blocked_by, '')
  FROM tasks WHERE association_id = $1 ORDER BY request_id, step)sql");
const db::Sql dump_roles(R"sql(
SELECT request_id, step, role, CAST(due_order AS TEXT), '', '', ''
  FROM task_roles WHERE association_id = $1 ORDER BY request_id, step, role)sql");
const db::Sql dump_outcomes(R"sql(
SELECT request_id, control, clause, outcome, COALESCE(CAST(due AS TEXT), ''),
       CAST(is_closed AS TEXT), CAST(received_at AS TEXT)
  FROM control_outcomes WHERE association_id = $1 ORDER BY request_id, control)sql");
const db::Sql clear_outcomes(R"sql(
DELETE FROM control_outcomes WHERE association_id = $1)sql");
const db::Sql clear_tasks(R"sql(
DELETE FROM tasks WHERE association_id = $1)sql");

class Projections : public Desk {
 protected:
  Codes dumped() {
    Codes lines;
    const auto add = [&](const db::Row& row) {
      std::string line;
      for (int column = 0; column < 7; ++column) line += row.string(column) + "|";
      lines.push_back(line);
    };
    tenant->store->read([&](db::Transaction& tx) {
      for (const auto* sql : {&dump_requests, &dump_tasks, &dump_roles, &dump_outcomes})
        tx.each(*sql, add, tenant->id);
    });
    return lines;
  }
  static Codes sorted(Codes lines) {
    std::ranges::sort(lines);
    return lines;
  }
  // From nothing but the events, at the moment of each request's last one.
  void rebuild(const std::vector<RequestId>& ids) {
    const auto done = write([&](db::Transaction& tx) -> Result<Done> {
      tx.execute(clear_outcomes, tenant->id);
      tx.execute(clear_tasks, tenant->id);
      for (const auto& id : ids) {
        auto open = TRY(open_request(tx, *tenant, id));
        const Instant at = open.events.back().recorded_at;
        const auto facts = facts_of(tx, *tenant, open, at);
        const std::int64_t seen = open.row.seq;
        open.row.status = "none";
        project_row(open.row, open.kind(), open.state);
        TRY(update_row(tx, tenant->id, open.row, seen));
        project_lists(tx, *tenant, open, facts->facts, at);
      }
      return Done{};
    });
    EXPECT_TRUE(done.ok());
  }
};

TEST_F(Projections, AreWhatARebuildFromTheEventsGives) {
  std::vector<RequestId> ids = {taken("inquiry"), taken(), submitted(), studied(), decided()};
  ids.push_back(submitted());
  must(officer, ids.back(), deed_of(ReturnBody{.items = {"phone"}, .reason = "لا يجيب"}));
  ids.push_back(submitted());
  must(officer, ids.back(), deed_of(HoldBody{"ينتظر", riyadh_date(clock.now()) + 5}));
  ids.push_back(submitted());
  must(officer, ids.back(), withdrawal_of({"استغنى"}, auth::Action::request_return));
  ids.push_back(submitted());
  must(officer, ids.back(), deed_of(AssignmentBody{colleague.id, {}}));
  ids.push_back(studied());
  must(director, ids.back(), deed_of(OverrideBody{"clock.earliest", "study", "عاجل"}));
  const auto lived = dumped();
  ASSERT_GT(lived.size(), 50u);
  rebuild(ids);
  const auto rebuilt = dumped();
  Codes changed;
  std::ranges::set_symmetric_difference(sorted(lived), sorted(rebuilt),
                                        std::back_inserter(changed));
  EXPECT_EQ(changed, Codes{});
}

TEST_F(Projections, EveryOpenRequestHasATaskAndNoClosedOneHas) {
  const auto closed = submitted();
  must(officer, closed, withdrawal_of({"استغنى"}, auth::Action::request_return));
  const std::vector<RequestId> open_ones = {taken(), submitted(), studied(), decided()};
  std::vector<std::string> seen;
  const auto page = queue(officer, {
                                       {"scope", "all"}
  });
  for (const auto& row : page->items) seen.push_back(row.request);
  for (const auto& id : open_ones) EXPECT_EQ(std::ranges::count(seen, id.text) > 0, true);
  EXPECT_EQ(std::ranges::count(seen, closed.text), 0);
}

TEST_F(Projections, FoldingTheStoredEventsGivesTheStateThatWasSaved) {
  const auto id = decided();
  const auto open = this->open(id);
  procedure::Request state = procedure::begin(*open.pack, open.state.kind);
  for (const auto& event : open.events) procedure::evolve(*open.pack, state, event);
  EXPECT_EQ(state, open.state);
  EXPECT_EQ(state.seq, open.row.seq);
}

}  // namespace
}  // namespace requests
