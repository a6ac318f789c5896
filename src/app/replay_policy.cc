#include "app/commands.h"
#include "app/console.h"
#include "app/house.h"
#include "reporting/reporting.h"

namespace app {
namespace {

std::string in(const policy::Text& text, const std::string& language) {
  const auto found = text.find(language);
  return found == text.end() ? std::string() : found->second;
}

std::string line_of(const reporting::ReplayFinding& one, const std::string& language) {
  std::string line = std::to_string(one.requests) + "  " + one.what + "  " + one.kind;
  for (const auto* part : {&one.step, &one.act, &one.code, &one.clause, &one.control, &one.field})
    if (!part->empty()) line += "  " + *part;
  if (one.days_most > 0) line += "  up to " + std::to_string(one.days_most) + " days";
  line += "  (" + in(one.kind_title, language);
  if (!one.step_title.empty()) line += ", " + in(one.step_title, language);
  line += ")";
  for (std::size_t i = 0; i < std::min<std::size_t>(5, one.sample.size()); ++i)
    line += (i == 0 ? "  " : ", ") + one.sample[i].reference;
  return line;
}

}  // namespace

int replay_policy(const kernel::Config& config, const std::string& slug, const std::string& folder,
                  const std::string& language) {
  const auto parsed = policy::parse(organisation::read_pack_folder(folder, config.policies));
  for (const auto& problem : parsed.problems)
    print_error(policy::describe(problem, language, folder));
  if (!parsed.pack || !parsed.problems.empty()) return 1;
  kernel::Clock clock;
  House house({.config = config, .clock = &clock, .runs_jobs = false});
  auto* tenant = house.directory().find(slug);
  if (tenant == nullptr) return complain(refuse(RefusalKind::not_found, "association.unknown"));
  const auto report = reporting::replay_policy(*tenant, *parsed.pack, clock.now(),
                                               {.threads = 2, .progress = show_progress});
  print(std::to_string(report.requests) + " requests, " + std::to_string(report.unaffected) +
        " of them as they were");
  for (const auto& finding : report.findings) print(line_of(finding, language));
  return 0;
}

}  // namespace app
