#include "parties/import_people.h"

#include "base/json.h"
#include "base/text.h"
#include "parties/erase_person.h"
#include "parties/party_rows.h"
#include "parties/sweep_duplicates.h"
#include "platform/seal/every_key.h"
#include "saudi/contact.h"

namespace parties {
namespace {

// Collects what stands in the way of a row.
class Reading {
 public:
  Reading(const seal::Keeper& keeper, const ImportedRow& row, Date today)
      : keeper_(keeper), row_(row), today_(today) {}

  Result<ReadImported> read() {
    if (typed("full_name").empty()) value("full_name", " ");
    for (const auto& [field, text] : row_.typed) {
      if (trim(text).empty() || field.starts_with("identity_") || field == "phone") continue;
      value(field, text);
    }
    identity();
    phone();
    if (!refusal_.obstacles.empty()) return refusal_;
    return std::move(read_);
  }

 private:
  std::string typed(const std::string& field) const {
    const auto found = row_.typed.find(field);
    return found == row_.typed.end() ? std::string() : trim(found->second);
  }
  void add(std::string code, std::string field) {
    refusal_.obstacles.push_back({.code = std::move(code), .field = std::move(field)});
  }
  // The year tells: nobody on a list was born before 1700, or after 1699 of the Hijra.
  std::string calendar(const std::string& text) const {
    if (!row_.birth_calendar.empty()) return row_.birth_calendar;
    const auto digits = fold_digits(strip_invisible(text));
    return digits.starts_with("13") || digits.starts_with("14") || digits.starts_with("15")
               ? "hijri"
               : "gregorian";
  }
  void value(const std::string& field, const std::string& text) {
    const auto of = field == "birth_date" ? calendar(text) : std::string();
    auto read = read_value(field, text, of, today_, "/" + field);
    if (read) {
      read_.values.emplace(field, std::move(read).value());
      return;
    }
    for (auto& obstacle : Refusal(read.refusal()).obstacles)
      refusal_.obstacles.push_back(std::move(obstacle));
  }
  void identity() {
    const auto number = typed("identity_number"), type = typed("identity_type");
    if (number.empty()) return;
    const auto kind = saudi::identity_kind_named(type);
    if (!type.empty() && !kind) return add("identity.type", "/identity_type");
    const auto read = kind ? saudi::read_identity(*kind, number) : saudi::read_identity(number);
    if (!read) return add("identity.number", "/identity_number");
    read_.identity = *read;
    read_.fast_index = fast_identity_index(keeper_, *read);
  }
  void phone() {
    const auto text = typed("phone");
    if (text.empty()) return;
    const auto read = saudi::read_mobile(text);
    if (!read) return add("party.phone_form", "/phone");
    read_.phone = *read;
  }

  const seal::Keeper& keeper_;
  const ImportedRow& row_;
  const Date today_;
  ReadImported read_;
  Refusal refusal_{RefusalKind::rule_not_met, {}};
};

struct Counts {
  std::int64_t made = 0, known = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (made, known))

}  // namespace

Result<ReadImported> read_imported(const seal::Keeper& keeper, const ImportedRow& row, Date today) {
  return Reading(keeper, row, today).read();
}

namespace {

PartyId make(db::Transaction& tx, const api::Tenant& tenant, const Importing& importing,
             const ReadImported& person, Instant now) {
  const auto party = rows::insert_party_with_key(tx, tenant, PartyKind::party, Class::ordinary,
                                                 importing.branch, now);
  for (const auto& [field, value] : person.values)
    put_first_value(tx, tenant, party.id, party.key,
                    {.field = field,
                     .value = value,
                     .source = Source::import,
                     .by = importing.by,
                     .verified_at = {}},
                    now);
  if (person.identity)
    rows::put_first_identity(tx, tenant.id, party, *person.identity, person.fast_index,
                             importing.by, now);
  if (!person.phone.empty())
    rows::put_first_phone(tx, tenant, party, person.phone, importing.by, now);
  return party.id;
}

std::vector<std::string> numbers_of(const std::vector<ReadImported>& people) {
  std::vector<std::string> numbers;
  numbers.reserve(people.size());
  for (const auto& person : people)
    if (person.identity) numbers.push_back(person.fast_index);
  return numbers;
}

}  // namespace

std::vector<Imported> import_people(db::Transaction& tx, const api::Tenant& tenant,
                                    const Importing& importing, KnownNumbers& known,
                                    const std::vector<ReadImported>& people, Instant now) {
  rows::serialize_register(tx);
  known.refresh(tx, tenant);
  std::vector<Imported> imported;
  std::vector<PartyId> arrived;
  auto owners = known.owners_of(tx, tenant, numbers_of(people));
  Counts counts;
  for (const auto& person : people) {
    const auto owner = person.identity ? owners.find(person.fast_index) : owners.end();
    if (owner != owners.end()) {
      imported.push_back({owner->second, true});
      ++counts.known;
      continue;
    }
    imported.push_back({make(tx, tenant, importing, person, now), false});
    arrived.push_back(imported.back().party);
    if (person.identity) owners.emplace(person.fast_index, arrived.back());
    ++counts.made;
  }
  if (!arrived.empty()) ask_for_sweep(tx, tenant.id);
  audit::record(tx, tenant.id, importing.who, now,
                {.action = "people.imported",
                 .object = importing.import,
                 .party = {},
                 .detail = json::write(counts)});
  return imported;
}

const db::Sql select_touched(R"sql(
SELECT 1 FROM household_members
 WHERE association_id = $1 AND party_id = $2 AND left_at IS NULL
UNION ALL
SELECT 1 FROM representatives
 WHERE association_id = $1 AND party_id = $2 AND ended_at IS NULL
UNION ALL
SELECT 1 FROM representatives
 WHERE association_id = $1 AND representative_id = $2 AND ended_at IS NULL
UNION ALL
SELECT 1 FROM party_values WHERE association_id = $1 AND party_id = $2 AND source <> 'import'
UNION ALL
SELECT 1 FROM party_phones
 WHERE association_id = $1 AND party_id = $2 AND verified_at IS NOT NULL
UNION ALL
SELECT 1 FROM party_identities
 WHERE association_id = $1 AND party_id = $2 AND sighted_at IS NOT NULL
UNION ALL
SELECT 1 FROM party_roles WHERE association_id = $1 AND party_id = $2
UNION ALL
SELECT 1 FROM consents WHERE association_id = $1 AND party_id = $2
UNION ALL
SELECT 1 FROM parties WHERE association_id = $1 AND joined_to = $2
UNION ALL
SELECT 1 FROM parties WHERE association_id = $1 AND id = $2 AND joined_to IS NOT NULL)sql");

std::vector<PartyId> withdraw_people(
    db::Transaction& tx, const api::Tenant& tenant, const audit::Who& by,
    const std::vector<PartyId>& people,
    const std::function<bool(db::Transaction&, const PartyId&)>& is_used, Instant now) {
  rows::serialize_register(tx);
  std::vector<PartyId> stay;
  for (const auto& id : people) {
    const bool touched = tx.each(
                             select_touched, [](const db::Row&) {}, tenant.id, id) > 0;
    const bool stays =
        touched || (is_used && is_used(tx, id)) ||
        (!seal::is_erased(tx, tenant.id, id) && !erase_person(tx, tenant, id, by, now).ok());
    if (stays) stay.push_back(id);
  }
  return stay;
}

}  // namespace parties
