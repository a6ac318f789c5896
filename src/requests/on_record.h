#pragma once

#include "platform/audit/audit.h"
#include "requests/request_row.h"

namespace requests {

// The entry of the audit log of a request's document that was opened.
audit::Entry paper_opened(const RequestRow& request, const AttachmentId& paper);

// The request that an entry is about: its own acts are on it, the opening of one of its documents
// names it in the detail (empty: the entry is from before that).
std::optional<RequestId> request_on_record(const audit::Entry& entry);

}  // namespace requests
