#include "parties/verify_values.h"

#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "base/text.h"
#include "organisation/organisation.h"
#include "parties/assess_needs.h"
#include "parties/file_fields.h"
#include "parties/values.h"

namespace parties {
namespace {

constexpr int looked_at_max = 1'000;  // values, when most are hidden from the actor

struct VerifiedDetail {  // of the audit entry
  std::vector<std::string> fields;
  std::string how;
};
BOOST_DESCRIBE_STRUCT(VerifiedDetail, (), (fields, how))

Refusal refused(std::string code, std::string field) {
  return refuse(RefusalKind::rule_not_met,
                Obstacle{.code = std::move(code), .field = std::move(field)});
}

struct Key {
  std::int64_t at = 0;
  std::string party;
};
Result<Key> key_of(const std::string& after) {
  Key key;
  if (after.empty()) return key;
  const auto parts = split(after, '~');
  const auto& number = parts.front();
  const auto read = std::from_chars(number.data(), number.data() + number.size(), key.at);
  if (parts.size() != 2 || read.ec != std::errc{} || read.ptr != number.data() + number.size())
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "argument.not_a_page_key", .field = "after"});
  key.party = parts[1];
  return key;
}

}  // namespace

Result<PersonFile> verify_values(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                 const PartyId& id, const VerifyValues& body) {
  const auto party = TRY(party_for(tx, call, hooks, auth::Action::person_edit, id));
  if (body.fields.empty()) return refused("verification.nothing", "/fields");
  if (std::ranges::find(assessment_means(), body.how) == assessment_means().end())
    return refused("verification.how", "/how");
  auto values = current_values(tx, call.tenant, party.id);
  for (std::size_t i = 0; i < body.fields.size(); ++i) {
    const auto* field = file_field(body.fields[i]);
    const auto known = values.find(body.fields[i]);
    if (field == nullptr || !field->changes || known == values.end())
      return refused("verification.field", "/fields/" + std::to_string(i));
    Given given{.field = known->first,
                .value = known->second.value,
                .source = source_named(known->second.source),
                .by = known->second.by,
                .verified_at = call.now,
                .verified_by = call.actor.id};
    TRY(put_value(tx, call.tenant, party.id, given, call.now));
  }
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::person_edit), call.now,
                {.action = "party.values_verified",
                 .object = party.id.text,
                 .party = party.id.text,
                 .detail = json::write(VerifiedDetail{body.fields, body.how})});
  return view_person(tx, call, hooks, party);
}

const db::Sql select_long_verified(R"sql(
SELECT party_id, field, verified_at FROM party_values
 WHERE association_id = $1 AND is_current = 1 AND verified_at IS NOT NULL AND verified_at <= $2
   AND (verified_at > $3 OR (verified_at = $3 AND party_id > $4))
 ORDER BY verified_at, party_id LIMIT $5)sql");

namespace {

struct Row {
  PartyId party;
  std::string field;
  Instant at;
};

// What was verified so long ago is due today: everything of the day a year ago and before.
Instant due_before(db::Transaction& tx, const api::Call& call) {
  const auto years_by = organisation::years_by(tx, call.tenant.id);
  const Date year_ago = saudi::years_later(riyadh_date(call.now), -1, years_by);
  return riyadh_midnight(year_ago + 1) + -1;
}

std::vector<Row> long_verified(db::Transaction& tx, const api::Call& call, const Key& after) {
  std::vector<Row> rows;
  tx.each(
      select_long_verified,
      [&](const db::Row& row) {
        rows.push_back({{row.string(0)}, row.string(1), row.instant(2)});
      },
      call.tenant.id, due_before(tx, call), after.at, after.party, looked_at_max);
  return rows;
}

}  // namespace

Result<DueVerifications> list_due_verifications(db::Transaction& tx, const api::Call& call,
                                                const Hooks& hooks, const api::Page& page) {
  const auto rows = long_verified(tx, call, TRY(key_of(page.after)));
  DueVerifications due;
  std::map<PartyId, std::size_t> places;
  const Row* last = nullptr;
  for (const auto& row : rows) {
    const auto* field = file_field(row.field);
    const auto known = places.find(row.party);
    if (field == nullptr || !field->changes) continue;
    if (known != places.end()) {
      due.items[known->second].fields.push_back(row.field);
      continue;
    }
    if (due.items.size() == static_cast<std::size_t>(page.limit)) break;
    const auto party = party_for(tx, call, hooks, auth::Action::person_find, row.party);
    if (!party || party->died || party->id != row.party) continue;
    places.emplace(row.party, due.items.size());
    due.items.push_back({row.party, display_name(tx, call.tenant, row.party), {row.field}, row.at});
    last = &row;
  }
  const bool is_full = due.items.size() == static_cast<std::size_t>(page.limit);
  if (is_full && last != nullptr) {
    due.next = std::to_string(last->at.ms) + "~" + last->party.text;
  } else if (rows.size() == static_cast<std::size_t>(looked_at_max)) {
    due.next = std::to_string(rows.back().at.ms) + "~" + rows.back().party.text;
  }
  return due;
}

}  // namespace parties
