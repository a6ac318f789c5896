#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "policy/pack.h"

// What the routes of this room answer. Names are the JSON names.
namespace reporting {

using policy::Text;

// Each request that owes the control counts in exactly one of the figures; of a record, each thing
// that there is or should be, as it is now.
struct ControlRow {
  std::string control, kind, name;
  bool chosen = false;
  std::int64_t owed = 0;  // still to be kept, and in time
  std::int64_t kept = 0, broken = 0, overridden = 0;
  std::int64_t not_measured = 0;  // 1: this record is kept nowhere, this measure computed nowhere
  std::int64_t late = 0;          // still to be kept, its date has passed
  std::optional<Text> why_not_measured;
};
BOOST_DESCRIBE_STRUCT(ControlRow, (),
                      (control, kind, name, chosen, owed, kept, broken, overridden, not_measured,
                       late, why_not_measured))

struct ClauseRow {
  std::string clause;
  Text text;
  std::optional<std::string> source;
  bool owed_by_policy = true, measured = true;
  std::optional<Text> why;  // it is not owed, or not measured
  std::vector<ControlRow> controls;
};
BOOST_DESCRIBE_STRUCT(ClauseRow, (),
                      (clause, text, source, owed_by_policy, measured, why, controls))

struct ClauseReport {
  std::string policy_version;  // digest
  std::vector<ClauseRow> items;
  Instant measured_at;
};
BOOST_DESCRIBE_STRUCT(ClauseReport, (), (policy_version, items, measured_at))

struct ClauseRequest {
  std::string request, reference;
  Text kind_title;
  std::string control, outcome;
  std::optional<Instant> due;
};
BOOST_DESCRIBE_STRUCT(ClauseRequest, (), (request, reference, kind_title, control, outcome, due))

struct ClauseRequests {
  std::vector<ClauseRequest> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ClauseRequests, (), (items, next))

struct AuditRow {
  std::int64_t seq = 0;
  Instant at;
  std::string who_kind, who;
  std::optional<std::string> who_name, role;
  std::string action, object;
  std::optional<std::string> party;
  std::string detail;
  std::optional<Text> purpose;  // that a consent is for, if the policy in force has it
  std::optional<std::string> request, reference;  // the object, when it is a request
  std::optional<std::string> object_name;         // the object, when it is a member of staff
  bool hidden = false;  // about confidential work of others: neither object nor person is named
};
BOOST_DESCRIBE_STRUCT(AuditRow, (),
                      (seq, at, who_kind, who, who_name, role, action, object, party, detail,
                       purpose, request, reference, object_name, hidden))

struct AuditPage {
  std::vector<AuditRow> items;  // newest first
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(AuditPage, (), (items, next))

// Whose acts the log can be asked for: every account, ended ones too.
struct AuditActor {
  std::string id, name;
};
BOOST_DESCRIBE_STRUCT(AuditActor, (), (id, name))
struct AuditActors {
  std::vector<AuditActor> items;  // by id
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(AuditActors, (), (items, next))

}  // namespace reporting
