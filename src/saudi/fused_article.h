#pragma once

#include <cstddef>
#include <string_view>

namespace saudi {

// The length in bytes of an article that ends the word before what it belongs to, as names of the
// subcontinent are written: 2 of "noorul" before "islam", 4 of "نورول" before "اسلام"; 0 where
// there is none, as in "mansur" before "rahman". Both folded (saudi/names.h).
std::size_t fused_article(std::string_view word, std::string_view next);

}  // namespace saudi
