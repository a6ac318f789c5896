#pragma once

#include "requests/open_request.h"

namespace requests {

// The row's columns that follow from the state.
void project_row(RequestRow& row, const policy::RequestKind& kind, const procedure::Request& state);

// tasks, task_roles, request_staff and control_outcomes, rewritten from the state in the same
// transaction.
void project_lists(db::Transaction& tx, api::Tenant& tenant, const OpenRequest& open,
                   const procedure::Facts& facts, Instant now);

// Puts a member of staff among those who work on the request.
void add_worker(db::Transaction& tx, const AssociationId& association, const RequestId& request,
                const std::string& staff, std::string_view role, Instant now);

}  // namespace requests
