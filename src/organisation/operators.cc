#include "organisation/operators.h"

#include "platform/kernel/kernel.h"

namespace organisation {

const db::Sql select_operator(R"sql(SELECT id FROM operators WHERE name = $1)sql");
const db::Sql insert_operator(R"sql(
  INSERT INTO operators (id, name, created_at) VALUES ($1, $2, $3))sql");

OperatorId operator_named(db::Transaction& tx, std::string_view name, Instant now) {
  const auto known = tx.one(
      select_operator, [](const db::Row& row) { return OperatorId{row.string(0)}; }, name);
  if (known) return *known;
  auto id = kernel::new_id<OperatorId>(now);
  tx.execute(insert_operator, id, name, now);
  return id;
}

}  // namespace organisation
