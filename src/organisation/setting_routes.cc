#include "organisation/branches.h"
#include "organisation/desk_routes.h"
#include "organisation/desk_views.h"
#include "organisation/policy_reading.h"
#include "organisation/policy_versions.h"
#include "platform/exports/exports.h"
#include "policy/in_words.h"

namespace organisation {
namespace {

struct BranchList {
  std::vector<BranchView> items;
};
BOOST_DESCRIBE_STRUCT(BranchList, (), (items))

struct BranchBody {
  policy::Text name;
};
BOOST_DESCRIBE_STRUCT(BranchBody, (), (name))

struct AcknowledgementBody {
  std::string digest;
};
BOOST_DESCRIBE_STRUCT(AcknowledgementBody, (), (digest))

struct ReferenceList {
  std::vector<ReferenceView> items;
};
BOOST_DESCRIBE_STRUCT(ReferenceList, (), (items))

Result<BranchList> branches(db::Transaction& tx, const api::Call& call) {
  BranchList list;
  for (auto& branch : list_branches(tx, call.tenant.id)) {
    list.items.push_back({std::move(branch.id), std::move(branch.name)});
  }
  return list;
}

exports::Columns<BranchView> columns_of_branches() {
  const auto in = [](std::string_view language) {
    return
        [language](const BranchView& branch) { return policy::in_language(branch.name, language); };
  };
  return exports::Columns<BranchView>().add("name_ar", in("ar")).add("name_en", in("en"));
}

Result<BranchView> make_branch(db::Transaction& tx, const api::Call& call, const BranchBody& body) {
  const auto who = auth::who_of(call.actor, auth::Action::branch_manage);
  auto branch = TRY(add_branch(tx, call.tenant.id, who, body.name, call.now));
  return BranchView{std::move(branch.id), std::move(branch.name)};
}

Result<CalendarView> calendar(db::Transaction& tx, const api::Call& call) {
  return view(load_calendar(tx, call.tenant.id, call.now));
}

Result<CalendarView> put_calendar(db::Transaction& tx, const api::Call& call,
                                  const CalendarView& body) {
  const auto who = auth::who_of(call.actor, auth::Action::calendar_manage);
  const auto given = TRY(calendar_of(body));
  TRY(save_calendar(tx, call.tenant.id, who, given, call.now));
  return calendar(tx, call);
}

Result<DeskMe> acknowledge_policy(db::Transaction& tx, const api::Call& call,
                                  const AcknowledgementBody& body) {
  TRY(acknowledge(tx, call.tenant, call.actor, body.digest, call.now));
  return desk_me(tx, call.tenant, call.actor);
}

Result<ReferenceList> references(db::Transaction&, const api::Call& call) {
  const auto pack = call.tenant.policy_in_force();
  if (!pack) return refuse(RefusalKind::unavailable, "policy.none");
  ReferenceList list;
  for (const auto& document : pack->library) {
    list.items.push_back(
        {.id = document.id,
         .title = document.title,
         .version = document.version.empty() ? std::nullopt : std::optional(document.version),
         .printable = document.printable});
  }
  return list;
}

}  // namespace

void add_setting_routes(api::Routes& routes) {
  using auth::Action;
  routes.get<BranchList>("/desk/branches", Action::desk_use, branches);
  exports::add_export(routes, "/desk/branches", Action::desk_use,
                      exports::list_of<BranchList>("branches", columns_of_branches(), branches));
  routes.change<BranchBody, BranchView>("POST", "/desk/branches", Action::branch_manage,
                                        make_branch);
  routes.get<CalendarView>("/desk/calendar", Action::desk_use, calendar);
  routes.change<CalendarView, CalendarView>("PUT", "/desk/calendar", Action::calendar_manage,
                                            put_calendar);
  routes.change<AcknowledgementBody, DeskMe>("POST", "/desk/policy/acknowledgement",
                                             Action::policy_read, acknowledge_policy);
  routes.get<ReferenceList>("/desk/reference-documents", Action::policy_read, references);
}

void add_routes(api::Routes& routes, const RouteOptions& options) {
  add_sign_in_routes(routes, options);
  add_staff_routes(routes, options);
  add_setting_routes(routes);
  add_policy_reading_routes(routes);
}

}  // namespace organisation
