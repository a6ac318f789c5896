#include "parties/forget_values.h"

#include "parties/file_fields.h"

namespace parties {
namespace {

std::string quoted_fields() {
  std::string text;
  for (const auto& field : file_fields()) {
    if (field.group != FieldGroup::circumstances && field.group != FieldGroup::livelihood) continue;
    text += std::string(text.empty() ? "'" : ", '") + std::string(field.name) + "'";
  }
  return "(" + text + ")";
}

}  // namespace

const std::string& circumstance_fields_in_sql() {
  static const std::string fields = quoted_fields();
  return fields;
}

const std::string delete_circumstances_text =
    "DELETE FROM party_values WHERE association_id = $1 AND party_id = $2 AND field IN " +
    circumstance_fields_in_sql();
const db::Sql delete_circumstances(delete_circumstances_text);
const db::Sql delete_assessments(R"sql(
DELETE FROM needs_assessments WHERE association_id = $1 AND party_id = $2)sql");
const db::Sql delete_former_value(R"sql(
DELETE FROM party_values
 WHERE association_id = $1 AND party_id = $2 AND field = $3 AND version = $4
   AND is_current = 0)sql");

int forget_circumstances(db::Transaction& tx, const AssociationId& association,
                         const PartyId& party) {
  const std::int64_t values = tx.execute(delete_circumstances, association, party);
  const std::int64_t assessments = tx.execute(delete_assessments, association, party);
  return static_cast<int>(values + assessments);
}

bool forget_former_value(db::Transaction& tx, const AssociationId& association,
                         const FormerValue& value) {
  return tx.execute(delete_former_value, association, value.party, value.field, value.version) > 0;
}

}  // namespace parties
