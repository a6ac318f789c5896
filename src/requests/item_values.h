#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "platform/db/db.h"
#include "platform/seal/seal.h"
#include "policy/pack.h"
#include "procedure/procedure.h"

namespace requests {

// An identity document as data, never as a copy: what the applicant states and the officer sights.
struct SightedValue {
  std::string type;                     // NAT, IQA, GCC, PAS, border
  std::string number;                   // ASCII digits after reading
  std::string expires_on;               // Gregorian ISO date
  std::optional<std::string> calendar;  // in which it is printed: hijri | gregorian
};
BOOST_DESCRIBE_STRUCT(SightedValue, (), (type, number, expires_on, calendar))

// The value of one item. Which member is used follows from the item's kind and type; the others are
// absent.
struct ItemValue {
  std::optional<std::string> text;      // every field but dates; money in halalas, choices by id
  std::optional<std::string> date;      // Gregorian ISO date
  std::optional<std::string> calendar;  // in which the date was typed
  std::optional<std::vector<std::string>> attachments;
  std::optional<SightedValue> sighted;
};
BOOST_DESCRIBE_STRUCT(ItemValue, (), (text, date, calendar, attachments, sighted))

using ItemValues = std::map<std::string, ItemValue>;

// `values` in their stored form (digits folded, phones in E.164, text trimmed), or every obstacle
// at once, each on "/values/<item>". Asks nothing of items whose `when` does not hold. Whether
// required items are there is the engine's gate, not this function's.
Result<ItemValues> read_values(const policy::RequestKind& kind, const ItemValues& values,
                               const std::map<std::string, std::string>& other_facts);
// The same of any list of items, such as the fields of a step's record.
Result<ItemValues> read_items(const std::vector<policy::Item>& items, const ItemValues& values,
                              const std::map<std::string, std::string>& other_facts);

// The facts for conditions that values give: "item.need" -> "medicine"; what was written down at a
// step keeps its name, "record.permit.reference".
void add_value_fact(const std::string& item, const ItemValue& value,
                    std::map<std::string, std::string>& facts);
void add_value_facts(const ItemValues& values, std::map<std::string, std::string>& facts);

// Hexadecimal BLAKE2b-256 over the canonical JSON of a value; of an upload, over its files'
// digests.
std::string digest_of(const ItemValue& value,
                      const std::map<std::string, std::string>& file_digests);
// Over canonical JSON of {declaration_version, items: {id: digest}}: what the applicant signs.
std::string content_digest(const std::map<std::string, std::string>& item_digests,
                           int declaration_version);

struct StoredValue {
  ItemValue value;
  std::string digest;
  std::int64_t version = 0;
  Instant given_at;
};
using StoredValues = std::map<std::string, StoredValue>;

// Writes values of one request, each item at most once.
class ValueWriter {
 public:
  ValueWriter(db::Transaction& tx, const seal::Key& key, const AssociationId& association,
              const RequestId& request, const PartyId& party, Instant now);
  // Seals under the party's key; the older row of the item stays, no longer current.
  void store(const std::string& item, const ItemValue& value, const std::string& digest);

 private:
  db::Transaction& tx_;
  const seal::Key& key_;
  const AssociationId& association_;
  const RequestId& request_;
  const PartyId& party_;
  const Instant now_;
  std::map<std::string, std::int64_t> last_versions_;  // by item
};
// A sealed value that was read by hand. Throws when it does not open or cannot be read.
ItemValue open_value(const seal::Key& key, const RequestId& request, const std::string& item,
                     const std::string& sealed);
// The current values; those of an erased person are left out.
StoredValues load_values(db::Transaction& tx, seal::Keeper& keeper,
                         const AssociationId& association, const RequestId& request);

// Free text on the record: sealed, events carry the id.
std::string write_note(db::Transaction& tx, const seal::Key& key, const AssociationId& association,
                       const RequestId& request, const PartyId& party, std::string_view text,
                       Instant now);
std::map<std::string, std::string> load_notes(db::Transaction& tx, seal::Keeper& keeper,
                                              const AssociationId& association,
                                              const RequestId& request);

}  // namespace requests
