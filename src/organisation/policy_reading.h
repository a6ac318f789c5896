#pragma once

#include <boost/describe.hpp>
#include <map>
#include <memory>
#include <string>

#include "base/outline.h"
#include "platform/api/api.h"

// The policy as people read it: the version in force for everybody, files that are being edited for
// the staff.
namespace organisation {

struct PolicyReading {
  std::string digest;
  Outline outline;
};
BOOST_DESCRIBE_STRUCT(PolicyReading, (), (digest, outline))

// Whole files of a pack, as an editor holds them; nothing is stored.
struct FilesToRead {
  std::string language;
  std::map<std::string, std::string> files;
};
BOOST_DESCRIBE_STRUCT(FilesToRead, (), (language, files))
struct FilesRead {
  std::optional<Outline> outline;  // nothing while the files hold mistakes
};
BOOST_DESCRIBE_STRUCT(FilesRead, (), (outline))

// GET /portal/policy-in-force, …/paper (PDF): anyone; ?language=ar|en. GET
// /desk/policy/schemas/{file}, POST /desk/policy/readings: staff.
void add_policy_reading_routes(api::Routes& routes);

}  // namespace organisation
