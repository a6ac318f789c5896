#include "governance/remind_review.h"

#include "messages/messages.h"

namespace governance {
namespace {

constexpr int month_days = 30;
constexpr int week_days = 7;

const db::Sql insert_reminder(R"sql(
INSERT INTO policy_reminders (association_id, reminder, at) VALUES ($1, $2, $3)
    ON CONFLICT (association_id, reminder) DO NOTHING)sql");
const db::Sql select_reminder(R"sql(
SELECT 1 FROM policy_reminders WHERE association_id = $1 AND reminder = $2)sql");

struct Due {
  std::string digest, stage;
  std::string reminder;  // what stands in the table of those that were sent
};

std::optional<Due> due_now(db::Transaction& tx, const api::Tenant& tenant, Instant now) {
  const auto version = organisation::version_in_force(tx, tenant.id, now);
  const auto pack = version ? tenant.policy_version(version->digest) : nullptr;
  if (!pack) return std::nullopt;
  const auto standing = standing_of(tx, tenant, version->digest, now);
  const auto due = standing ? standing->review_due(*pack) : std::nullopt;
  const auto stage = due ? review_reminder(*due, riyadh_date(now)) : std::nullopt;
  if (!stage) return std::nullopt;
  Due found{version->digest, *stage, "review/" + version->digest + "/" + iso(*due) + "/" + *stage};
  const bool sent = tx.each(
                        select_reminder, [](const db::Row&) {}, tenant.id, found.reminder) > 0;
  return sent ? std::nullopt : std::optional(std::move(found));
}

std::string letter_of(const std::string& stage) {
  return "policy_review_" + (stage.starts_with("late/") ? std::string("late") : stage);
}

}  // namespace

std::optional<std::string> review_reminder(Date due, Date today) {
  const int left = due - today;
  if (left > month_days) return std::nullopt;
  if (left > week_days) return "month";
  if (left > 0) return "week";
  const int weeks = -left / week_days;
  return weeks == 0 ? "due" : "late/" + std::to_string(weeks);
}

bool remind_of_review(api::Tenant& tenant, Instant now) {
  std::optional<Due> due;
  tenant.store->read([&](db::Transaction& tx) { due = due_now(tx, tenant, now); });
  if (!due) return false;
  return tenant.store->write_and_wait([&](db::Transaction& tx) {
    if (tx.execute(insert_reminder, tenant.id, due->reminder, now) == 0) return false;
    messages::StaffNews news{
        .what = letter_of(due->stage), .staff = {}, .page = "policy", .key = due->reminder};
    news.staff = auth::staff_with_roles(
        tx, tenant.id, {Role::quality_manager, Role::director, Role::board_member});
    messages::tell_staff(tx, tenant.id, now, news);
    audit::record(tx, tenant.id, {.kind = "system", .id = {}}, now,
                  {.action = "policy.review_reminded", .object = due->digest});
    return true;
  }) == db::End::committed;
}

}  // namespace governance
