#include "governance/governance.h"
#include "governance/room_routes.h"

namespace governance {
namespace {

using auth::Action;

// Read with a token in the body, so that it stands in no address and no log; nothing is changed.
void answer_link(const std::shared_ptr<api::Exchange>& exchange, const LinkToken& body) {
  std::optional<Result<LinkReading>> reading;
  exchange->call().tenant.store->read(
      [&](db::Transaction& tx) { reading = read_by_link(tx, exchange->call(), body); });
  exchange->answer_result(*reading);
}

}  // namespace

void add_circulation_routes(api::Routes& routes, const std::string& public_address) {
  const auto manage = Action::policy_manage;
  routes.get<Readers>("/desk/policy/versions/{digest}/readers", Action::policy_draft, list_readers);
  routes.change<NoBody, Readers>("POST", "/desk/policy/versions/{digest}/circulation", manage,
                                 circulate);
  routes.change<NoBody, Readers>("POST", "/desk/policy/versions/{digest}/reminders", manage,
                                 remind_readers);
  routes.change<NoBody, VersionStanding>("POST", "/desk/policy/versions/{digest}/acknowledgement",
                                         Action::policy_read, acknowledge_version);
  routes.get<ContractorList>("/desk/policy/contractors", manage, list_contractors);
  routes.change<ContractorBody, ContractorView>("POST", "/desk/policy/contractors", manage,
                                                add_contractor);
  routes.change<ContractorChange, ContractorView>("PUT", "/desk/policy/contractors/{id}", manage,
                                                  change_contractor);
  routes.change<VersionNamed, NewLink>(
      "POST", "/desk/policy/contractors/{id}/link", manage,
      [public_address](db::Transaction& tx, const api::Call& call, const VersionNamed& body) {
        return renew_link(tx, call, body, public_address);
      });
}

void add_portal_routes(api::Routes& routes) {
  const auto use = Action::portal_use;
  routes.get<DuePolicy>("/portal/policy", use, due_policy);
  routes.change<VersionNamed, DuePolicy>("POST", "/portal/policy/acknowledgement", use,
                                         acknowledge_due_policy);
  routes.deferred<LinkToken, LinkReading>("POST", "/portal/policy-links/reading", Action::anyone,
                                          answer_link);
  routes.change<LinkAcknowledgement, LinkReading>("POST", "/portal/policy-links/acknowledgement",
                                                  Action::anyone, acknowledge_by_link);
}

}  // namespace governance
