#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "organisation/directory.h"
#include "platform/auth/auth.h"
#include "policy/policy.h"

namespace organisation {

// A new association with everything that it needs to begin: its name, its policy, and whoever looks
// after it.
struct Founding {
  std::string slug;
  policy::Text name;  // Arabic and English
  std::string licence;
  std::optional<policy::Approval> approval;  // by its own board; nothing: not yet
  policy::Files policy;                      // of a template, under its own name
  bool policy_may_be_its_own = false;        // not when it comes from another association
  // The first administrator; nothing: says name and address at setup.
  std::optional<auth::StaffNamed> administrator = {};
};
struct Founded {
  std::string slug;
  policy::Text name;
  std::string setup_token;  // of the first administrator's link, 72 hours, once
};

// Everything that stands in the way (of the policy only when there is one): slug.form,
// slug.reserved, slug.taken, association.names (of each language), association.licence,
// approval.line, approval.in_future, policy.template (with where and why), policy.names_person, and
// what is wrong with the administrator's name and address.
std::vector<Obstacle> obstacles_to(const Directory& directory, const Founding& given, Instant now);

// The policy as the association will have it: under its name, as far as that is well, and with what
// is wrong with it.
struct AdoptedPolicy {
  policy::Files files;
  std::vector<Obstacle> obstacles;
};
AdoptedPolicy adopt_policy(const Founding& given, Instant now);

// Refuses those, before anything is made. The policy is adopted under the new name and in force at
// once; the association is served from then on. All of it or nothing: `note` is written to the
// directory in the transaction that opens the association, and may run more than once.
Result<Founded> found_association(
    Directory& directory, const Founding& given, std::string_view operator_name, Instant now,
    const std::function<void(db::Transaction&, const Founded&)>& note = {});

}  // namespace organisation
