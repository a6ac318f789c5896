#pragma once

#include <memory>
#include <string_view>

#include "platform/db/db.h"

namespace db {

// A name that is held longer than a transaction, until it goes or its program dies.
class Held {
 public:
  Held() = default;
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  virtual ~Held() = default;
};

// Of all programs on the store's database one holds the name at a time, for the store's
// association; nothing, at once, while another does. A file has one program anyway: there it is
// always given, and that program's threads see to themselves. Throws Error{lost} when the server
// cannot be reached.
std::unique_ptr<Held> hold(Store& store, std::string_view name);

// A store that several programs may have open. Private to this room.
class SharedStore : public Store {
 public:
  virtual std::unique_ptr<Held> hold_name(std::string_view name) = 0;
};

}  // namespace db
