#pragma once

#include "governance/circulation.h"
#include "governance/policy_links.h"

// What a volunteer reads and acknowledges in the portal.
namespace governance {

struct DuePolicy {
  std::optional<ReadableVersion> version;  // nothing: nothing is asked of them
  std::optional<Instant> acknowledged_at;
};
BOOST_DESCRIBE_STRUCT(DuePolicy, (), (version, acknowledged_at))
// For whom the applicant acts for.
Result<DuePolicy> due_policy(db::Transaction& tx, const api::Call& call);
// Refuses policy.not_circulated: nothing, or another version, is asked of them.
Result<DuePolicy> acknowledge_due_policy(db::Transaction& tx, const api::Call& call,
                                         const VersionNamed& body);

}  // namespace governance
