#include "parties/values.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/json.h"
#include "parties/load_names.h"
#include "parties/name_index.h"
#include "parties/parties_in_list.h"
#include "parties/sealed_value.h"
#include "platform/seal/every_key.h"

namespace parties {
namespace {

struct SealedValue {
  std::string value, calendar, printed, reason;
};
BOOST_DESCRIBE_STRUCT(SealedValue, (), (value, calendar, printed, reason))

std::string context_of(const PartyId& party, std::string_view field, std::int64_t version) {
  return "party_values/" + party.text + "/" + std::string(field) + "/" + std::to_string(version);
}

SealedValue open(const seal::Key& key, std::string_view box, const std::string& context) {
  const auto plain = key.open(box, context);
  if (!plain) throw std::runtime_error("a sealed value does not open");
  return json::read<SealedValue>(*plain).value();
}

struct Current {
  std::int64_t version = 0;
  std::string box;
};

constexpr std::array<std::string_view, 5> source_names = {"portal", "desk", "request", "document",
                                                          "import"};

StoredValue stored_in(const db::Row& row, const seal::Key& key, const PartyId& party) {
  const auto plain = open(key, row.bytes(2), context_of(party, row.text(0), row.integer(1)));
  StoredValue stored{
      .field = row.string(0),
      .value = {plain.value,    plain.calendar, plain.printed},
      .source = row.string(3),
      .by = row.string(4),
      .reason = plain.reason,
      .at = row.instant(5),
      .verified_at = {             }
  };
  if (!row.null(6)) stored.verified_at = row.instant(6);
  return stored;
}

std::string one_value(db::Transaction& tx, const api::Tenant& tenant, const PartyId& asked,
                      std::string_view field);

void index_name(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                const std::string& name) {
  if (!tenant.people) return;
  tx.after_commit([people = tenant.people, party, name] { people->put(party, name); });
  tx.tell(std::string(person_news) + party.text);
}

}  // namespace

std::string_view name_of(Source source) {
  return source_names.at(static_cast<std::size_t>(source));
}

Source source_named(std::string_view name) {
  const auto at = std::ranges::find(source_names, name);
  return at == source_names.end() ? Source::desk : static_cast<Source>(at - source_names.begin());
}

const db::Sql select_current(R"sql(
SELECT version, sealed FROM party_values
 WHERE association_id = $1 AND party_id = $2 AND field = $3 AND is_current = 1)sql");
const db::Sql verify_value(R"sql(
UPDATE party_values SET verified_at = $5, verified_by = $6
 WHERE association_id = $1 AND party_id = $2 AND field = $3 AND version = $4)sql");
const db::Sql retire_value(R"sql(
UPDATE party_values SET is_current = 0
 WHERE association_id = $1 AND party_id = $2 AND field = $3 AND is_current = 1)sql");
const db::Sql insert_value(R"sql(
INSERT INTO party_values (association_id, party_id, field, version, sealed, source, given_by,
       given_at, verified_at, verified_by, is_current)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1))sql");

namespace {

std::optional<std::string> verifier_of(const Given& given) {
  if (!given.verified_at) return std::nullopt;
  return given.verified_by.empty() ? given.by : given.verified_by;
}

}  // namespace

const db::Sql select_last_version(R"sql(
SELECT COALESCE(MAX(version), 0) FROM party_values
 WHERE association_id = $1 AND party_id = $2 AND field = $3)sql");

namespace {

// Of the current one and those that were before or beside it.
std::int64_t last_version(db::Transaction& tx, const AssociationId& association,
                          const PartyId& party, std::string_view field) {
  return *tx.one(
      select_last_version, [](const db::Row& row) { return row.integer(0); }, association, party,
      field);
}

}  // namespace

// Made anew from the new number (index_claims).
const db::Sql forget_claimed_index(R"sql(
UPDATE claims SET number_index = NULL WHERE association_id = $1 AND party_id = $2)sql");

Result<Done> put_value(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                       const Given& given, Instant now) {
  const auto key = tenant.keeper->party_key(tx, party);
  if (!key) return auth::not_found();
  const auto verified_by = verifier_of(given);
  const auto current = tx.one(
      select_current,
      [](const db::Row& row) {
        return Current{row.integer(0), row.bytes(1)};
      },
      tenant.id, party, given.field);
  if (current) {
    const auto plain = open(*key, current->box, context_of(party, given.field, current->version));
    if (plain.value == given.value.value && plain.printed == given.value.printed) {
      if (given.verified_at) {
        tx.execute(verify_value, tenant.id, party, given.field, current->version,
                   *given.verified_at, *verified_by);
      }
      return Done{};
    }
  }
  tx.execute(retire_value, tenant.id, party, given.field);
  const auto version = 1 + last_version(tx, tenant.id, party, given.field);
  const auto& [value, calendar, printed] = given.value;
  const auto box = key->close(json::write(SealedValue{value, calendar, printed, given.reason}),
                              context_of(party, given.field, version));
  tx.execute(insert_value, tenant.id, party, given.field, version, db::Bytes{box},
             name_of(given.source), given.by, now, given.verified_at, verified_by);
  if (given.field.starts_with("identity_")) tx.execute(forget_claimed_index, tenant.id, party);
  if (given.field == "full_name") index_name(tx, tenant, party, value);
  return Done{};
}

const db::Sql choose_value(R"sql(
UPDATE party_values SET is_current = 1
 WHERE association_id = $1 AND party_id = $2 AND field = $3 AND version = $4)sql");

Value open_value(const seal::Key& key, const PartyId& party, std::string_view field,
                 std::int64_t version, std::string_view sealed) {
  auto plain = open(key, sealed, context_of(party, field, version));
  return {std::move(plain.value), std::move(plain.calendar), std::move(plain.printed)};
}

std::int64_t current_version(db::Transaction& tx, const AssociationId& association,
                             const PartyId& party, std::string_view field) {
  return tx
      .one(
          select_current, [](const db::Row& row) { return row.integer(0); }, association, party,
          field)
      .value_or(0);
}

void make_current(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                  std::string_view field, std::int64_t version) {
  tx.execute(retire_value, tenant.id, party, field);
  if (version > 0) tx.execute(choose_value, tenant.id, party, field, version);
  if (field == "full_name")
    index_name(tx, tenant, party, version > 0 ? one_value(tx, tenant, party, field) : "");
}

void put_first_value(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                     const seal::Key& key, const Given& given, Instant now) {
  const auto& [value, calendar, printed] = given.value;
  const auto box = key.close(json::write(SealedValue{value, calendar, printed, given.reason}),
                             context_of(party, given.field, 1));
  const auto verified_by = verifier_of(given);
  tx.execute(insert_value, tenant.id, party, given.field, 1, db::Bytes{box}, name_of(given.source),
             given.by, now, given.verified_at, verified_by);
  if (given.field == "full_name") index_name(tx, tenant, party, value);
}

const db::Sql select_values(R"sql(
SELECT field, version, sealed, source, given_by, given_at, verified_at FROM party_values
 WHERE association_id = $1 AND party_id = $2 AND is_current = 1 ORDER BY field)sql");

std::map<std::string, StoredValue> current_values(db::Transaction& tx, const api::Tenant& tenant,
                                                  const PartyId& party) {
  std::map<std::string, StoredValue> values;
  const auto key = tenant.keeper->party_key(tx, party);
  if (!key) return values;
  tx.each(
      select_values,
      [&](const db::Row& row) { values.emplace(row.string(0), stored_in(row, *key, party)); },
      tenant.id, party);
  return values;
}

const db::Sql select_history(R"sql(
SELECT field, version, sealed, source, given_by, given_at, verified_at FROM party_values
 WHERE association_id = $1 AND party_id = $2 AND field = $3 ORDER BY version DESC)sql");

std::vector<StoredValue> value_history(db::Transaction& tx, const api::Tenant& tenant,
                                       const PartyId& party, std::string_view field) {
  std::vector<StoredValue> values;
  const auto key = tenant.keeper->party_key(tx, party);
  if (!key) return values;
  tx.each(
      select_history, [&](const db::Row& row) { values.push_back(stored_in(row, *key, party)); },
      tenant.id, party, field);
  return values;
}

namespace {

std::string one_value(db::Transaction& tx, const api::Tenant& tenant, const PartyId& asked,
                      std::string_view field) {
  const auto party = current_party(tx, tenant.id, asked);
  const auto key = tenant.keeper->party_key(tx, party);
  if (!key) return {};
  const auto current = tx.one(
      select_current,
      [](const db::Row& row) {
        return Current{row.integer(0), row.bytes(1)};
      },
      tenant.id, party, field);
  if (!current) return {};
  return open(*key, current->box, context_of(party, field, current->version)).value;
}

}  // namespace

std::string display_name(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party) {
  return one_value(tx, tenant, party, "full_name");
}

// Two: joined by what may be one column or another, PostgreSQL reads the names of everybody.
const ListSql select_some_joined([](std::size_t size) {
  return R"sql(
SELECT id, joined_to FROM parties
 WHERE association_id = $1 AND joined_to IS NOT NULL AND id)sql" +
         in_list(size);
});
const ListSql select_some_names([](std::size_t size) {
  return R"sql(
SELECT party_id, version, sealed FROM party_values
 WHERE association_id = $1 AND field = 'full_name' AND is_current = 1 AND party_id)sql" +
         in_list(size);
});

std::map<PartyId, std::string> names_under(db::Transaction& tx, const AssociationId& association,
                                           const Keys& keys) {
  std::map<PartyId, std::string> names;
  each_in_list(tx, select_some_names, association, parties_of(keys), [&](const db::Row& row) {
    const PartyId of{row.string(0)};
    const auto context = context_of(of, "full_name", row.integer(1));
    names.emplace(of, open(keys.at(of), row.bytes(2), context).value);
  });
  return names;
}

std::map<PartyId, std::string> display_names(db::Transaction& tx, const api::Tenant& tenant,
                                             std::vector<PartyId> parties) {
  std::ranges::sort(parties);
  parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
  std::map<PartyId, PartyId> joined;
  each_in_list(tx, select_some_joined, tenant.id, parties, [&](const db::Row& row) {
    joined.emplace(PartyId{row.string(0)}, PartyId{row.string(1)});
  });
  auto current = parties;
  for (auto& one : current) {
    if (const auto found = joined.find(one); found != joined.end()) one = found->second;
  }
  const auto names_now = names_under(tx, tenant.id, keys_of(tx, tenant, current));
  std::map<PartyId, std::string> names;
  for (std::size_t i = 0; i < parties.size(); ++i) {
    if (const auto name = names_now.find(current[i]); name != names_now.end())
      names.emplace(parties[i], name->second);
  }
  return names;
}

std::string email_of(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party) {
  return one_value(tx, tenant, party, "email");
}

const db::Sql select_name(R"sql(
SELECT v.version, v.sealed FROM party_values AS v JOIN parties AS p
    ON p.association_id = v.association_id AND p.id = v.party_id
 WHERE v.association_id = $1 AND v.party_id = $2 AND v.field = 'full_name' AND v.is_current = 1
   AND p.joined_to IS NULL AND p.erased_at IS NULL)sql");

void load_name(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
               NameIndex& index) {
  struct Sealed {
    std::int64_t version;
    std::string box;
  };
  const auto sealed = tx.one(
      select_name,
      [](const db::Row& row) {
        return Sealed{row.integer(0), row.bytes(1)};
      },
      tenant.id, party);
  const auto key = sealed ? tenant.keeper->party_key(tx, party) : std::nullopt;
  if (!key) return index.remove(party);
  index.put(party, open(*key, sealed->box, context_of(party, "full_name", sealed->version)).value);
}

// In the order of the keys, which are met in the same walk.
const db::Sql select_names(R"sql(
SELECT v.party_id, v.version, v.sealed, k.wrapped
  FROM party_values AS v
  JOIN parties AS p ON p.association_id = v.association_id AND p.id = v.party_id
  JOIN party_keys AS k ON k.association_id = v.association_id AND k.party_id = v.party_id
 WHERE v.association_id = $1 AND v.field = 'full_name' AND v.is_current = 1
   AND p.joined_to IS NULL AND p.erased_at IS NULL AND k.wrapped IS NOT NULL
 ORDER BY v.party_id)sql");

namespace {

auto reader_of_names(db::Transaction& tx, const api::Tenant& tenant) {
  return [&tx, &tenant](const NameIndex::Put& put) {
    tx.each(
        select_names,
        [&](const db::Row& row) {
          const PartyId party{row.string(0)};
          const auto key = seal::opened_key(*tenant.keeper, party, row.bytes(3));
          const auto context = context_of(party, "full_name", row.integer(1));
          put(party, open(key, row.bytes(2), context).value);
        },
        tenant.id);
  };
}

}  // namespace

void load_names(db::Transaction& tx, const api::Tenant& tenant, NameIndex& index) {
  index.load(reader_of_names(tx, tenant));
}

void load_names_once(db::Transaction& tx, const api::Tenant& tenant, NameIndex& index) {
  index.load_once(reader_of_names(tx, tenant));
}

}  // namespace parties
