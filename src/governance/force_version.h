#pragma once

#include <boost/describe.hpp>

#include "governance/standing.h"

// In force from a date (F3, F6). The switch itself happens by time alone: whoever asks for the
// version in force after midnight gets the new one, whole.
namespace governance {

struct ForceVersion {
  Date from;  // of Riyadh: today, or the midnight that a later day begins with
};
BOOST_DESCRIBE_STRUCT(ForceVersion, (), (from))

struct VersionStanding {
  std::string digest, state;
  std::optional<Instant> effective_at;
};
BOOST_DESCRIBE_STRUCT(VersionStanding, (), (digest, state, effective_at))

// Refuses policy.unknown, policy.not_approved, policy.backdated, policy.force_before_approval,
// policy.in_force_already, policy.scheduled_already, policy.force_day_taken.
Result<VersionStanding> force_version(db::Transaction& tx, const api::Call& call,
                                      const ForceVersion& body);
struct NoBody {};
BOOST_DESCRIBE_STRUCT(NoBody, (), ())
// Before its day. Refuses policy.unknown, policy.in_force_stays, policy.not_scheduled.
Result<VersionStanding> cancel_scheduled(db::Transaction& tx, const api::Call& call,
                                         const NoBody& body);

}  // namespace governance
