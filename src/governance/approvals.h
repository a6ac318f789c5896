#pragma once

#include <boost/describe.hpp>

#include "governance/standing.h"

// The recorded act by which a body approves a version (F6): body, meeting, term, date and minutes.
namespace governance {

struct RecordApproval {
  std::string body;                          // board, general_assembly …
  std::optional<std::string> meeting, term;  // as far as given
  Date decided_on;
  std::optional<AttachmentId> minutes;  // uploaded before
};
BOOST_DESCRIBE_STRUCT(RecordApproval, (), (body, meeting, term, decided_on, minutes))

struct ApproveDraft : RecordApproval {
  std::int64_t revision = 0;  // that the body decided about
};
BOOST_DESCRIBE_STRUCT(ApproveDraft, (RecordApproval), (revision))

struct Approved {
  std::string digest;
  ApprovalId approval;
};
BOOST_DESCRIBE_STRUCT(Approved, (), (digest, approval))

struct MinutesView {
  AttachmentId id;
  std::string name, type;
  std::int64_t bytes = 0;
  std::string digest;  // BLAKE2b-256 of the content
};
BOOST_DESCRIBE_STRUCT(MinutesView, (), (id, name, type, bytes, digest))

struct ApprovalCard {
  std::optional<ApprovalId> id;  // nothing: the version's own files state it
  std::string body, meeting, term;
  std::optional<Date> decided_on;
  std::optional<MinutesView> minutes;
  std::optional<Instant> recorded_at;
  std::optional<std::string> recorded_by;  // a name
};
BOOST_DESCRIBE_STRUCT(ApprovalCard, (),
                      (id, body, meeting, term, decided_on, minutes, recorded_at, recorded_by))
ApprovalCard card_of(db::Transaction& tx, const api::Tenant& tenant, const Approval& approval);

// Turns the draft into a version that nobody changes any more. Refuses policy.draft_unknown,
// policy.draft_approved, policy.draft_discarded, policy.draft_changed_meanwhile,
// policy.draft_has_problems, policy.base_moved, policy.draft_unchanged, policy.approval_in_future,
// policy.minutes_unknown.
Result<Approved> approve_draft(db::Transaction& tx, const api::Call& call,
                               const ApproveDraft& body);
// The same of a version that is stored: one that an operator imported, or one that a review
// confirmed as it is. Refuses policy.unknown and as above.
Result<Approved> approve_version(db::Transaction& tx, const api::Call& call,
                                 const RecordApproval& body);

// Minutes belong to the association, not to a person: sealed under a key of its own.
Result<MinutesView> upload_minutes(db::Transaction& tx, const api::Call& call,
                                   const files::Inspected& inspected, const std::string& spool);
Result<http::Response> read_minutes(db::Transaction& tx, const api::Call& call,
                                    api::Opening& opening);

}  // namespace governance
