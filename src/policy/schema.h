#pragma once

#include <string>
#include <string_view>
#include <vector>

// The format of packs as JSON Schema (2020-12), one for each file of a pack, for editors: made from
// the table that the reader goes by (shapes.h), with what each key means in both languages. Pure.
namespace policy {

const std::vector<std::string>& schema_files();  // pack clauses requests messages examples

// The schema of a file; empty for any other name. What a key means stands under "description"
// (English, then Arabic) and, for editors that choose, under "x-ar" and "x-en".
std::string schema_of(std::string_view file);

}  // namespace policy
