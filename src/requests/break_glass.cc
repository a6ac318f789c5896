#include "base/reference.h"
#include "messages/messages.h"
#include "organisation/organisation.h"
#include "platform/audit/audit.h"
#include "requests/item_values.h"
#include "requests/requests.h"
#include "requests/standing_view.h"

namespace requests {
namespace {

constexpr std::int64_t open_for_ms = hour_ms;

// The quality managers, but nobody watches themselves: else the directors, else the administrators.
std::vector<StaffId> who_watches(db::Transaction& tx, const api::Call& call) {
  for (const Role role : {Role::quality_manager, Role::director, Role::administrator}) {
    auto holders = organisation::staff_with_roles(tx, call.tenant.id, {role});
    std::erase(holders, StaffId{call.actor.id});
    if (!holders.empty()) return holders;
  }
  return {};
}

void tell_who_watches(db::Transaction& tx, const api::Call& call, const RequestId& id) {
  const auto key = "glass:" + id.text + ":" + call.actor.id + ":" + std::to_string(call.now.ms);
  messages::tell_staff(tx, call.tenant.id, call.now,
                       {.what = "glass_broken",
                        .staff = who_watches(tx, call),
                        .page = "audit?action=request.glass_broken",
                        .key = key});
}

}  // namespace

const db::Sql insert_glass(R"sql(
INSERT INTO request_staff (association_id, request_id, staff_id, role, since, break_glass_until)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (association_id, request_id, staff_id)
    DO UPDATE SET break_glass_until = excluded.break_glass_until)sql");

namespace {

// What may not be opened answers as what is not there: nothing is learned without the breaking.
Refusal nothing_there() {
  return refuse(RefusalKind::not_found, "request.unknown");
}

Result<RequestPage> open_by_force(db::Transaction& tx, const api::Call& call, const RequestRow& row,
                                  const std::string& reason) {
  const auto object = rights_object(tx, call.tenant.id, row, call.actor, call.now);
  if (!auth::authorise(call.actor, auth::Action::request_break_glass, object)) {
    return nothing_there();
  }
  if (row.confidentiality != Class::confidential || object.assigned_to_actor || object.on_agenda) {
    return refuse(RefusalKind::conflict, "break_glass.not_needed");
  }
  const auto key = call.tenant.keeper->party_key(tx, row.beneficiary);
  if (!key) return nothing_there();
  const std::string note =
      write_note(tx, *key, call.tenant.id, row.id, row.beneficiary, reason, call.now);
  const auto who = auth::who_of(call.actor, auth::Action::request_break_glass);
  tx.execute(insert_glass, call.tenant.id, row.id, call.actor.id, who.role, call.now,
             call.now + open_for_ms);
  audit::record(tx, call.tenant.id, who, call.now,
                {.action = "request.glass_broken",
                 .object = row.id.text,
                 .party = row.beneficiary.text,
                 .detail = "{\"note\":\"" + note + "\"}"});
  tell_who_watches(tx, call, row.id);
  const OpenRequest open = TRY(open_request(tx, call.tenant, row.id));
  return describe_page(tx, call, open);
}

}  // namespace

// The reason is read before the request is looked for: a bad one says nothing of what is there.
Result<RequestPage> break_glass(db::Transaction& tx, const api::Call& call,
                                const ReasonBody& body) {
  const std::string reason = TRY(read_note(body.reason, "/reason"));
  const RequestRow row = TRY(find_row(tx, call.tenant.id, call.id<RequestId>("id")));
  return open_by_force(tx, call, row, reason);
}

Result<RequestPage> break_glass_by_reference(db::Transaction& tx, const api::Call& call,
                                             const ReferenceReasonBody& body) {
  const auto reference = parse_reference(body.reference);
  const auto reason = read_note(body.reason, "/reason");
  Refusal refused{RefusalKind::invalid};
  if (!reference) refused.obstacles.push_back({.code = "reference.wrong", .field = "/reference"});
  if (!reason) refused.obstacles.push_back(reason.refusal().obstacles.front());
  if (!refused.obstacles.empty()) return refused;
  const auto row = find_row_by_reference(tx, call.tenant.id, *reference);
  if (!row) return nothing_there();
  return open_by_force(tx, call, *row, reason.value());
}

}  // namespace requests
