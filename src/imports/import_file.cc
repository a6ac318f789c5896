#include <algorithm>

#include "base/text.h"
#include "imports/acts.h"
#include "imports/routes.h"
#include "imports/upload_list.h"
#include "imports/work.h"

namespace imports {
namespace {

const audit::Who operator_who{.kind = "operator", .id = "command-line"};

// "الاسم=full_name,الجوال=phone": what is not named stays as it was suggested; "column=" leaves it
// out.
Result<Mapping> mapping_named(const Import& import, const std::string& given) {
  Mapping mapping = import.mapping;
  if (given.empty()) return mapping;
  for (const auto& pair : split(given, ',')) {
    const auto at = pair.find('=');
    const auto heading = trim(pair.substr(0, at));
    const auto found = std::ranges::find(import.about.headings, heading);
    if (at == pair.npos || found == import.about.headings.end())
      return refuse(RefusalKind::invalid,
                    {.code = "list.heading_unknown", .parameters = {{"heading", heading}}});
    mapping[static_cast<std::size_t>(found - import.about.headings.begin())] =
        trim(pair.substr(at + 1));
  }
  return mapping;
}

template <class Act>
Result<Import> act_on(api::Tenant& tenant, const std::string& id, Act act) {
  std::optional<Result<Import>> result;
  commit(tenant, [&](db::Transaction& tx) {
    rows::take_turn(tx, id);
    result.emplace(act(tx, rows::find(tx, tenant, id).value()));
    return result->ok();
  });
  return *std::move(result);
}

Import work_through(api::Tenant& tenant, const Import& begun, const CommandLine& given,
                    const kernel::Clock& clock, Memory& memory) {
  while (work_on(tenant, memory, begun.id, begun.turn, clock.now())) {
    if (!given.progress) continue;
    std::optional<Import> now;
    tenant.store->read([&](db::Transaction& tx) { now = rows::find(tx, tenant, begun.id); });
    if (now) given.progress(now->rows_done, now->rows_all);
  }
  std::optional<Import> done;
  tenant.store->read([&](db::Transaction& tx) { done = rows::find(tx, tenant, begun.id); });
  return done.value();
}

Outcome outcome_of(api::Tenant& tenant, const Import& import, const kernel::Clock& clock) {
  Outcome outcome{.id = import.id,
                  .state = import.state,
                  .columns = {},
                  .other_sheets = import.about.other_sheets.value_or(std::vector<std::string>()),
                  .rows = import.rows_all,
                  .made = import.people_made,
                  .known = import.rows_known,
                  .likely = import.rows_likely,
                  .failed = import.rows_failed,
                  .errors = {}};
  for (std::size_t i = 0; i < import.mapping.size(); ++i)
    outcome.columns.emplace_back(import.about.headings[i], import.mapping[i]);
  if (import.rows_failed == 0) return outcome;
  tenant.store->read([&](db::Transaction& tx) {
    auto workbook = write_errors(tx, tenant, import, "ar", clock.now());
    if (workbook) outcome.errors = std::move(workbook).value();
  });
  return outcome;
}

}  // namespace

Result<Outcome> import_file(api::Tenant& tenant, const CommandLine& given,
                            const kernel::Clock& clock) {
  const auto name = given.path.substr(given.path.rfind('/') + 1);
  const auto read = TRY(read_list(given.path, name, given.sheet));
  std::optional<Import> kept;
  commit(tenant, [&](db::Transaction& tx) {
    kept = keep_list(tx, tenant, read, operator_who, {}, clock.now());
    return true;
  });
  Memory memory;
  const auto mapping = TRY(mapping_named(*kept, given.mapping));
  const MapColumns body{mapping, given.calendar.empty() ? kept->calendar : given.calendar};
  const auto checking = TRY(act_on(tenant, kept->id, [&](db::Transaction& tx, Import import) {
    return map_columns(tx, tenant, std::move(import), body, operator_who, clock.now());
  }));
  const auto checked = work_through(tenant, checking, given, clock, memory);
  if (given.is_dry_run) {
    auto outcome = outcome_of(tenant, checked, clock);
    TRY(act_on(tenant, kept->id, [&](db::Transaction& tx, Import import) {
      return discard_import(tx, tenant, std::move(import), operator_who, clock.now());
    }));
    return outcome;
  }
  const auto importing = TRY(act_on(tenant, kept->id, [&](db::Transaction& tx, Import import) {
    return start_import(tx, tenant, std::move(import), operator_who, clock.now());
  }));
  return outcome_of(tenant, work_through(tenant, importing, given, clock, memory), clock);
}

}  // namespace imports
