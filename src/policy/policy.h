#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "policy/example.h"
#include "policy/pack.h"

// Reading and checking packs. Pure: files are handed in as text.
namespace policy {

using Files = std::map<std::string, std::string>;  // "pack.yaml" -> its bytes; common parts as
                                                   // "common/inquiry/requests.yaml"

// One thing that is wrong in a pack, with its place.
struct Problem {
  std::string file;
  int line = 0, column = 0;                       // from 1; 0 when the whole file is meant
  std::string code;                               // "pack.unknown_key"
  std::map<std::string, std::string> parameters;  // found, expected, nearest …
};
// "policies/x/requests.yaml:12:5: unknown key …". `folder` ("policies/x") stands before the file's
// name; common parts ("common/inquiry/requests.yaml") lie beside it. Any language that is not
// Arabic gets English.
std::string describe(const Problem& problem, std::string_view language,
                     std::string_view folder = {});
// The same without the place, for whoever shows that beside it.
std::string words_of(const Problem& problem, std::string_view language);

struct Parsed {
  std::shared_ptr<const Pack> pack;  // nothing when there are problems
  std::vector<Problem> problems;     // all of them, by place
  // Of the pack and of its common parts; empty when there are problems.
  std::vector<Example> examples;
};

// Parses, resolves common parts and checks. Limits: 1 MiB a file, depth 20, no aliases expanded
// beyond 1,000 nodes, 200 kinds, 60 steps a kind.
Parsed parse(const Files& files);

// The pack's own files and those of the common parts that it uses: what a stored version consists
// of.
Files used_files(const Files& files);

// Hexadecimal BLAKE2b-256 over the files in order of name, each length-prefixed, is computed by who
// stores them (platform/seal).

}  // namespace policy
