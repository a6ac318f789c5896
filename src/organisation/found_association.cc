#include "organisation/found_association.h"

#include <algorithm>

#include "base/text.h"
#include "organisation/policy_versions.h"
#include "organisation/texts.h"
#include "policy/adopt.h"

namespace organisation {
namespace {

constexpr std::size_t licence_length_max = 30;
constexpr std::size_t meeting_length_max = 60;  // of a meeting or a term as the minutes name it

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

bool is_short_line(const std::string& text) {
  return length(text) <= meeting_length_max && (text.empty() || is_line(text));
}

void look_at_approval(std::vector<Obstacle>& obstacles, const policy::Approval& approval,
                      Instant now) {
  const auto look_at_line = [&](const std::string& text, const char* field) {
    if (!is_short_line(text))
      obstacles.push_back({.code = "approval.line",
                           .field = field,
                           .parameters = {{"max", std::to_string(meeting_length_max)}}});
  };
  look_at_line(approval.meeting, "/approval/meeting");
  look_at_line(approval.term, "/approval/term");
  if (approval.date && *approval.date > riyadh_date(now))
    obstacles.push_back({.code = "approval.in_future", .field = "/approval/date"});
}

void look_at_administrator(std::vector<Obstacle>& obstacles, const auth::StaffNamed& person) {
  for (auto& one : auth::obstacles_of(
           {.name = person.name, .email = person.email, .roles = {Role::administrator}})) {
    one.field.insert(0, "/administrator");
    obstacles.push_back(std::move(one));
  }
}

policy::Text trimmed(const policy::Text& text) {
  policy::Text cleaned;
  for (const auto& [language, value] : text)
    cleaned.emplace(language, is_utf8(value) ? trim(value) : std::string());
  return cleaned;
}

void look_at_names(std::vector<Obstacle>& obstacles, const policy::Text& name) {
  for (const char* language : {"ar", "en"}) {
    const auto found = name.find(language);
    if (found == name.end() || !is_line(found->second))
      obstacles.push_back({.code = "association.names", .field = std::string("/name/") + language});
  }
}

// What is wrong with what was given, but for its policy.
std::vector<Obstacle> look_at(const Directory& directory, const Founding& given, Instant now) {
  std::vector<Obstacle> obstacles;
  if (const auto slug = check_slug(given.slug); !slug) take(obstacles, slug.refusal());
  const auto known = directory.association(given.slug);
  if (known && known->state != "preparing")
    obstacles.push_back({.code = "slug.taken", .field = "/slug"});
  look_at_names(obstacles, trimmed(given.name));
  if (!is_licence(trim(given.licence)))
    obstacles.push_back({.code = "association.licence", .field = "/licence"});
  if (given.approval) look_at_approval(obstacles, *given.approval, now);
  if (given.administrator) look_at_administrator(obstacles, *given.administrator);
  return obstacles;
}

// Under the name, licence and approval that were given where they are well; otherwise under its
// own.
policy::Adopter adopter_of(const Founding& given, const policy::Pack& pack, Instant now) {
  policy::Adopter adopter{pack.id, pack.name, pack.licence, given.approval,
                          given.policy_may_be_its_own};
  if (check_slug(given.slug).ok()) adopter.id = pack_id_of(given.slug);
  std::vector<Obstacle> obstacles;
  look_at_names(obstacles, trimmed(given.name));
  if (obstacles.empty()) adopter.name = trimmed(given.name);
  if (const auto licence = trim(given.licence); is_licence(licence)) adopter.licence = licence;
  obstacles.clear();
  if (given.approval) look_at_approval(obstacles, *given.approval, now);
  if (!obstacles.empty()) adopter.approval.reset();
  return adopter;
}

// Its policy in force, and its first administrator invited.
Result<auth::Invited> begin(db::Transaction& tx, api::Tenant& tenant, const Founding& given,
                            const policy::Files& files, const audit::Who& by, Instant now) {
  const auto imported = import_policy(tx, tenant.id, by, files, now);
  if (!imported.version) return refuse(RefusalKind::invalid, "policy.template");
  TRY(put_in_force(tx, tenant, by, imported.version->digest, now, now));
  return auth::invite_first_administrator(tx, *tenant.keeper, tenant.id, by, now,
                                          given.administrator);
}

}  // namespace

AdoptedPolicy adopt_policy(const Founding& given, Instant now) {
  AdoptedPolicy adopted;
  const auto read = policy::parse(given.policy);
  for (const auto& problem : read.problems)
    add_problem(adopted.obstacles, "policy.template", problem);
  if (!read.pack) return adopted;
  adopted.files =
      policy::used_files(policy::adopt(given.policy, adopter_of(given, *read.pack, now)));
  for (const auto& problem : policy::parse(adopted.files).problems)
    add_problem(adopted.obstacles, "policy.template", problem);
  for (const auto& problem : policy::personal_data_in(adopted.files))
    add_problem(adopted.obstacles, "policy.names_person", problem);
  return adopted;
}

std::vector<Obstacle> obstacles_to(const Directory& directory, const Founding& given, Instant now) {
  auto obstacles = look_at(directory, given, now);
  if (given.policy.empty()) return obstacles;
  const auto of_policy = adopt_policy(given, now).obstacles;
  obstacles.insert(obstacles.end(), of_policy.begin(), of_policy.end());
  return obstacles;
}

Result<Founded> found_association(
    Directory& directory, const Founding& given, std::string_view operator_name, Instant now,
    const std::function<void(db::Transaction&, const Founded&)>& note) {
  auto obstacles = look_at(directory, given, now);
  const auto adopted = adopt_policy(given, now);
  obstacles.insert(obstacles.end(), adopted.obstacles.begin(), adopted.obstacles.end());
  if (!obstacles.empty()) return Refusal{RefusalKind::invalid, std::move(obstacles)};
  const audit::Who by{.kind = "operator", .id = std::string(operator_name)};
  Founded founded{.slug = given.slug, .name = trimmed(given.name), .setup_token = {}};
  const Making making{.begin = [&](db::Transaction& tx, api::Tenant& tenant) -> Result<Done> {
                        const auto invited = TRY(begin(tx, tenant, given, adopted.files, by, now));
                        founded.setup_token = invited.token;
                        return Done{};
                      },
                      .note =
                          [&](db::Transaction& tx) {
                            if (note) note(tx, founded);
                          }};
  TRY(directory.create({given.slug, founded.name}, operator_name, making));
  return founded;
}

}  // namespace organisation
