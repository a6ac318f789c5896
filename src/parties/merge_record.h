#pragma once

#include "parties/hooks.h"
#include "parties/party.h"

// What a merge moved, for its undoing: ids, fields, versions and digests. Private to this room.
namespace parties {

struct MovedValue {
  std::string field;
  std::int64_t before = 0, after = 0;  // versions; 0: none
};
BOOST_DESCRIBE_STRUCT(MovedValue, (), (field, before, after))

struct MovedConsents {
  std::string purpose;
  std::int64_t after = 0, until = 0;  // the copies: seq in (after, until]
};
BOOST_DESCRIBE_STRUCT(MovedConsents, (), (purpose, after, until))

struct MergeRecord {
  std::vector<MovedValue> values;
  std::vector<std::string> phones, identities;  // their indexes, in hex
  std::vector<std::string> roles;
  std::vector<MovedConsents> consents;
  std::vector<std::string> joined;  // parties that were part of the merged one
  std::vector<std::string> as_beneficiary, as_applicant;
  std::string class_before;
};
BOOST_DESCRIBE_STRUCT(MergeRecord, (),
                      (values, phones, identities, roles, consents, joined, as_beneficiary,
                       as_applicant, class_before))

}  // namespace parties
