#pragma once

#include "privacy/subject_rows.h"
#include "requests/requests.h"

namespace privacy {

struct SubjectOffer {
  std::string action;  // grant | refuse | extend | withdraw
  bool free = false;
  std::vector<requests::ObstacleView> obstacles;
};
BOOST_DESCRIBE_STRUCT(SubjectOffer, (), (action, free, obstacles))

struct FieldValue {
  std::string value;
  std::optional<std::string> calendar;
};
BOOST_DESCRIBE_STRUCT(FieldValue, (), (value, calendar))

// As the person sees it.
struct OwnSubjectRequest {
  std::string id, kind;
  std::optional<std::string> field;
  std::string state;
  Instant asked_at;
  Date due_on;
  std::optional<FieldValue> asked;
  std::optional<std::string> reason, extension, answer;
  std::optional<Instant> extended_at, answered_at, carry_out_at;
  std::vector<SubjectOffer> offers;
};
BOOST_DESCRIBE_STRUCT(OwnSubjectRequest, (),
                      (id, kind, field, state, asked_at, due_on, asked, reason, extension, answer,
                       extended_at, answered_at, carry_out_at, offers))
struct OwnSubjectRequests {
  std::vector<OwnSubjectRequest> items;
};
BOOST_DESCRIBE_STRUCT(OwnSubjectRequests, (), (items))

// As the desk sees it.
struct SubjectRow {
  std::string id;
  PartyId party;
  std::string name, kind;
  std::optional<std::string> field;
  std::string state;
  Instant asked_at;
  Date due_on;
  bool late = false, in_portal = false;
};
BOOST_DESCRIBE_STRUCT(SubjectRow, (),
                      (id, party, name, kind, field, state, asked_at, due_on, late, in_portal))
struct SubjectRowPage {
  std::vector<SubjectRow> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(SubjectRowPage, (), (items, next))

struct SubjectPage {
  SubjectRow row;
  std::optional<std::string> entered_by, answered_by, reason, extension, answer;
  std::optional<FieldValue> asked, current;  // of a correction
  std::optional<Instant> extended_at, answered_at, carry_out_at;
  std::vector<SubjectOffer> offers;
};
BOOST_DESCRIBE_STRUCT(SubjectPage, (),
                      (row, entered_by, answered_by, reason, extension, answer, asked, current,
                       extended_at, answered_at, carry_out_at, offers))

// Which right it takes to answer it.
auth::Action right_of(SubjectKind kind);
SubjectFacts facts_of(db::Transaction& tx, const api::Call& call, const StoredRequest& stored);

// Who is meant: `hidden` is for whoever decides on an erasure and may not know whose it is.
enum class Named : std::uint8_t { shown, hidden };
// The same of anybody, for a decision that takes this right.
std::optional<Named> person_seen_as(db::Transaction& tx, const api::Call& call,
                                    const parties::Hooks& hooks, auth::Action right,
                                    const PartyId& person);
// Their name as the desk shows it: the phone, masked, when there is none; empty when hidden.
std::string name_shown(db::Transaction& tx, const api::Call& call, const PartyId& person,
                       Named named);
// Whether the actor may know of this request, and of whom it is; nothing: they may not.
std::optional<Named> seen_as(db::Transaction& tx, const api::Call& call,
                             const parties::Hooks& hooks, const StoredRequest& stored);

OwnSubjectRequest own_view(const StoredRequest& stored, Instant now);
SubjectPage page_view(db::Transaction& tx, const api::Call& call, const StoredRequest& stored,
                      Named named);
SubjectRow row_view(db::Transaction& tx, const api::Call& call, const StoredRequest& stored,
                    Named named);

}  // namespace privacy
