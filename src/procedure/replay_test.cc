#include "procedure/replay.h"

#include <gmock/gmock.h>

#include "procedure/assistance_for_tests.h"
#include "procedure/shipped_for_tests.h"
#include "procedure/wanderer_for_tests.h"

namespace procedure::for_tests {
namespace {

using policy::Unit;
using testing::ElementsAre;
using testing::IsEmpty;

const saudi::WorkingCalendar calendar;

std::vector<KnownValue> known(const std::map<std::string, std::string>& values) {
  std::vector<KnownValue> all;
  for (const auto& [fact, value] : values) all.push_back({fact, value, {}});
  return all;
}

class ReplayUnderADraft : public testing::Test {
 protected:
  ReplayUnderADraft() { draft = walk.pack; }

  policy::RequestKind& kind() { return draft.kinds[assistance]; }
  policy::Step& step(const std::string& id) {
    return kind().steps[static_cast<std::size_t>(kind().step_index(id))];
  }
  Replayed replayed() {
    return replay({walk.pack, draft, walk.now, &calendar}, assistance, walk.events,
                  known(walk.facts.values));
  }
  std::vector<std::string> stops() {
    std::vector<std::string> codes;
    const auto found = replayed();
    if (!found.stop) return codes;
    for (const auto& one : found.stop->obstacles) codes.push_back(one.code);
    return codes;
  }

  Walk walk;
  policy::Pack draft;
};

TEST_F(ReplayUnderADraft, FindsNothingUnderTheSamePolicy) {
  walk.reach_delivery();
  walk.finish();
  const auto found = replayed();
  EXPECT_FALSE(found.gone);
  EXPECT_FALSE(found.stop.has_value());
  EXPECT_THAT(found.clocks, IsEmpty());
  EXPECT_FALSE(found.answer_later_ms.has_value());
  EXPECT_EQ(found.waits_at, "");
}

TEST_F(ReplayUnderADraft, AKindThatTheDraftDoesNotHaveIsSaidToBeGone) {
  walk.reach_study();
  kind().id = "another";
  EXPECT_TRUE(replayed().gone);
}

TEST_F(ReplayUnderADraft, AnAnswerMovesToTheFirstDayOnWhichTheDraftAllowsIt) {
  walk.reach_study();
  walk.days_pass(15);
  walk.decide("accepted");
  step("study").at_least = policy::Period{21, Unit::calendar_days, false};
  const auto found = replayed();
  EXPECT_FALSE(found.stop.has_value());
  ASSERT_TRUE(found.answer_later_ms.has_value());
  const auto& study = walk.step("study");
  const Date day_zero = riyadh_date(study.opened_at);
  EXPECT_EQ(*found.answer_later_ms, riyadh_midnight(day_zero + 21).ms - study.done_at.ms);
}

TEST_F(ReplayUnderADraft, AShorterLatestDateBreaksTheClockOfAnAnswerThatWasInTime) {
  walk.reach_study();
  walk.days_pass(20);
  walk.decide("accepted");
  step("study").at_most = policy::Period{16, Unit::calendar_days, true};
  const auto found = replayed();
  ASSERT_EQ(found.clocks.size(), 1U);
  EXPECT_EQ(found.clocks.front().clause, "H5");
  EXPECT_TRUE(found.clocks.front().broken);
}

TEST_F(ReplayUnderADraft, ALongerOneMendsIt) {
  walk.reach_study();
  walk.days_pass(200);
  walk.decide("accepted");
  step("study").at_most = policy::Period{300, Unit::calendar_days, true};
  const auto found = replayed();
  ASSERT_EQ(found.clocks.size(), 1U);
  EXPECT_FALSE(found.clocks.front().broken);
}

TEST_F(ReplayUnderADraft, APaperThatTheDraftAsksForStopsWhoeverDidNotBringIt) {
  walk.reach_delivery();
  walk.finish();
  policy::Item paper;
  paper.id = "proof_of_income";
  paper.kind = policy::ItemKind::upload;
  kind().items.push_back(paper);
  const auto found = replayed();
  ASSERT_TRUE(found.stop.has_value());
  EXPECT_EQ(found.stop->act, ActionKind::submit);
  EXPECT_EQ(found.stop->obstacles.front().code, "item.missing");
  EXPECT_EQ(found.stop->obstacles.front().clause, "H2");
}

TEST_F(ReplayUnderADraft, APaperThatOnlyOthersAreAskedForStopsNobodyElse) {
  walk.facts.values["item.need"] = "medicine";
  walk.reach_delivery();
  walk.finish();
  policy::Item paper;
  paper.id = "ticket";
  paper.kind = policy::ItemKind::upload;
  paper.when = {
      {"item.need", policy::Comparison::equals, "transport"}
  };
  kind().items.push_back(paper);
  EXPECT_THAT(stops(), IsEmpty());
}

TEST_F(ReplayUnderADraft, AnAnswerThatWasChangedLaterDoesNotJudgeWhatCameBefore) {
  walk.reach_delivery();
  walk.finish();
  policy::Item paper;
  paper.id = "ticket";
  paper.kind = policy::ItemKind::upload;
  paper.when = {
      {"item.need", policy::Comparison::equals, "transport"}
  };
  kind().items.push_back(paper);
  const std::vector<KnownValue> values = {
      {"item.need", "medicine",  start            },
      {"item.need", "transport", walk.now + day_ms}
  };
  const auto found =
      replay({walk.pack, draft, walk.now, &calendar}, assistance, walk.events, values);
  EXPECT_FALSE(found.stop.has_value());
}

TEST_F(ReplayUnderADraft, WhoMayNoLongerActIsNamed) {
  walk.reach_delivery();
  walk.finish();
  step("register").by.roles = {Role::director};
  const auto found = replayed();
  ASSERT_TRUE(found.stop.has_value());
  EXPECT_EQ(found.stop->step, "register");
  EXPECT_EQ(found.stop->obstacles.front().code, "step.not_yours");
}

TEST_F(ReplayUnderADraft, AStepThatTheDraftAddsHoldsUpWhatComesAfterIt) {
  walk.reach_delivery();
  walk.finish();
  policy::Step visit = step("register");
  visit.id = "visit";
  visit.kind = policy::StepKind::visit;
  visit.outcomes = policy::outcomes_of(visit.kind);
  const auto at = kind().step_index("register");
  auto& steps = kind().steps;
  steps.insert(steps.begin() + at, visit);
  for (auto& one : steps) {
    for (int& before : one.after) before += before >= at ? 1 : 0;
    for (auto& [outcome, to] : one.on) to += to >= at ? 1 : 0;
  }
  steps[static_cast<std::size_t>(at) + 1].after = {at};
  for (auto& clause : draft.clauses) {
    for (auto& control : clause.controls) {
      for (auto& reference : control.steps)
        if (reference.kind == assistance && reference.step >= at) ++reference.step;
    }
  }
  EXPECT_THAT(stops(), testing::Contains("step.waits_for"));
}

TEST_F(ReplayUnderADraft, ACorrectionIsMadeAgain) {
  walk.reach_study();
  walk.days_pass(15);
  walk.decide("refused");
  walk.strike(EventKind::decided);
  Action strike = act(ActionKind::rectify);
  strike.rectifies = walk.latest(EventKind::decided);
  walk.does(strike, officer("another"));
  walk.decide("accepted");
  EXPECT_THAT(stops(), IsEmpty());
  EXPECT_THAT(replayed().clocks, IsEmpty());
}

// Whatever happened to a request happens to it again under its own policy.
class AnyHistory : public testing::TestWithParam<std::string> {};
TEST_P(AnyHistory, ReplaysUnderItsOwnPolicyWithoutAnyFinding) {
  const auto parsed = policy::parse(pack_files(GetParam()));
  ASSERT_NE(parsed.pack, nullptr);
  const auto& pack = *parsed.pack;
  for (int kind = 0; kind < static_cast<int>(pack.kinds.size()); ++kind) {
    for (std::uint32_t seed = 1; seed <= 25; ++seed) {
      Wanderer wanderer(pack, kind, seed);
      for (std::uint32_t i = 0; i < 40; ++i) wanderer.wander(seed * 41 + i);
      const auto& events = wanderer.events();
      if (events.empty()) continue;
      const auto found = replay({pack, pack, events.back().recorded_at, &calendar}, kind, events,
                                known(wanderer.values()));
      EXPECT_FALSE(found.stop.has_value())
          << name_of(found.stop->act) << " " << found.stop->obstacles.front().code << "\n"
          << wanderer.told();
      EXPECT_TRUE(found.clocks.empty() && found.waits_at.empty() && !found.answer_later_ms)
          << found.waits_at << "\n"
          << wanderer.told();
    }
  }
}
INSTANTIATE_TEST_SUITE_P(Of, AnyHistory, testing::ValuesIn(shipped_packs()), [](const auto& of) {
  std::string name = of.param;
  std::erase(name, '-');
  return name;
});

}  // namespace
}  // namespace procedure::for_tests
