#include "governance/circulation.h"

#include "base/json.h"
#include "governance/contractor_letter.h"
#include "messages/messages.h"
#include "parties/parties.h"

namespace governance {
namespace {

const db::Sql select_circulation(R"sql(
SELECT at, by_id FROM policy_circulations WHERE association_id = $1 AND digest = $2)sql");
const db::Sql select_circulated(R"sql(
SELECT digest FROM policy_circulations WHERE association_id = $1 ORDER BY at DESC, digest)sql");
const db::Sql insert_circulation(R"sql(
INSERT INTO policy_circulations (association_id, digest, at, by_id)
VALUES ($1, $2, $3, $4))sql");
const db::Sql insert_reminder(R"sql(
INSERT INTO policy_reminders (association_id, reminder, at) VALUES ($1, $2, $3)
    ON CONFLICT (association_id, reminder) DO NOTHING)sql");

bool binds_or_will(VersionState state) {
  return state == VersionState::approved || state == VersionState::scheduled ||
         state == VersionState::in_force;
}

struct Round {
  std::string digest, what, round;  // what: policy_circulated | policy_reminder
};
BOOST_DESCRIBE_STRUCT(Round, (), (digest, what, round))

void publish_round(db::Transaction& tx, const api::Call& call, const Round& round) {
  outbox::publish(tx, call.tenant.id, call.now, circulation_topic,
                  round.what + ":" + round.digest + ":" + round.round, json::write(round));
}

void audit_act(db::Transaction& tx, const api::Call& call, const char* action,
               const std::string& digest) {
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::policy_manage), call.now,
                {.action = action, .object = digest});
}

}  // namespace

std::optional<Circulation> find_circulation(db::Transaction& tx, const AssociationId& association,
                                            std::string_view digest) {
  return tx.one(
      select_circulation,
      [](const db::Row& row) {
        return Circulation{row.instant(0), row.string(1)};
      },
      association, digest);
}

std::optional<std::string> circulated_version(db::Transaction& tx, const api::Tenant& tenant,
                                              Instant now) {
  std::vector<std::string> digests;
  tx.each(
      select_circulated, [&](const db::Row& row) { digests.push_back(row.string(0)); }, tenant.id);
  for (auto& digest : digests) {
    const auto standing = standing_of(tx, tenant, digest, now);
    if (standing && binds_or_will(standing->state)) return std::move(digest);
  }
  return std::nullopt;
}

Result<Readers> circulate(db::Transaction& tx, const api::Call& call, const NoBody&) {
  const auto digest = call.param("digest");
  const auto standing = TRY(standing_of(tx, call.tenant, digest, call.now));
  if (!binds_or_will(standing.state)) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "policy.not_to_circulate", .clause = "F3"});
  }
  if (find_circulation(tx, call.tenant.id, digest)) {
    return refuse(RefusalKind::conflict, "policy.circulated_already");
  }
  tx.execute(insert_circulation, call.tenant.id, digest, call.now, call.actor.id);
  publish_round(tx, call, {digest, "policy_circulated", "first"});
  audit_act(tx, call, "policy.circulated", digest);
  return list_readers(tx, call);
}

Result<Readers> remind_readers(db::Transaction& tx, const api::Call& call, const NoBody&) {
  const auto digest = call.param("digest");
  if (!find_circulation(tx, call.tenant.id, digest)) {
    return refuse(RefusalKind::rule_not_met, "policy.not_circulated");
  }
  const auto day = iso(riyadh_date(call.now));
  if (tx.execute(insert_reminder, call.tenant.id, "readers/" + digest + "/" + day, call.now) == 0) {
    return refuse(RefusalKind::conflict, "policy.reminded_today");
  }
  publish_round(tx, call, {digest, "policy_reminder", day});
  audit_act(tx, call, "policy.readers_reminded", digest);
  return list_readers(tx, call);
}

Result<VersionStanding> acknowledge_version(db::Transaction& tx, const api::Call& call,
                                            const NoBody&) {
  const auto digest = call.param("digest");
  const auto standing = TRY(standing_of(tx, call.tenant, digest, call.now));
  if (!binds_or_will(standing.state)) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "policy.not_to_acknowledge", .clause = "F4"});
  }
  organisation::record_acknowledgement(tx, call.tenant, call.actor, digest, call.now);
  return VersionStanding{digest, std::string(name_of(standing.state)), {}};
}

namespace {

constexpr int batch = 100;

// One way of telling: what the round says, to whom it may concern.
class Telling {
 public:
  Telling(api::Tenant& tenant, Round round, Instant now)
      : tenant_(tenant), round_(std::move(round)), now_(now) {}

  bool run() { return staff() && volunteers() && contractors(); }

 private:
  bool commit(const std::function<void(db::Transaction&)>& work) {
    return tenant_.store->write_and_wait([&](db::Transaction& tx) {
      work(tx);
      return true;
    }) == db::End::committed;
  }
  std::string key() const { return round_.what + ":" + round_.digest + ":" + round_.round; }

  bool staff() {
    return commit([&](db::Transaction& tx) {
      messages::StaffNews news{.what = round_.what,
                               .staff = {},
                               .page = "policy/versions/" + round_.digest,
                               .key = key()};
      const auto done = organisation::acknowledgements_of(tx, tenant_.id, round_.digest);
      for (const auto& member : active_staff(tx, tenant_))
        if (!done.contains(member.id)) news.staff.push_back(member.id);
      messages::tell_staff(tx, tenant_.id, now_, news);
    });
  }

  bool volunteers() {
    std::string after;
    for (bool more = true; more;) {
      const bool kept = commit([&](db::Transaction& tx) {
        const auto found = parties::parties_with_role(tx, tenant_.id, "volunteer", after, batch);
        for (const auto& party : found) tell_volunteer(tx, party);
        more = std::ssize(found) == batch;
        if (!found.empty()) after = found.back().text;
      });
      if (!kept) return false;
    }
    return true;
  }
  void tell_volunteer(db::Transaction& tx, const PartyId& party) {
    if (outside_acknowledgement(tx, tenant_.id, round_.digest, Outside::volunteer, party.text))
      return;
    messages::NewMessage message{.party = party, .template_id = round_.what, .key = key()};
    message.email = parties::email_of(tx, tenant_, party);
    messages::send_house_message(tx, tenant_, now_, message);
  }

  bool contractors() {
    return commit([&](db::Transaction& tx) {
      for (const auto& one : active_contractors(tx, tenant_)) {
        if (outside_acknowledgement(tx, tenant_.id, round_.digest, Outside::contractor,
                                    one.id.text))
          continue;
        publish_contractor_letter(tx, tenant_.id, now_, {one.id, round_.digest, round_.what},
                                  round_.round);
      }
    });
  }

  api::Tenant& tenant_;
  const Round round_;
  const Instant now_;
};

}  // namespace

outbox::Attempt tell_readers(api::Tenant& tenant, const outbox::Task& task, Instant now) {
  auto round = json::read<Round>(task.payload);
  if (!round) return {outbox::Outcome::give_up, "circulation.payload"};
  if (!Telling(tenant, std::move(round).value(), now).run())
    return {outbox::Outcome::retry, "circulation.not_noted"};
  return {};
}

}  // namespace governance
