#pragma once

#include "governance/approvals.h"
#include "governance/circulation.h"
#include "governance/compare_versions.h"
#include "governance/connect.h"
#include "governance/contractors.h"
#include "governance/drafts.h"
#include "governance/evidence.h"
#include "governance/evidence_folder.h"
#include "governance/evidence_paper.h"
#include "governance/force_version.h"
#include "governance/policy_links.h"
#include "governance/remind_review.h"
#include "governance/standing.h"
#include "governance/versions_view.h"
#include "governance/volunteer_reading.h"

// The door: the life of the association's policy: drafts, approval, the day it comes into force,
// circulation, acknowledgement, review (F2–F6).
namespace governance {

struct RouteOptions {
  std::string public_address;  // of the portal; from the configuration
};
void add_routes(api::Routes& routes, const RouteOptions& options);

}  // namespace governance
