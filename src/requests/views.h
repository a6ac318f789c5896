#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "policy/pack.h"
#include "requests/form_views.h"
#include "requests/item_values.h"

// What the routes of this room answer about requests. Names are the JSON names; the OpenAPI
// document and the pages' generated types come from these descriptions.
namespace requests {

using policy::Text;

struct ObstacleView {
  std::string code, field, clause;
  std::map<std::string, std::string> parameters;
  std::string remedy;
};
BOOST_DESCRIBE_STRUCT(ObstacleView, (), (code, field, clause, parameters, remedy))

struct OfferView {
  std::string action;
  std::optional<std::string> step;
  bool free = false;
  std::vector<ObstacleView> obstacles;
  std::vector<std::string> outcomes;
  std::optional<Instant> earliest, due;
};
BOOST_DESCRIBE_STRUCT(OfferView, (), (action, step, free, obstacles, outcomes, earliest, due))

struct StandingStep {
  std::string id, kind;
  Text title;
  std::string status;
  std::optional<Instant> opened_at, done_at, earliest, due;
  std::optional<std::string> outcome;
  std::vector<std::string> by;
  std::optional<std::string> clause;
  bool optional = false;
};
BOOST_DESCRIBE_STRUCT(StandingStep, (),
                      (id, kind, title, status, opened_at, done_at, earliest, due, outcome, by,
                       clause, optional))

struct NextStep {
  std::string step;
  std::vector<std::string> who;
  std::optional<std::string> assignee;
  std::optional<Instant> earliest, due;
  std::optional<std::string> blocked_by;
};
BOOST_DESCRIBE_STRUCT(NextStep, (), (step, who, assignee, earliest, due, blocked_by))

struct TellingView {
  std::string what, channel, proof;
  Instant at;
  bool failed = false;
};
BOOST_DESCRIBE_STRUCT(TellingView, (), (what, channel, proof, at, failed))

struct StandingItem {
  std::string id;
  Text title;
  std::string state;  // given | missing | matched | not_valid | asked_again
  std::optional<ItemValue> value;
};
BOOST_DESCRIBE_STRUCT(StandingItem, (), (id, title, state, value))

struct ReturnedView {
  std::vector<std::string> items;
  std::optional<std::string> reason;
  std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(ReturnedView, (), (items, reason, until))

struct DecisionView {
  std::string step, outcome;
  std::optional<std::string> reasons;
  Date decided_on;
  std::optional<std::int64_t> amount_halalas;
  std::optional<std::string> by;
};
BOOST_DESCRIBE_STRUCT(DecisionView, (), (step, outcome, reasons, decided_on, amount_halalas, by))

struct DeliveryView {
  std::string step;
  std::optional<std::string> what;
  Date delivered_on;
  std::optional<std::int64_t> amount_halalas;
  std::optional<Instant> confirmed_at;
};
BOOST_DESCRIBE_STRUCT(DeliveryView, (), (step, what, delivered_on, amount_halalas, confirmed_at))

struct ReplyView {
  std::string step, text, channel;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(ReplyView, (), (step, text, channel, at))

struct RatingView {
  std::optional<Instant> invited_at, rated_at;
};
BOOST_DESCRIBE_STRUCT(RatingView, (), (invited_at, rated_at))

struct RelatedRequest {
  std::string request, reference;
};
BOOST_DESCRIBE_STRUCT(RelatedRequest, (), (request, reference))

struct QuestionView {
  std::string id;
  std::optional<std::string> step;
  std::string text;
  Instant asked_at;
  std::optional<std::string> answer;
  std::optional<Instant> answered_at;
};
BOOST_DESCRIBE_STRUCT(QuestionView, (), (id, step, text, asked_at, answer, answered_at))

struct RequestCard {
  std::string id, reference, kind;
  Text kind_title;
  std::string status;
  std::optional<std::string> outcome, step;
  std::optional<Text> step_title;
  std::optional<Instant> due;
  Instant received_at;
  bool unread = false;  // the applicant has a message about it that they have not read
};
BOOST_DESCRIBE_STRUCT(RequestCard, (),
                      (id, reference, kind, kind_title, status, outcome, step, step_title, due,
                       received_at, unread))
struct RequestCards {
  std::vector<RequestCard> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(RequestCards, (), (items, next))

// Where a request stands, as the applicant sees it.
struct RequestStanding {
  std::string id, reference;
  std::int64_t seq = 0;
  std::string kind;
  Text kind_title;
  std::string status;
  std::optional<std::string> outcome;
  Instant received_at;
  std::optional<Instant> submitted_at;
  std::vector<StandingStep> steps;
  std::optional<NextStep> next;
  std::optional<Date> answer_not_before, answer_by;
  std::vector<TellingView> told;
  std::int64_t messages = 0, unread_messages = 0;  // about it, in the reader's own inbox
  std::vector<StandingItem> items;
  std::optional<ReturnedView> returned;
  std::optional<DecisionView> decision;
  std::vector<DeliveryView> deliveries;
  std::vector<ReplyView> replies;
  std::vector<QuestionView> questions;
  std::optional<RatingView> rating;
  std::vector<OfferView> actions;
  std::optional<RelatedRequest> appeal;
  std::vector<StepRecord> records;  // what the applicant is shown of them
};
BOOST_DESCRIBE_STRUCT(RequestStanding, (),
                      (id, reference, seq, kind, kind_title, status, outcome, received_at,
                       submitted_at, steps, next, answer_not_before, answer_by, told, messages,
                       unread_messages, items, returned, decision, deliveries, replies, questions,
                       rating, actions, appeal, records))

struct PersonRef {
  std::string party, name;
  std::optional<std::string> kind, capacity, relation;  // kind: claim | party
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (party, name, kind, capacity, relation))

struct StaffRef {
  std::string id, name;
};
BOOST_DESCRIBE_STRUCT(StaffRef, (), (id, name))

struct ItemView {
  std::string id, kind, type;
  Text title;
  bool required = true;
  std::optional<ItemValue> value;
  std::optional<std::string> digest;
  std::optional<bool> matched, valid;
  std::optional<std::string> verified_by;
  std::optional<Instant> verified_at;
  std::vector<std::string> checks;
  std::vector<ChoiceView> choices;
  std::optional<std::string> known_as;  // which value of the person's file it is
};
BOOST_DESCRIBE_STRUCT(ItemView, (),
                      (id, kind, type, title, required, value, digest, matched, valid, verified_by,
                       verified_at, checks, choices, known_as))

struct DeclarationView {
  std::optional<Instant> signed_at;
  std::optional<std::string> method, signer, capacity, drawing;
  bool is_void = false;
  Text text;
  int version = 1;
};
BOOST_DESCRIBE_STRUCT(DeclarationView, (),
                      (signed_at, method, signer, capacity, drawing, is_void, text, version))

struct TimelineEntry {
  std::int64_t seq = 0;
  std::string kind;
  std::optional<std::string> step;
  Instant at, recorded_at;
  std::string actor_kind;
  std::optional<std::string> actor_name, role, text, clause;
  std::map<std::string, std::string> parameters;
  bool struck = false;
  bool may_strike = false;  // the reader may rectify it
};
BOOST_DESCRIBE_STRUCT(TimelineEntry, (),
                      (seq, kind, step, at, recorded_at, actor_kind, actor_name, role, text, clause,
                       parameters, struck, may_strike))

struct OverrideView {
  std::string control, step;
  std::optional<std::string> clause, reason;
  std::string by;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(OverrideView, (), (control, step, clause, reason, by, at))

struct ControlOutcomeView {
  std::string clause, control, outcome;
  std::optional<Instant> due;
};
BOOST_DESCRIBE_STRUCT(ControlOutcomeView, (), (clause, control, outcome, due))

struct AttachmentView {
  std::string id, name, type;
  std::int64_t bytes = 0;
  std::optional<std::string> item;
  std::optional<Instant> destroyed_at =
      {};  // by the schedule of retention: nothing is left to open
};
BOOST_DESCRIBE_STRUCT(AttachmentView, (), (id, name, type, bytes, item, destroyed_at))

// The request, as the staff who work on it see it.
struct RequestPage {
  std::string id, reference;
  std::int64_t seq = 0;
  std::string kind;
  Text kind_title;
  std::string status;
  std::optional<std::string> outcome;
  std::string confidentiality, channel;
  Instant received_at;
  std::optional<Instant> submitted_at;
  std::string policy_version;
  std::optional<PersonRef> beneficiary, applicant;
  std::optional<StaffRef> assignee;
  std::optional<std::string> branch;
  std::vector<StandingStep> steps;
  std::vector<NextStep> next;
  std::vector<ItemView> items;
  std::vector<QuestionView> questions;
  std::optional<DeclarationView> declaration;
  std::vector<TellingView> told;
  std::vector<TimelineEntry> timeline;
  std::optional<ReturnedView> returned;
  std::optional<DecisionView> decision;
  std::vector<DeliveryView> deliveries;
  std::vector<ReplyView> replies;
  std::vector<OverrideView> overrides;
  std::vector<OfferView> offers;
  std::vector<ControlOutcomeView> control_outcomes;
  std::vector<AttachmentView> attachments;
  std::optional<RelatedRequest> about, appeal;
  // Others of this kind for the same person, not closed, that the reader may see: one of them may
  // be the same request twice.
  std::vector<RelatedRequest> twins;
  std::optional<Instant> break_glass_until;
  std::vector<StepRecord> records;
};
BOOST_DESCRIBE_STRUCT(RequestPage, (),
                      (id, reference, seq, kind, kind_title, status, outcome, confidentiality,
                       channel, received_at, submitted_at, policy_version, beneficiary, applicant,
                       assignee, branch, steps, next, items, questions, declaration, told, timeline,
                       returned, decision, deliveries, replies, overrides, offers, control_outcomes,
                       attachments, about, appeal, twins, break_glass_until, records))

struct QueueRow {
  std::string request, reference, kind;
  Text kind_title;
  std::string step;
  Text step_title;
  std::string step_kind;
  std::optional<std::string> person;
  std::vector<std::string> who;
  std::optional<StaffRef> assignee;
  Instant opened_at;
  std::optional<Instant> due, earliest;
  std::optional<std::string> blocked_by;
  std::string status;
  std::optional<std::string> branch;
  bool confidential = false;
};
BOOST_DESCRIBE_STRUCT(QueueRow, (),
                      (request, reference, kind, kind_title, step, step_title, step_kind, person,
                       who, assignee, opened_at, due, earliest, blocked_by, status, branch,
                       confidential))
// Counted up to 1,000 each: beyond that the screen says "more than".
struct QueueCounts {
  std::int64_t mine = 0, team = 0, all = 0, overdue = 0, due_today = 0, blocked = 0;
};
BOOST_DESCRIBE_STRUCT(QueueCounts, (), (mine, team, all, overdue, due_today, blocked))
struct QueuePage {
  std::vector<QueueRow> items;
  std::optional<std::string> next;
  QueueCounts counts;
};
BOOST_DESCRIBE_STRUCT(QueuePage, (), (items, next, counts))

}  // namespace requests
