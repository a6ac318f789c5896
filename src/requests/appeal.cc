#include <algorithm>

#include "requests/requests.h"
#include "requests/submission.h"

namespace requests {

Result<OpenRequest> appeal_request(db::Transaction& tx, const api::Call& call, const RequestId& id,
                                   const std::string& reason, auth::Action right) {
  const OpenRequest about = TRY(open_for(tx, call, right, id));
  TRY(check_seen(call, about.row));
  const auto pack = call.tenant.policy_in_force();
  const auto* kind = pack ? pack->kind(about.kind().appeal_kind) : nullptr;
  if (kind == nullptr) return refuse(RefusalKind::rule_not_met, "appeal.kind_missing");
  NewRequest given{
      .kind = kind->id,
      .channel = call.actor.kind == auth::Actor::Kind::staff ? about.row.channel : "website",
      .beneficiary = about.row.beneficiary,
      .applicant = about.row.applicant,
      .capacity = about.row.capacity,
      .branch = about.row.branch,
      .about = id};
  // The reason is what the grievance's own form asks for: its first required text.
  const auto grounds = std::ranges::find_if(kind->items, [](const policy::Item& item) {
    return item.required && item.kind == policy::ItemKind::field &&
           item.type == policy::ValueType::long_text;
  });
  given.is_followed = grounds != kind->items.end();
  OpenRequest grievance = TRY(receive_request(tx, call, given));
  if (given.is_followed) {
    TRY(submit_values(tx, call, grievance, {{{grounds->id, ItemValue{.text = reason}}}, {}}));
  }
  Deed deed{.right = right, .note = reason, .note_field = "/reason"};
  deed.action.kind = procedure::ActionKind::appeal;
  deed.action.other_request = grievance.row.id.text;
  TRY(perform(tx, call, id, deed));
  return grievance;
}

}  // namespace requests
