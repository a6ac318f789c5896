#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "procedure/assistance_for_tests.h"
#include "procedure/shipped_for_tests.h"
#include "procedure/wanderer_for_tests.h"

// What holds of every request of every shipped pack, whatever is done to it.
namespace procedure {
namespace {

using for_tests::Wanderer;

class AnyRequest : public testing::TestWithParam<std::string> {
 protected:
  AnyRequest() : parsed_(policy::parse(for_tests::pack_files(GetParam()))) {}
  const policy::Pack& pack() const { return *parsed_.pack; }

 private:
  policy::Parsed parsed_;
};

using Seeds = std::vector<std::uint32_t>;
Seeds some_seeds(int most) {
  const auto count = *rc::gen::inRange<std::size_t>(1, static_cast<std::size_t>(most));
  return *rc::gen::container<Seeds>(count, rc::gen::arbitrary<std::uint32_t>());
}

bool has_step(const policy::Pack& pack, bool (*wanted)(const policy::Step&)) {
  return std::ranges::any_of(pack.kinds, [&](const policy::RequestKind& kind) {
    return std::ranges::any_of(kind.steps, wanted);
  });
}

// Whether wanderers through this pack meet such an event.
bool comes_about(const policy::Pack& pack, EventKind kind) {
  using enum policy::StepKind;
  switch (kind) {
    case EventKind::result_recorded:
      return has_step(pack, [](const policy::Step& step) { return step.kind == interview; });
    case EventKind::progress_recorded:
      return has_step(pack, [](const policy::Step& step) { return !step.record.empty(); });
    case EventKind::decided:
    case EventKind::appealed:  // of a decision alone
      return has_step(pack, [](const policy::Step& step) { return step.kind == study; });
    case EventKind::delivered:
    case EventKind::receipt_confirmed:
      return has_step(pack, [](const policy::Step& step) { return step.kind == deliver; });
    case EventKind::clarification_asked:
    case EventKind::clarification_answered:
      return has_step(pack, [](const policy::Step& step) { return step.kind == clarify; });
    default:
      return true;
  }
}

// The events that no wanderer has met. What is rare, such as a month of silence until a request
// lapses, takes many of them: they go on until each event was met, or there were very many.
std::set<EventKind> never_met(const policy::Pack& pack, std::set<EventKind> met) {
  std::set<EventKind> missing;
  for (int i = 0; i <= static_cast<int>(EventKind::closed); ++i) {
    const auto kind = static_cast<EventKind>(i);
    if (comes_about(pack, kind) && !met.contains(kind)) missing.insert(kind);
  }
  constexpr std::uint32_t wanderers = 1'000, acts = 120;
  for (std::uint32_t seed = 0; seed < wanderers && !missing.empty(); ++seed) {
    Wanderer wanderer(pack, static_cast<int>(seed % pack.kinds.size()), seed);
    for (std::uint32_t act = 0; act < acts; ++act) wanderer.wander(seed * acts + act);
    for (const auto& event : wanderer.events()) missing.erase(event.kind);
  }
  return missing;
}

// Gates, clocks and order; replay; refusals that change nothing; no personal value: the wanderer
// looks at all of them after each act.
TEST_P(AnyRequest, KeepsItsRulesWhateverIsDoneToIt) {
  int done = 0, refused = 0, closed = 0;
  std::set<EventKind> seen;
  for (int kind = 0; kind < static_cast<int>(pack().kinds.size()); ++kind) {
    EXPECT_TRUE(rc::check("any acts", [&](std::uint32_t first) {
      const auto seeds = some_seeds(120);
      Wanderer wanderer(pack(), kind, first);
      for (const auto seed : seeds) wanderer.wander(seed);
      done += wanderer.done();
      refused += wanderer.refused();
      closed += wanderer.is_closed() ? 1 : 0;
      for (const auto& event : wanderer.events()) seen.insert(event.kind);
      if (!wanderer.faults().empty()) RC_FAIL(wanderer.told());
    }));
  }
  EXPECT_GT(done, 1000);
  EXPECT_GT(refused, 1000);
  EXPECT_GT(closed, 10);
  for (const auto kind : never_met(pack(), std::move(seen)))
    ADD_FAILURE() << name_of(kind) << " never came about";
}

TEST_P(AnyRequest, HasAnExitFromEveryStateThatItReaches) {
  for (int kind = 0; kind < static_cast<int>(pack().kinds.size()); ++kind) {
    EXPECT_TRUE(rc::check("people who do what is theirs come to an end", [&](std::uint32_t first) {
      const auto seeds = some_seeds(80);
      Wanderer wanderer(pack(), kind, first);
      wanderer.wander(first);
      for (int i = 0; i < 20 && wanderer.done() == 0; ++i) wanderer.wander(first + 1 + i);
      RC_PRE(wanderer.done() > 0);
      for (const auto seed : seeds) wanderer.wander(seed);
      const bool ended = wanderer.comes_to_an_end();
      if (!ended || !wanderer.faults().empty()) RC_FAIL(wanderer.told());
    }));
  }
}

// Where the shipped packs' order of steps, or who may act on them, holds a person back before the
// gate is asked, nothing would show that the gate is there. Here each stands alone.
policy::Pack gates_that_stand_alone() {
  policy::Pack pack = for_tests::make_pack();
  pack.channels = {"website", "branch", "phone"};
  auto& study = pack.kinds[for_tests::assistance].steps[6];
  study.after = {3};  // beside the telling of it: told_first
  study.at_least.reset();
  policy::Control receipt;
  receipt.kind = policy::ControlKind::gate;
  receipt.name = "receipt_confirmed";
  receipt.id = "H7/gate.receipt_confirmed.of_aid";
  receipt.steps = {
      {for_tests::aid, 5}
  };
  pack.clauses.back().controls.push_back(receipt);
  return pack;
}

TEST(AnyRequestBetweenGatesThatStandAlone, IsHeldByEachOfThem) {
  const policy::Pack pack = gates_that_stand_alone();
  for (int kind = 0; kind < static_cast<int>(pack.kinds.size()); ++kind) {
    EXPECT_TRUE(rc::check("any acts", [&](std::uint32_t first) {
      const auto seeds = some_seeds(120);
      Wanderer wanderer(pack, kind, first);
      for (const auto seed : seeds) wanderer.wander(seed);
      if (!wanderer.faults().empty()) RC_FAIL(wanderer.told());
    }));
  }
}

INSTANTIATE_TEST_SUITE_P(Of, AnyRequest, testing::ValuesIn(for_tests::shipped_packs()),
                         [](const auto& of) {
                           std::string name = of.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace procedure
