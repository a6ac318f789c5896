#pragma once

#include "privacy/subject_view.h"

namespace privacy {

// Of whom the applicant acts for; nothing before there is anybody.
OwnSubjectRequests list_own(db::Transaction& tx, const api::Call& call);
// In one state (`?state=`, open when nothing is said), by the last day of the answer; only of
// people whom the actor may find.
Result<SubjectRowPage> list_subject_requests(db::Transaction& tx, const api::Call& call,
                                             const parties::Hooks& hooks);
// Everything that one person asked, for their page on the desk.
Result<SubjectRowPage> list_of_person(db::Transaction& tx, const api::Call& call,
                                      const parties::Hooks& hooks, const PartyId& party);
// Refuses not_found. `opening` puts the reading on record.
Result<SubjectPage> read_subject_request(db::Transaction& tx, const api::Call& call,
                                         const parties::Hooks& hooks, const SubjectRequestId& id,
                                         api::Opening& opening);

// GET /desk/subject-requests/export, by the same state.
void add_export(api::Routes& routes, const parties::Hooks& hooks);

}  // namespace privacy
