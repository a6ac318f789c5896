#pragma once

#include <memory>
#include <vector>

#include "parties/name_index.h"
#include "parties/name_table.h"

namespace parties {

// One search, while nobody writes: best first, at most `limit`. Private to the name index.
std::vector<NameHit> search_names(const NameTable& table,
                                  const std::vector<saudi::NameToken>& typed, std::size_t limit);

}  // namespace parties
