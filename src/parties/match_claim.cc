#include "parties/match_claim.h"

#include <algorithm>

#include "parties/add_phone.h"
#include "parties/name_index.h"
#include "parties/party_rows.h"
#include "parties/register_person.h"

namespace parties {
namespace {

struct Claim {
  PartyId party;
  bool matched = false;
};

}  // namespace

const db::Sql select_claim(R"sql(
SELECT party_id, matched_at FROM claims WHERE association_id = $1 AND id = $2)sql");
const db::Sql update_claim(R"sql(
UPDATE claims SET matched_at = $3, matched_by = $4, matched_to = $5
 WHERE association_id = $1 AND id = $2 AND matched_at IS NULL)sql");
const db::Sql make_registered(R"sql(
UPDATE parties SET kind = 'party' WHERE association_id = $1 AND id = $2)sql");
const db::Sql retire_claimed_number(R"sql(
UPDATE party_values SET is_current = 0
 WHERE association_id = $1 AND party_id = $2 AND is_current = 1
   AND field IN ('identity_number', 'identity_type'))sql");
const db::Sql join_party(R"sql(
UPDATE parties SET joined_to = $3 WHERE association_id = $1 AND id = $2)sql");
namespace {

Refusal document_differs() {
  return refuse(RefusalKind::conflict,
                Obstacle{.code = "claim.document_differs", .field = "/document/number"});
}

// A citizen's and a resident's number never change; other documents are renewed under new ones.
bool never_changes(std::string_view type) {
  return type == "NAT" || type == "IQA";
}

// Whether the sighted document can be this party's.
Result<Done> check_document(db::Transaction& tx, const api::Call& call, const PartyId& party,
                            const ReadDocument& document) {
  const auto known = party_of_identity(tx, call.tenant.id, document.identity);
  if (known && *known != party) return document_differs();
  if (known) return Done{};
  const auto type = saudi::name_of(document.identity.identity.kind);
  for (const auto& identity : rows::identities_of(tx, call.tenant, party)) {
    if (identity.type == type && never_changes(type)) return document_differs();
  }
  return Done{};
}

void join(db::Transaction& tx, const api::Call& call, const Hooks& hooks, const Party& claim,
          const Party& party) {
  const auto& tenant = call.tenant;
  tx.execute(join_party, tenant.id, claim.id, party.id);
  for (const auto& phone : rows::phones_of(tx, tenant, claim.id)) {
    const auto verified_at = phone.verified_at ? std::optional(call.now) : std::nullopt;
    bind_phone(tx, tenant, party.id, {phone.number, verified_at, call.actor.id}, call.now);
  }
  rows::copy_roles_and_consents(tx, tenant.id, claim.id, party.id);
  set_class(tx, tenant.id, party.id, std::max(claim.confidentiality, party.confidentiality));
  if (hooks.repoint_requests) hooks.repoint_requests(tx, call, claim.id, party.id);
  if (tenant.people) {
    tx.after_commit([people = tenant.people, id = claim.id] { people->remove(id); });
    tx.tell(std::string(person_news) + claim.id.text);
  }
}

// Whom the claim becomes part of; the claim's own party when it is registered as new.
Result<Party> target_of(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                        const Party& claim, const MatchClaim& body, const ReadDocument& document) {
  if (!body.party) {
    const auto known = party_of_identity(tx, call.tenant.id, document.identity);
    if (known) return person_exists(tx, call, hooks, *known, "/document/number");
    return claim;
  }
  auto party = TRY(party_for(tx, call, hooks, auth::Action::claim_match, *body.party));
  if (party.kind != PartyKind::party) return auth::not_found();
  TRY(check_document(tx, call, party.id, document));
  return party;
}

}  // namespace

Result<PersonFile> match_claim(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                               const ClaimId& id, const MatchClaim& body,
                               const ReadDocument& document) {
  const auto& tenant = call.tenant;
  rows::serialize_register(tx);
  const auto claim = tx.one(
      select_claim,
      [](const db::Row& row) {
        return Claim{{row.string(0)}, !row.null(1)};
      },
      tenant.id, id);
  const auto applicant =
      TRY(party_for(tx, call, hooks, auth::Action::claim_match, claim ? claim->party : PartyId{}));
  if (claim->matched) return refuse(RefusalKind::conflict, "claim.matched_already");
  const auto target = TRY(target_of(tx, call, hooks, applicant, body, document));
  if (target.id == applicant.id) {
    tx.execute(make_registered, tenant.id, applicant.id);
    tx.execute(retire_claimed_number, tenant.id, applicant.id);
  } else {
    join(tx, call, hooks, applicant, target);
  }
  rows::put_identity(tx, tenant, target.id, document, call.actor.id, rows::Sighted::yes, call.now);
  tx.execute(update_claim, tenant.id, id, call.now, call.actor.id, target.id);
  audit::record(tx, tenant.id, auth::who_of(call.actor, auth::Action::claim_match), call.now,
                {.action = "claim.matched", .object = applicant.id.text, .party = target.id.text});
  return view_person(tx, call, hooks, *find_party(tx, tenant.id, target.id));
}

}  // namespace parties
