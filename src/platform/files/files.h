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
  std::optional<Instant> destroyed_at = {};  // from then on there is no content, and no name

  bool operator==(const Attachment&) const = default;
};

// What a file on the spool is, by its content: refuses file.empty, file.too_large, file.type (not
// PDF, JPEG, PNG, WebP or HEIC), file.false_type (the name's ending says otherwise),
// file.false_declared_type (the upload's Content-Type does; empty: not said), file.name.
struct Inspected {
  std::string type, digest, name;
  std::int64_t bytes = 0;
};
Result<Inspected> inspect(const std::string& spool_path, std::string_view file_name,
                          std::string_view declared_type = {});

// Seals the file under the owner's key, as `uploaded`. Refuses party.erased.
Result<Attachment> store(db::Transaction& tx, seal::Keeper& keeper,
                         const AssociationId& association, const PartyId& owner, Instant now,
                         const Inspected& inspected, const std::string& spool_path);
// Nothing: unknown, another association's, or its owner's key was erased.
std::optional<Attachment> find(db::Transaction& tx, seal::Keeper& keeper,
                               const AssociationId& association, const AttachmentId& id);
// Whole, ≤ 10 MiB. Refuses attachment.unknown, attachment.destroyed.
Result<std::string> read(db::Transaction& tx, seal::Keeper& keeper,
                         const AssociationId& association, const AttachmentId& id);
// From then on it is part of a request and is not swept.
bool mark_attached(db::Transaction& tx, const AssociationId& association, const AttachmentId& id);
// Removes what was uploaded before `before` and never attached; at most 100 at a time, returns how
// many.
int sweep_orphans(db::Transaction& tx, const AssociationId& association, Instant before);
// Its content and its name go; type, size, digest and dates stay. False: there was nothing.
bool destroy(db::Transaction& tx, const AssociationId& association, const AttachmentId& id,
             Instant now);

}  // namespace files
