#include "governance/connect.h"

#include "governance/circulation.h"
#include "governance/contractor_letter.h"
#include "governance/remind_review.h"

namespace governance {

void connect(api::Tenant& tenant, const messages::Connection& connection) {
  const auto* clock = connection.clock;
  tenant.runner->on(circulation_topic, [&tenant, clock](const outbox::Task& task) {
    return tell_readers(tenant, task, clock->now());
  });
  tenant.runner->on(contractor_topic, [&tenant, connection](const outbox::Task& task) {
    return send_contractor_letter(tenant, connection, task);
  });
  tenant.runner->every("policy.review", hour_ms,
                       [&tenant, clock] { remind_of_review(tenant, clock->now()); });
}

}  // namespace governance
