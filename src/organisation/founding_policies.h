#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/outline.h"
#include "organisation/directory.h"
#include "policy/policy.h"

// What a new association's policy may begin with: the templates that the installation ships, and
// what other associations publish in their portals. Never more of them than that.
namespace organisation {

BOOST_DEFINE_FIXED_ENUM_CLASS(PolicyOrigin, unsigned char, shipped, association)
struct PolicySource {
  PolicyOrigin from = PolicyOrigin::shipped;
  std::string name;  // the folder of the template, or the slug of the association
};
BOOST_DESCRIBE_STRUCT(PolicySource, (), (from, name))

struct PolicyChoice {
  PolicySource source;
  policy::Text title, document;  // whose it is, and what it is called
  int kinds = 0, clauses = 0;    // of requests; that bind
};
BOOST_DESCRIBE_STRUCT(PolicyChoice, (), (source, title, document, kinds, clauses))

// Templates first, each by name; of one with faults only the name is told.
std::vector<PolicyChoice> policy_choices(Directory& directory, const std::string& templates);
// Its files; nothing when there is none of this name.
std::optional<policy::Files> files_of(Directory& directory, const std::string& templates,
                                      const PolicySource& source);

}  // namespace organisation
