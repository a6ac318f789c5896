#include <algorithm>

#include "organisation/branches.h"
#include "organisation/desk_routes.h"
#include "organisation/desk_views.h"
#include "platform/exports/exports.h"

namespace organisation {
namespace {

struct StaffList {
  std::vector<StaffView> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(StaffList, (), (items, next))

struct Colleague {
  StaffId id;
  std::string name;
  std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(Colleague, (), (id, name, roles))

struct ColleagueList {
  std::vector<Colleague> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ColleagueList, (), (items, next))

struct InviteBody {
  std::string name, email;
  std::vector<std::string> roles;
  std::vector<BranchId> branches;
};
BOOST_DESCRIBE_STRUCT(InviteBody, (), (name, email, roles, branches))

struct ChangeBody {
  std::optional<std::string> name;
  std::optional<std::vector<std::string>> roles;
  std::optional<std::vector<BranchId>> branches;
  std::optional<std::string> state;
};
BOOST_DESCRIBE_STRUCT(ChangeBody, (), (name, roles, branches, state))

Result<std::set<Role>> roles_of(const std::vector<std::string>& names) {
  Refusal refusal{RefusalKind::rule_not_met, {}};
  std::set<Role> roles;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (const auto role = role_named(names[i])) {
      roles.insert(*role);
    } else {
      refusal.obstacles.push_back(
          {.code = "staff.role_unknown", .field = "/roles/" + std::to_string(i)});
    }
  }
  if (!refusal.obstacles.empty()) return refusal;
  return roles;
}

audit::Who who(const api::Call& call) {
  return auth::who_of(call.actor, auth::Action::staff_manage);
}

// The page of members after call's `after`, one more than asked for to know whether there is a
// next.
std::vector<auth::StaffMember> page_of_staff(db::Transaction& tx, const api::Call& call,
                                             const api::Page& page,
                                             std::optional<std::string>& next) {
  auto members =
      auth::list_staff(tx, *call.tenant.keeper, call.tenant.id, page.after, page.limit + 1);
  if (members.size() > static_cast<std::size_t>(page.limit)) {
    members.pop_back();
    next = members.back().id.text;
  }
  return members;
}

Result<StaffList> list(db::Transaction& tx, const api::Call& call) {
  const auto page = TRY(api::page_of(call));
  StaffList list;
  for (const auto& member : page_of_staff(tx, call, page, list.next)) {
    list.items.push_back(view(member));
  }
  return list;
}

struct StaffLine {
  StaffView member;
  std::vector<policy::Text> branches;
};
struct StaffLines {
  std::vector<StaffLine> items;
  std::optional<std::string> next;
};

// The page of the list, with its branches by name.
Result<StaffLines> list_with_branches(db::Transaction& tx, const api::Call& call) {
  auto page = TRY(list(tx, call));
  const auto branches = list_branches(tx, call.tenant.id);
  StaffLines lines{.items = {}, .next = std::move(page.next)};
  for (auto& member : page.items) {
    StaffLine line{std::move(member), {}};
    for (const auto& branch : branches) {
      if (std::ranges::count(line.member.branches, branch.id) > 0)
        line.branches.push_back(branch.name);
    }
    lines.items.push_back(std::move(line));
  }
  return lines;
}

std::string branches_of(const StaffLine& line, const exports::Words& words) {
  if (line.member.branches.empty()) return words.heading("all_branches");
  std::vector<std::string> names;
  names.reserve(line.branches.size());
  for (const auto& name : line.branches) names.push_back(words.of(name));
  return words.joined(names);
}

exports::Columns<StaffLine> columns_of_staff() {
  using exports::Words;
  using Line = StaffLine;
  return exports::Columns<Line>()
      .add("name", [](const Line& line) { return line.member.name; })
      .add("email", [](const Line& line) { return line.member.email; })
      .add("roles", [](const Line& line,
                       const Words& words) { return words.all_of("role", line.member.roles); })
      .add("branches", branches_of)
      .add("state", [](const Line& line,
                       const Words& words) { return words.of("staff_state", line.member.state); })
      .add("last_sign_in", [](const Line& line) { return line.member.last_sign_in; });
}

// Whom a request may be handed to: names and roles of active members, no address.
Result<ColleagueList> colleagues(db::Transaction& tx, const api::Call& call) {
  const auto page = TRY(api::page_of(call));
  ColleagueList list;
  for (const auto& member : page_of_staff(tx, call, page, list.next)) {
    if (member.state != auth::StaffState::active) continue;
    list.items.push_back({member.id, member.name, view(member).roles});
  }
  return list;
}

std::string link_of(const api::Call& call, const RouteOptions& options, const std::string& token) {
  // In the fragment, which no browser sends to a server and no proxy logs.
  return options.public_address + "/desk/" + call.tenant.slug + "/setup#" + token;
}

Result<StaffInvited> invite(db::Transaction& tx, const api::Call& call, const InviteBody& body,
                            const RouteOptions& options) {
  const auto roles = TRY(roles_of(body.roles));
  TRY(check_branches(tx, call.tenant.id, body.branches));
  const auto invited =
      TRY(auth::invite_staff(tx, *call.tenant.keeper, call.tenant.id, who(call), call.now,
                             {body.name, body.email, roles, body.branches}));
  return StaffInvited{view(invited.member), link_of(call, options, invited.token)};
}

Result<StaffView> change(db::Transaction& tx, const api::Call& call, const ChangeBody& body) {
  auth::StaffChange change{.name = body.name, .roles = {}, .branches = body.branches, .state = {}};
  if (body.roles) change.roles = TRY(roles_of(*body.roles));
  if (body.branches) TRY(check_branches(tx, call.tenant.id, *body.branches));
  if (body.state) {
    change.state = auth::staff_state_named(*body.state);
    if (!change.state) {
      return refuse(RefusalKind::rule_not_met, Obstacle{.code = "staff.state", .field = "/state"});
    }
  }
  const auto changed = TRY(auth::change_staff(tx, *call.tenant.keeper, call.tenant.id, who(call),
                                              call.id<StaffId>("id"), change, call.now));
  return view(changed);
}

}  // namespace

void add_staff_routes(api::Routes& routes, const RouteOptions& options) {
  const auto manage = auth::Action::staff_manage;
  routes.get<StaffList>("/desk/staff", manage, list);
  exports::add_export(
      routes, "/desk/staff", manage,
      exports::list_of<StaffLines>("staff", columns_of_staff(), list_with_branches));
  routes.get<ColleagueList>("/desk/colleagues", auth::Action::queue_read, colleagues);
  routes.change<InviteBody, StaffInvited>(
      "POST", "/desk/staff", manage,
      [options](db::Transaction& tx, const api::Call& call, const InviteBody& body) {
        return invite(tx, call, body, options);
      });
  routes.change<ChangeBody, StaffView>("PATCH", "/desk/staff/{id}", manage, change);
  routes.change<Nothing, StaffInvited>(
      "POST", "/desk/staff/{id}/setup-link", manage,
      [options](db::Transaction& tx, const api::Call& call,
                const Nothing&) -> Result<StaffInvited> {
        const auto invited = TRY(auth::renew_setup_link(
            tx, *call.tenant.keeper, call.tenant.id, who(call), call.id<StaffId>("id"), call.now));
        return StaffInvited{view(invited.member), link_of(call, options, invited.token)};
      });
}

}  // namespace organisation
