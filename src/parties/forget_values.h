#pragma once

#include <string>

#include "parties/party.h"

// Parts of a file that are destroyed before the file itself is (the schedule of retention).
namespace parties {

// The values of these groups, with all their history, and the needs assessments: how somebody lives
// and what they lack. Answers how many rows went.
int forget_circumstances(db::Transaction& tx, const AssociationId& association,
                         const PartyId& party);
// As it stands in SQL after IN: the fields that forget_circumstances destroys, quoted.
const std::string& circumstance_fields_in_sql();

struct FormerValue {
  PartyId party;
  std::string field;
  std::int64_t version = 0;
};
// False: it is not there, or it is the current one.
bool forget_former_value(db::Transaction& tx, const AssociationId& association,
                         const FormerValue& value);

}  // namespace parties
