#pragma once

#include <functional>
#include <memory>

#include "platform/api/api.h"
#include "platform/kernel/kernel.h"

namespace imports {

// /desk/imports.
void add_routes(api::Routes& routes);

// When a tenant opens: the steps of its imports and the sweeping of rows that were kept long
// enough. Returns whether a list came in in the last seconds: what may wait should.
std::function<bool()> connect(api::Tenant& tenant, const kernel::Clock* clock);

// What the command line does, in this program and without a server: the same steps, one after the
// other.
struct CommandLine {
  std::string path;      // of the file
  std::string mapping;   // "name=full_name,…" or empty: as suggested or remembered
  std::string calendar;  // hijri | gregorian | empty
  std::string sheet;     // empty: the likeliest
  bool is_dry_run = false;
  std::function<void(std::int64_t done, std::int64_t all)> progress;
};
struct Outcome {
  std::string id, state;
  std::vector<std::pair<std::string, std::string>> columns;  // heading, field
  std::vector<std::string> other_sheets;                     // with people that were not read
  std::int64_t rows = 0, made = 0, known = 0, likely = 0, failed = 0;
  std::string errors;  // workbook of the rows that failed; empty: none did
};
Result<Outcome> import_file(api::Tenant& tenant, const CommandLine& given,
                            const kernel::Clock& clock);

}  // namespace imports
