#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "platform/api/api.h"
#include "platform/seal/seal.h"

// One question for many (parties, numbers) instead of one for each. Private to this room.
namespace parties {

// The statement of a question about many, in two lengths, each prepared once: what a page shows,
// and what a walk asks at once.
class ListSql {
 public:
  static constexpr std::size_t few = 20, many = 50;
  explicit ListSql(std::string (*text)(std::size_t size))
      : few_text_(text(few)), many_text_(text(many)), of_few_(few_text_), of_many_(many_text_) {}

  const db::Sql& of(std::size_t size) const { return size == few ? of_few_ : of_many_; }

 private:
  std::string few_text_, many_text_;
  db::Sql of_few_, of_many_;
};

// " IN ($2, $3 …)": $1 is the association.
inline std::string in_list(std::size_t size) {
  std::string asked;
  for (std::size_t i = 0; i < size; ++i)
    asked += (i == 0 ? " IN ($" : ", $") + std::to_string(i + 2);
  return asked + ")";
}

// The rows of as many as fit into a statement, and of the next; what is left over in it asks for
// the last again.
template <class Item>
void each_in_list(db::Transaction& tx, const ListSql& sql, const AssociationId& association,
                  const std::vector<Item>& items,
                  const std::function<void(const db::Row&)>& visit) {
  for (std::size_t from = 0; from < items.size();) {
    const auto size = items.size() - from <= ListSql::few ? ListSql::few : ListSql::many;
    std::vector<db::Value> values = {association};
    values.reserve(size + 1);
    for (std::size_t i = from; i < from + size; ++i)
      values.emplace_back(items[std::min(i, items.size() - 1)]);
    tx.each_with(sql.of(size), visit, values);
    from += size;
  }
}

// The keys of those who were not erased.
using Keys = std::map<PartyId, seal::Key>;
Keys keys_of(db::Transaction& tx, const api::Tenant& tenant, const std::vector<PartyId>& parties);
std::vector<PartyId> parties_of(const Keys& keys);

// What one line shows of each; without those that have none. The parties were not joined.
std::map<PartyId, std::string> names_under(db::Transaction& tx, const AssociationId& association,
                                           const Keys& keys);
std::map<PartyId, std::string> masked_identities(db::Transaction& tx,
                                                 const AssociationId& association,
                                                 const Keys& keys);
std::map<PartyId, std::string> masked_phones(db::Transaction& tx, const AssociationId& association,
                                             const Keys& keys);

}  // namespace parties
