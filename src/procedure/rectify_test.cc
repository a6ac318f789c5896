#include <gmock/gmock.h>

#include "procedure/assistance_for_tests.h"

namespace procedure::for_tests {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Action strike_of(const Walk& walk, EventKind kind) {
  Action action = act(ActionKind::rectify);
  action.rectifies = walk.latest(kind);
  return action;
}

// Submitted, and one item of it matched.
void match_phone(Walk& walk, const Actor& by) {
  walk.receive();
  walk.submit();
  Action verify = act(ActionKind::verify_item);
  verify.item = "phone";
  verify.matched = verify.valid = true;
  walk.does(verify, by);
}

TEST(Rectify, IsBySomebodyElseWithAReasonAndOfTheClosedListOnly) {
  Walk walk;
  match_phone(walk, officer("nora"));
  walk.strike(EventKind::item_verified);
  const Action action = strike_of(walk, EventKind::item_verified);
  EXPECT_THAT(walk.codes(action, officer("nora")), ElementsAre("rectify.own_entry"));
  Action silent = action;
  silent.note.clear();
  EXPECT_THAT(walk.codes(silent, officer("hind")), ElementsAre("text.missing"));
  walk.does(action, officer("hind"));
  EXPECT_FALSE(walk.request.items.at("phone").verified);
  EXPECT_THAT(walk.request.struck, ElementsAre(action.rectifies));
  EXPECT_THAT(walk.codes(action, officer("hind")), ElementsAre("rectify.struck_already"));
  walk.strike(EventKind::submitted);
  EXPECT_THAT(walk.codes(strike_of(walk, EventKind::submitted), officer("hind")),
              ElementsAre("rectify.not_this"));
  walk.facts.entry.reset();
  EXPECT_THAT(walk.codes(action, officer("hind")), UnorderedElementsAre("rectify.unknown"));
}

TEST(Rectify, IsOfferedForWhatAnotherWroteAndMayBeStruck) {
  Walk walk;
  match_phone(walk, officer("nora"));
  const auto strikable = [&](const Actor& actor) {
    std::vector<EventKind> kinds;
    for (const auto& event : walk.events) {
      if (may_strike(walk.pack, walk.request, actor, event)) kinds.push_back(event.kind);
    }
    return kinds;
  };
  EXPECT_THAT(strikable(officer("nora")), IsEmpty());
  EXPECT_THAT(strikable(officer("hind")), ElementsAre(EventKind::item_verified));
  walk.strike(EventKind::item_verified);
  walk.does(strike_of(walk, EventKind::item_verified), officer("hind"));
  EXPECT_THAT(strikable(officer("hind")), IsEmpty());
}

TEST(Rectify, AStruckDecisionIsStudiedAgainAndWhatRestsOnItIsVoid) {
  Walk walk;
  walk.reach_study();
  const auto earliest = walk.step("study").earliest;
  walk.days_pass(14);
  walk.decide("refused");
  walk.tell("tell_answer");
  ASSERT_EQ(walk.request.outcome, "refused");
  walk.strike(EventKind::decided);
  walk.does(strike_of(walk, EventKind::decided), staff(Role::director));
  EXPECT_EQ(walk.request.status, Status::open);
  EXPECT_EQ(walk.request.decision, "");
  EXPECT_EQ(walk.status("study"), StepStatus::open);
  EXPECT_EQ(walk.step("study").earliest, earliest);
  for (const auto* step : {"tell_answer", "register", "deliver", "evaluate", "close"})
    EXPECT_EQ(walk.status(step), StepStatus::voided) << step;
  EXPECT_EQ(walk.outcome_of("H5/duty.decided"), "owed");
  walk.decide("accepted");
  walk.tell("tell_answer");
  EXPECT_EQ(walk.status("register"), StepStatus::open);
}

TEST(Rectify, NothingIsStruckOnWhichAServiceWasGiven) {
  Walk walk;
  walk.reach_delivery();
  walk.does(ActionKind::deliver, officer());
  walk.strike(EventKind::decided);
  EXPECT_THAT(walk.codes(strike_of(walk, EventKind::decided), staff(Role::director)),
              ElementsAre("rectify.delivered_since"));
  walk.strike(EventKind::delivered);
  walk.does(strike_of(walk, EventKind::delivered), staff(Role::director));
  EXPECT_EQ(walk.step("deliver").repetitions, 0);
  walk.strike(EventKind::decided);
  walk.does(strike_of(walk, EventKind::decided), staff(Role::director));
  EXPECT_EQ(walk.status("study"), StepStatus::open);
}

TEST(Rectify, AStruckTellingIsNotTold) {
  Walk walk;
  walk.reach_study();
  walk.strike(EventKind::told);
  walk.does(strike_of(walk, EventKind::told), staff(Role::director));
  EXPECT_THAT(walk.request.told, IsEmpty());
  EXPECT_EQ(walk.status("study"), StepStatus::voided);
  EXPECT_EQ(walk.status("tell_study_period"), StepStatus::open);
  walk.days_pass(1);
  walk.tell("tell_study_period");
  EXPECT_EQ(riyadh_date(*walk.step("study").earliest), riyadh_date(start) + 15);
}

TEST(Rectify, AStruckAnswerIsOwedAgain) {
  Walk walk;
  walk.receive();
  Action ask = act(ActionKind::raise_question);
  ask.question = "question-1";
  walk.does(ask, applicant());
  Action answer = act(ActionKind::answer_question);
  answer.question = "question-1";
  walk.does(answer, officer());
  walk.strike(EventKind::question_answered);
  walk.does(strike_of(walk, EventKind::question_answered), staff(Role::director));
  EXPECT_EQ(walk.status("receive"), StepStatus::open);
  EXPECT_FALSE(walk.request.questions.front().answered_at);
  walk.does(answer, officer());
  walk.submit();
}

TEST(Rectify, AWithdrawnRequestIsLeftAsItIs) {
  Walk walk;
  walk.reach_study();
  walk.strike(EventKind::told);
  walk.does(ActionKind::withdraw, applicant());
  EXPECT_THAT(walk.codes(strike_of(walk, EventKind::told), staff(Role::director)),
              ElementsAre("request.closed"));
}

}  // namespace
}  // namespace procedure::for_tests
