#pragma once

#include "governance/compare_versions.h"
#include "governance/versions_view.h"

// What proves that a version was approved, published, made known, read and reviewed (F2–F6), as
// data: the paper and the folder are made of it. It says the same to everybody who may read it.
namespace governance {

struct EvidenceVersion {
  std::string digest, pack, state;
  policy::Text association, document;
  Instant imported_at;
  std::vector<ApprovalCard> approvals;  // newest first
  std::vector<EffectView> effects;      // the acts that put it in force, those called off too
  std::vector<KindCount> kept_by;       // open requests
};
BOOST_DESCRIBE_STRUCT(EvidenceVersion, (),
                      (digest, pack, state, association, document, imported_at, approvals, effects,
                       kept_by))

struct EvidenceFile {
  std::string name, digest;  // BLAKE2b-256
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(EvidenceFile, (), (name, digest, bytes))

struct EvidenceClause {  // about the policy's own life: F2 … F6, and its own
  std::string id;
  bool owed = true;
  policy::Text text;  // what it says; where it is not owed, why
};
BOOST_DESCRIBE_STRUCT(EvidenceClause, (), (id, owed, text))

struct EvidencePublication {
  bool shown = false;            // the portal shows it now
  std::optional<Instant> since;  // in force, and so published, from then on
  std::string address;           // of the portal's page
};
BOOST_DESCRIBE_STRUCT(EvidencePublication, (), (shown, since, address))

struct EvidenceCirculation {
  std::optional<Instant> circulated_at;
  std::optional<std::string> circulated_by;  // a name
  std::vector<Instant> reminded_at;
  std::vector<KeptGroup> groups;
};
BOOST_DESCRIBE_STRUCT(EvidenceCirculation, (), (circulated_at, circulated_by, reminded_at, groups))

struct EvidenceReview {
  std::optional<Date> due;
  std::vector<Instant> reminded_at;
};
BOOST_DESCRIBE_STRUCT(EvidenceReview, (), (due, reminded_at))

struct EvidenceDifferences {
  std::optional<std::string> from;  // the version before; nothing: this is the first
  std::vector<DifferenceLine> lines;
};
BOOST_DESCRIBE_STRUCT(EvidenceDifferences, (), (from, lines))

struct Evidence {
  Date as_of;
  EvidenceVersion version;
  std::vector<EvidenceFile> files;
  std::vector<EvidenceClause> clauses;
  EvidencePublication publication;
  EvidenceCirculation circulation;  // and acknowledgements
  EvidenceReview review;
  EvidenceDifferences differences;
};
BOOST_DESCRIBE_STRUCT(Evidence, (),
                      (as_of, version, files, clauses, publication, circulation, review,
                       differences))

// Refuses policy.unknown.
Result<Evidence> read_evidence(db::Transaction& tx, const api::Call& call,
                               const std::string& public_address);
// Of a file that holds it: "evidence-teryaq-1a2b3c4d-2026-11-21".
std::string file_name_of(const Evidence& evidence);

}  // namespace governance
