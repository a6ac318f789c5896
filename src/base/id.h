#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"

// An id is a UUIDv7 as 36 characters of lower-case text; distinct types cannot be mixed.
// People never see ids: they see short references (base/reference.h).
template <class Tag>
struct Id {
  std::string text;

  bool empty() const { return text.empty(); }
  auto operator<=>(const Id&) const = default;
};

using AssociationId = Id<struct AssociationTag>;
using BranchId = Id<struct BranchTag>;
using StaffId = Id<struct StaffTag>;
using PartyId = Id<struct PartyTag>;
using ClaimId = Id<struct ClaimTag>;
using RequestId = Id<struct RequestTag>;
using AttachmentId = Id<struct AttachmentTag>;
using MessageId = Id<struct MessageTag>;
using NoteId = Id<struct NoteTag>;

// Whether `text` has the form of an id: 36 characters, lower-case hexadecimal with hyphens.
bool is_id(std::string_view text);

// RFC 9562 version 7 from a time and 10 random bytes.
std::string uuid_v7(Instant now, const std::array<std::uint8_t, 10>& random);
