#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "governance/circulation.h"
#include "parties/parties.h"
#include "platform/kernel/kernel.h"
#include "policy/in_words.h"

namespace governance {
namespace {

constexpr int listed_max = 200;  // of one group on the desk's page; of volunteers read at once

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
const db::Sql select_all_outside(R"sql(
SELECT who_id, at, sealed FROM policy_outside_acknowledgements
 WHERE association_id = $1 AND digest = $2 AND who_kind = $3 ORDER BY who_id)sql");
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
  Listing(db::Transaction& tx, const api::Tenant& tenant, std::string_view digest,
          std::size_t most = std::numeric_limits<std::size_t>::max())
      : tx_(tx),
        tenant_(tenant),
        digest_(digest),
        most_(most),
        pack_(tenant.policy_version(digest_)) {}

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

  // Who acknowledged and does not stand in the whole group.
  std::vector<Reader> former(const ReaderGroup& group) {
    std::set<std::string> known;
    for (const auto& reader : group.readers) known.insert(reader.id);
    std::vector<Reader> former;
    for (auto& one : everybody_of(group.group))
      if (!known.contains(one.id)) former.push_back(std::move(one));
    return former;
  }

 private:
  std::vector<Reader> staff() {
    const auto done = organisation::acknowledgements_of(tx_, tenant_.id, digest_);
    std::vector<Reader> readers;
    for (auto& member : active_staff(tx_, tenant_)) {
      if (readers.size() == most_) break;
      Reader reader{.id = member.id.text,
                    .name = std::move(member.name),
                    .role = titles_of(member.roles),
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
    const auto done = given_outside(Outside::volunteer);
    std::string after;
    for (bool more = true; more && readers.size() < most_;) {
      const auto found =
          parties::parties_with_role(tx_, tenant_.id, "volunteer", after, listed_max);
      more = std::ssize(found) == listed_max;
      if (!found.empty()) after = found.back().text;
      for (const auto& id : found)
        readers.push_back(with(done, {.id = id.text,
                                      .name = shown_name(tx_, tenant_, id),
                                      .role = {},
                                      .acknowledged_at = {},
                                      .signed_as = {}}));
    }
    return readers;
  }
  std::vector<Reader> contractors() {
    std::vector<Reader> readers;
    const auto done = given_outside(Outside::contractor);
    for (const auto& one : active_contractors(tx_, tenant_)) {
      if (readers.size() == most_) break;
      readers.push_back(with(done, {.id = one.id.text,
                                    .name = one.name,
                                    .role = policy::same_in_both(one.purpose),
                                    .acknowledged_at = {},
                                    .signed_as = {}}));
    }
    return readers;
  }

  policy::Text titles_of(const std::set<Role>& roles) const {
    std::vector<policy::Text> titles;
    titles.reserve(roles.size());
    for (const Role role : roles)
      titles.push_back(pack_ ? policy::in_words(*pack_, role)
                             : policy::word_in_both("role", name_of(role)));
    return policy::joined(titles);
  }

  struct Given {
    Instant at;
    std::optional<std::string> signed_as;
  };
  using AllGiven = std::map<std::string, Given, std::less<>>;
  AllGiven given_outside(Outside kind) {
    AllGiven all;
    tx_.each(
        select_all_outside,
        [&](const db::Row& row) {
          Given& given = all[row.string(0)];
          given.at = row.instant(1);
          if (kind == Outside::contractor)
            given.signed_as = tenant_.keeper->association_key().open(
                row.bytes(2), context_of({.digest = digest_, .id = row.string(0)}));
        },
        tenant_.id, digest_, word_of(kind));
    return all;
  }
  static Reader with(const AllGiven& all, Reader reader) {
    if (const auto given = all.find(reader.id); given != all.end()) {
      reader.acknowledged_at = given->second.at;
      reader.signed_as = given->second.signed_as;
    }
    return reader;
  }

  // Whoever acknowledged, whether they work here still or not.
  std::vector<Reader> everybody_of(const std::string& group) {
    std::vector<Reader> all;
    if (group == "staff") {
      for (const auto& [id, at] : organisation::acknowledgements_of(tx_, tenant_.id, digest_))
        all.push_back(
            {id.text, auth::staff_name(tx_, *tenant_.keeper, tenant_.id, id), {}, at, {}});
      return all;
    }
    const bool volunteers = group == "volunteers";
    for (const auto& [id, given] :
         given_outside(volunteers ? Outside::volunteer : Outside::contractor)) {
      const auto contractor =
          volunteers ? std::nullopt : find_contractor(tx_, tenant_, ContractorId{id});
      auto name = volunteers ? shown_name(tx_, tenant_, PartyId{id})
                             : (contractor ? contractor->name : std::string());
      all.push_back({id, std::move(name), {}, given.at, given.signed_as});
    }
    return all;
  }

  db::Transaction& tx_;
  const api::Tenant& tenant_;
  const std::string digest_;
  const std::size_t most_;
  const std::shared_ptr<const policy::Pack> pack_;  // whose titles they bear
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

std::vector<KeptGroup> all_readers(db::Transaction& tx, const api::Tenant& tenant,
                                   std::string_view digest) {
  Listing listing(tx, tenant, digest);
  std::vector<KeptGroup> all;
  for (auto& group : listing.groups()) {
    KeptGroup whole;
    static_cast<ReaderGroup&>(whole) = std::move(group);
    whole.former = listing.former(whole);
    all.push_back(std::move(whole));
  }
  return all;
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
                  .groups = Listing(tx, call.tenant, digest, listed_max).groups()};
  if (const auto circulation = find_circulation(tx, call.tenant.id, digest)) {
    readers.circulated_at = circulation->at;
    readers.circulated_by =
        auth::staff_name(tx, *call.tenant.keeper, call.tenant.id, {circulation->by});
  }
  return readers;
}

}  // namespace governance
