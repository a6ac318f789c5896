#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "platform/db/db.h"
#include "platform/seal/seal.h"

// Attachments: sealed 256 KiB chunks under the party's key. Type by content (libmagic), not by
// name. `uploaded` until attached to a request; orphans are swept after a day.
namespace files {

inline constexpr std::int64_t max_bytes = 10 << 20;

struct Attachment {
  AttachmentId id;
  PartyId owner;  // whose key seals it (a claim has a party too)
  std::string
      name;  // as given, cleaned of paths, controls and bidi controls; at most 120 characters
  std::string type;  // "application/pdf", "image/jpeg", "image/png"
  std::int64_t bytes = 0;
  std::string digest;  // BLAKE2b-256 of the content, hexadecimal
  bool attached = false;

  bool operator==(const Attachment&) const = default;
};

// What a file on the spool is: refuses empty, too large, a type that is not allowed, or a content
// that is not what the name says.
struct Inspected {
  std::string type, digest, name;
  std::int64_t bytes = 0;
};
Result<Inspected> inspect(const std::string& spool_path, std::string_view file_name);

Result<Attachment> store(db::Transaction& tx, seal::Keeper& keeper,
                         const AssociationId& association, const PartyId& owner, Instant now,
                         const Inspected& inspected, const std::string& spool_path);
std::optional<Attachment> find(db::Transaction& tx, seal::Keeper& keeper,
                               const AssociationId& association, const AttachmentId& id);
Result<std::string> read(db::Transaction& tx, seal::Keeper& keeper,
                         const AssociationId& association,
                         const AttachmentId& id);  // whole, ≤ 10 MiB
bool mark_attached(db::Transaction& tx, const AssociationId& association, const AttachmentId& id);
int sweep_orphans(db::Transaction& tx, const AssociationId& association, Instant before);

}  // namespace files
