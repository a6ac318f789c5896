#include "governance/compare_versions.h"

#include <functional>

#include "governance/draft_rows.h"
#include "policy/differences.h"

namespace governance {

using PackPtr = std::shared_ptr<const policy::Pack>;

Result<PackPtr> pack_named(db::Transaction& tx, const api::Call& call, const std::string& name,
                           const char* field) {
  if (auto pack = call.tenant.policy_version(name)) return pack;
  const auto draft = find_draft(tx, call.tenant.id, {name});
  if (!draft || !auth::may(call.actor, auth::Action::policy_draft)) {
    return refuse(RefusalKind::not_found, Obstacle{.code = "policy.unknown", .field = field});
  }
  auto parsed = policy::parse(draft->files);
  if (!parsed.pack) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "policy.draft_has_problems",
                           .field = field,
                           .parameters = {{"count", std::to_string(parsed.problems.size())}}});
  }
  return parsed.pack;
}

namespace {

policy::Text in_both(const std::function<std::string(const char*)>& say) {
  return {
      {"ar", say("ar")},
      {"en", say("en")}
  };
}

}  // namespace

std::vector<DifferenceLine> difference_lines(const policy::Pack& from, const policy::Pack& to) {
  std::vector<DifferenceLine> lines;
  for (const auto& difference : policy::differences(from, to)) {
    lines.push_back(
        {.code = difference.code,
         .weight = difference.weight,
         .place = difference.place.name,
         .text = in_both([&](const char* in) { return policy::sentence(difference, in); })});
  }
  return lines;
}

Result<Comparison> compare_versions(db::Transaction& tx, const api::Call& call) {
  Comparison comparison{.from = call.argument("from").value_or(""),
                        .to = call.argument("to").value_or(""),
                        .lines = {},
                        .kept_by = {}};
  const auto from = TRY(pack_named(tx, call, comparison.from, "from"));
  const auto to = TRY(pack_named(tx, call, comparison.to, "to"));
  comparison.lines = difference_lines(*from, *to);
  comparison.kept_by = requests_under(tx, call.tenant, comparison.from);
  return comparison;
}

}  // namespace governance
