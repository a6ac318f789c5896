#include <algorithm>

#include "governance/circulation.h"
#include "parties/parties.h"
#include "platform/kernel/kernel.h"

namespace governance {
namespace {

constexpr int listed_max = 200;  // of one group

constexpr std::string_view word_of(Outside kind) {
  return kind == Outside::volunteer ? "volunteer" : "contractor";
}

const db::Sql insert_outside(R"sql(
INSERT INTO policy_outside_acknowledgements (association_id, digest, who_kind, who_id, at, sealed)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (association_id, digest, who_kind, who_id) DO NOTHING)sql");
const db::Sql select_outside(R"sql(
SELECT at, sealed FROM policy_outside_acknowledgements
 WHERE association_id = $1 AND digest = $2 AND who_kind = $3 AND who_id = $4)sql");
const db::Sql count_staff(R"sql(
SELECT COUNT(*), COUNT(a.staff_id) FROM staff s
  LEFT JOIN policy_acknowledgements a
    ON a.association_id = s.association_id AND a.staff_id = s.id AND a.digest = $2
 WHERE s.association_id = $1 AND s.state = 'active')sql");
const db::Sql count_volunteers(R"sql(
SELECT COUNT(*), COUNT(a.who_id) FROM party_roles r
  JOIN parties p ON p.association_id = r.association_id AND p.id = r.party_id
  LEFT JOIN policy_outside_acknowledgements a
    ON a.association_id = r.association_id AND a.digest = $2 AND a.who_kind = 'volunteer'
   AND a.who_id = r.party_id
 WHERE r.association_id = $1 AND r.role = 'volunteer' AND p.erased_at IS NULL)sql");
const db::Sql count_contractors(R"sql(
SELECT COUNT(*), COUNT(a.who_id) FROM contractors c
  LEFT JOIN policy_outside_acknowledgements a
    ON a.association_id = c.association_id AND a.digest = $2 AND a.who_kind = 'contractor'
   AND a.who_id = c.id
 WHERE c.association_id = $1 AND c.state = 'active')sql");
const db::Sql select_reminders(R"sql(
SELECT at FROM policy_reminders
 WHERE association_id = $1 AND reminder >= $2 AND reminder < $3 ORDER BY reminder)sql");

std::string context_of(const OutsideAcknowledgement& given) {
  return "policy_outside_acknowledgements/" + given.digest + "/" + given.id;
}

GroupCount count(db::Transaction& tx, const AssociationId& association, std::string_view digest,
                 const char* group, const db::Sql& sql) {
  GroupCount counted{.group = group};
  tx.each(
      sql,
      [&](const db::Row& row) {
        counted.total = row.integer(0);
        counted.acknowledged = row.integer(1);
      },
      association, digest);
  return counted;
}

// A volunteer who is confidentially known here as something else too stands without a name.
std::string shown_name(db::Transaction& tx, const api::Tenant& tenant, const PartyId& id) {
  const auto party = parties::find_party(tx, tenant.id, id);
  if (!party || party->confidentiality != Class::ordinary) return {};
  return parties::display_name(tx, tenant, id);
}

// The readers of one version, group by group.
class Listing {
 public:
  Listing(db::Transaction& tx, const api::Tenant& tenant, std::string digest)
      : tx_(tx), tenant_(tenant), digest_(std::move(digest)) {}

  std::vector<ReaderGroup> groups() {
    std::vector<ReaderGroup> groups;
    for (auto& counted : count_readers(tx_, tenant_.id, digest_)) {
      ReaderGroup group;
      static_cast<GroupCount&>(group) = counted;
      group.readers = counted.group == "staff"        ? staff()
                      : counted.group == "volunteers" ? volunteers()
                                                      : contractors();
      std::stable_partition(group.readers.begin(), group.readers.end(),
                            [](const Reader& reader) { return !reader.acknowledged_at; });
      groups.push_back(std::move(group));
    }
    return groups;
  }

 private:
  std::vector<Reader> staff() {
    const auto done = organisation::acknowledgements_of(tx_, tenant_.id, digest_);
    std::vector<Reader> readers;
    for (auto& member : active_staff(tx_, tenant_)) {
      if (std::ssize(readers) == listed_max) break;
      Reader reader{.id = member.id.text,
                    .name = std::move(member.name),
                    .acknowledged_at = {},
                    .signed_as = {}};
      if (const auto at = done.find(member.id); at != done.end())
        reader.acknowledged_at = at->second;
      readers.push_back(std::move(reader));
    }
    return readers;
  }
  std::vector<Reader> volunteers() {
    std::vector<Reader> readers;
    for (const auto& id :
         parties::parties_with_role(tx_, tenant_.id, "volunteer", "", listed_max)) {
      readers.push_back({.id = id.text,
                         .name = shown_name(tx_, tenant_, id),
                         .acknowledged_at = outside_acknowledgement(tx_, tenant_.id, digest_,
                                                                    Outside::volunteer, id.text),
                         .signed_as = {}});
    }
    return readers;
  }
  std::vector<Reader> contractors() {
    std::vector<Reader> readers;
    for (const auto& one : active_contractors(tx_, tenant_)) {
      if (std::ssize(readers) == listed_max) break;
      Reader reader{.id = one.id.text, .name = one.name, .acknowledged_at = {}, .signed_as = {}};
      tx_.each(
          select_outside,
          [&](const db::Row& row) {
            reader.acknowledged_at = row.instant(0);
            reader.signed_as = tenant_.keeper->association_key().open(
                row.bytes(1), context_of({.digest = digest_, .id = one.id.text}));
          },
          tenant_.id, digest_, word_of(Outside::contractor), one.id);
      readers.push_back(std::move(reader));
    }
    return readers;
  }

  db::Transaction& tx_;
  const api::Tenant& tenant_;
  const std::string digest_;
};

}  // namespace

void acknowledge_outside(db::Transaction& tx, const api::Tenant& tenant,
                         const OutsideAcknowledgement& given, const audit::Who& who, Instant now) {
  const auto sealed = tenant.keeper->association_key().close(given.name, context_of(given));
  if (tx.execute(insert_outside, tenant.id, given.digest, word_of(given.kind), given.id, now,
                 db::Bytes{sealed}) == 0)
    return;  // the first one counts
  audit::record(tx, tenant.id, who, now,
                {.action = "policy.acknowledged",
                 .object = given.id,
                 .detail = "{\"digest\":\"" + given.digest + "\"}"});
}

std::optional<Instant> outside_acknowledgement(db::Transaction& tx,
                                               const AssociationId& association,
                                               std::string_view digest, Outside kind,
                                               std::string_view id) {
  return tx.one(
      select_outside, [](const db::Row& row) { return row.instant(0); }, association, digest,
      word_of(kind), id);
}

std::vector<GroupCount> count_readers(db::Transaction& tx, const AssociationId& association,
                                      std::string_view digest) {
  return {count(tx, association, digest, "staff", count_staff),
          count(tx, association, digest, "volunteers", count_volunteers),
          count(tx, association, digest, "contractors", count_contractors)};
}

std::vector<auth::StaffMember> active_staff(db::Transaction& tx, const api::Tenant& tenant) {
  std::vector<auth::StaffMember> active;
  std::string after;
  for (bool more = true; more;) {
    auto page = auth::list_staff(tx, *tenant.keeper, tenant.id, after, limits::page_max);
    more = std::ssize(page) == limits::page_max;
    if (!page.empty()) after = page.back().id.text;
    for (auto& member : page)
      if (member.state == auth::StaffState::active) active.push_back(std::move(member));
  }
  return active;
}

std::vector<Instant> reminders_of(db::Transaction& tx, const AssociationId& association,
                                  const std::string& what) {
  std::vector<Instant> reminded;
  tx.each(
      select_reminders, [&](const db::Row& row) { reminded.push_back(row.instant(0)); },
      association, what + "/", what + "0");  // '0' comes right after '/'
  return reminded;
}

Result<Readers> list_readers(db::Transaction& tx, const api::Call& call) {
  const auto digest = call.param("digest");
  if (!organisation::find_policy_version(tx, call.tenant.id, digest)) {
    return refuse(RefusalKind::not_found, "policy.unknown");
  }
  Readers readers{.digest = digest,
                  .circulated_at = {},
                  .circulated_by = {},
                  .reminded_at = reminders_of(tx, call.tenant.id, "readers/" + digest),
                  .groups = Listing(tx, call.tenant, digest).groups()};
  if (const auto circulation = find_circulation(tx, call.tenant.id, digest)) {
    readers.circulated_at = circulation->at;
    readers.circulated_by =
        auth::staff_name(tx, *call.tenant.keeper, call.tenant.id, {circulation->by});
  }
  return readers;
}

}  // namespace governance
