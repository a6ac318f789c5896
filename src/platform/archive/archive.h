#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

// Several files as one ZIP file, by libzip. The same entries and date give the same bytes.
namespace archive {

struct Entry {
  std::string name;  // "minutes/1 محضر.pdf": UTF-8, folders by '/', never from the root or upwards
  std::string bytes;  // kept exactly
};

// A name that every system unpacks where it belongs: what leads out of the folder, separates or is
// forbidden somewhere becomes "_". A '/' separates too: folders are put before.
std::string safe_name(std::string_view name);

// The entries and one more, MANIFEST: SHA-256 and name of each, as `sha256sum -c` reads them.
std::vector<Entry> with_manifest(std::vector<Entry> entries);

// At least one, in the order given; every entry carries `date` as its own. Throws
// std::runtime_error when there is no memory, and for a name that stands twice or leads out of the
// folder.
std::string zip_of(const std::vector<Entry>& entries, Date date);

}  // namespace archive
