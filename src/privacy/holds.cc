#include "privacy/holds.h"

#include "organisation/organisation.h"
#include "platform/kernel/kernel.h"
#include "privacy/ask.h"
#include "privacy/subject_view.h"

namespace privacy {

const db::Sql select_hold(R"sql(
SELECT party_id FROM retention_holds
 WHERE association_id = $1 AND id = $2 AND lifted_at IS NULL)sql");

namespace {

constexpr auto right = auth::Action::person_erase;

HoldRow row_of(db::Transaction& tx, const api::Call& call, organisation::StaffNames& names,
               const Hold& hold, Named named) {
  HoldRow row{.id = hold.id,
              .party = named == Named::shown ? hold.party : PartyId{},
              .name = name_shown(tx, call, hold.party, named),
              .reason = {},
              .placed_by = {},
              .placed_at = hold.placed_at,
              .review_on = hold.review_on,
              .review_due = hold.review_on <= riyadh_date(call.now)};
  if (named == Named::shown) row.reason = hold.reason;
  if (auto by = names.of(hold.placed_by); !by.empty()) row.placed_by = std::move(by);
  return row;
}

void note(db::Transaction& tx, const api::Call& call, std::string action, const std::string& id,
          const PartyId& party) {
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, right), call.now,
                {.action = std::move(action), .object = id, .party = party.text});
}

FileRetention retention_of(db::Transaction& tx, const api::Call& call, const PartyId& party,
                           Named named) {
  FileRetention view;
  organisation::StaffNames names(tx, call.tenant);
  for (const auto& hold : holds_of(tx, call.tenant, party))
    view.holds.push_back(row_of(tx, call, names, hold, named));
  if (const auto announced = announced_of(tx, call.tenant.id, party)) {
    view.category = std::string(name_of(announced->category));
    view.destroy_on = announced->destroy_on;
  }
  return view;
}

Result<Done> put(db::Transaction& tx, const api::Call& call, const PartyId& party,
                 const PlaceHold& body) {
  if (!call.tenant.keeper->party_key(tx, party)) return auth::not_found();  // erased meanwhile
  const auto review_on = TRY(read_review(body.review_on, riyadh_date(call.now)));
  auto reason = TRY(read_words(body.reason, "/reason", true));
  const Hold hold{.id = kernel::new_id<RetentionId>(call.now).text,
                  .party = party,
                  .placed_at = call.now,
                  .placed_by = call.actor.id,
                  .review_on = review_on,
                  .reason = std::move(reason)};
  put_hold(tx, call.tenant, hold);
  note(tx, call, "retention.hold_placed", hold.id, party);
  return Done{};
}

}  // namespace

Result<HoldPage> list_holds(db::Transaction& tx, const api::Call& call,
                            const parties::Hooks& hooks) {
  const auto page = TRY(api::page_of(call));
  const auto found = holds_after(tx, call.tenant, TRY(read_day_key(page.after)), page.limit);
  organisation::StaffNames names(tx, call.tenant);
  HoldPage rows;
  for (const auto& hold : found)
    if (const auto named = person_seen_as(tx, call, hooks, right, hold.party))
      rows.items.push_back(row_of(tx, call, names, hold, *named));
  if (found.size() == static_cast<std::size_t>(page.limit))
    rows.next = text_of({iso(found.back().review_on), found.back().id});
  return rows;
}

Result<FileRetention> file_retention(db::Transaction& tx, const api::Call& call,
                                     const parties::Hooks& hooks, const PartyId& id) {
  const auto party = TRY(parties::party_for(tx, call, hooks, auth::Action::person_read, id));
  return retention_of(tx, call, party.id, Named::shown);
}

Result<FileRetention> place_hold(db::Transaction& tx, const api::Call& call,
                                 const parties::Hooks& hooks, const PartyId& id,
                                 const PlaceHold& body) {
  const auto party = TRY(parties::party_for(tx, call, hooks, auth::Action::person_read, id));
  TRY(put(tx, call, party.id, body));
  return retention_of(tx, call, party.id, Named::shown);
}

Result<Held> hold_announced(db::Transaction& tx, const api::Call& call, const parties::Hooks& hooks,
                            const std::string& id, const PlaceHold& body) {
  const auto announced = find_announced(tx, call.tenant.id, id);
  if (!announced || !person_seen_as(tx, call, hooks, right, announced->party))
    return auth::not_found();
  TRY(put(tx, call, announced->party, body));
  return Held{true};
}

Result<Held> end_hold(db::Transaction& tx, const api::Call& call, const parties::Hooks& hooks,
                      const std::string& id) {
  const auto of = tx.one(
      select_hold, [](const db::Row& row) { return PartyId{row.string(0)}; }, call.tenant.id, id);
  if (!of) return auth::not_found();
  const auto party = parties::current_party(tx, call.tenant.id, *of);
  if (!person_seen_as(tx, call, hooks, right, party)) return auth::not_found();
  if (!lift_hold(tx, call.tenant.id, id, call.actor.id, call.now)) return auth::not_found();
  note(tx, call, "retention.hold_lifted", id, party);
  return Held{is_held(tx, call.tenant.id, party)};
}

}  // namespace privacy
