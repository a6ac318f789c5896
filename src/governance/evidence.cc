#include "governance/evidence.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace governance {
namespace {

// The clauses about a policy's own life, by their numbers and, for clauses of an association's own,
// by what keeps them.
constexpr std::array<std::string_view, 5> proven = {"F2", "F3", "F4", "F5", "F6"};
constexpr std::array<std::string_view, 8> proofs = {
    "duties_and_rights", "versions",     "review_due", "circulation",
    "acknowledgements",  "acknowledged", "approval",   "policy_in_force"};

bool is_of_its_life(const policy::Clause& clause) {
  return std::ranges::find(proven, clause.id) != proven.end() ||
         std::ranges::any_of(clause.controls, [](const policy::Control& control) {
           return std::ranges::find(proofs, control.name) != proofs.end();
         });
}

EvidenceVersion evidence_of(const api::Tenant& tenant, const VersionView& view) {
  return {.digest = view.digest,
          .pack = view.pack,
          .state = view.state,
          .association = tenant.names,
          .document = view.document,
          .imported_at = view.imported_at,
          .approvals = view.approvals,
          .effects = view.effects,
          .kept_by = view.kept_by};
}

std::vector<EvidenceClause> clauses_of(const policy::Pack& pack) {
  std::vector<EvidenceClause> clauses;
  for (const auto& clause : pack.clauses) {
    if (!is_of_its_life(clause)) continue;
    clauses.push_back({clause.id, clause.owed, clause.owed ? clause.text : clause.why});
  }
  return clauses;
}

// What was in force when this version came into force; of one that never did, what is in force now.
std::optional<std::string> version_before(db::Transaction& tx, const api::Call& call,
                                          const std::string& digest) {
  const auto effects = organisation::list_policy_effects(tx, call.tenant.id);  // latest first
  std::optional<Instant> first;
  for (const auto& effect : effects)
    if (effect.digest == digest && !effect.cancelled_at) first = effect.effective_at;
  for (const auto& effect : effects) {
    if (effect.digest == digest || effect.cancelled_at) continue;
    if (effect.effective_at < first.value_or(call.now)) return effect.digest;
  }
  return std::nullopt;
}

Result<EvidenceDifferences> differences_of(db::Transaction& tx, const api::Call& call,
                                           const std::string& digest) {
  EvidenceDifferences differences{.from = version_before(tx, call, digest), .lines = {}};
  if (!differences.from) return differences;
  const auto from = TRY(pack_named(tx, call, *differences.from, "from"));
  const auto to = TRY(pack_named(tx, call, digest, "to"));
  differences.lines = difference_lines(*from, *to);
  return differences;
}

EvidenceCirculation circulation_of(db::Transaction& tx, const api::Call& call,
                                   const std::string& digest) {
  EvidenceCirculation made{.circulated_at = {},
                           .circulated_by = {},
                           .reminded_at = reminders_of(tx, call.tenant.id, "readers/" + digest),
                           .groups = all_readers(tx, call.tenant, digest)};
  if (const auto circulation = find_circulation(tx, call.tenant.id, digest)) {
    made.circulated_at = circulation->at;
    made.circulated_by =
        auth::staff_name(tx, *call.tenant.keeper, call.tenant.id, {circulation->by});
  }
  return made;
}

}  // namespace

Result<Evidence> read_evidence(db::Transaction& tx, const api::Call& call,
                               const std::string& public_address) {
  const auto digest = call.param("digest");
  const auto view = TRY(version_view(tx, call, digest));
  Evidence evidence{.as_of = riyadh_date(call.now),
                    .version = evidence_of(call.tenant, view),
                    .files = {},
                    .clauses = {},
                    .publication = {},
                    .circulation = circulation_of(tx, call, digest),
                    .review = {},
                    .differences = {}};
  const auto files = organisation::version_files(tx, call.tenant.id, digest);
  for (const auto& [name, bytes] : files.value_or(policy::Files{}))
    evidence.files.push_back({name, hex(seal::blake2b(bytes)), std::ssize(bytes)});
  if (const auto pack = call.tenant.policy_version(digest)) evidence.clauses = clauses_of(*pack);
  evidence.publication.shown = view.state == name_of(VersionState::in_force);
  if (view.effective_at && *view.effective_at <= call.now)
    evidence.publication.since = view.effective_at;
  evidence.publication.address = public_address + "/" + call.tenant.slug + "/policy";
  evidence.review.due = view.review_due;
  evidence.review.reminded_at = reminders_of(tx, call.tenant.id, "review/" + digest);
  evidence.differences = TRY(differences_of(tx, call, digest));
  return evidence;
}

std::string file_name_of(const Evidence& evidence) {
  constexpr std::size_t recognisable = 8;
  return "evidence-" + evidence.version.pack + "-" +
         evidence.version.digest.substr(0, recognisable) + "-" + iso(evidence.as_of);
}

}  // namespace governance
