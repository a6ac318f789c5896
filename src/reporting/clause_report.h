#pragma once

#include "platform/api/api.h"
#include "reporting/views.h"

namespace reporting {

// Every clause of the policy version in force and each of its controls, with how many requests owe,
// kept, broke or overrode it. The figures count every request: they name none.
// GET /desk/reports/clauses?from=&to= (days on which requests were received). Refuses
// policy.version_missing.
Result<ClauseReport> report_clauses(db::Transaction& tx, const api::Call& call);

// The requests behind a figure, newest first: those that the actor may open.
// GET /desk/reports/clauses/{clause}/requests?control=&outcome=&from=&to=&after=&limit=
Result<ClauseRequests> list_clause_requests(db::Transaction& tx, const api::Call& call);

}  // namespace reporting
