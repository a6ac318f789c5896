#include "organisation/found_association.h"

#include <algorithm>

#include "base/text.h"
#include "organisation/policy_versions.h"
#include "organisation/texts.h"
#include "policy/adopt.h"

namespace organisation {
namespace {

constexpr std::size_t licence_length_max = 30;

// As packs write ids: no hyphens.
std::string pack_id_of(std::string slug) {
  std::ranges::replace(slug, '-', '_');
  return slug;
}

bool is_licence(const std::string& licence) {
  return !licence.empty() && length(licence) <= licence_length_max && is_utf8(licence) &&
         !has_control(licence) && !has_bidi_control(licence);
}

void add_problem(std::vector<Obstacle>& obstacles, const std::string& code,
                 const policy::Problem& problem) {
  obstacles.push_back({
      .code = code,
      .field = "/policy",
      .parameters = {{"place", problem.file + ":" + std::to_string(problem.line) + ":" +
                                   std::to_string(problem.column)},
                     {"why_ar", policy::describe(problem, "ar")},
                     {"why_en", policy::describe(problem, "en")}}
  });
}

void take(std::vector<Obstacle>& obstacles, const Refusal& refusal) {
  obstacles.insert(obstacles.end(), refusal.obstacles.begin(), refusal.obstacles.end());
}

// What is wrong with what was given, all of it; the files that it becomes.
std::vector<Obstacle> look_at(const Directory& directory, const Founding& given,
                              const std::string& licence, Instant now, policy::Files& files) {
  std::vector<Obstacle> obstacles;
  if (const auto slug = check_slug(given.slug); !slug) take(obstacles, slug.refusal());
  const auto known = directory.association(given.slug);
  if (known && known->state != "preparing")
    obstacles.push_back({.code = "slug.taken", .field = "/slug"});
  const auto name = clean_text(given.name, "association.names", "/name");
  if (!name) take(obstacles, name.refusal());
  if (!is_licence(licence))
    obstacles.push_back({.code = "association.licence", .field = "/licence"});
  if (given.approval && given.approval->date && *given.approval->date > riyadh_date(now))
    obstacles.push_back({.code = "approval.in_future", .field = "/approval/date"});
  const auto read = policy::parse(given.policy);
  for (const auto& problem : read.problems) add_problem(obstacles, "policy.template", problem);
  if (!read.pack || !name || !obstacles.empty()) return obstacles;
  files = policy::used_files(
      policy::adopt(given.policy, {pack_id_of(given.slug), name.value(), licence, given.approval}));
  for (const auto& problem : policy::parse(files).problems)
    add_problem(obstacles, "policy.template", problem);
  for (const auto& problem : policy::personal_data_in(files))
    add_problem(obstacles, "policy.names_person", problem);
  return obstacles;
}

}  // namespace

Result<Founded> found_association(Directory& directory, const Founding& given,
                                  std::string_view operator_name, Instant now) {
  const std::string licence = trim(given.licence);
  policy::Files files;
  auto obstacles = look_at(directory, given, licence, now, files);
  if (!obstacles.empty()) return Refusal{RefusalKind::invalid, std::move(obstacles)};
  TRY(directory.create({given.slug, given.name}, operator_name));
  auto& tenant = *directory.find(given.slug);
  const audit::Who by{.kind = "operator", .id = std::string(operator_name)};
  std::optional<Result<auth::Invited>> invited;
  tenant.store->write_and_wait([&](db::Transaction& tx) {
    invited = [&]() -> Result<auth::Invited> {
      const auto imported = import_policy(tx, tenant.id, by, files, now);
      if (!imported.version) return refuse(RefusalKind::invalid, "policy.template");
      TRY(put_in_force(tx, tenant, by, imported.version->digest, now, now));
      return auth::invite_first_administrator(tx, *tenant.keeper, tenant.id, by, now);
    }();
    return invited->ok();
  });
  if (!invited) return refuse(RefusalKind::unavailable, "http.overloaded");
  if (!invited->ok()) return invited->refusal();
  if (tenant.policy_changed) tenant.policy_changed();
  return Founded{given.slug, invited->value().token};
}

}  // namespace organisation
