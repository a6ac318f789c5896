#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/api/api.h"
#include "platform/db/movable_store.h"
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

// What is done together with the making of an association.
struct Making {
  // Its first content, in one transaction of its own database; a refusal leaves nothing behind. Of
  // the tenant only id, slug, names, keeper and store are there yet.
  std::function<Result<Done>(db::Transaction&, api::Tenant&)> begin = {};
  // In the directory, in the very transaction that opens the association. May run more than once.
  std::function<void(db::Transaction&)> note = {};
};

struct DirectoryOptions {
  std::string data;            // folder; made, mode 0700, when it is not there
  std::string keys = {};       // folder of the keys; empty: DATA/keys
  std::string directory = {};  // postgresql://…; empty: DATA/directory.db
  std::string database = {};   // postgresql://… of new associations; empty: a file each in DATA
  const kernel::Clock* clock = nullptr;
  // Called once for each tenant before anybody sees it: rooms add handlers and timers to its
  // runner, and the hook may_act_for.
  std::function<void(api::Tenant&)> on_open;
  bool runs_jobs = true;  // start the tenants' runners (not in commands and tests)
  db::WriterLimits limits = {};
};

// Which associations there are and the tenants, opened at their first use and kept. It holds no
// personal value of a beneficiary. Thread-safe. On PostgreSQL several programs share it: what
// another has founded is found when it is asked for. An association whose database does not open
// throws db::Error at each find() (503 for it alone); the others go on.
class Directory {
 public:
  // Throws std::runtime_error or db::Error when the directory itself does not open.
  explicit Directory(DirectoryOptions options);
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory();

  // Makes key, database and row. Refuses slug.form, slug.reserved, slug.taken, association.names,
  // founding.under_way (in another program), and whatever `begin` refuses. What a creation that was
  // cut off left is cleared away by the next.
  Result<Association> create(const NewAssociation& given, std::string_view operator_name,
                             const Making& making = {});
  std::vector<Association> list() const;  // by slug
  // The tenant, opened if need be; nothing when there is none of this name or it is closed.
  api::Tenant* find(std::string_view slug);
  std::optional<Association> association(std::string_view slug) const;
  // The store of find()'s tenant, for who moves it elsewhere.
  db::MovableStore* movable(std::string_view slug);
  // Tenants that are open go on where the directory says that they live by now: a move has ended.
  // From any thread.
  void look_where_they_live();
  // The directory itself, for what else this room keeps there.
  db::Store& store();
  void close();  // ends the runners and closes every store; find() gives nothing afterwards

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace organisation
