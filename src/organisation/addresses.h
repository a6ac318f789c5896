#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "platform/db/db.h"

// Where associations live, in the directory's database: a file relative to DATA, or postgresql://….
namespace organisation {

struct Addressed {
  AssociationId id;
  std::string slug;
};
// Those that live at this very address, by slug.
std::vector<Addressed> at_address(db::Transaction& directory, std::string_view address);
// From now on they live at another; how many.
std::int64_t change_address(db::Transaction& directory, std::string_view from, std::string_view to);
void set_address(db::Transaction& directory, const AssociationId& association,
                 std::string_view address);

}  // namespace organisation
