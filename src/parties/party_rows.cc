#include "parties/party_rows.h"

#include <map>
#include <stdexcept>

#include "base/json.h"
#include "base/text.h"
#include "parties/add_phone.h"
#include "parties/parties_in_list.h"
#include "parties/sealed_value.h"
#include "platform/kernel/kernel.h"
#include "platform/seal/every_key.h"
#include "saudi/contact.h"

namespace parties::rows {
namespace {

struct SealedIdentity {
  std::string number, expires_on, calendar;
};
BOOST_DESCRIBE_STRUCT(SealedIdentity, (), (number, expires_on, calendar))

struct SealedPhone {
  std::string number, reason;
};
BOOST_DESCRIBE_STRUCT(SealedPhone, (), (number, reason))

std::string phone_context(const PartyId& party, std::string_view index) {
  return "party_phones/" + party.text + "/" + hex(index);
}
std::string identity_context(const PartyId& party, std::string_view index) {
  return "party_identities/" + party.text + "/" + hex(index);
}
std::optional<std::string> unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(std::string(text));
}

}  // namespace

void serialize_register(db::Transaction& tx) {
  tx.serialize(0x70617274);  // "part"
}

const db::Sql insert_party_row(R"sql(
INSERT INTO parties (association_id, id, kind, class, branch_id, created_at)
VALUES ($1, $2, $3, $4, $5, $6))sql");

PartyId insert_party(db::Transaction& tx, const api::Tenant& tenant, PartyKind kind,
                     Class confidentiality, const BranchId& branch, Instant now) {
  return insert_party_with_key(tx, tenant, kind, confidentiality, branch, now).id;
}

NewParty insert_party_with_key(db::Transaction& tx, const api::Tenant& tenant, PartyKind kind,
                               Class confidentiality, const BranchId& branch, Instant now) {
  auto party = kernel::new_id<PartyId>(now);
  tx.execute(insert_party_row, tenant.id, party, name_of(kind), name_of(confidentiality),
             unless_empty(branch.text), now);
  auto key = tenant.keeper->create_party_key(tx, party, now);
  return {std::move(party), std::move(key)};
}

const db::Sql select_phones(R"sql(
SELECT phone_index, sealed, verified_at FROM party_phones
 WHERE association_id = $1 AND party_id = $2
 ORDER BY CASE WHEN verified_at IS NULL THEN 1 ELSE 0 END, added_at DESC, phone_index)sql");

std::vector<Phone> phones_of(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party) {
  const auto key = tenant.keeper->party_key(tx, party);
  if (!key) return {};
  std::vector<Phone> phones;
  tx.each(
      select_phones,
      [&](const db::Row& row) {
        const auto plain = key->open(row.bytes(1), phone_context(party, row.bytes(0)));
        if (!plain) throw std::runtime_error("a sealed phone does not open");
        Phone phone{json::read<SealedPhone>(*plain).value().number, {}};
        if (!row.null(2)) phone.verified_at = row.instant(2);
        phones.push_back(std::move(phone));
      },
      tenant.id, party);
  return phones;
}

const db::Sql select_identities(R"sql(
SELECT number_index, type, sealed, sighted_by, sighted_at FROM party_identities
 WHERE association_id = $1 AND party_id = $2 ORDER BY recorded_at DESC, number_index)sql");

std::vector<Identity> identities_of(db::Transaction& tx, const api::Tenant& tenant,
                                    const PartyId& party) {
  const auto key = tenant.keeper->party_key(tx, party);
  if (!key) return {};
  std::vector<Identity> identities;
  tx.each(
      select_identities,
      [&](const db::Row& row) {
        const auto plain = key->open(row.bytes(2), identity_context(party, row.bytes(0)));
        if (!plain) throw std::runtime_error("a sealed identity does not open");
        const auto read = json::read<SealedIdentity>(*plain).value();
        Identity identity{row.string(1), read.number, read.expires_on, read.calendar, {}, {}};
        identity.sighted_by = row.optional_string(3).value_or("");
        if (!row.null(4)) identity.sighted_at = row.instant(4);
        identities.push_back(std::move(identity));
      },
      tenant.id, party);
  return identities;
}

const db::Sql upsert_identity(R"sql(
INSERT INTO party_identities (association_id, number_index, party_id, type, sealed, recorded_at,
       recorded_by, sighted_at, sighted_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (association_id, number_index) DO UPDATE
   SET sealed = $5, recorded_at = $6, recorded_by = $7, sighted_at = $8, sighted_by = $9)sql");

const db::Sql forget_fast(R"sql(
DELETE FROM party_identities
 WHERE association_id = $1 AND number_index = $2 AND party_id = $3 AND index_is_fast <> 0)sql");

void put_identity(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                  const ReadDocument& document, std::string_view by, Sighted sighted, Instant now) {
  const auto key = tenant.keeper->party_key(tx, party);
  if (!key) throw std::runtime_error("a party without a key is given a document");
  const auto& [identity, index, fast] = document.identity;
  tx.execute(forget_fast, tenant.id, db::Bytes{fast}, party);
  const SealedIdentity plain{identity.number,
                             document.expires_on ? iso(*document.expires_on) : std::string(),
                             document.calendar};
  const auto box = key->close(json::write(plain), identity_context(party, index));
  const bool seen = sighted == Sighted::yes;
  tx.execute(upsert_identity, tenant.id, db::Bytes{index}, party, name_of(identity.kind),
             db::Bytes{box}, now, by, seen ? std::optional(now) : std::nullopt,
             seen ? std::optional(by) : std::nullopt);
}

const db::Sql select_identity(R"sql(
SELECT sealed FROM party_identities
 WHERE association_id = $1 AND number_index = $2 AND party_id = $3)sql");
const db::Sql move_identity_row(R"sql(
UPDATE party_identities SET party_id = $3, sealed = $4
 WHERE association_id = $1 AND number_index = $2)sql");

bool move_identity(db::Transaction& tx, const api::Tenant& tenant, std::string_view index,
                   const PartyId& from, const PartyId& to) {
  const auto sealed = tx.one(
      select_identity, [](const db::Row& row) { return row.bytes(0); }, tenant.id, db::Bytes{index},
      from);
  const auto old_key = tenant.keeper->party_key(tx, from);
  const auto new_key = tenant.keeper->party_key(tx, to);
  if (!sealed || !old_key || !new_key) return false;
  const auto plain = old_key->open(*sealed, identity_context(from, index));
  if (!plain) throw std::runtime_error("a sealed identity does not open");
  const auto box = new_key->close(*plain, identity_context(to, index));
  tx.execute(move_identity_row, tenant.id, db::Bytes{index}, to, db::Bytes{box});
  return true;
}

const db::Sql copy_roles(R"sql(
INSERT INTO party_roles (association_id, party_id, role, since)
SELECT r.association_id, $3, r.role, r.since FROM party_roles AS r
 WHERE r.association_id = $1 AND r.party_id = $2
    ON CONFLICT (association_id, party_id, role) DO NOTHING)sql");
// What the party itself did later stands.
const db::Sql copy_consents(R"sql(
INSERT INTO consents (association_id, party_id, purpose, seq, given, notice_version, means,
       acted_at, given_by)
SELECT c.association_id, $3, c.purpose,
       c.seq + (SELECT COALESCE(MAX(o.seq), 0) FROM consents AS o
                 WHERE o.association_id = $1 AND o.party_id = $3 AND o.purpose = c.purpose),
       c.given, c.notice_version, c.means, c.acted_at, c.given_by
  FROM consents AS c
 WHERE c.association_id = $1 AND c.party_id = $2
   AND c.acted_at > (SELECT COALESCE(MAX(o.acted_at), 0) FROM consents AS o
                      WHERE o.association_id = $1 AND o.party_id = $3
                        AND o.purpose = c.purpose))sql");

void copy_roles_and_consents(db::Transaction& tx, const AssociationId& association,
                             const PartyId& from, const PartyId& to) {
  tx.execute(copy_roles, association, from, to);
  tx.execute(copy_consents, association, from, to);
}

std::optional<std::string> opened_number(const seal::Key& key, const PartyId& party,
                                         std::string_view index, std::string_view box) {
  const auto plain = key.open(box, identity_context(party, index));
  if (!plain) return std::nullopt;
  return json::read<SealedIdentity>(*plain).value().number;
}

const db::Sql insert_fast(R"sql(
INSERT INTO party_identities (association_id, number_index, party_id, type, sealed, recorded_at,
       recorded_by, index_is_fast)
VALUES ($1, $2, $3, $4, $5, $6, $7, 1))sql");

void put_first_identity(db::Transaction& tx, const AssociationId& association,
                        const NewParty& party, const saudi::IdentityNumber& identity,
                        const std::string& fast_index, std::string_view by, Instant now) {
  const auto box = party.key.close(json::write(SealedIdentity{identity.number, {}, {}}),
                                   identity_context(party.id, fast_index));
  tx.execute(insert_fast, association, db::Bytes{fast_index}, party.id, name_of(identity.kind),
             db::Bytes{box}, now, by);
}

const db::Sql select_fast(R"sql(
SELECT sealed FROM party_identities
 WHERE association_id = $1 AND number_index = $2 AND party_id = $3 AND index_is_fast = 1)sql");
const db::Sql select_slow(R"sql(
SELECT party_id FROM party_identities WHERE association_id = $1 AND number_index = $2)sql");
// Found by its fast index still; its slow one is on another file, for people to look at.
const db::Sql leave_fast(R"sql(
UPDATE party_identities SET index_is_fast = 2
 WHERE association_id = $1 AND number_index = $2 AND party_id = $3)sql");
const db::Sql update_fast(R"sql(
UPDATE party_identities SET number_index = $4, sealed = $5, index_is_fast = 0
 WHERE association_id = $1 AND number_index = $2 AND party_id = $3)sql");

const db::Sql select_records(R"sql(
SELECT id, record FROM party_merges
 WHERE association_id = $1 AND kept_id = $2 AND undone_at IS NULL)sql");
const db::Sql update_record(R"sql(
UPDATE party_merges SET record = $3 WHERE association_id = $1 AND id = $2)sql");

namespace {

// A merge that moved the number can be undone still.
void rename_in_merges(db::Transaction& tx, const AssociationId& association, const PartyId& kept,
                      const IndexedIdentity& identity) {
  const auto fast = hex(identity.fast);
  std::map<std::string, std::string> records;
  tx.each(
      select_records,
      [&](const db::Row& row) {
        auto record = row.string(1);
        const auto at = record.find(fast);
        if (at != record.npos)
          records.emplace(row.string(0), record.replace(at, fast.size(), hex(identity.index)));
      },
      association, kept);
  for (const auto& [id, record] : records) tx.execute(update_record, association, id, record);
}

}  // namespace

bool slow_down(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
               const IndexedIdentity& identity) {
  const auto box = tx.one(
      select_fast, [](const db::Row& row) { return row.bytes(0); }, tenant.id,
      db::Bytes{identity.fast}, party);
  const auto key = box ? tenant.keeper->party_key(tx, party) : std::nullopt;
  if (!key) return false;
  const auto other = tx.one(
      select_slow, [](const db::Row& row) { return PartyId{row.string(0)}; }, tenant.id,
      db::Bytes{identity.index});
  if (other) {
    tx.execute(*other == party ? forget_fast : leave_fast, tenant.id, db::Bytes{identity.fast},
               party);
    return false;
  }
  const auto plain = key->open(*box, identity_context(party, identity.fast));
  if (!plain) throw std::runtime_error("a sealed identity does not open");
  const auto anew = key->close(*plain, identity_context(party, identity.index));
  tx.execute(update_fast, tenant.id, db::Bytes{identity.fast}, party, db::Bytes{identity.index},
             db::Bytes{anew});
  rename_in_merges(tx, tenant.id, party, identity);
  return true;
}

}  // namespace parties::rows

namespace parties {

const db::Sql upsert_phone(R"sql(
INSERT INTO party_phones (association_id, party_id, phone_index, sealed, added_at, added_by,
       verified_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (association_id, party_id, phone_index) DO UPDATE
   SET sealed = $4, added_by = $6, verified_at = $7)sql");
const db::Sql select_verified(R"sql(
SELECT 1 FROM party_phones
 WHERE association_id = $1 AND party_id = $2 AND phone_index = $3
   AND verified_at IS NOT NULL)sql");

void bind_phone(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                const PhoneGiven& given, Instant now) {
  const auto index = tenant.keeper->fast_index("phone", given.number);
  const bool verified =
      tx.each(
          select_verified, [](const db::Row&) {}, tenant.id, party, db::Bytes{index}) > 0;
  if (verified) return;
  const auto key = tenant.keeper->party_key(tx, party);
  if (!key) throw std::runtime_error("a party without a key is given a phone");
  const auto box = key->close(json::write(rows::SealedPhone{given.number, given.reason}),
                              rows::phone_context(party, index));
  tx.execute(upsert_phone, tenant.id, party, db::Bytes{index}, db::Bytes{box}, now, given.by,
             given.verified_at);
}

namespace rows {

void put_first_phone(db::Transaction& tx, const api::Tenant& tenant, const NewParty& party,
                     const std::string& number, std::string_view by, Instant now) {
  const auto index = tenant.keeper->fast_index("phone", number);
  const auto box =
      party.key.close(json::write(SealedPhone{number, {}}), phone_context(party.id, index));
  tx.execute(upsert_phone, tenant.id, party.id, db::Bytes{index}, db::Bytes{box}, now, by,
             std::optional<Instant>());
}

}  // namespace rows

std::string phone_of(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party) {
  const auto phones = rows::phones_of(tx, tenant, current_party(tx, tenant.id, party));
  return phones.empty() ? std::string() : phones.front().number;
}

std::string masked_phone_of(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party) {
  const auto phone = phone_of(tx, tenant, party);
  return phone.empty() ? phone : saudi::masked_phone(phone);
}

std::string masked_identity_of(db::Transaction& tx, const api::Tenant& tenant,
                               const PartyId& party) {
  const auto identities = rows::identities_of(tx, tenant, current_party(tx, tenant.id, party));
  return identities.empty() ? std::string() : saudi::masked(identities.front().number);
}

const ListSql select_phones_of_list([](std::size_t size) {
  return R"sql(
SELECT party_id, phone_index, sealed FROM party_phones
 WHERE association_id = $1 AND party_id)sql" +
         in_list(size) + R"sql(
 ORDER BY party_id, CASE WHEN verified_at IS NULL THEN 1 ELSE 0 END, added_at DESC,
       phone_index)sql";
});
const ListSql select_identities_of_list([](std::size_t size) {
  return R"sql(
SELECT party_id, number_index, sealed FROM party_identities
 WHERE association_id = $1 AND party_id)sql" +
         in_list(size) + R"sql(
 ORDER BY party_id, recorded_at DESC, number_index)sql";
});

namespace {

// Of each party the first row, as `read` makes it of what was sealed.
std::map<PartyId, std::string> first_of_each(db::Transaction& tx, const AssociationId& association,
                                             const Keys& keys, const ListSql& sql,
                                             std::string (*context)(const PartyId&,
                                                                    std::string_view),
                                             std::string (*read)(std::string_view plain)) {
  std::map<PartyId, std::string> found;
  each_in_list(tx, sql, association, parties_of(keys), [&](const db::Row& row) {
    const PartyId party{row.string(0)};
    if (found.contains(party)) return;
    const auto plain = keys.at(party).open(row.bytes(2), context(party, row.bytes(1)));
    if (!plain) throw std::runtime_error("a sealed number does not open");
    found.emplace(party, read(*plain));
  });
  return found;
}

}  // namespace

std::map<PartyId, std::string> masked_phones(db::Transaction& tx, const AssociationId& association,
                                             const Keys& keys) {
  return first_of_each(
      tx, association, keys, select_phones_of_list, rows::phone_context,
      [](std::string_view plain) {
        return saudi::masked_phone(json::read<rows::SealedPhone>(plain).value().number);
      });
}

std::map<PartyId, std::string> masked_identities(db::Transaction& tx,
                                                 const AssociationId& association,
                                                 const Keys& keys) {
  return first_of_each(
      tx, association, keys, select_identities_of_list, rows::identity_context,
      [](std::string_view plain) {
        return saudi::masked(json::read<rows::SealedIdentity>(plain).value().number);
      });
}

}  // namespace parties
