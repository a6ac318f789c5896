#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "platform/api/api.h"

// One question for many (parties, numbers) instead of one for each. Private to this room.
namespace parties {

inline constexpr std::size_t list_size = 50;  // of one statement, so that there is one to prepare

// " IN ($2, $3 …)": $1 is the association.
inline std::string in_list() {
  std::string asked;
  for (std::size_t i = 0; i < list_size; ++i)
    asked += (i == 0 ? " IN ($" : ", $") + std::to_string(i + 2);
  return asked + ")";
}

// The rows of as many as fit into a statement, and of the next.
template <class Item>
void each_in_list(db::Transaction& tx, const db::Sql& sql, const AssociationId& association,
                  const std::vector<Item>& items,
                  const std::function<void(const db::Row&)>& visit) {
  for (std::size_t from = 0; from < items.size(); from += list_size) {
    std::vector<db::Value> values = {association};
    values.reserve(list_size + 1);
    for (std::size_t i = from; i < from + list_size; ++i)
      values.emplace_back(items[std::min(i, items.size() - 1)]);
    tx.each_with(sql, visit, values);
  }
}

}  // namespace parties
