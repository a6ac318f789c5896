#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/api/api.h"
#include "platform/kernel/kernel.h"
#include "policy/policy.h"

// Versions of the association's policy (F3, F6): exact bytes and digest, append-only.
// draft -> approved -> in force from a date -> superseded. Requests name the digest.
namespace organisation {

struct PolicyVersion {
  std::string digest;  // BLAKE2b-256 of the encoded files, hexadecimal
  std::string pack;    // "teryaq"
  Instant imported_at;
  std::optional<Instant> effective_at;  // by the latest act that names it; nothing: a draft
  std::optional<Date> stated_approval;  // the day that its own files state
};

// The files of `folder` (policies/teryaq) and of the common parts, as policy::parse wants them:
// those in the folder `common` beside it (policies/common), else those of the installation, in
// `installed`/common, so that a pack may be written anywhere. Throws std::runtime_error when the
// folder cannot be read. At most 200 files, 1 MiB each.
policy::Files read_pack_folder(const std::string& folder,
                               const std::string& installed = "policies");

// Length-prefixed, in order of name: what is stored and what the digest is over.
std::string encode_files(const policy::Files& files);
policy::Files decode_files(std::string_view encoded);
std::string digest_of(std::string_view encoded);

struct Imported {
  std::optional<PolicyVersion> version;  // nothing when there are problems
  std::vector<policy::Problem> problems;
};
// Checks and stores a draft. The same bytes again give the version that is there already. Nothing
// is changed when there are problems.
Imported import_policy(db::Transaction& tx, const AssociationId& association, const audit::Who& by,
                       const policy::Files& files, Instant now);
// Appends the act: in force from `effective_at`, until another act's time comes. An earlier version
// may be put in force again. Refuses policy.unknown, policy.backdated (more than a day before now),
// policy.force_before_approval (before the approval that its files state).
Result<PolicyVersion> put_in_force(db::Transaction& tx, api::Tenant& tenant, const audit::Who& by,
                                   std::string_view digest, Instant effective_at, Instant now);
// Calls off what was to put this version in force later. Refuses policy.not_scheduled.
Result<Done> cancel_force(db::Transaction& tx, api::Tenant& tenant, const audit::Who& by,
                          std::string_view digest, Instant now);
struct PolicyEffect {
  std::string digest;
  Instant effective_at, decided_at;
  StaffId decided_by;  // or an operator's name
  std::optional<Instant> cancelled_at;
};
// Latest date first, those that were called off too.
std::vector<PolicyEffect> list_policy_effects(db::Transaction& tx,
                                              const AssociationId& association);
// The files of a stored version; nothing when there is none.
std::optional<policy::Files> version_files(db::Transaction& tx, const AssociationId& association,
                                           std::string_view digest);
std::optional<PolicyVersion> find_policy_version(db::Transaction& tx,
                                                 const AssociationId& association,
                                                 std::string_view digest);
// Newest first.
std::vector<PolicyVersion> list_policy_versions(db::Transaction& tx,
                                                const AssociationId& association);
std::optional<PolicyVersion> version_in_force(db::Transaction& tx, const AssociationId& association,
                                              Instant now);

// F4: who works under a version has acknowledged it. Refuses policy.not_in_force for another
// digest.
Result<Done> acknowledge(db::Transaction& tx, const api::Tenant& tenant, const auth::Actor& actor,
                         std::string_view digest, Instant now);
// The same of whatever version; the rooms above say which may be acknowledged before its day.
void record_acknowledgement(db::Transaction& tx, const api::Tenant& tenant,
                            const auth::Actor& actor, std::string_view digest, Instant now);
std::map<StaffId, Instant> acknowledgements_of(db::Transaction& tx,
                                               const AssociationId& association,
                                               std::string_view digest);
bool has_acknowledged(db::Transaction& tx, const AssociationId& association, const StaffId& staff,
                      std::string_view digest);

inline constexpr std::string_view policy_news = "policy";  // told when another may be in force

// The versions of one tenant in memory: parsed once, swapped whole, readers keep their copy. Which
// is in force is asked again after five seconds at the latest: another program may have died before
// it could tell.
class PolicyCache {
 public:
  PolicyCache(db::Store& store, AssociationId association, const kernel::Clock& clock);
  std::shared_ptr<const policy::Pack> in_force();
  std::shared_ptr<const policy::Pack> version(std::string_view digest);
  void forget();  // a version came: ask the database again at the next call

 private:
  std::shared_ptr<const policy::Pack> load(const std::string& digest);

  db::Store& store_;
  AssociationId association_;
  const kernel::Clock& clock_;
  std::mutex mutex_;
  bool fresh_ = false;
  std::int64_t generation_ = 0;
  Instant from_, next_change_;  // when in_force_ holds
  std::chrono::steady_clock::time_point asked_at_;
  std::shared_ptr<const policy::Pack> in_force_;
  std::map<std::string, std::shared_ptr<const policy::Pack>, std::less<>> versions_;
};

}  // namespace organisation
