#include "requests/write_record.h"

#include "requests/submission.h"

namespace requests {

std::string record_name(const std::string& step, const std::string& field) {
  return std::string(record_prefix) + step + "." + field;
}

bool is_record(std::string_view value_name) {
  return value_name.starts_with(record_prefix);
}

namespace {

// The fields under the names by which conditions speak of them.
std::vector<policy::Item> named_fields(const policy::Step& step) {
  std::vector<policy::Item> fields = step.record;
  for (auto& field : fields) field.id = record_name(step.id, field.id);
  return fields;
}

// Back to the names that the body has.
Refusal on_fields(Refusal refusal, const std::string& step) {
  const std::string prefix = "/values/" + record_name(step, "");
  for (auto& obstacle : refusal.obstacles) {
    if (obstacle.field.starts_with(prefix))
      obstacle.field = "/values/" + obstacle.field.substr(prefix.size());
    if (obstacle.code == "value.unknown_item") obstacle.code = "record.unknown";
  }
  return refusal;
}

}  // namespace

Result<Done> write_record(db::Transaction& tx, const api::Call& call, const OpenRequest& open,
                          const ItemValues& given, procedure::Action& action) {
  const int index = open.kind().step_index(action.step);
  if (given.empty() || index < 0) return Done{};  // of an unknown step the engine speaks
  const auto& step = open.kind().steps[static_cast<std::size_t>(index)];
  ItemValues named;
  for (const auto& [field, value] : given) named[record_name(step.id, field)] = value;
  const auto stored = load_values(tx, *call.tenant.keeper, call.tenant.id, open.row.id);
  auto facts = facts_of_values(open, stored);
  facts["result"] = action.outcome;
  const auto values = read_items(named_fields(step), named, facts);
  if (!values) return on_fields(values.refusal(), step.id);
  const auto key = call.tenant.keeper->party_key(tx, open.row.beneficiary);
  if (!key) return refuse(RefusalKind::conflict, "party.erased");
  ValueWriter writer(tx, *key, call.tenant.id, open.row.id, open.row.beneficiary, call.now);
  for (const auto& [name, value] : values.value()) {
    const std::string digest = digest_of(value, {});
    action.record[name.substr(record_name(step.id, "").size())] = digest;
    writer.store(name, value, digest);
  }
  return Done{};
}

}  // namespace requests
