#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "platform/api/api.h"

// Records: what the association has and keeps current, from the policy in force and the store. As
// it is now, whatever period the report is of.
namespace reporting {

struct RecordFigures {
  std::int64_t owed = 0;    // still to be made
  std::int64_t kept = 0;    // there, and current
  std::int64_t broken = 0;  // there, and out of date
  bool operator==(const RecordFigures&) const = default;
};

// Nothing when the record is kept nowhere in Sila yet; why, says unmeasured.h.
std::optional<RecordFigures> measure_record(db::Transaction& tx, const api::Call& call,
                                            const policy::Pack& pack, std::string_view name);

}  // namespace reporting
