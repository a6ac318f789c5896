#include "reporting/audit_log.h"

#include <charconv>

#include "organisation/organisation.h"
#include "requests/requests.h"

namespace reporting {

const db::Sql select_class_of_party(R"sql(
SELECT class FROM parties WHERE association_id = $1 AND id = $2)sql");

namespace {

// What of the log this reader may be told of: of confidential work only their own.
class Sight {
 public:
  Sight(db::Transaction& tx, const api::Call& call) : tx_(tx), call_(call) {}

  bool hides_party(const std::string& party) {
    if (party.empty()) return false;
    const auto [known, is_new] = parties_.try_emplace(party, false);
    if (is_new) known->second = is_confidential(party) && !works_for_(tx_, call_, PartyId{party});
    return known->second;
  }
  bool hides_request(const requests::RequestRow& row) {
    if (row.confidentiality != Class::confidential) return false;
    auto object = requests::rights_object(tx_, call_.tenant.id, row, call_.actor, call_.now);
    object.branch = {};  // the log is of the whole association
    object.of_no_branch = false;
    return !auth::authorise(call_.actor, auth::Action::audit_read, object).ok();
  }

 private:
  bool is_confidential(const std::string& party) {
    const auto name = tx_.one(
        select_class_of_party, [](const db::Row& row) { return row.string(0); }, call_.tenant.id,
        party);
    return name && class_named(*name) == Class::confidential;
  }

  db::Transaction& tx_;
  const api::Call& call_;
  decltype(parties::Hooks::works_for) works_for_ = requests::party_hooks().works_for;
  std::map<std::string, bool> parties_;
};

std::optional<requests::RequestRow> request_of(db::Transaction& tx, const api::Call& call,
                                               const std::string& id_or_reference) {
  auto row = requests::find_row(tx, call.tenant.id, RequestId{id_or_reference});
  if (row) return std::move(row).value();
  return requests::find_row_by_reference(tx, call.tenant.id, id_or_reference);
}

// The name of a member of staff, where that is what was acted on. Of nobody else: a person's name
// stands in their file alone, for those who may open it.
std::optional<std::string> object_name(db::Transaction& tx, const api::Call& call,
                                       const audit::Entry& entry) {
  if (!entry.action.starts_with("staff.") && entry.action != "policy.acknowledged") return {};
  auto name = organisation::staff_name(tx, call.tenant, StaffId{entry.object});
  return name.empty() ? std::nullopt : std::optional(std::move(name));
}

AuditRow row_of(db::Transaction& tx, const api::Call& call, Sight& sight,
                const audit::Listed& listed) {
  const auto& [action, object, party, detail] = listed.entry;
  AuditRow row{.seq = listed.seq, .at = listed.at, .who_kind = listed.who.kind, .action = action};
  if (!listed.who.role.empty()) row.role = listed.who.role;
  const bool by_staff = listed.who.kind == "staff";
  const auto about = requests::request_on_record(listed.entry).value_or(RequestId{object});
  const auto request = requests::find_row(tx, call.tenant.id, about);
  row.hidden = (request && sight.hides_request(request.value())) ||
               (!request && sight.hides_party(party)) ||
               (!by_staff && sight.hides_party(listed.who.id));
  if (by_staff) {
    row.who = listed.who.id;
    const auto name = organisation::staff_name(tx, call.tenant, StaffId{listed.who.id});
    if (!name.empty()) row.who_name = name;
  }
  if (row.hidden) return row;
  row.who = listed.who.id;
  row.object = object;
  row.detail = detail;
  row.purpose = parties::purpose_on_record(call.tenant, listed.entry);
  if (!party.empty()) row.party = party;
  row.object_name = object_name(tx, call, listed.entry);
  if (request) {
    row.request = about.text;
    row.reference = request->reference;
  }
  return row;
}

Result<std::int64_t> seq_before(const api::Call& call) {
  const std::string given = call.argument("before").value_or("");
  std::int64_t before = 0;
  if (given.empty()) return before;
  const auto read = std::from_chars(given.data(), given.data() + given.size(), before);
  if (read.ec != std::errc{} || read.ptr != given.data() + given.size() || before < 1)
    return refuse(RefusalKind::invalid, {.code = "argument.not_a_page_key", .field = "before"});
  return before;
}

// The filter, or nothing when it asks for what is not there or not to be known.
std::optional<audit::Filter> filter_of(db::Transaction& tx, const api::Call& call, Sight& sight) {
  audit::Filter filter{.party = call.argument("party").value_or(""),
                       .object = call.argument("request").value_or(""),
                       .who = call.argument("who").value_or(""),
                       .action = call.argument("action").value_or("")};
  if (sight.hides_party(filter.party) || sight.hides_party(filter.who)) return std::nullopt;
  if (filter.object.empty()) return filter;
  const auto request = request_of(tx, call, filter.object);
  if (!request || sight.hides_request(*request)) return std::nullopt;
  filter.object = request->id.text;
  return filter;
}

}  // namespace

Result<AuditPage> read_audit_log(db::Transaction& tx, const api::Call& call,
                                 api::Opening& opening) {
  const std::int64_t before = TRY(seq_before(call));
  const api::Page page = TRY(api::page_of(call));
  opening.entry = {.action = "audit.opened", .object = "audit"};
  Sight sight(tx, call);
  AuditPage answer;
  const auto filter = filter_of(tx, call, sight);
  if (!filter) return answer;
  opening.entry.party = filter->party;
  if (!filter->object.empty()) opening.entry.object = filter->object;
  if (filter->object.empty() && !filter->party.empty()) opening.entry.object = filter->party;
  const auto entries = audit::list(tx, call.tenant.id, *filter, before, page.limit);
  for (const auto& listed : entries) answer.items.push_back(row_of(tx, call, sight, listed));
  if (entries.size() == static_cast<std::size_t>(page.limit))
    answer.next = std::to_string(entries.back().seq);
  return answer;
}

Result<AuditActors> list_audit_actors(db::Transaction& tx, const api::Call& call) {
  const api::Page page = TRY(api::page_of(call));
  const auto members =
      auth::list_staff(tx, *call.tenant.keeper, call.tenant.id, page.after, page.limit + 1);
  AuditActors answer;
  for (const auto& member : members) {
    if (answer.items.size() == static_cast<std::size_t>(page.limit)) {
      answer.next = answer.items.back().id;
      break;
    }
    answer.items.push_back({member.id.text, member.name});
  }
  return answer;
}

}  // namespace reporting
