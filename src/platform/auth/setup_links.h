#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/auth/rights.h"

// One-time setup links: 128 random bits, stored as a keyed digest, 72 hours. Private to this room.
namespace auth::links {

inline constexpr std::int64_t valid_ms = 72 * hour_ms;

// The token; it is written nowhere.
std::string issue(db::Transaction& tx, const seal::Keeper& keeper, const AssociationId& association,
                  const StaffId& staff, Instant now);
std::string index_of(const seal::Keeper& keeper, std::string_view token);
// Whose link this is, if it can still be used.
std::optional<StaffId> find(db::Transaction& tx, const AssociationId& association,
                            std::string_view index, Instant now);
// True exactly once.
bool use(db::Transaction& tx, const AssociationId& association, std::string_view index,
         Instant now);
void end_all_of(db::Transaction& tx, const AssociationId& association, const StaffId& staff,
                Instant now);
std::int64_t sweep(db::Transaction& tx, const AssociationId& association, Instant before);

}  // namespace auth::links
