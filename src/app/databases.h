#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/id.h"
#include "platform/db/read_beside.h"
#include "platform/kernel/clock.h"
#include "platform/kernel/config.h"

// The databases of a DATA folder, read beside the server that may hold them: no lock, no key.
namespace app {

struct Database {
  AssociationId association;
  std::string slug;
  db::Place place;
};

// Where this configuration's directory is.
db::Place directory_of(const kernel::Config& config);
std::string key_file_of(const kernel::Config& config, const std::string& slug);
// Those of the associations that are open, by slug, as the directory tells. Throws db::Error when
// it cannot be read.
std::vector<Database> databases_in(const kernel::Config& config, int busy_ms);

// One transaction in the directory: through a store of our own, or, while a server has it open,
// beside it.
void write_to_directory(const kernel::Config& config, const kernel::Clock& clock,
                        const std::function<void(db::Transaction&)>& write);

}  // namespace app
