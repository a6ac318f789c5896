#pragma once

#include "platform/api/api.h"
#include "reporting/views.h"

namespace reporting {

// Who did or opened what, and when; newest first, at most 200 at once. Every reading of it is on
// record itself. Entries about confidential work of others name neither object nor person, and
// asking for them by party, request or applicant answers as if there were none.
// GET /desk/audit?party=&request=&who=&action=&before=&limit= ; request: id or reference; before:
// a seq. Refuses argument.not_a_page_key.
Result<AuditPage> read_audit_log(db::Transaction& tx, const api::Call& call, api::Opening& opening);
// The names to choose `who` from, of staff alone. GET /desk/audit/staff?after=&limit=
Result<AuditActors> list_audit_actors(db::Transaction& tx, const api::Call& call);

// GET /desk/audit/export, /desk/reports/clauses/export and that of the requests behind a figure.
void add_exports(api::Routes& routes);

}  // namespace reporting
