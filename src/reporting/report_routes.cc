#include "reporting/audit_log.h"
#include "reporting/clause_report.h"
#include "reporting/reporting.h"

namespace reporting {

void add_routes(api::Routes& routes, Replays& replays) {
  using auth::Action;
  routes.get_list<ClauseReport>("/desk/reports/clauses", Action::report_read, report_clauses);
  routes.get_list<ClauseRequests>("/desk/reports/clauses/{clause}/requests", Action::report_read,
                                  list_clause_requests);
  add_replay_routes(routes, replays);
  add_exports(routes);
  routes.get_recorded<AuditPage>("/desk/audit", Action::audit_read, read_audit_log);
  routes.get_list<AuditActors>("/desk/audit/staff", Action::audit_read, list_audit_actors);
}

}  // namespace reporting
