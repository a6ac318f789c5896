#include "parties/give_consent.h"

#include <algorithm>

#include "base/json.h"

namespace parties {
namespace {

struct LatestAct {
  std::int64_t seq = 0;
  bool given = false;
  int version = 0;  // of the notice
};

struct ActDetail {  // of the audit entry
  std::string purpose;
  int notice_version = 0;
};
BOOST_DESCRIBE_STRUCT(ActDetail, (), (purpose, notice_version))

Result<Done> check_act(const api::Tenant& tenant, const ConsentAct& act) {
  const auto pack = tenant.policy_in_force ? tenant.policy_in_force() : nullptr;
  if (!pack) return refuse(RefusalKind::unavailable, "policy.none");
  const auto known = [&](const policy::Purpose& purpose) { return purpose.id == act.purpose; };
  if (std::ranges::none_of(pack->purposes, known)) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "consent.purpose_unknown", .field = "/purpose"});
  }
  if (act.given && act.notice_version != pack->privacy_notice_version) {
    return refuse(
        RefusalKind::conflict,
        Obstacle{.code = "consent.notice_version",
                 .field = "/notice_version",
                 .parameters = {{"version", std::to_string(pack->privacy_notice_version)}}});
  }
  return Done{};
}

}  // namespace

// All purposes at once: who asks for one is about to ask for the others.
const db::Sql select_acts(R"sql(
SELECT purpose, given, notice_version, acted_at, seq FROM consents
 WHERE association_id = $1 AND party_id = $2 ORDER BY purpose, seq)sql");

namespace {

std::optional<LatestAct> latest_act(db::Transaction& tx, const AssociationId& association,
                                    const PartyId& party, std::string_view purpose) {
  std::optional<LatestAct> latest;
  tx.each(
      select_acts,
      [&](const db::Row& row) {
        if (row.text(0) == purpose)
          latest = {row.integer(4), row.integer(1) == 1, static_cast<int>(row.integer(2))};
      },
      association, party);
  return latest;
}

}  // namespace

const db::Sql insert_act(R"sql(
INSERT INTO consents (association_id, party_id, purpose, seq, given, notice_version, means,
       acted_at, given_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))sql");

Result<Done> record_consent(db::Transaction& tx, const api::Tenant& tenant, const PartyId& asked,
                            const ConsentAct& act, const audit::Who& by, Instant now) {
  TRY(check_act(tenant, act));
  const auto party = current_party(tx, tenant.id, asked);
  if (!find_party(tx, tenant.id, party)) return auth::not_found();
  const auto last = latest_act(tx, tenant.id, party, act.purpose);
  const bool changes_nothing =
      last && last->given == act.given && (!act.given || last->version == act.notice_version);
  if (changes_nothing) return Done{};
  tx.execute(insert_act, tenant.id, party, act.purpose, last ? last->seq + 1 : 1, act.given ? 1 : 0,
             act.notice_version, act.means, now, act.given_by);
  audit::record(tx, tenant.id, by, now,
                {.action = act.given ? "consent.given" : "consent.withdrawn",
                 .object = party.text,
                 .party = party.text,
                 .detail = json::write(ActDetail{act.purpose, act.notice_version})});
  return Done{};
}

std::vector<ConsentState> consents_of(db::Transaction& tx, const AssociationId& association,
                                      const PartyId& party) {
  std::vector<ConsentState> states;
  tx.each(
      select_acts,
      [&](const db::Row& row) {
        if (states.empty() || states.back().purpose != row.text(0)) {
          states.push_back({.purpose = row.string(0), .given_at = {}, .withdrawn_at = {}});
        }
        auto& state = states.back();
        state.notice_version = static_cast<int>(row.integer(2));
        if (row.integer(1) == 1) {
          state.given_at = row.instant(3);
          state.withdrawn_at.reset();
        } else if (state.given_at) {
          state.withdrawn_at = row.instant(3);
        }
      },
      association, party);
  return states;
}

namespace {

std::optional<policy::Text> worded(const api::Tenant& tenant, const std::string& id) {
  const auto pack = tenant.policy_in_force();
  if (!pack) return std::nullopt;
  const auto purpose = std::ranges::find(pack->purposes, id, &policy::Purpose::id);
  return purpose == pack->purposes.end() ? std::nullopt : std::optional(purpose->text);
}

}  // namespace

std::vector<ConsentState> worded_consents(db::Transaction& tx, const api::Tenant& tenant,
                                          const PartyId& party) {
  auto states = consents_of(tx, tenant.id, party);
  for (auto& state : states) state.text = worded(tenant, state.purpose);
  return states;
}

std::optional<policy::Text> purpose_on_record(const api::Tenant& tenant,
                                              const audit::Entry& entry) {
  if (!entry.action.starts_with("consent.")) return std::nullopt;
  const auto detail = json::read<ActDetail>(entry.detail);
  return detail ? worded(tenant, detail->purpose) : std::nullopt;
}

bool has_consented(db::Transaction& tx, const AssociationId& association, const PartyId& party,
                   std::string_view purpose) {
  const auto latest = latest_act(tx, association, party, purpose);
  return latest && latest->given;
}

}  // namespace parties
