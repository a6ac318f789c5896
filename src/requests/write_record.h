#pragma once

#include "requests/item_values.h"
#include "requests/open_request.h"

// What staff write down at a step stands among the request's values, sealed like them, under
// "record.STEP.FIELD".
namespace requests {

inline constexpr std::string_view record_prefix = "record.";
std::string record_name(const std::string& step, const std::string& field);
bool is_record(std::string_view value_name);

// Reads and stores the fields given for `action.step`, and notes their digests in the action.
// Obstacles stand on "/values/FIELD". Nothing happens where none are given.
Result<Done> write_record(db::Transaction& tx, const api::Call& call, const OpenRequest& open,
                          const ItemValues& given, procedure::Action& action);

}  // namespace requests
