#include "privacy/retention_desk.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "organisation/organisation.h"
#include "privacy/retention_due.h"
#include "privacy/subject_view.h"

namespace privacy {
namespace {

constexpr int counted_max = 1'000;
constexpr int looked_through_at_once = 5'000;

Result<Category> read_category(const std::string& name) {
  if (const auto category = category_named(name)) return *category;
  return auth::not_found();
}

Result<std::string> read_basis(const std::string& typed) {
  const auto text = trim(typed);
  if (is_utf8(text) && !text.empty() && !has_bidi_control(text) && !has_control(text) &&
      length(text) <= basis_characters_max)
    return text;
  return refuse(RefusalKind::invalid,
                Obstacle{.code = "retention.basis",
                         .field = "/basis",
                         .parameters = {{"to", std::to_string(basis_characters_max)}}});
}

int integer_in(const std::string& text) {  // 0 when it is none
  int number = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end ? number : 0;
}

CategoryView view_of(const CategoryRule& rule, const Period* period,
                     organisation::StaffNames& names) {
  CategoryView view{.category = std::string(name_of(rule.category)),
                    .proposed = rule.proposed,
                    .least = rule.least,
                    .most = rule.most,
                    .whole_file = rule.is_whole_file};
  if (period == nullptr) return view;
  view.months = period->months;
  view.basis = period->basis;
  if (auto by = names.of(period->set_by); !by.empty()) view.set_by = std::move(by);
  view.set_at = period->set_at;
  view.works_from = period->works_from;
  view.passed_on = period->passed_on;
  view.destroyed = period->destroyed;
  return view;
}

}  // namespace

RetentionSchedule retention_schedule(db::Transaction& tx, const api::Call& call) {
  const auto periods = periods_of(tx, call.tenant.id);
  organisation::StaffNames names(tx, call.tenant);
  RetentionSchedule schedule;
  for (const auto& rule : category_rules()) {
    const auto found = periods.find(rule.category);
    schedule.items.push_back(
        view_of(rule, found == periods.end() ? nullptr : &found->second, names));
  }
  return schedule;
}

Result<RetentionSchedule> set_period(db::Transaction& tx, const api::Call& call,
                                     const std::string& name, const SetPeriod& body) {
  TRY(auth::authorise(call.actor, auth::Action::person_erase, {.of_no_branch = true}));
  const auto category = TRY(read_category(name));
  std::string detail = "{\"category\":\"" + name + "\"";
  if (body.months) {
    TRY(check_months(category, *body.months));
    auto basis = TRY(read_basis(body.basis.value_or("")));
    const Period period{.category = category,
                        .months = *body.months,
                        .basis = std::move(basis),
                        .set_by = call.actor.id,
                        .set_at = call.now,
                        .works_from = riyadh_date(call.now) + notice_days,
                        .passed_on = {},
                        .destroyed = 0};
    put_period(tx, call.tenant.id, period);
    detail += ",\"months\":" + std::to_string(*body.months);
  } else if (!remove_period(tx, call.tenant.id, category)) {
    return retention_schedule(tx, call);
  }
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::person_erase), call.now,
                {.action = body.months ? "retention.period_set" : "retention.period_ended",
                 .object = name,
                 .detail = detail + "}"});
  return retention_schedule(tx, call);
}

Result<Foresight> foresee(db::Transaction& tx, const api::Call& call, const std::string& name) {
  const auto category = TRY(read_category(name));
  const int months = integer_in(call.argument("months").value_or(""));
  TRY(check_months(category, months));
  DueSearch search{.category = category,
                   .before = cutoff(riyadh_date(call.now), months),
                   .after = {},
                   .people = looked_through_at_once,
                   .limit = counted_max + 1};
  Foresight foresight;
  for (;;) {
    const auto found = find_due(tx, call.tenant.id, search);
    foresight.count += static_cast<std::int64_t>(found.due.size());
    foresight.more = foresight.count > counted_max;
    if (!found.next || foresight.more) break;
    search.after = *found.next;
  }
  foresight.count = std::min<std::int64_t>(foresight.count, counted_max);
  return foresight;
}

RetentionNotice retention_notice(db::Transaction& tx, const AssociationId& association) {
  RetentionNotice notice;
  for (const auto& [category, period] : periods_of(tx, association))
    notice.items.push_back({std::string(name_of(category)), period.months});
  return notice;
}

Result<AnnouncedPage> list_announced(db::Transaction& tx, const api::Call& call,
                                     const parties::Hooks& hooks) {
  const auto page = TRY(api::page_of(call));
  const auto found = announced_after(tx, call.tenant.id, TRY(read_day_key(page.after)), page.limit);
  AnnouncedPage rows;
  for (const auto& one : found) {
    const auto named = person_seen_as(tx, call, hooks, auth::Action::person_erase, one.party);
    if (!named) continue;
    rows.items.push_back({.id = one.id,
                          .party = *named == Named::shown ? one.party : PartyId{},
                          .name = name_shown(tx, call, one.party, *named),
                          .category = std::string(name_of(one.category)),
                          .noted_at = one.noted_at,
                          .destroy_on = one.destroy_on,
                          .held = is_held(tx, call.tenant.id, one.party)});
  }
  if (found.size() == static_cast<std::size_t>(page.limit))
    rows.next = text_of({iso(found.back().destroy_on), found.back().id});
  return rows;
}

}  // namespace privacy
