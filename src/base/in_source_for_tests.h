// Where a test finds a file of the project: the tree's place is known to one object file only, so
// that clones share all others' compilations.
#pragma once

#include <string>
#include <string_view>

// The absolute path of `path`, which is relative to the project's root.
std::string in_source(std::string_view path);
