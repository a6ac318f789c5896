#include "parties/party.h"

#include <algorithm>

#include "parties/parties_in_list.h"

namespace parties {
namespace {

Party party_in(const db::Row& row) {
  return {.id = {row.string(0)},
          .kind = row.text(1) == "claim" ? PartyKind::claim : PartyKind::party,
          .confidentiality = class_named(row.text(2)).value_or(Class::confidential),
          .branch = {row.optional_string(3).value_or("")},
          .joined_to = {row.optional_string(4).value_or("")},
          .died = !row.null(6),
          .created_at = row.instant(5)};
}

}  // namespace

std::string_view name_of(PartyKind kind) {
  return kind == PartyKind::claim ? "claim" : "party";
}

const db::Sql select_party(R"sql(
SELECT id, kind, class, branch_id, joined_to, created_at, died_noted_at FROM parties
 WHERE association_id = $1 AND id = $2 AND erased_at IS NULL)sql");

std::optional<Party> find_party(db::Transaction& tx, const AssociationId& association,
                                const PartyId& party) {
  return tx.one(select_party, party_in, association, party);
}

const ListSql select_parties([](std::size_t size) {
  return R"sql(
SELECT id, kind, class, branch_id, joined_to, created_at FROM parties
 WHERE association_id = $1 AND erased_at IS NULL AND joined_to IS NULL AND id)sql" +
         in_list(size);
});

std::map<PartyId, Party> find_parties(db::Transaction& tx, const AssociationId& association,
                                      const std::vector<PartyId>& parties) {
  std::map<PartyId, Party> found;
  each_in_list(tx, select_parties, association, parties, [&](const db::Row& row) {
    auto party = party_in(row);
    found.emplace(party.id, std::move(party));
  });
  return found;
}

bool is_claim(db::Transaction& tx, const AssociationId& association, const PartyId& party) {
  const auto found = find_party(tx, association, current_party(tx, association, party));
  return found && found->kind == PartyKind::claim;
}

const db::Sql select_joined_to(R"sql(
SELECT joined_to FROM parties
 WHERE association_id = $1 AND id = $2 AND joined_to IS NOT NULL)sql");

PartyId current_party(db::Transaction& tx, const AssociationId& association, const PartyId& party) {
  const auto joined = tx.one(
      select_joined_to, [](const db::Row& row) { return PartyId{row.string(0)}; }, association,
      party);
  return joined.value_or(party);
}

const db::Sql select_joined(R"sql(
SELECT id FROM parties WHERE association_id = $1 AND joined_to = $2 ORDER BY id)sql");

std::vector<PartyId> files_of(db::Transaction& tx, const AssociationId& association,
                              const PartyId& party) {
  std::vector<PartyId> files{party};
  tx.each(
      select_joined, [&](const db::Row& row) { files.push_back({row.string(0)}); }, association,
      party);
  return files;
}

const db::Sql select_died(R"sql(
SELECT 1 FROM parties WHERE association_id = $1 AND id = $2 AND died_noted_at IS NOT NULL)sql");

bool has_died(db::Transaction& tx, const AssociationId& association, const PartyId& party) {
  return tx.each(
             select_died, [](const db::Row&) {}, association,
             current_party(tx, association, party)) > 0;
}

// A registered party is opened by a phone that an officer bound to it; a claim by the phone that
// made it, as long as it stands alone.
const db::Sql select_of_phone(R"sql(
SELECT p.id FROM party_phones AS f JOIN parties AS p
    ON p.association_id = f.association_id AND p.id = f.party_id
 WHERE f.association_id = $1 AND f.phone_index = $2 AND f.verified_at IS NOT NULL
   AND p.joined_to IS NULL AND p.erased_at IS NULL AND p.died_noted_at IS NULL
 ORDER BY p.kind DESC, p.created_at, p.id)sql");

std::vector<PartyId> parties_of_phone(db::Transaction& tx, const AssociationId& association,
                                      std::string_view phone_index) {
  std::vector<PartyId> parties;
  tx.each(
      select_of_phone, [&](const db::Row& row) { parties.push_back({row.string(0)}); }, association,
      db::Bytes{phone_index});
  return parties;
}

const db::Sql update_class(R"sql(
UPDATE parties SET class = $3 WHERE association_id = $1 AND id = $2)sql");

void set_class(db::Transaction& tx, const AssociationId& association, const PartyId& party,
               Class confidentiality) {
  tx.execute(update_class, association, party, name_of(confidentiality));
}

const db::Sql update_branch(R"sql(
UPDATE parties SET branch_id = $3 WHERE association_id = $1 AND id = $2)sql");

void set_branch(db::Transaction& tx, const AssociationId& association, const PartyId& party,
                const BranchId& branch) {
  tx.execute(update_branch, association, party,
             branch.empty() ? std::optional<std::string>() : branch.text);
}

const std::vector<std::string>& party_roles() {
  static const std::vector<std::string> known = {"beneficiary", "volunteer", "supporter", "staff",
                                                 "entity"};
  return known;
}

const db::Sql insert_role(R"sql(
INSERT INTO party_roles (association_id, party_id, role, since) VALUES ($1, $2, $3, $4)
    ON CONFLICT (association_id, party_id, role) DO NOTHING)sql");

Result<Done> give_role(db::Transaction& tx, const AssociationId& association, const PartyId& party,
                       std::string_view role, Instant now) {
  const auto& known = party_roles();
  if (std::ranges::find(known, role) == known.end()) {
    return refuse(RefusalKind::rule_not_met, Obstacle{.code = "party.role", .field = "/role"});
  }
  if (!find_party(tx, association, party)) return auth::not_found();
  tx.execute(insert_role, association, party, role, now);
  return Done{};
}

const db::Sql select_roles(R"sql(
SELECT role FROM party_roles WHERE association_id = $1 AND party_id = $2 ORDER BY role)sql");

std::vector<std::string> roles_of(db::Transaction& tx, const AssociationId& association,
                                  const PartyId& party) {
  std::vector<std::string> roles;
  tx.each(
      select_roles, [&](const db::Row& row) { roles.push_back(row.string(0)); }, association,
      party);
  return roles;
}

const db::Sql select_with_role(R"sql(
SELECT r.party_id FROM party_roles r
  JOIN parties p ON p.association_id = r.association_id AND p.id = r.party_id
 WHERE r.association_id = $1 AND r.role = $2 AND r.party_id > $3 AND p.erased_at IS NULL
 ORDER BY r.party_id LIMIT $4)sql");

std::vector<PartyId> parties_with_role(db::Transaction& tx, const AssociationId& association,
                                       std::string_view role, std::string_view after, int limit) {
  std::vector<PartyId> found;
  tx.each(
      select_with_role, [&](const db::Row& row) { found.push_back({row.string(0)}); }, association,
      role, after, limit);
  return found;
}

}  // namespace parties
