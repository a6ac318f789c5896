#include "parties/identity_index.h"

#include "parties/read_value.h"

namespace parties {

namespace {

std::string kind_of(const saudi::IdentityNumber& identity) {
  return "identity/" + std::string(saudi::name_of(identity.kind));
}

}  // namespace

std::string fast_identity_index(const seal::Keeper& keeper, const saudi::IdentityNumber& identity) {
  return keeper.fast_index("fast/" + kind_of(identity), identity.number);
}

IndexedIdentity index_identity(const seal::Keeper& keeper, const saudi::IdentityNumber& identity) {
  return {identity, keeper.slow_index(kind_of(identity), identity.number),
          fast_identity_index(keeper, identity)};
}

Result<ReadDocument> read_document(const seal::Keeper& keeper, const DocumentBody& body, Date today,
                                   Expired expired, const std::string& pointer) {
  Refusal refusal{RefusalKind::rule_not_met, {}};
  const auto add = [&](std::string code, const std::string& field,
                       std::map<std::string, std::string> parameters = {}) {
    refusal.obstacles.push_back(
        {.code = std::move(code), .field = pointer + field, .parameters = std::move(parameters)});
  };
  const auto kind = saudi::identity_kind_named(body.type);
  std::optional<saudi::IdentityNumber> number;
  if (!kind) {
    add("identity.type", "/type");
  } else if (body.number.empty()) {
    add("identity.required", "/number");
  } else {
    number = saudi::read_identity(*kind, body.number);
    if (!number)
      add("identity.number", "/number",
          {
              {"type", body.type}
      });
  }
  ReadDocument read;
  const auto date = read_date(body.expires_on, body.calendar.value_or(""));
  if (!date) {
    add("party.date", "/expires_on");
  } else if (expired == Expired::refused && date->date < today) {
    add("identity.expired", "/expires_on",
        {
            {"expired_on", iso(date->date)}
    });
  }
  if (!refusal.obstacles.empty()) return refusal;
  read.expires_on = date->date;
  read.calendar = date->calendar;
  read.identity = index_identity(keeper, *number);
  return read;
}

const db::Sql select_party_of_identity(R"sql(
SELECT party_id, index_is_fast FROM party_identities
 WHERE association_id = $1 AND number_index IN ($2, $3))sql");

std::optional<PartyId> party_of_identity(db::Transaction& tx, const AssociationId& association,
                                         const IndexedIdentity& identity) {
  std::optional<PartyId> found;
  tx.each(
      select_party_of_identity,
      [&](const db::Row& row) {
        const bool is_slow = row.integer(1) == 0;
        if (is_slow || !found) found = PartyId{row.string(0)};  // what was sighted goes before
      },
      association, db::Bytes{identity.index}, db::Bytes{identity.fast});
  return found;
}

}  // namespace parties
