#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.h"

namespace db {

struct Column {
  std::string name;
  Value::Kind kind = Value::Kind::text;  // of what stands in it, when it is not NULL
  bool may_be_null = false;

  bool operator==(const Column&) const = default;
};

struct Table {
  std::string name;
  std::vector<Column> columns;   // in the order in which rows are carried
  std::vector<std::size_t> key;  // places in `columns`, in the primary key's order
  // Its rows belong to associations: the first part of its key is association_id.
  bool of_association = false;

  bool operator==(const Table&) const = default;
};

// The tables that these migrations make, by name, without platform/db's own: asked of an SQLite in
// memory that they were run on, so that no list of them is kept by hand.
std::vector<Table> tables_of(const std::vector<Migration>& migrations);

// The first of the migrations, up to and with `number`.
std::vector<Migration> up_to(const std::vector<Migration>& migrations, int number);

}  // namespace db
