#include "base/json.h"
#include "imports/acts.h"
#include "imports/routes.h"
#include "imports/work.h"

namespace imports {
namespace {

struct Payload {
  std::string import;
  std::int64_t turn = 0;
};
BOOST_DESCRIBE_STRUCT(Payload, (), (import, turn))

constexpr std::int64_t busy_ms = 5 * second_ms;

}  // namespace

std::function<bool()> connect(api::Tenant& tenant, const kernel::Clock* clock) {
  const auto memory = std::make_shared<Memory>();
  tenant.runner->on(std::string(topic), [&tenant, clock, memory](const outbox::Task& task) {
    const auto payload = json::read<Payload>(task.payload).value();
    work_on(tenant, *memory, payload.import, payload.turn, clock->now());
    return outbox::Attempt{};
  });
  tenant.runner->every("imports.sweep", hour_ms, [&tenant, clock] {
    tenant.store->write_and_wait(
        [&](db::Transaction& tx) { return sweep_rows(tx, tenant, clock->now()) > 0; });
  });
  return [memory, clock] { return memory->has_worked_since(clock->now() - busy_ms); };
}

}  // namespace imports
