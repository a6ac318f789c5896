#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

#include "imports/import_row.h"
#include "parties/parties.h"

// What is done to an import a step at a time: the dry run, the coming in, the taking back. Each
// step is one transaction that knows where the one before ended, so a program that dies loses
// nothing and does nothing twice. Private to this room.
namespace imports {

// What a program remembers while lists come in.
class Memory {
 public:
  std::shared_ptr<parties::KnownNumbers> numbers(const std::string& import);
  void forget(const std::string& import);
  void note_work(Instant now) { worked_at_ = now.ms; }
  bool has_worked_since(Instant then) const { return worked_at_ >= then.ms; }

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<parties::KnownNumbers>> numbers_;
  std::atomic<std::int64_t> worked_at_ = 0;
};

inline constexpr std::string_view topic = "import";

// Begins another turn in `state` and publishes its first step. The caller has checked the state.
void begin(db::Transaction& tx, const api::Tenant& tenant, Import& import, std::string state,
           const audit::Who& by, Instant now);

// The same turn from where it stands, under a new number: what was published before does nothing.
void go_on(db::Transaction& tx, const api::Tenant& tenant, Import& import, Instant now);

// One step of whatever is under way; false when nothing is. `turn`: of the step that was published.
bool work_on(api::Tenant& tenant, Memory& memory, const std::string& import, std::int64_t turn,
             Instant now);

// How its rows are read.
struct Reading;
Reading reading_of(const api::Tenant& tenant, const Import& import, Instant now);

// The steps, by state.
bool check_step(api::Tenant& tenant, const Import& seen, Instant now);
bool import_step(api::Tenant& tenant, Memory& memory, const Import& seen, Instant now);
bool undo_step(api::Tenant& tenant, const Import& seen, Instant now);
// The import as it stands, for the rest of the transaction; nothing when the step was taken
// already.
std::optional<Import> still(db::Transaction& tx, const api::Tenant& tenant, const Import& seen);
// Writes and waits; throws std::runtime_error when it is not known to be kept, so that the step is
// tried again. False: the work was refused.
bool commit(api::Tenant& tenant, const std::function<bool(db::Transaction&)>& work);
// Saves it and publishes what comes next, if anything.
void save_step(db::Transaction& tx, const api::Tenant& tenant, Import& import, Instant now);

}  // namespace imports
