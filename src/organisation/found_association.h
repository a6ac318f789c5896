#pragma once

#include <optional>
#include <string>

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
};
struct Founded {
  std::string slug;
  std::string setup_token;  // of the first administrator's link, 72 hours, once
};

// Everything that stands in the way, before anything is made: slug.form, slug.reserved, slug.taken,
// association.names, association.licence, approval.in_future, policy.template (with where and
// why), policy.names_person. The policy is adopted under the new name and in force at once. A
// founding that was cut off is taken up again by the same call.
Result<Founded> found_association(Directory& directory, const Founding& given,
                                  std::string_view operator_name, Instant now);

}  // namespace organisation
