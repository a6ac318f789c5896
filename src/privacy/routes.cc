#include "privacy/privacy.h"
#include "privacy/retention_desk.h"

namespace privacy {
namespace {

using Tx = db::Transaction;
using auth::Action;

SubjectRequestId id_of(const api::Call& call) {
  return call.id<SubjectRequestId>("id");
}

void add_portal_routes(api::Routes& routes) {
  routes.get<parties::OwnFile>("/portal/file", Action::portal_use,
                               [](Tx& tx, const api::Call& call) -> Result<parties::OwnFile> {
                                 if (call.actor.acting_for.empty()) return parties::OwnFile{};
                                 return parties::own_file(tx, call.tenant, call.actor.acting_for);
                               });
  routes.get<OwnSubjectRequests>("/portal/subject-requests", Action::portal_use,
                                 [](Tx& tx, const api::Call& call) -> Result<OwnSubjectRequests> {
                                   return list_own(tx, call);
                                 });
  routes.change<AskBody, OwnSubjectRequest>("POST", "/portal/subject-requests", Action::portal_use,
                                            ask_in_portal);
  routes.change<NoWords, OwnSubjectRequest>("POST", "/portal/subject-requests/{id}/withdrawal",
                                            Action::portal_use,
                                            [](Tx& tx, const api::Call& call, const NoWords&) {
                                              return withdraw_request(tx, call, id_of(call));
                                            });
}

}  // namespace

void add_routes(api::Routes& routes, const parties::Hooks& hooks) {
  add_portal_routes(routes);
  add_export(routes, hooks);
  add_retention_routes(routes, hooks);
  routes.get<SubjectRowPage>(
      "/desk/subject-requests", Action::person_read,
      [hooks](Tx& tx, const api::Call& call) { return list_subject_requests(tx, call, hooks); });
  routes.get_recorded<SubjectPage>("/desk/subject-requests/{id}", Action::person_read,
                                   [hooks](Tx& tx, const api::Call& call, api::Opening& opening) {
                                     return read_subject_request(tx, call, hooks, id_of(call),
                                                                 opening);
                                   });
  // Who may answer which kind is asked with the request at hand.
  routes.change<AnswerBody, SubjectPage>(
      "POST", "/desk/subject-requests/{id}/answer", Action::person_read,
      [hooks](Tx& tx, const api::Call& call, const AnswerBody& body) {
        return answer_request(tx, call, hooks, id_of(call), body);
      });
  routes.change<ExtendBody, SubjectPage>(
      "POST", "/desk/subject-requests/{id}/extension", Action::person_read,
      [hooks](Tx& tx, const api::Call& call, const ExtendBody& body) {
        return extend_request(tx, call, hooks, id_of(call), body);
      });
  routes.get<SubjectRowPage>("/desk/people/{id}/subject-requests", Action::person_read,
                             [hooks](Tx& tx, const api::Call& call) {
                               return list_of_person(tx, call, hooks, call.id<PartyId>("id"));
                             });
  routes.change<AskBody, SubjectPage>(
      "POST", "/desk/people/{id}/subject-requests", Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const AskBody& body) {
        return note_at_desk(tx, call, hooks, call.id<PartyId>("id"), body);
      });
}

}  // namespace privacy
