#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "organisation/organisation.h"

// Where a version stands in its life (F3, F6): a stored version is a draft until it is approved;
// approved it may be given a day, and on that day it comes into force by time alone.
namespace governance {

enum class VersionState : std::uint8_t { draft, approved, scheduled, in_force, superseded };
std::string_view name_of(VersionState state);

using ApprovalId = Id<struct ApprovalTag>;

// A decision about a version, as far as given: by an act recorded here, or as its own files state
// it.
struct Approval {
  std::optional<ApprovalId> id;  // nothing: the files state it
  std::string body, meeting, term;
  std::optional<Date> decided_on;
  std::optional<AttachmentId> minutes;
  std::optional<Instant> recorded_at;
  std::string recorded_by;  // a staff id
};

// Newest act first; what the files state comes last.
std::vector<Approval> approvals_of(db::Transaction& tx, const api::Tenant& tenant,
                                   std::string_view digest);
// The latest, by which the review date is counted; nothing: the version was never approved.
std::optional<Approval> latest_approval(db::Transaction& tx, const api::Tenant& tenant,
                                        std::string_view digest);

struct Standing {
  organisation::PolicyVersion version;
  VersionState state = VersionState::draft;
  std::vector<Approval> approvals;
  // When it came, or is to come, into force; latest first, what was called off left aside.
  std::vector<Instant> effects;

  // The day on which the review is due: `review_every` after the latest approval, or after the
  // coming into force where no day of approval is known.
  std::optional<Date> review_due(const policy::Pack& pack) const;
};
// Newest first.
std::vector<Standing> list_standings(db::Transaction& tx, const api::Tenant& tenant, Instant now);
// Refuses policy.unknown.
Result<Standing> standing_of(db::Transaction& tx, const api::Tenant& tenant,
                             std::string_view digest, Instant now);

// Of the version that this pack is.
std::optional<Date> review_due(db::Transaction& tx, const api::Tenant& tenant,
                               const policy::Pack& pack);

// What a new draft follows: the version in force, or a newer one that is approved already. Empty
// when the association has none.
std::string newest_version(db::Transaction& tx, const api::Tenant& tenant, Instant now);

}  // namespace governance
