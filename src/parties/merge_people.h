#pragma once

#include "organisation/organisation.h"
#include "parties/read_person.h"

namespace parties {

struct ChosenValue {
  std::string field;
  PartyId from;  // whose value is kept
};
BOOST_DESCRIBE_STRUCT(ChosenValue, (), (field, from))
struct MergePeople {
  PartyId merged;
  std::vector<ChosenValue> values;  // of fields that both have; unnamed: the kept person's
};
BOOST_DESCRIBE_STRUCT(MergePeople, (), (merged, values))

// Two files of one person become the kept one's: values as chosen (a field that only the merged one
// has comes along) with who gave them and when, phones, documents, roles, consents, requests as
// beneficiary and as applicant, the higher class. The merged party is part of the kept one from
// then on, as a matched claim is. Refuses not_found, merge.same_person, merge.numbers_differ (two
// valid national or residence numbers: two people), merge.judged_distinct, merge.value_unknown.
Result<PersonFile> merge_people(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                const PartyId& kept, const MergePeople& body);

struct UndoMerge {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(UndoMerge, (), (reason))
// As it was before, but for what was changed since: a value, phone or request that came after the
// merge stays with the kept person. Refuses not_found, merge.undone, merge.not_the_last (the kept
// person was merged again since), merge.erased, merge.reason.
Result<PersonFile> undo_merge(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                              const std::string& merge, const UndoMerge& body);

// Those of a person that stand, the latest first.
std::vector<MergeView> merges_of(db::Transaction& tx, const api::Call& call,
                                 organisation::StaffNames& names, const PartyId& party);

}  // namespace parties
