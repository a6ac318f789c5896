#include "governance/readable_version.h"

#include "policy/in_words.h"

namespace governance {

Result<ReadableVersion> readable_version(db::Transaction& tx, const api::Tenant& tenant,
                                         std::string_view digest, Instant now) {
  const auto standing = TRY(standing_of(tx, tenant, digest, now));
  const auto pack = tenant.policy_version(digest);
  if (!pack) return refuse(RefusalKind::not_found, "policy.unknown");
  ReadableVersion version{.digest = std::string(digest),
                          .state = std::string(name_of(standing.state)),
                          .name = pack->name,
                          .document = pack->document,
                          .approval = {},
                          .effective_at = {},
                          .clauses = {},
                          .terms = {},
                          .legal_references = {}};
  if (!standing.approvals.empty()) {
    const auto& approval = standing.approvals.front();
    version.approval = {approval.body, approval.meeting, approval.term, approval.decided_on};
  }
  if (!standing.effects.empty()) version.effective_at = standing.effects.front();
  for (const auto& clause : pack->clauses) {
    if (!clause.owed) continue;
    version.clauses.push_back(
        {clause.id, clause.text,
         clause.source.empty() ? std::nullopt : std::optional(clause.source)});
  }
  for (const auto& term : pack->terms)
    version.terms.push_back({term.id, policy::word_in_both("term", term.id), term.text});
  for (const auto& reference : pack->legal_references)
    version.legal_references.push_back(reference.title);
  return version;
}

}  // namespace governance
