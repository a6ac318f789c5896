#pragma once

#include "governance/approvals.h"
#include "governance/circulation.h"
#include "governance/readable_version.h"

// The versions of the policy and where each stands, for the desk.
namespace governance {

struct VersionCard {
  std::string digest, pack, state;  // draft | approved | scheduled | in_force | superseded
  policy::Text document;
  Instant imported_at;
  std::optional<ApprovalCard> approval;  // the latest
  std::optional<Instant> effective_at;
  std::optional<Date> review_due;  // of the one in force
  std::optional<Instant> circulated_at;
  std::int64_t readers = 0, acknowledged = 0;  // of those who work for the association now
  bool acknowledged_by_me = false;
  std::int64_t open_requests = 0;  // that keep it
};
BOOST_DESCRIBE_STRUCT(VersionCard, (),
                      (digest, pack, state, document, imported_at, approval, effective_at,
                       review_due, circulated_at, readers, acknowledged, acknowledged_by_me,
                       open_requests))

struct VersionList {
  std::vector<VersionCard> items;     // newest first
  std::optional<std::string> newest;  // that a new draft follows
};
BOOST_DESCRIBE_STRUCT(VersionList, (), (items, newest))

struct EffectView {
  Instant effective_at, decided_at;
  std::string decided_by;  // a name, or the operator's
  std::optional<Instant> cancelled_at;
};
BOOST_DESCRIBE_STRUCT(EffectView, (), (effective_at, decided_at, decided_by, cancelled_at))

struct KindCount {
  std::string kind;
  policy::Text title;
  std::int64_t open = 0;
};
BOOST_DESCRIBE_STRUCT(KindCount, (), (kind, title, open))

struct VersionView : VersionCard {
  std::vector<ApprovalCard> approvals;  // newest first
  std::vector<EffectView> effects;
  std::vector<KindCount> kept_by;  // open requests by kind
  ReadableVersion readable;
};
BOOST_DESCRIBE_STRUCT(VersionView, (VersionCard), (approvals, effects, kept_by, readable))

struct VersionFiles {
  std::string digest;
  policy::Files files;
};
BOOST_DESCRIBE_STRUCT(VersionFiles, (), (digest, files))

Result<VersionList> list_versions(db::Transaction& tx, const api::Call& call);
// All refuse policy.unknown.
Result<VersionView> read_version(db::Transaction& tx, const api::Call& call);
Result<VersionFiles> read_version_files(db::Transaction& tx, const api::Call& call);
Result<VersionView> version_view(db::Transaction& tx, const api::Call& call,
                                 const std::string& digest);
// Open requests that keep this version, by kind.
std::vector<KindCount> requests_under(db::Transaction& tx, const api::Tenant& tenant,
                                      const std::string& digest);

// What is on record here of the version in force goes before what its files state.
void complete_policy_view(db::Transaction& tx, const api::Call& call,
                          organisation::PolicyView& view);

}  // namespace governance
