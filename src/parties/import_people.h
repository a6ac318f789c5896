#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "parties/identity_index.h"
#include "parties/values.h"

// People who come in with a list, hundreds in a transaction: by the rules of register_person, but
// nothing of them was sighted, so no number is proved and no phone opens a file.
namespace parties {

// A row as it was typed: by field (policy::known_as_names()); `birth_calendar`: hijri, gregorian or
// empty, then the year tells.
struct ImportedRow {
  std::map<std::string, std::string> typed;
  std::string birth_calendar;
};
struct ReadImported {
  std::map<std::string, Value> values;
  std::optional<saudi::IdentityNumber> identity;
  std::string fast_index;  // of the number
  std::string phone;       // E.164 or empty
};
// Every obstacle at once, each on its field ("/identity_number").
Result<ReadImported> read_imported(const seal::Keeper& keeper, const ImportedRow& row, Date today);

// Whose number it is, without the slow index of each: the numbers of the register, opened once and
// held as fast indexes for as long as a list comes in.
class KnownNumbers {
 public:
  // Takes in what was recorded since. In every transaction before owners_of().
  void refresh(db::Transaction& tx, const api::Tenant& tenant);
  // By fast index; numbers that are nobody's have no entry. A few statements for hundreds.
  std::unordered_map<std::string, PartyId> owners_of(
      db::Transaction& tx, const api::Tenant& tenant,
      const std::vector<std::string>& fast_indexes) const;

 private:
  struct Owner {
    PartyId party;
    std::string index;  // as it stands in the database
  };
  std::unordered_map<std::string, Owner> owners_;
  std::int64_t latest_ = 0;
};

struct Importing {
  std::string by;  // staff id
  audit::Who who;
  BranchId branch;
  std::string import;  // id, for the audit
};
struct Imported {
  PartyId party;
  bool was_known = false;  // by its number: nothing of the file was changed
};
// One for each of `people`, in their order; the same number twice among them is known the second
// time. One audit entry for all, with the counts.
std::vector<Imported> import_people(db::Transaction& tx, const api::Tenant& tenant,
                                    const Importing& importing, KnownNumbers& known,
                                    const std::vector<ReadImported>& people, Instant now);

// Takes back people whom a list brought in and nobody has used since: their keys are destroyed, as
// an erasure does. Returns those that stay, because something of them did not come with the list.
// `is_used`: what rooms above know.
std::vector<PartyId> withdraw_people(
    db::Transaction& tx, const api::Tenant& tenant, const audit::Who& by,
    const std::vector<PartyId>& people,
    const std::function<bool(db::Transaction&, const PartyId&)>& is_used, Instant now);

// A timer: gives numbers that came with a list their slow index, a few at a time (30 ms of a core
// each). Returns how many.
int slow_identities(const api::Tenant& tenant, int at_most);

}  // namespace parties
