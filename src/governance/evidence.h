#pragma once

#include "governance/versions_view.h"

// What proves that a version was approved, published, made known, read and reviewed (F1–F6): one
// folder, as data.
namespace governance {

struct EvidenceFile {
  std::string name, digest;  // BLAKE2b-256
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(EvidenceFile, (), (name, digest, bytes))

struct EvidenceReview {
  std::optional<Date> due;
  std::vector<Instant> reminded_at;
};
BOOST_DESCRIBE_STRUCT(EvidenceReview, (), (due, reminded_at))

struct EvidencePublication {
  bool shown = false;            // the portal shows it now
  std::optional<Instant> since;  // in force, and so published, from then on
};
BOOST_DESCRIBE_STRUCT(EvidencePublication, (), (shown, since))

struct Evidence {
  Instant as_of;
  VersionView version;  // approvals with their minutes, the acts that put it in force
  std::vector<EvidenceFile> files;
  EvidencePublication publication;
  Readers circulation;  // and acknowledgements
  EvidenceReview review;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (as_of, version, files, publication, circulation, review))

// Refuses policy.unknown.
Result<Evidence> read_evidence(db::Transaction& tx, const api::Call& call);

}  // namespace governance
