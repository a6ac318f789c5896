#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "organisation/calendar.h"
#include "platform/api/api.h"

// What the desk's own pages see of the association: the JSON of the contract.
namespace organisation {

struct BranchView {
  BranchId id;
  policy::Text name;
};
BOOST_DESCRIBE_STRUCT(BranchView, (), (id, name))

struct DeskStaff {
  StaffId id;
  std::string name, email;
};
BOOST_DESCRIBE_STRUCT(DeskStaff, (), (id, name, email))

struct DeskAssociation {
  std::string slug;
  policy::Text name;
  bool neutral = false;  // messages and page titles do not name it
  std::optional<std::string> licence;
};
BOOST_DESCRIBE_STRUCT(DeskAssociation, (), (slug, name, neutral, licence))

DeskAssociation desk_association(const api::Tenant& tenant);

struct DeskMe {
  DeskStaff staff;
  std::vector<std::string> roles;
  std::vector<BranchView> branches;  // empty: every branch
  DeskAssociation association;
  std::vector<std::string> actions;  // that the roles allow
  std::optional<bool> must_acknowledge;
  std::map<std::string, policy::Text> titles;  // of roles, as the policy in force calls them
};
BOOST_DESCRIBE_STRUCT(DeskMe, (),
                      (staff, roles, branches, association, actions, must_acknowledge, titles))

DeskMe desk_me(db::Transaction& tx, const api::Tenant& tenant, const auth::Actor& actor);

struct StaffView {
  StaffId id;
  std::string name, email;
  std::vector<std::string> roles;
  std::vector<BranchId> branches;
  std::string state;
  std::optional<Instant> last_sign_in;
};
BOOST_DESCRIBE_STRUCT(StaffView, (), (id, name, email, roles, branches, state, last_sign_in))
StaffView view(const auth::StaffMember& member);

struct StaffInvited {
  StaffView staff;
  std::string setup_link;  // shown once
};
BOOST_DESCRIBE_STRUCT(StaffInvited, (), (staff, setup_link))

struct HolidayView {
  std::string date;
  policy::Text title;
  std::optional<bool> proposed;
};
BOOST_DESCRIBE_STRUCT(HolidayView, (), (date, title, proposed))

struct HoursView {
  std::string from, to;  // "08:00"; "24:00" is the end of the day
};
BOOST_DESCRIBE_STRUCT(HoursView, (), (from, to))

struct CalendarView {
  std::vector<int> rest_days;
  std::vector<HolidayView> holidays;
  std::vector<HoursView> hours, ramadan_hours;
  std::optional<std::string> years_by;  // hijri | gregorian
};
BOOST_DESCRIBE_STRUCT(CalendarView, (), (rest_days, holidays, hours, ramadan_hours, years_by))
CalendarView view(const Calendar& calendar);
// Refuses calendar.hours, calendar.date, calendar.years_by.
Result<Calendar> calendar_of(const CalendarView& view);

struct ApprovalView {
  std::string body, meeting, term;
  std::optional<std::string> date;
};
BOOST_DESCRIBE_STRUCT(ApprovalView, (), (body, meeting, term, date))

struct ControlView {
  std::string control, kind, name;
  bool chosen = false;
};
BOOST_DESCRIBE_STRUCT(ControlView, (), (control, kind, name, chosen))

struct ClauseView {
  std::string id;
  policy::Text text;
  std::optional<std::string> source;
  bool owed = true, measured = true;
  std::optional<policy::Text> why;  // it is not owed, or not measured
  std::vector<ControlView> controls;
};
BOOST_DESCRIBE_STRUCT(ClauseView, (), (id, text, source, owed, measured, why, controls))

// The version in force. Its request kinds are served by the requests room (/desk/kinds).
struct PolicyView {
  std::string id;
  policy::Text name, document;
  std::string digest;
  std::string in_force_since;
  std::optional<ApprovalView> approval;
  std::optional<std::string> review_due;
  std::optional<bool> acknowledged;
  std::vector<ClauseView> clauses;
};
BOOST_DESCRIBE_STRUCT(PolicyView, (),
                      (id, name, document, digest, in_force_since, approval, review_due,
                       acknowledged, clauses))
// Refuses policy.none.
Result<PolicyView> policy_view(db::Transaction& tx, const api::Tenant& tenant,
                               const auth::Actor& actor, Instant now);

struct ReferenceView {
  std::string id;
  policy::Text title;
  std::optional<std::string> version;
  bool printable = false;
};
BOOST_DESCRIBE_STRUCT(ReferenceView, (), (id, title, version, printable))

}  // namespace organisation
