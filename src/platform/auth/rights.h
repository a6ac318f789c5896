#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/roles.h"
#include "platform/audit/audit.h"
#include "platform/db/db.h"
#include "platform/seal/seal.h"

// Who is asking, and what they may do. The closed set of roles stands in base/roles.h.
namespace auth {

// Everything that a route can ask leave for. rights.cc holds the matrix role × action; unknown is
// an error at start.
enum class Action : std::uint8_t {
  anyone,      // public pages of the portal, sign-in itself
  portal_use,  // a signed-in applicant acts on what is theirs
  desk_use,    // any staff member: me, sign-out, own settings
  queue_read,
  person_find,
  person_register,
  person_read,
  person_edit,
  person_erase,  // answer who asks that their data be destroyed
  claim_match,
  duplicate_judge,  // say whether two files are one person's, merge them, undo it
  person_import,    // lists of people, and taking a list back
  request_open,     // for a person who came, phoned or wrote
  request_read,
  request_receive,  // reception record, questions and their answers
  request_verify,
  request_clarify,  // answer what was put to the specialist
  request_inform,
  request_decide,  // record the deciding body's decision
  request_register,
  request_deliver,
  request_reply,
  request_judge,
  request_record,  // plain step kinds: done, with a record and a result
  request_close,
  request_return,
  request_hold,
  request_reassign,
  request_rectify,
  request_override,
  request_break_glass,
  attachment_read,
  report_read,
  message_read,
  message_retry,
  audit_read,
  staff_manage,
  branch_manage,
  calendar_manage,
  policy_read,
  policy_draft,
  policy_approve,  // record the board's approval, and put what it approved in force
  policy_manage    // circulate, remind, keep the list of contractors
};
inline constexpr int action_count = 43;
std::string_view name_of(Action action);

struct Actor {
  enum class Kind : std::uint8_t { nobody, applicant, staff, operator_, system };
  Kind kind = Kind::nobody;
  std::string id;    // staff id; for an applicant the sign-in's own id
  std::string name;  // display name of a staff member
  std::set<Role> roles;
  std::vector<BranchId> branches;    // empty: every branch
  std::string sign_in;               // id of the sign-in
  std::string phone_index;           // of an applicant: keyed digest of the verified phone
  PartyId acting_for;                // of an applicant: the party or the claim's party chosen
  std::vector<PartyId> may_act_for;  // of an applicant: what this phone opens
  bool has(Role role) const { return roles.contains(role); }
};

struct Object {  // what an action is on, as far as rights need it; leave empty what does not apply
  std::optional<Class> object_class;
  BranchId branch;
  bool of_no_branch = false;  // work of the association itself, not of one of its branches
  PartyId party;
  bool assigned_to_actor =
      false;  // among the staff this request is assigned to, now or at an earlier step
  bool on_agenda =
      false;  // before the deciding body that the actor sits on or keeps the minutes of
  bool break_glass = false;  // a break-glass of this actor is in force
};

// The matrix allows ∧ branch ∧ class. A confidential or foreign object answers not_found, never
// forbidden.
// - branch: a member with branches acts only there, and on no work of_no_branch. What is no work,
//   such as a person in no branch, is everybody's. Being assigned, or having it on the agenda,
//   reaches over branches.
// - confidential: only assigned_to_actor, on_agenda or break_glass. Only request_break_glass itself
// passes without them, and person_erase: the decision is the heads', who see no name for it.
// - restricted: not for whoever the matrix lets in as board member alone, unless assigned or on the
// agenda.
// - an applicant's object.party must be one that their phone opens.
// Opening a new object of a confidential kind is asked without a class: its maker is assigned to
// it.
Result<Done> authorise(const Actor& actor, Action action, const Object& object = {});
bool matrix_allows(Role role, Action action);
// As authorise without an object: for the list of what a screen offers.
bool may(const Actor& actor, Action action);
// The refusal for what is missing, foreign or hidden: the same for all three.
Refusal not_found();

// Who stands in the audit for this actor; of a staff member's roles the first that the action
// allows.
audit::Who who_of(const Actor& actor, Action action);

}  // namespace auth
