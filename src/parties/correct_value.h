#pragma once

#include "parties/read_person.h"
#include "parties/values.h"

namespace parties {

struct CorrectValue {
  std::string value;
  std::optional<std::string> calendar, reason;
};
BOOST_DESCRIBE_STRUCT(CorrectValue, (), (value, calendar, reason))

// A value of the file by hand; the former stays in its history, with the reason. Phones and
// identity numbers are not values: party.field_unknown.
Result<PersonFile> correct_value(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                 const PartyId& party, const std::string& field,
                                 const CorrectValue& body);

}  // namespace parties
