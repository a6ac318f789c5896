#include "imports/work.h"

#include "base/json.h"
#include "imports/read_row.h"

namespace imports {
namespace {

struct Payload {
  std::string import;
  std::int64_t turn = 0;
};
BOOST_DESCRIBE_STRUCT(Payload, (), (import, turn))

void publish_next(db::Transaction& tx, const api::Tenant& tenant, const Import& import,
                  Instant now) {
  const auto position =
      import.state == "undoing" ? import.undone_to : std::to_string(import.next_chunk);
  const auto key = import.id + "/" + std::to_string(import.turn) + "/" + position;
  outbox::publish(tx, tenant.id, now, topic, key, json::write(Payload{import.id, import.turn}));
}

}  // namespace

std::shared_ptr<parties::KnownNumbers> Memory::numbers(const std::string& import) {
  const std::lock_guard hold(mutex_);
  auto& place = numbers_[import];
  if (!place) place = std::make_shared<parties::KnownNumbers>();
  return place;
}

void Memory::forget(const std::string& import) {
  const std::lock_guard hold(mutex_);
  numbers_.erase(import);
}

void begin(db::Transaction& tx, const api::Tenant& tenant, Import& import, std::string state,
           const audit::Who& by, Instant now) {
  import.state = std::move(state);
  ++import.turn;
  import.by = by;
  import.changed_at = now;
  import.next_chunk = 0;
  import.rows_done = 0;
  rows::save(tx, tenant, import);
  publish_next(tx, tenant, import, now);
}

void go_on(db::Transaction& tx, const api::Tenant& tenant, Import& import, Instant now) {
  ++import.turn;
  save_step(tx, tenant, import, now);
}

std::optional<Import> still(db::Transaction& tx, const api::Tenant& tenant, const Import& seen) {
  rows::take_turn(tx, seen.id);
  auto import = rows::find(tx, tenant, seen.id);
  const bool same = import && import->state == seen.state && import->turn == seen.turn &&
                    import->next_chunk == seen.next_chunk && import->undone_to == seen.undone_to;
  if (!same) import.reset();
  return import;
}

bool commit(api::Tenant& tenant, const std::function<bool(db::Transaction&)>& work) {
  const auto end = tenant.store->write_and_wait(work);
  if (end == db::End::committed) return true;
  if (end == db::End::refused) return false;
  throw std::runtime_error("a step of an import was not written");
}

void save_step(db::Transaction& tx, const api::Tenant& tenant, Import& import, Instant now) {
  import.changed_at = now;
  rows::save(tx, tenant, import);
  if (import.works()) publish_next(tx, tenant, import, now);
}

Reading reading_of(const api::Tenant& tenant, const Import& import, Instant now) {
  return {.keeper = tenant.keeper.get(),
          .headings = import.about.headings,
          .mapping = import.mapping,
          .calendar = import.calendar,
          .today = riyadh_date(now)};
}

bool work_on(api::Tenant& tenant, Memory& memory, const std::string& id, std::int64_t turn,
             Instant now) {
  std::optional<Import> seen;
  tenant.store->read([&](db::Transaction& tx) { seen = rows::find(tx, tenant, id); });
  if (!seen || seen->turn != turn || !seen->works()) {
    memory.forget(id);
    return false;
  }
  memory.note_work(now);
  if (seen->state == "checking") return check_step(tenant, *seen, now);
  if (seen->state == "undoing") return undo_step(tenant, *seen, now);
  return import_step(tenant, memory, *seen, now);
}

}  // namespace imports
