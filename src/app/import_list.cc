#include <fstream>

#include "app/commands.h"
#include "app/console.h"
#include "app/house.h"
#include "imports/imports.h"

namespace app {
namespace {

bool keep(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  return static_cast<bool>(out.flush());
}

void tell(const imports::Outcome& outcome, bool is_dry_run) {
  for (const auto& [heading, field] : outcome.columns)
    print("  " + heading + " = " + (field.empty() ? "-" : field));
  for (const auto& sheet : outcome.other_sheets)
    print("not read: sheet \"" + sheet + "\" (--sheet reads it)");
  print(std::to_string(outcome.rows) + " rows");
  if (is_dry_run) {
    print(std::to_string(outcome.rows - outcome.known - outcome.failed) + " new");
    print(std::to_string(outcome.likely) + " likely the same as somebody");
  } else {
    print(std::to_string(outcome.made) + " added");
  }
  print(std::to_string(outcome.known) + " known by their number");
  print(std::to_string(outcome.failed) + " refused");
}

}  // namespace

int import_list(const kernel::Config& config, const ImportWanted& wanted) {
  const kernel::Clock clock;
  House house({.config = config, .clock = &clock, .runs_jobs = false});
  auto* tenant = house.directory().find(wanted.slug);
  if (tenant == nullptr) return complain(refuse(RefusalKind::not_found, "association.unknown"));
  const auto outcome = imports::import_file(*tenant,
                                            {.path = wanted.file,
                                             .mapping = wanted.mapping,
                                             .calendar = wanted.calendar,
                                             .sheet = wanted.sheet,
                                             .is_dry_run = wanted.is_dry_run,
                                             .progress = show_progress},
                                            clock);
  if (!outcome) return complain(outcome.refusal());
  tell(outcome.value(), wanted.is_dry_run);
  if (outcome->errors.empty()) return 0;
  const auto errors = wanted.errors.empty()
                          ? wanted.file.substr(0, wanted.file.rfind('.')) + "-errors.xlsx"
                          : wanted.errors;
  if (!keep(errors, outcome->errors)) {
    print_error("sila: " + errors + " cannot be written");
    return 1;
  }
  print("the refused rows, to be mended and imported again: " + errors);
  return 0;
}

}  // namespace app
