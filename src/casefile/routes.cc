#include "base/json.h"
#include "casefile/casefile.h"

namespace casefile {
namespace {

using auth::Action;
using Tx = db::Transaction;

// A name that says what and when, and nothing of whom.
http::Response download(const CopyOfPerson& copy, const api::Call& call) {
  const auto name = "data-" + call.tenant.slug + "-" + iso(riyadh_date(copy.made_at));
  if (call.argument("form").value_or("json") != "pdf")
    return http::download(json::write(copy), "application/json", name + ".json");
  const auto language = api::language_of(call);
  return http::download(paper_of(copy, language), "application/pdf", name + ".pdf");
}

Result<http::Response> take_own(Tx& tx, const api::Call& call, api::Opening& opening,
                                const std::string& public_address) {
  const auto party = call.actor.acting_for;
  if (party.empty()) return refuse(RefusalKind::conflict, "subject_request.nobody");
  const auto copy = TRY(copy_person(tx, call, party, public_address));
  opening = {
      .entry = {.action = "party.copied", .object = party.text, .party = party.text},
      .confidential = true
  };
  return download(copy, call);
}

Result<http::Response> hand_over(Tx& tx, const api::Call& call, const parties::Hooks& hooks,
                                 api::Opening& opening, const std::string& public_address) {
  const auto party =
      TRY(parties::party_for(tx, call, hooks, Action::person_edit, call.id<PartyId>("id")));
  const auto copy = TRY(copy_person(tx, call, party.id, public_address));
  opening = {
      .entry = {.action = "party.copied", .object = party.id.text, .party = party.id.text},
      .confidential = true
  };
  return download(copy, call);
}

}  // namespace

void add_routes(api::Routes& routes, const parties::Hooks& hooks,
                const std::string& public_address) {
  routes.bytes("/portal/copy", Action::portal_use,
               [public_address](Tx& tx, const api::Call& call, api::Opening& opening) {
                 return take_own(tx, call, opening, public_address);
               });
  routes.bytes("/desk/people/{id}/copy", Action::person_edit,
               [hooks, public_address](Tx& tx, const api::Call& call, api::Opening& opening) {
                 return hand_over(tx, call, hooks, opening, public_address);
               });
  routes.get_recorded<PersonTimeline>(
      "/desk/people/{id}/timeline", Action::person_read,
      [hooks](Tx& tx, const api::Call& call, api::Opening& opening) {
        return read_timeline(tx, call, hooks, call.id<PartyId>("id"), opening);
      });
}

}  // namespace casefile
