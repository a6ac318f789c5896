#include "privacy/retention_pass.h"

#include "messages/messages.h"
#include "platform/files/files.h"
#include "platform/kernel/kernel.h"

namespace privacy {
namespace {

constexpr int people_at_once = 5'000, things_at_once = 100, files_at_once = 20;
const audit::Who schedule{.kind = "system", .id = "privacy.retention"};

void note(db::Transaction& tx, const api::Tenant& tenant, Instant now, Category category,
          std::string action, const std::string& object, const PartyId& party, std::int64_t count) {
  audit::record(tx, tenant.id, schedule, now,
                {.action = std::move(action),
                 .object = object,
                 .party = party.text,
                 .detail = "{\"category\":\"" + std::string(name_of(category)) +
                           "\",\"count\":" + std::to_string(count) + "}"});
}

void announce_files(db::Transaction& tx, const api::Tenant& tenant, Category category,
                    const std::vector<Due>& due, Instant now) {
  for (const auto& one : due) {
    const Announced announced{.id = kernel::new_id<RetentionId>(now).text,
                              .party = one.party,
                              .category = category,
                              .noted_at = now,
                              .destroy_on = riyadh_date(now) + notice_days};
    if (!announce(tx, tenant.id, announced)) continue;
    note(tx, tenant, now, category, "retention.file_announced", announced.id, one.party, 1);
  }
}

bool destroy_part(db::Transaction& tx, const api::Tenant& tenant, Category category, const Due& due,
                  Instant now) {
  switch (category) {
    case Category::circumstances:
      return parties::forget_circumstances(tx, tenant.id, due.party) > 0;
    case Category::documents:
      return files::destroy(tx, tenant.id, {due.id}, now);
    case Category::former_values:
      return parties::forget_former_value(tx, tenant.id, {due.party, due.id, due.version});
    case Category::messages:
      return messages::forget_text(tx, tenant.id, {due.id}, now);
    case Category::served_file:
    case Category::unserved_file:
      break;
  }
  return false;
}

// One entry for each file: what was destroyed of it.
void destroy_parts(db::Transaction& tx, const api::Tenant& tenant, Category category,
                   const std::vector<Due>& due, Instant now) {
  std::map<PartyId, std::int64_t> of_each;
  std::int64_t all = 0;
  for (const auto& one : due) {
    if (!destroy_part(tx, tenant, category, one, now)) continue;
    ++of_each[one.party];
    ++all;
  }
  for (const auto& [party, count] : of_each)
    note(tx, tenant, now, category, "retention.part_destroyed", party.text, party, count);
  count_destroyed(tx, tenant.id, category, all);
}

std::vector<Period> to_look_through(db::Transaction& tx, const AssociationId& association,
                                    Date today) {
  std::vector<Period> periods;
  for (const auto& [category, period] : periods_of(tx, association)) {
    const bool is_working = rule_of(category).is_whole_file || period.works_from <= today;
    if (is_working && period.passed_on != today) periods.push_back(period);
  }
  return periods;
}

// What happened on the file meanwhile takes it off the list.
bool destroy_announced(db::Transaction& tx, const api::Tenant& tenant, const Announced& announced,
                       Instant now) {
  const auto& [id, party, category, noted_at, destroy_on] = announced;
  take_turn(tx);
  if (!find_announced(tx, tenant.id, id)) return false;  // another program was faster
  forget_announced(tx, tenant.id, id);
  const auto period = period_of(tx, tenant.id, category);
  const bool is_due = period && is_file_due(tx, tenant.id, category, party,
                                            cutoff(riyadh_date(now), period->months));
  if (!is_due) {
    note(tx, tenant, now, category, "retention.file_kept", id, party, 1);
    return true;
  }
  count_destroyed(tx, tenant.id, category, 1);
  note(tx, tenant, now, category, "retention.file_destroyed", id, party, 1);
  return parties::erase_person(tx, tenant, party, schedule, now).ok();
}

int destroy_files(api::Tenant& tenant, Instant now) {
  std::vector<Announced> announced;
  tenant.store->read([&](db::Transaction& tx) {
    announced = announced_until(tx, tenant.id, riyadh_date(now), files_at_once);
  });
  int destroyed = 0;
  for (const auto& one : announced) {
    const auto end = tenant.store->write_and_wait(
        [&](db::Transaction& tx) { return destroy_announced(tx, tenant, one, now); });
    destroyed += end == db::End::committed ? 1 : 0;
  }
  return destroyed;
}

}  // namespace

int RetentionPass::look_through(api::Tenant& tenant, const Period& period, Instant now) {
  const auto category = period.category;
  const auto today = riyadh_date(now);
  const DueSearch search{.category = category,
                         .before = cutoff(today, period.months),
                         .after = places_[category],
                         .people = people_at_once,
                         .limit = things_at_once};
  DueFound found;
  tenant.store->read([&](db::Transaction& tx) { found = find_due(tx, tenant.id, search); });
  const bool is_whole_file = rule_of(category).is_whole_file;
  const bool is_full = found.due.size() == static_cast<std::size_t>(things_at_once);
  // What goes one by one is gone when it is asked for again.
  const bool is_end = !found.next && !(is_full && !is_whole_file);
  if (!found.due.empty() || is_end) {
    const auto end = tenant.store->write_and_wait([&](db::Transaction& tx) {
      if (is_whole_file) {
        announce_files(tx, tenant, category, found.due, now);
      } else {
        // Looked for again, in turn with whoever holds a file: nothing that was held or renewed
        // since is destroyed.
        take_turn(tx);
        destroy_parts(tx, tenant, category, find_due(tx, tenant.id, search).due, now);
      }
      if (is_end) note_pass(tx, tenant.id, category, today);
      return true;
    });
    if (end != db::End::committed) return 0;
  }
  places_[category] = found.next.value_or("");
  return static_cast<int>(found.due.size());
}

int RetentionPass::turn(api::Tenant& tenant, Instant now) {
  std::vector<Period> periods;
  tenant.store->read(
      [&](db::Transaction& tx) { periods = to_look_through(tx, tenant.id, riyadh_date(now)); });
  int done = 0;
  for (const auto& period : periods) done += look_through(tenant, period, now);
  return done + destroy_files(tenant, now);
}

}  // namespace privacy
