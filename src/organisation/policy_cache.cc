#include <algorithm>
#include <limits>

#include "organisation/policy_versions.h"

namespace organisation {
namespace {

// Versions kept parsed besides the one in force; requests name few. Beyond it all are dropped.
constexpr std::size_t versions_max = 64;
constexpr std::chrono::seconds trusted_for{5};

const db::Sql select_files(R"sql(
  SELECT files FROM policy_versions WHERE association_id = $1 AND digest = $2)sql");
const db::Sql select_next_effect(R"sql(
  SELECT MIN(effective_at) FROM policy_effects
  WHERE association_id = $1 AND effective_at > $2 AND cancelled_at IS NULL)sql");

std::optional<std::string> encoded_files(db::Transaction& tx, const AssociationId& association,
                                         std::string_view digest) {
  return tx.one(
      select_files, [](const db::Row& row) { return row.bytes(0); }, association, digest);
}

}  // namespace

std::optional<policy::Files> version_files(db::Transaction& tx, const AssociationId& association,
                                           std::string_view digest) {
  const auto encoded = encoded_files(tx, association, digest);
  return encoded ? std::optional(decode_files(*encoded)) : std::nullopt;
}

PolicyCache::PolicyCache(db::Store& store, AssociationId association, const kernel::Clock& clock)
    : store_(store), association_(std::move(association)), clock_(clock) {}

void PolicyCache::forget() {
  const std::lock_guard hold(mutex_);
  fresh_ = false;
  ++generation_;
}

std::shared_ptr<const policy::Pack> PolicyCache::in_force() {
  const Instant now = clock_.now();
  std::int64_t generation = 0;
  {
    const std::lock_guard hold(mutex_);
    const bool recent = std::chrono::steady_clock::now() - asked_at_ < trusted_for;
    if (fresh_ && recent && from_ <= now && now < next_change_) return in_force_;
    generation = generation_;
  }
  std::optional<PolicyVersion> version;
  Instant next{std::numeric_limits<std::int64_t>::max()};
  store_.read([&](db::Transaction& tx) {
    version = version_in_force(tx, association_, now);
    tx.each(
        select_next_effect,
        [&](const db::Row& row) {
          if (!row.null(0)) next = row.instant(0);
        },
        association_, now);
  });
  auto pack = version ? this->version(version->digest) : nullptr;
  const std::lock_guard hold(mutex_);
  in_force_ = pack;
  from_ = version ? *version->effective_at : Instant{std::numeric_limits<std::int64_t>::min()};
  next_change_ = next;
  asked_at_ = std::chrono::steady_clock::now();
  fresh_ = generation == generation_;  // another version came while we read: ask again next time
  return pack;
}

std::shared_ptr<const policy::Pack> PolicyCache::version(std::string_view digest) {
  {
    const std::lock_guard hold(mutex_);
    const auto known = versions_.find(digest);
    if (known != versions_.end()) return known->second;
  }
  auto pack = load(std::string(digest));
  if (!pack) return nullptr;
  const std::lock_guard hold(mutex_);
  if (versions_.size() >= versions_max) versions_.clear();  // readers keep their copy
  return versions_.emplace(digest, std::move(pack)).first->second;
}

std::shared_ptr<const policy::Pack> PolicyCache::load(const std::string& digest) {
  std::optional<std::string> encoded;
  store_.read([&](db::Transaction& tx) { encoded = encoded_files(tx, association_, digest); });
  if (!encoded) return nullptr;
  if (digest_of(*encoded) !=
      digest) {  // a flipped byte: never run another policy than the approved
    kernel::log::error("policy.digest_differs", {
                                                    {"digest", digest}
    });
    return nullptr;
  }
  const auto parsed = policy::parse(decode_files(*encoded));
  if (!parsed.pack || !parsed.problems.empty()) {
    kernel::log::error("policy.stored_version_unreadable", {
                                                               {"digest", digest}
    });
    return nullptr;
  }
  auto pack = std::make_shared<policy::Pack>(*parsed.pack);
  pack->digest = digest;
  return pack;
}

}  // namespace organisation
