#pragma once

#include <string>
#include <vector>

namespace db {

// What SQLite itself finds wrong with a file's pages, tables and indexes, a line each; none when it
// is whole. Beside whichever process writes it. What cannot be read at all is a line too.
std::vector<std::string> check_file(const std::string& path, int busy_ms);

}  // namespace db
