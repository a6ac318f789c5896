#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/id.h"
#include "platform/db/read_beside.h"

// The databases of a DATA folder, read beside the server that may hold them: no lock, no key.
namespace app {

struct Database {
  AssociationId association;
  std::string slug;
  std::string path;
};

// Those of the associations that are open, by slug, as DATA/directory.db tells. Throws db::Error
// when the directory cannot be read.
std::vector<Database> databases_in(const std::string& data, int busy_ms);

}  // namespace app
