#include "governance/acknowledgement_list.h"
#include "governance/governance.h"
#include "governance/room_routes.h"

namespace governance {
namespace {

using auth::Action;

// Answered without the store of kept answers: nothing is changed, and an editor asks often.
void answer_check(const std::shared_ptr<api::Exchange>& exchange, const CheckFiles& body) {
  std::optional<Result<Checked>> checked;
  exchange->call().tenant.store->read(
      [&](db::Transaction& tx) { checked = check_files(tx, exchange->call(), body); });
  exchange->answer_result(*checked);
}

}  // namespace

void add_draft_routes(api::Routes& routes) {
  routes.get<DraftList>("/desk/policy/drafts", Action::policy_draft, list_drafts);
  routes.change<BeginDraft, DraftCard>("POST", "/desk/policy/drafts", Action::policy_draft,
                                       begin_draft);
  routes.get<DraftView>("/desk/policy/drafts/{id}", Action::policy_draft, read_draft);
  routes.change<SaveDraft, DraftSaved>("PUT", "/desk/policy/drafts/{id}", Action::policy_draft,
                                       save_draft);
  routes.change<SeenRevision, DraftCard>("POST", "/desk/policy/drafts/{id}/rebase",
                                         Action::policy_draft, rebase_draft);
  routes.change<SeenRevision, DraftCard>("POST", "/desk/policy/drafts/{id}/discard",
                                         Action::policy_draft, discard_draft);
  routes.deferred<CheckFiles, Checked>("POST", "/desk/policy/checks", Action::policy_draft,
                                       answer_check);
}

void add_version_routes(api::Routes& routes) {
  routes.get<VersionList>("/desk/policy/versions", Action::policy_read, list_versions);
  routes.get<VersionView>("/desk/policy/versions/{digest}", Action::policy_read, read_version);
  routes.get<VersionFiles>("/desk/policy/versions/{digest}/files", Action::policy_read,
                           read_version_files);
  routes.get<Comparison>("/desk/policy/differences", Action::policy_read, compare_versions);
  routes.change<ApproveDraft, Approved>("POST", "/desk/policy/drafts/{id}/approval",
                                        Action::policy_approve, approve_draft);
  routes.upload<MinutesView>("/desk/policy/attachments", Action::policy_approve, upload_minutes);
  routes.bytes("/desk/policy/attachments/{attachment}", Action::policy_draft, read_minutes);
  routes.change<RecordApproval, Approved>("POST", "/desk/policy/versions/{digest}/approvals",
                                          Action::policy_approve, approve_version);
  routes.change<ForceVersion, VersionStanding>("POST", "/desk/policy/versions/{digest}/force",
                                               Action::policy_approve, force_version);
  routes.change<NoBody, VersionStanding>("POST", "/desk/policy/versions/{digest}/cancellation",
                                         Action::policy_approve, cancel_scheduled);
}

void add_evidence_routes(api::Routes& routes, const std::string& public_address) {
  routes.get<Evidence>("/desk/policy/versions/{digest}/evidence", Action::policy_draft,
                       [public_address](db::Transaction& tx, const api::Call& call) {
                         return read_evidence(tx, call, public_address);
                       });
  routes.bytes("/desk/policy/versions/{digest}/evidence/paper", Action::policy_draft,
               [public_address](db::Transaction& tx, const api::Call& call, api::Opening& opening) {
                 return print_evidence(tx, call, opening, public_address);
               });
  routes.bytes("/desk/policy/versions/{digest}/evidence/folder", Action::policy_draft,
               [public_address](db::Transaction& tx, const api::Call& call, api::Opening& opening) {
                 return download_evidence(tx, call, opening, public_address);
               });
}

void add_routes(api::Routes& routes, const RouteOptions& options) {
  add_draft_routes(routes);
  add_version_routes(routes);
  add_evidence_routes(routes, options.public_address);
  add_circulation_routes(routes, options.public_address);
  add_portal_routes(routes);
  add_exports(routes);
}

}  // namespace governance
