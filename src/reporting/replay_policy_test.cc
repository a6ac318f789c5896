#include "reporting/replay_policy.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "reporting/reports_for_tests.h"

namespace reporting {
namespace {

using testing::IsEmpty;

class ReplayOfRequests : public Reports {
 protected:
  using Reports::Reports;
  ReplayReport replay(const policy::Pack& draft, int threads = 2) {
    return replay_policy(one(), draft, clock.now(), {.threads = threads, .progress = {}});
  }
  policy::Step& step(policy::Pack& draft, const std::string& kind, const std::string& id) {
    auto& of = draft.kinds[static_cast<std::size_t>(draft.kind_index(kind))];
    return of.steps[static_cast<std::size_t>(of.step_index(id))];
  }
};

TEST_F(ReplayOfRequests, LeavesThemAsTheyWereUnderTheirOwnPolicy) {
  for (int i = 0; i < 5; ++i) took("inquiry", officer);
  const auto report = replay(*pack);
  EXPECT_EQ(report.requests, 5);
  EXPECT_EQ(report.unaffected, 5);
  EXPECT_THAT(report.findings, IsEmpty());
}

TEST_F(ReplayOfRequests, NamesTheVeryRequestsThatWouldHaveBeenStopped) {
  std::set<std::string> references;
  for (int i = 0; i < 3; ++i) references.insert(took("inquiry", officer).reference);
  took("complaint", officer);
  policy::Pack draft = *pack;
  step(draft, "inquiry", "receive").by.roles = {Role::director};
  const auto report = replay(draft);
  EXPECT_EQ(report.requests, 4);
  EXPECT_EQ(report.unaffected, 1);
  ASSERT_EQ(report.findings.size(), 1U);
  const auto& found = report.findings.front();
  EXPECT_EQ(found.what, "stopped");
  EXPECT_EQ(found.kind, "inquiry");
  EXPECT_EQ(found.code, "step.not_yours");
  EXPECT_EQ(found.requests, 3);
  std::set<std::string> named;
  for (const auto& one : found.sample) named.insert(one.reference);
  EXPECT_EQ(named, references);
}

TEST_F(ReplayOfRequests, OfMoreThanOnePartCountsEachOnceWhateverTheThreads) {
  for (int i = 0; i < 1'050; ++i) took("inquiry", officer);
  policy::Pack draft = *pack;
  step(draft, "inquiry", "receive").by.roles = {Role::director};
  for (const int threads : {1, 4}) {
    const auto report = replay(draft, threads);
    EXPECT_EQ(report.requests, 1'050);
    EXPECT_EQ(report.findings.at(0).requests, 1'050);
    EXPECT_EQ(report.findings.at(0).sample.size(), 100U);
  }
}

TEST_F(ReplayOfRequests, TellsHowFarItIs) {
  took("inquiry", officer);
  std::atomic<std::int64_t> last = 0, all = 0;
  replay_policy(one(), *pack, clock.now(),
                {.threads = 1, .progress = [&](std::int64_t done, std::int64_t of) {
                   last = done;
                   all = of;
                 }});
  EXPECT_EQ(last, 1);
  EXPECT_EQ(all, 1);
}

const db::Sql make_newer(R"sql(
UPDATE request_events SET kind_version = 2
 WHERE association_id = $1 AND request_id = $2 AND seq = 1)sql");
const db::Sql make_strange(R"sql(
UPDATE request_events SET kind = 'foreseen'
 WHERE association_id = $1 AND request_id = $2 AND seq = 1)sql");
const db::Sql damage_payload(R"sql(
UPDATE request_events SET payload = '{"outcome": 7}'
 WHERE association_id = $1 AND request_id = $2 AND seq = 1)sql");
const db::Sql lose_events(R"sql(
DELETE FROM request_events WHERE association_id = $1 AND request_id = $2)sql");

TEST_F(ReplayOfRequests, GoesOnPastThoseOfWhichTheStoredEventsAreNotReadable) {
  std::set<std::string> spoilt;
  for (const auto* spoil : {&make_newer, &make_strange, &damage_payload, &lose_events}) {
    const auto row = took("inquiry", officer);
    spoilt.insert(row.reference);
    const auto spoilt_now = write(one(), [&](db::Transaction& tx) {
      tx.execute(*spoil, one().id, row.id);
      return Result<Done>(Done{});
    });
    ASSERT_TRUE(spoilt_now.ok());
  }
  took("inquiry", officer);
  const auto report = replay(*pack);
  EXPECT_EQ(report.requests, 5);
  EXPECT_EQ(report.unaffected, 1);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings.front().what, "unreadable");
  EXPECT_EQ(report.findings.front().kind_title, pack->kind("inquiry")->title);
  std::set<std::string> named;
  for (const auto& request : report.findings.front().sample) named.insert(request.reference);
  EXPECT_EQ(named, spoilt);
}

class ReplayOfConfidentialRequests : public ReplayOfRequests {
 protected:
  ReplayOfConfidentialRequests() : ReplayOfRequests("aoun") {}
};

TEST_F(ReplayOfConfidentialRequests, CountsThemAndNamesNone) {
  took("assistance", officer);
  policy::Pack draft = *pack;
  step(draft, "assistance", "receive").by.roles = {Role::director};
  const auto report = replay(draft);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings.front().requests, 1);
  EXPECT_THAT(report.findings.front().sample, IsEmpty());
}

// Somebody starts it on the page, and asks how far it is until it is done.
class ReplayOnThePage : public ReplayOfRequests {
 protected:
  Result<ReplayState> started() {
    return write(one(), [&](db::Transaction& tx) {
      return replays.start(tx, one(), "d1", pack, clock.now());
    });
  }
  Result<ReplayState> found(const std::string& id) {
    return read([&](db::Transaction& tx) { return replays.find(tx, one(), id); });
  }
  ReplayState ended(const std::string& id) {
    for (;;) {
      const auto state = found(id);
      EXPECT_TRUE(state.ok());
      if (!state || state->state != "running") return state.value();
      std::this_thread::yield();
    }
  }
};

TEST_F(ReplayOnThePage, EndsWithTheReportAndIsKeptUntilTheNext) {
  took("inquiry", officer);
  const auto first = started();
  ASSERT_TRUE(first.ok());
  const auto done = ended(first->id);
  EXPECT_EQ(done.state, "done");
  EXPECT_EQ(done.report->requests, 1);
  clock.advance(1);
  const auto second = started();
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(found(first->id).refusal().obstacles.front().code, "replay.unknown");
  ended(second->id);
}

TEST_F(ReplayOnThePage, MayBeStartedAgainAsSoonAsTheLastWasSeenToEnd) {
  took("inquiry", officer);
  for (int i = 0; i < 200; ++i) {
    clock.advance(1);
    const auto one = started();
    ASSERT_TRUE(one.ok()) << "the " << i << "th";
    ended(one->id);
  }
}

TEST_F(ReplayOnThePage, StopsWithTheProgram) {
  for (int i = 0; i < 50; ++i) took("inquiry", officer);
  ASSERT_TRUE(started().ok());
  replays.stop();
  EXPECT_FALSE(found("x").ok());
}

}  // namespace
}  // namespace reporting
