#include "organisation/found_by_link.h"

#include "base/json.h"
#include "organisation/founding_links.h"
#include "policy/outline.h"

namespace organisation {
namespace {

std::vector<FoundingObstacle> told(const std::vector<Obstacle>& obstacles) {
  std::vector<FoundingObstacle> views;
  views.reserve(obstacles.size());
  for (const auto& one : obstacles) views.push_back({one.code, one.field, one.parameters});
  return views;
}

std::optional<policy::Approval> approval_of(const std::optional<GivenApproval>& given) {
  if (!given) return std::nullopt;
  return policy::Approval{
      .body = "board", .meeting = given->meeting, .term = given->term, .date = given->date};
}

// Once more to who asked before; to anybody else the link is spent.
Result<FoundedAssociation> answer_of(const api::HouseCall& call, const FoundingUse& use) {
  if (use.idempotency_key != call.idempotency_key)
    return refuse(RefusalKind::not_found, "founding.link_invalid");
  if (use.request_digest != call.request_digest)
    return refuse(RefusalKind::rule_not_met, "idempotency.key_reused");
  return json::read<FoundedAssociation>(use.answer);
}

}  // namespace

Result<Founding> FoundingByLink::founding_of(const FoundingDraft& draft) {
  Founding founding{
      .slug = draft.slug,
      .name = {{"ar", draft.name.ar}, {"en", draft.name.en}},
      .licence = draft.licence,
      .approval = approval_of(draft.approval),
      .policy = {                     }
  };
  if (draft.administrator)
    founding.administrator = {draft.administrator->name, draft.administrator->email};
  if (draft.policy) {
    auto files = files_of(directory_, templates_, *draft.policy);
    if (!files)
      return refuse(RefusalKind::invalid,
                    Obstacle{.code = "founding.policy_unknown", .field = "/policy"});
    founding.policy = *std::move(files);
  }
  return founding;
}

Result<Done> FoundingByLink::look_for(const api::HouseCall& call, std::string_view token) {
  std::optional<Result<FoundingLink>> link;
  directory_.store().read([&](db::Transaction& tx) { link = find_open_link(tx, token, call.now); });
  if (!link->ok()) return link->refusal();
  return Done{};
}

Result<FoundingStart> FoundingByLink::start(const api::HouseCall& call, const FoundingToken& body) {
  std::optional<Result<FoundingLink>> link;
  directory_.store().read(
      [&](db::Transaction& tx) { link = find_open_link(tx, body.token, call.now); });
  const auto open = TRY(std::move(*link));
  return FoundingStart{open.expires_at, policy_choices(directory_, templates_)};
}

Result<FoundingCheck> FoundingByLink::check(const api::HouseCall& call, const FoundingBody& body) {
  TRY(look_for(call, body.token));
  const auto founding = founding_of(body.draft);
  if (!founding) return FoundingCheck{told(founding.refusal().obstacles)};
  return FoundingCheck{told(obstacles_to(directory_, founding.value(), call.now))};
}

Result<FoundingReading> FoundingByLink::read_policy(const api::HouseCall& call,
                                                    const FoundingReadingBody& body) {
  TRY(look_for(call, body.token));
  const auto founding = TRY(founding_of(body.draft));
  const auto adopted = adopt_policy(founding, call.now);
  FoundingReading reading{.outline = {}, .obstacles = told(adopted.obstacles)};
  if (const auto pack = policy::parse(adopted.files).pack)
    reading.outline = policy::outline_of(*pack, body.language == "en" ? "en" : "ar");
  return reading;
}

Result<FoundedAssociation> FoundingByLink::found(const api::HouseCall& call,
                                                 const FoundingBody& body) {
  TRY(api::check_key(call.idempotency_key));
  const std::lock_guard one_at_a_time(founding_);
  std::optional<Result<FoundingLink>> found;
  directory_.store().read(
      [&](db::Transaction& tx) { found = find_founding_link(tx, body.token, call.now); });
  const auto link = TRY(std::move(*found));
  if (link.used) return answer_of(call, *link.used);
  std::vector<Obstacle> missing;
  if (!body.draft.policy)
    missing.push_back({.code = "founding.policy_missing", .field = "/policy"});
  if (!body.draft.administrator)
    missing.push_back({.code = "founding.administrator_missing", .field = "/administrator"});
  const auto founding = TRY(founding_of(body.draft));
  if (!missing.empty()) {
    const auto others = obstacles_to(directory_, founding, call.now);
    missing.insert(missing.end(), others.begin(), others.end());
    return Refusal{RefusalKind::invalid, std::move(missing)};
  }
  FoundedAssociation answer;
  const auto note = [&](db::Transaction& tx, const Founded& made) {
    answer = {
        .slug = made.slug,
        .name = {made.name.at("ar"), made.name.at("en")},
        .setup_link = public_address_ + "/desk/" + made.slug + "/setup#" + made.setup_token,
        .portal = public_address_ + "/" + made.slug + "/",
        .desk = public_address_ + "/desk/" + made.slug + "/"
    };
    spend_founding_link(tx, body.token, made.slug,
                        {call.idempotency_key, call.request_digest, json::write(answer)}, call.now);
  };
  const auto made = found_association(directory_, founding, link.invited_by, call.now, note);
  if (made) return answer;
  // Another program may have done the very same meanwhile.
  directory_.store().read(
      [&](db::Transaction& tx) { found = find_founding_link(tx, body.token, call.now); });
  if (found->ok() && found->value().used) return answer_of(call, *found->value().used);
  return made.refusal();
}

}  // namespace organisation
