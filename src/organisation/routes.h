#pragma once

#include <functional>
#include <string>

#include "organisation/desk_views.h"

namespace organisation {

class Directory;

struct RouteOptions {
  auth::Hasher* hasher = nullptr;
  std::string public_address;  // for setup links; from the configuration, never from a header
  bool secure = false;         // cookies
};
// /desk/sign-in, /desk/me, /desk/setup, /desk/staff, /desk/colleagues, /desk/branches,
// /desk/calendar, /desk/policy/acknowledgement, /desk/reference-documents. GET /desk/policy needs
// add_policy_route.
void add_routes(api::Routes& routes, const RouteOptions& options);

// /api/found/…, of the installation itself: for whoever holds an operator's founding link.
// `templates`: the folder of the packs that are shipped.
void add_founding_routes(api::Routes& routes, Directory& directory, const std::string& templates,
                         const std::string& public_address);

// GET /desk/policy. Page: a described struct that derives from PolicyView, with what rooms above
// say of the version (its request kinds, its recorded approval); `complete` fills that part in.
template <class Page>
void add_policy_route(api::Routes& routes,
                      std::function<void(db::Transaction&, const api::Call&, Page&)> complete) {
  routes.get<Page>("/desk/policy", auth::Action::policy_read,
                   [complete](db::Transaction& tx, const api::Call& call) -> Result<Page> {
                     Page page;
                     static_cast<PolicyView&>(page) =
                         TRY(policy_view(tx, call.tenant, call.actor, call.now));
                     complete(tx, call, page);
                     return page;
                   });
}

}  // namespace organisation
