#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/api/api.h"
#include "platform/kernel/kernel.h"
#include "policy/pack.h"

namespace organisation {

struct Association {
  AssociationId id;
  std::string slug;    // in addresses and cookies: "teryaq"
  policy::Text names;  // Arabic and English at least
  std::string state;   // preparing | open | closed
  Instant created_at;
};

struct NewAssociation {
  std::string slug;
  policy::Text names;
};

// Two to thirty-two of [a-z0-9-], a letter first, no hyphen at the end or twice in a row, and none
// of the reserved words, which are first parts of paths of the program itself. Obstacles slug.form,
// slug.reserved.
Result<Done> check_slug(std::string_view slug);
const std::vector<std::string>& reserved_slugs();

struct DirectoryOptions {
  std::string data;  // folder; made, mode 0700, when it is not there
  const kernel::Clock* clock = nullptr;
  // Called once for each tenant before anybody sees it: rooms add handlers and timers to its
  // runner, and the hook may_act_for.
  std::function<void(api::Tenant&)> on_open;
  bool runs_jobs = true;  // start the tenants' runners (not in commands and tests)
  db::WriterLimits limits = {};
};

// DATA/directory.db and the tenants, opened at their first use and kept. It holds no personal value
// of a beneficiary. Thread-safe. An association whose database does not open throws db::Error at
// each find() (503 for it alone); the others go on.
class Directory {
 public:
  // Throws std::runtime_error or db::Error when the directory itself does not open.
  explicit Directory(DirectoryOptions options);
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory();

  // Makes key, database and row. Refuses slug.form, slug.reserved, slug.taken, association.names.
  // A creation that was cut off is taken up again by the same call.
  Result<Association> create(const NewAssociation& given, std::string_view operator_name);
  std::vector<Association> list() const;  // by slug
  // The tenant, opened if need be; nothing when there is none of this name or it is closed.
  api::Tenant* find(std::string_view slug);
  std::optional<Association> association(std::string_view slug) const;
  void close();  // ends the runners and closes every store; find() gives nothing afterwards

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace organisation
