#include "parties/features.h"

#include <algorithm>
#include <stdexcept>

#include "parties/party_rows.h"
#include "parties/sealed_value.h"
#include "platform/seal/every_key.h"

namespace parties {
namespace {

using People = std::map<PartyId, matching::Person>;

constexpr std::size_t at_once = 50;

matching::Digest first_bytes(std::string_view digest) {
  matching::Digest number = 0;
  for (std::size_t i = 0; i < sizeof number && i < digest.size(); ++i)
    number = number << 8 | static_cast<unsigned char>(digest[i]);
  return number == 0 ? 1 : number;
}

matching::Digest digest_of(const api::Tenant& tenant, std::string_view kind,
                           std::string_view text) {
  return first_bytes(tenant.keeper->fast_index(kind, text));
}

void put_field(const api::Tenant& tenant, matching::Person& person, std::string_view field,
               const Value& value) {
  if (field == "full_name") {
    person.name = value.value;
  } else if (field == "birth_date") {
    if (const auto date = parse_date(value.value))
      person.birth = matching::Birth{*date, value.calendar == "hijri"};
  } else if (field == "gender") {
    person.gender = value.value == "female" ? matching::Gender::female : matching::Gender::male;
  } else if (field == "short_address") {
    person.address = digest_of(tenant, "address", value.value);
  }
}

void put_number(const api::Tenant& tenant, matching::Person& person, std::string_view type,
                std::string_view number) {
  person.numbers.push_back({std::string(type), digest_of(tenant, "matching/number", number)});
}

std::string asked_in_list() {
  std::string asked;
  for (std::size_t i = 0; i < at_once; ++i)
    asked += (i == 0 ? " IN ($" : ", $") + std::to_string(i + 2);
  return asked + ")";
}

const std::string standing = R"sql( JOIN parties AS p
    ON p.association_id = t.association_id AND p.id = t.party_id
 WHERE t.association_id = $1 AND p.kind = 'party' AND p.joined_to IS NULL
   AND p.erased_at IS NULL)sql";
const std::string with_key = R"sql( JOIN party_keys AS k
    ON k.association_id = t.association_id AND k.party_id = t.party_id
   AND k.wrapped IS NOT NULL)sql";
const std::string values_text =
    "SELECT t.party_id, t.field, t.version, t.sealed, k.wrapped FROM party_values AS t" + with_key +
    standing +
    " AND t.is_current = 1 AND t.field IN ('full_name', 'birth_date', 'gender', 'short_address')";
const std::string numbers_text =
    "SELECT t.party_id, t.type, t.number_index, t.sealed, k.wrapped FROM party_identities AS t" +
    with_key + standing;
const std::string phones_text =
    "SELECT t.party_id, t.phone_index FROM party_phones AS t" + standing;
const std::string some = " AND t.party_id" + asked_in_list();
const std::string some_values_text = values_text + some, some_numbers_text = numbers_text + some,
                  some_phones_text = phones_text + some;

const db::Sql select_values(values_text), select_numbers(numbers_text), select_phones(phones_text),
    select_some_values(some_values_text), select_some_numbers(some_numbers_text),
    select_some_phones(some_phones_text);

struct Statements {
  const db::Sql& values;
  const db::Sql& numbers;
  const db::Sql& phones;
};

void read_rows(db::Transaction& tx, const api::Tenant& tenant, const Statements& statements,
               const std::vector<db::Value>& bound, People& people) {
  tx.each_with(
      statements.values,
      [&](const db::Row& row) {
        const PartyId party{row.string(0)};
        const auto key = seal::opened_key(*tenant.keeper, party, row.bytes(4));
        const auto value = open_value(key, party, row.text(1), row.integer(2), row.bytes(3));
        put_field(tenant, people[party], row.text(1), value);
      },
      bound);
  tx.each_with(
      statements.numbers,
      [&](const db::Row& row) {
        const PartyId party{row.string(0)};
        const auto key = seal::opened_key(*tenant.keeper, party, row.bytes(4));
        const auto number = rows::opened_number(key, party, row.bytes(2), row.bytes(3));
        if (!number) throw std::runtime_error("a sealed identity does not open");
        put_number(tenant, people[party], row.text(1), *number);
      },
      bound);
  tx.each_with(
      statements.phones,
      [&](const db::Row& row) {
        people[{row.string(0)}].phones.push_back(first_bytes(row.bytes(1)));
      },
      bound);
}

}  // namespace

matching::Person features_of(const api::Tenant& tenant, const ReadRegistration& read) {
  matching::Person person;
  for (const auto& [field, value] : read.values) put_field(tenant, person, field, value);
  if (read.document) {
    const auto& identity = read.document->identity.identity;
    put_number(tenant, person, saudi::name_of(identity.kind), identity.number);
  }
  if (!read.phone.empty()) person.phones = {digest_of(tenant, "phone", read.phone)};
  return person;
}

matching::Person features_of(const api::Tenant& tenant, const ReadImported& read) {
  matching::Person person;
  for (const auto& [field, value] : read.values) put_field(tenant, person, field, value);
  if (read.identity)
    put_number(tenant, person, saudi::name_of(read.identity->kind), read.identity->number);
  if (!read.phone.empty()) person.phones = {digest_of(tenant, "phone", read.phone)};
  return person;
}

People features_of(db::Transaction& tx, const api::Tenant& tenant,
                   const std::vector<PartyId>& parties) {
  People people;
  for (std::size_t from = 0; from < parties.size(); from += at_once) {
    std::vector<db::Value> bound = {tenant.id};
    bound.reserve(at_once + 1);
    for (std::size_t i = from; i < from + at_once; ++i)
      bound.emplace_back(parties[std::min(i, parties.size() - 1)]);
    read_rows(tx, tenant, {select_some_values, select_some_numbers, select_some_phones}, bound,
              people);
  }
  return people;
}

People features_of_all(db::Transaction& tx, const api::Tenant& tenant) {
  People people;
  read_rows(tx, tenant, {select_values, select_numbers, select_phones}, {tenant.id}, people);
  return people;
}

}  // namespace parties
