#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parties/party.h"

namespace parties {

// One value of a file: sealed under the party's key; older ones are kept. Fields are those of
// policy::known_as_names(), so that a form never asks twice for what is known.
struct Value {
  std::string value;     // in its stored form: ASCII digits, E.164, ISO dates, codes
  std::string calendar;  // of dates: "hijri" | "gregorian", as printed; empty otherwise
  std::string printed;  // of dates: as printed in that calendar, "1420-01-01"; the other is derived
};
// Where a value came from.
enum class Source : std::uint8_t { portal, desk, request, document, import };
std::string_view name_of(Source source);
Source source_named(std::string_view name);  // desk, when there is no such source

struct Given {
  std::string field;
  Value value;
  Source source = Source::desk;
  std::string by;  // staff id; empty: the party itself
  std::optional<Instant> verified_at;
  std::string reason = {};       // of a correction; sealed with the value
  std::string verified_by = {};  // staff id; empty: who gave it
};
struct StoredValue {
  std::string field;
  Value value;
  std::string source, by, reason;
  Instant at;
  std::optional<Instant> verified_at;
};

// What somebody typed as a value of `field` in its stored form. Refuses (field in the obstacle is
// `pointer`): party.field_unknown, party.text_length, party.text_control, party.text_bidi,
// party.date, party.date_future, party.choice, party.phone_form, party.email_form,
// party.short_address_form, party.iban_form, party.number_form, party.region.
// Dates: Gregorian ISO; or Hijri ISO ("1420-01-01") when `calendar` is hijri.
Result<Value> read_value(std::string_view field, std::string_view typed, std::string_view calendar,
                         Date today, const std::string& pointer);

// Puts a value on the file; the one before it stays, no longer current. The same value again only
// renews its verification. Names are also put into the name index after the commit. Refuses
// auth's not_found when the party is unknown or erased.
Result<Done> put_value(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                       const Given& given, Instant now);
// Of a party that this transaction made, under its key: nothing is asked.
void put_first_value(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                     const seal::Key& key, const Given& given, Instant now);
// The current values, by field. Nothing of an erased party.
std::map<std::string, StoredValue> current_values(db::Transaction& tx, const api::Tenant& tenant,
                                                  const PartyId& party);
std::vector<StoredValue> value_history(db::Transaction& tx, const api::Tenant& tenant,
                                       const PartyId& party, std::string_view field);

class NameIndex;
// The names of everybody who can be found: of registered parties and of claims that stand alone.
// Of one person, as it stands now; taken out when there is none or the person was joined or erased.
void load_name(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
               NameIndex& index);
inline constexpr std::string_view person_news = "person ";  // told, with the id, when it changes
void load_names(db::Transaction& tx, const api::Tenant& tenant, NameIndex& index);

}  // namespace parties
