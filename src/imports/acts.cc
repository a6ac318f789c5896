#include "imports/acts.h"

#include <algorithm>
#include <set>

#include "imports/work.h"

namespace imports {
namespace {

Refusal wrong_state(const Import& import) {
  return refuse(RefusalKind::conflict,
                {.code = "list.state", .parameters = {{"state", import.state}}});
}

bool is_one_of(const Import& import, std::initializer_list<std::string_view> states) {
  return std::ranges::find(states, import.state) != states.end();
}

void note(db::Transaction& tx, const api::Tenant& tenant, const Import& import,
          std::string_view action, const audit::Who& by, Instant now) {
  audit::record(tx, tenant.id, by, now,
                {.action = std::string(action), .object = import.id, .party = {}, .detail = {}});
}

Result<Done> check_mapping(const Import& import, const MapColumns& body) {
  Refusal refusal{RefusalKind::rule_not_met, {}};
  const auto add = [&](std::string code, std::string field) {
    refusal.obstacles.push_back({.code = std::move(code), .field = std::move(field)});
  };
  if (body.mapping.size() != import.about.headings.size())
    return refuse(RefusalKind::invalid, {.code = "list.mapping_length", .field = "/mapping"});
  std::set<std::string> seen;
  for (std::size_t i = 0; i < body.mapping.size(); ++i) {
    const auto& field = body.mapping[i];
    if (field.empty()) continue;
    const auto at = "/mapping/" + std::to_string(i);
    if (std::ranges::find(list_fields(), field) == list_fields().end()) {
      add("list.field_unknown", at);
    } else if (!seen.insert(field).second && field != "full_name") {
      add("list.field_twice", at);
    }
  }
  if (!seen.contains("full_name")) add("list.no_name", "/mapping");
  if (body.calendar != "" && body.calendar != "hijri" && body.calendar != "gregorian")
    add("list.calendar", "/calendar");
  if (!refusal.obstacles.empty()) return refusal;
  return Done{};
}

}  // namespace

Result<Import> map_columns(db::Transaction& tx, const api::Tenant& tenant, Import import,
                           const MapColumns& body, const audit::Who& by, Instant now) {
  if (!is_one_of(import, {"uploaded", "checking", "checked"})) return wrong_state(import);
  TRY(check_mapping(import, body));
  import.mapping = body.mapping;
  import.calendar = body.calendar;
  import.rows_failed = import.rows_known = import.rows_likely = 0;
  import.problems = {};
  rows::remember(tx, tenant.id, import, now);
  begin(tx, tenant, import, "checking", by, now);
  note(tx, tenant, import, "list.checked", by, now);
  return import;
}

Result<Import> start_import(db::Transaction& tx, const api::Tenant& tenant, Import import,
                            const audit::Who& by, Instant now) {
  if (!is_one_of(import, {"checked"})) return wrong_state(import);
  import.rows_failed = import.rows_known = 0;
  begin(tx, tenant, import, "importing", by, now);
  note(tx, tenant, import, "list.started", by, now);
  return import;
}

Result<Import> start_undo(db::Transaction& tx, const api::Tenant& tenant, Import import,
                          const audit::Who& by, Instant now) {
  if (!is_one_of(import, {"done", "undone"})) return wrong_state(import);
  import.people_stayed = 0;
  import.undone_to.clear();
  begin(tx, tenant, import, "undoing", by, now);
  note(tx, tenant, import, "list.undo_started", by, now);
  return import;
}

Result<Import> discard_import(db::Transaction& tx, const api::Tenant& tenant, Import import,
                              const audit::Who& by, Instant now) {
  if (!is_one_of(import, {"uploaded", "checking", "checked"})) return wrong_state(import);
  import.state = "discarded";
  import.holds_rows = false;
  import.changed_at = now;
  import.problems = {};
  import.forget_samples();
  rows::drop_chunks(tx, tenant, import.id);
  rows::save(tx, tenant, import);
  note(tx, tenant, import, "list.discarded", by, now);
  return import;
}

Result<Import> resume_import(db::Transaction& tx, const api::Tenant& tenant, Import import,
                             const audit::Who& by, Instant now) {
  if (!import.works()) return wrong_state(import);
  if (!import.is_stalled(now)) return refuse(RefusalKind::conflict, "list.working");
  go_on(tx, tenant, import, now);
  note(tx, tenant, import, "list.resumed", by, now);
  return import;
}

namespace {

constexpr std::int64_t kept_before_ms = 7 * day_ms, kept_after_ms = 30 * day_ms;

}  // namespace

const db::Sql select_holding(R"sql(
SELECT id, state, changed_at FROM imports
 WHERE association_id = $1 AND holds_rows = 1 AND changed_at < $2 LIMIT 100)sql");

int sweep_rows(db::Transaction& tx, const api::Tenant& tenant, Instant now) {
  std::vector<std::string> old;
  tx.each(
      select_holding,
      [&](const db::Row& row) {
        const bool came_in = row.text(1) == "done" || row.text(1) == "undone";
        if (!came_in || row.instant(2) < now - kept_after_ms) old.push_back(row.string(0));
      },
      tenant.id, now - kept_before_ms);
  for (const auto& id : old) {
    rows::take_turn(tx, id);
    auto import = rows::find(tx, tenant, id);
    if (!import || import->works()) continue;
    rows::drop_chunks(tx, tenant, id);
    import->holds_rows = false;
    import->problems = {};
    import->forget_samples();
    if (import->state == "uploaded" || import->state == "checked") import->state = "discarded";
    rows::save(tx, tenant, *import);
  }
  return static_cast<int>(old.size());
}

}  // namespace imports
