#include "governance/evidence.h"

#include "base/text.h"

namespace governance {

Result<Evidence> read_evidence(db::Transaction& tx, const api::Call& call) {
  const auto digest = call.param("digest");
  Evidence evidence;
  evidence.as_of = call.now;
  evidence.version = TRY(version_view(tx, call, digest));
  evidence.circulation = TRY(list_readers(tx, call));
  const auto files = organisation::version_files(tx, call.tenant.id, digest);
  for (const auto& [name, bytes] : files.value_or(policy::Files{}))
    evidence.files.push_back({name, hex(seal::blake2b(bytes)), std::ssize(bytes)});
  evidence.publication.shown = evidence.version.state == name_of(VersionState::in_force);
  const auto since = evidence.version.effective_at;
  if (since && *since <= call.now) evidence.publication.since = since;
  evidence.review.due = evidence.version.review_due;
  evidence.review.reminded_at = reminders_of(tx, call.tenant.id, "review/" + digest);
  return evidence;
}

}  // namespace governance
