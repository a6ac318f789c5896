#include "governance/contractors.h"

#include "base/json.h"
#include "governance/lines.h"
#include "governance/policy_links.h"
#include "saudi/contact.h"

namespace governance {
namespace {

constexpr std::size_t contractors_max = 500;

struct Sealed {
  std::string name, purpose;
  std::optional<std::string> email, phone;
};
BOOST_DESCRIBE_STRUCT(Sealed, (), (name, purpose, email, phone))

const db::Sql select_contractors(R"sql(
SELECT id, sealed, state, created_at, ended_at FROM contractors
 WHERE association_id = $1 AND state = $2 ORDER BY id)sql");
const db::Sql select_contractor(R"sql(
SELECT id, sealed, state, created_at, ended_at FROM contractors
 WHERE association_id = $1 AND id = $2)sql");
const db::Sql insert_contractor(R"sql(
INSERT INTO contractors (association_id, id, sealed, state, created_at, created_by, ended_at)
VALUES ($1, $2, $3, 'active', $4, $5, NULL))sql");
const db::Sql update_contractor(R"sql(
UPDATE contractors SET sealed = $3, state = $4, ended_at = $5
 WHERE association_id = $1 AND id = $2)sql");

std::string context_of(const ContractorId& id) {
  return "contractors/" + id.text;
}

// Throws std::runtime_error when the box is not ours: a changed row is a fault, not an answer.
ContractorView read_row(const api::Tenant& tenant, const db::Row& row) {
  ContractorView view{.id = {row.string(0)},
                      .name = {},
                      .purpose = {},
                      .email = {},
                      .phone = {},
                      .state = row.string(2),
                      .created_at = row.instant(3),
                      .ended_at = {}};
  if (!row.null(4)) view.ended_at = row.instant(4);
  const auto plain = tenant.keeper->association_key().open(row.bytes(1), context_of(view.id));
  if (!plain) throw std::runtime_error("a contractor's row does not open: " + view.id.text);
  auto sealed = json::read<Sealed>(*plain).value();
  view.name = std::move(sealed.name);
  view.purpose = std::move(sealed.purpose);
  view.email = std::move(sealed.email);
  view.phone = std::move(sealed.phone);
  return view;
}

std::vector<ContractorView> in_state(db::Transaction& tx, const api::Tenant& tenant,
                                     std::string_view state) {
  std::vector<ContractorView> found;
  tx.each(
      select_contractors, [&](const db::Row& row) { found.push_back(read_row(tenant, row)); },
      tenant.id, state);
  return found;
}

std::string seal(const api::Tenant& tenant, const ContractorView& view) {
  return tenant.keeper->association_key().close(
      json::write(Sealed{view.name, view.purpose, view.email, view.phone}), context_of(view.id));
}

// Puts what was typed into `view`, in its stored form.
Result<Done> take(ContractorView& view, const ContractorBody& body) {
  view.name = TRY(clean_line(body.name, "/name"));
  view.purpose = TRY(clean_line(body.purpose, "/purpose"));
  const auto email =
      TRY(clean_line(body.email.value_or(""), "/email", Given::may, limits::email_bytes_max));
  const auto typed = TRY(clean_line(body.phone.value_or(""), "/phone", Given::may));
  const auto refused = [](const char* code, const char* field) {
    return refuse(RefusalKind::rule_not_met, Obstacle{.code = code, .field = field});
  };
  if (email.empty() && typed.empty()) return refused("contractor.no_address", "/email");
  if (!email.empty() && !saudi::is_email(email)) return refused("contractor.email_form", "/email");
  const auto phone = saudi::read_mobile(typed);
  if (!typed.empty() && !phone) return refused("contractor.phone_form", "/phone");
  view.email = email.empty() ? std::nullopt : std::optional(email);
  view.phone = phone;
  return Done{};
}

void audit_change(db::Transaction& tx, const api::Call& call, const ContractorId& id,
                  const char* action) {
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::policy_manage), call.now,
                {.action = action, .object = id.text});
}

}  // namespace

Result<ContractorList> list_contractors(db::Transaction& tx, const api::Call& call) {
  ContractorList list{in_state(tx, call.tenant, "active")};
  for (auto& ended : in_state(tx, call.tenant, "ended")) list.items.push_back(std::move(ended));
  return list;
}

Result<ContractorView> add_contractor(db::Transaction& tx, const api::Call& call,
                                      const ContractorBody& body) {
  ContractorView view{.id = kernel::new_id<ContractorId>(call.now),
                      .name = {},
                      .purpose = {},
                      .email = {},
                      .phone = {},
                      .state = "active",
                      .created_at = call.now,
                      .ended_at = {}};
  TRY(take(view, body));
  if (in_state(tx, call.tenant, "active").size() >= contractors_max) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "contractor.too_many",
                           .parameters = {{"max", std::to_string(contractors_max)}}});
  }
  const auto sealed = seal(call.tenant, view);
  tx.execute(insert_contractor, call.tenant.id, view.id, db::Bytes{sealed}, call.now,
             call.actor.id);
  audit_change(tx, call, view.id, "contractor.added");
  return view;
}

Result<ContractorView> change_contractor(db::Transaction& tx, const api::Call& call,
                                         const ContractorChange& body) {
  auto view = find_contractor(tx, call.tenant, call.id<ContractorId>("id"));
  if (!view) return auth::not_found();
  TRY(take(*view, body));
  if (body.state != "active" && body.state != "ended") {
    return refuse(RefusalKind::invalid, Obstacle{.code = "contractor.state", .field = "/state"});
  }
  if (body.state == "ended" && view->state == "active") {
    view->ended_at = call.now;
    end_links(tx, call.tenant.id, view->id, call.now);
  }
  if (body.state == "active") view->ended_at.reset();
  view->state = body.state;
  const auto sealed = seal(call.tenant, *view);
  tx.execute(update_contractor, call.tenant.id, view->id, db::Bytes{sealed}, view->state,
             view->ended_at);
  audit_change(tx, call, view->id,
               view->state == "ended" ? "contractor.ended" : "contractor.changed");
  return *std::move(view);
}

std::vector<ContractorView> active_contractors(db::Transaction& tx, const api::Tenant& tenant) {
  return in_state(tx, tenant, "active");
}

std::optional<ContractorView> find_contractor(db::Transaction& tx, const api::Tenant& tenant,
                                              const ContractorId& id) {
  return tx.one(
      select_contractor, [&](const db::Row& row) { return read_row(tenant, row); }, tenant.id, id);
}

}  // namespace governance
