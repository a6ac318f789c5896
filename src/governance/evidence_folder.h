#pragma once

#include "governance/evidence.h"

namespace governance {

// What the files of a folder may hold together: it is made in memory.
inline constexpr std::size_t folder_max_bytes = 64 << 20;

// GET …/evidence/folder?language=ar|en, put on record each time: the evidence as a ZIP file.
//   evidence-ar.pdf, evidence-en.pdf   the paper
//   policy/…                           the version's files, byte for byte
//   minutes/N-NAME                     of each approval on record, the oldest first, as attached
//   acknowledgements.csv               its heads in the language asked for
//   MANIFEST                           SHA-256 of each
// The same state on the same day gives the same bytes. Refuses policy.unknown,
// policy.evidence_too_large.
Result<http::Response> download_evidence(db::Transaction& tx, const api::Call& call,
                                         api::Opening& opening, const std::string& public_address);

}  // namespace governance
