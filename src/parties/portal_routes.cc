#include <atomic>

#include "parties/index_claims.h"
#include "parties/load_names.h"
#include "parties/name_index.h"
#include "parties/parties.h"
#include "parties/portal_sign_in.h"
#include "parties/room_routes.h"

namespace parties {
namespace {

using Tx = db::Transaction;
using Shared = std::shared_ptr<api::Exchange>;

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

struct ActingForBody {
  PartyId party;
};
BOOST_DESCRIBE_STRUCT(ActingForBody, (), (party))

struct ConsentBody {
  bool given = false;
  int notice_version = 0;
};
BOOST_DESCRIBE_STRUCT(ConsentBody, (), (given, notice_version))

// max_age_s 0 takes the cookie away.
void set_cookie(const api::Call& call, bool secure, std::string_view token,
                std::int64_t max_age_s) {
  http::Response response;
  const auto name = auth::cookie_name(auth::Area::portal, call.tenant.slug, secure);
  response.set_cookie(name, token, max_age_s, secure);
  *call.response_headers = std::move(response.headers);
}

// The code is on its way, not there: 202.
void answer_code(const Shared& exchange, const CodeBody& body) {
  exchange->write<CodeView>(
      [exchange, body](Tx& tx) { return send_code(tx, exchange->call(), body); },
      [exchange](Result<CodeView> sent) {
        if (!sent) return exchange->refuse(sent.refusal());
        exchange->answer(json::write(sent.value()), 202);
      });
}

void answer_sign_in(const Shared& exchange, const SignInBody& body, bool secure) {
  exchange->write<PortalSignIn>(
      [exchange, body](Tx& tx) { return sign_in_applicant(tx, exchange->call(), body); },
      [exchange, secure](Result<PortalSignIn> outcome) {
        if (!outcome) return exchange->refuse(outcome.refusal());
        const auto& fresh = outcome->sign_in;
        set_cookie(exchange->call(), secure, fresh.token, fresh.max_age_s);
        exchange->answer_result<PortalMe>(std::move(outcome->me));
      });
}

// Who I am; and once an hour a new token.
void answer_me(const Shared& exchange, bool secure) {
  const auto& call = exchange->call();
  const auto& tenant = call.tenant;
  PortalMe me;
  bool due = false;
  tenant.store->read([&](Tx& tx) {
    me = portal_me(tx, tenant, call.actor);
    due = auth::rotation_due(tx, tenant.id, call.actor.sign_in, call.now);
  });
  if (!due) return exchange->answer_result<PortalMe>(me);
  exchange->write<std::optional<auth::NewSignIn>>(
      [&call, &tenant](Tx& tx) {
        return Result(auth::rotate(tx, *tenant.keeper, tenant.id, call.actor, call.now));
      },
      [exchange, secure, me](Result<std::optional<auth::NewSignIn>> fresh) {
        if (fresh && fresh.value()) {
          set_cookie(exchange->call(), secure, fresh.value()->token, fresh.value()->max_age_s);
        }
        exchange->answer_result<PortalMe>(me);
      });
}

Result<PortalMe> act_for(Tx& tx, const api::Call& call, const ActingForBody& body) {
  TRY(auth::act_for(tx, call.tenant.id, call.actor, body.party, call.now));
  auto actor = call.actor;
  actor.acting_for = body.party;
  return portal_me(tx, call.tenant, actor);
}

Result<PortalMe> change_consent(Tx& tx, const api::Call& call, const Hooks& hooks,
                                const ConsentBody& body) {
  if (call.actor.acting_for.empty()) return refuse(RefusalKind::conflict, "consent.nobody");
  TRY(record_consent(tx, call.tenant, call.actor.acting_for,
                     {call.param("purpose"), body.given, body.notice_version, "portal", {}},
                     auth::who_of(call.actor, auth::Action::portal_use), call.now));
  if (hooks.consents_changed) hooks.consents_changed(tx, call, call.actor.acting_for);
  return portal_me(tx, call.tenant, call.actor);
}

}  // namespace

void add_portal_routes(api::Routes& routes, const RouteOptions& options) {
  const bool secure = options.secure;
  const auto use = auth::Action::portal_use;
  routes.deferred<CodeBody, CodeView>("POST", "/portal/codes", auth::Action::anyone, answer_code);
  routes.deferred<SignInBody, PortalMe>("POST", "/portal/sign-in", auth::Action::anyone,
                                        [secure](const Shared& exchange, const SignInBody& body) {
                                          answer_sign_in(exchange, body, secure);
                                        });
  routes.change<Nothing, Nothing>(
      "DELETE", "/portal/sign-in", use,
      [secure](Tx& tx, const api::Call& call, const Nothing&) -> Result<Nothing> {
        auth::end_sign_in(tx, call.tenant.id, call.actor, call.now);
        set_cookie(call, secure, "", 0);
        return Nothing{};
      });
  routes.deferred<Nothing, PortalMe>(
      "GET", "/portal/me", use,
      [secure](const Shared& exchange, const Nothing&) { answer_me(exchange, secure); });
  routes.change<ActingForBody, PortalMe>("PUT", "/portal/acting-for", use, act_for);
  routes.change<ConsentBody, PortalMe>(
      "PUT", "/portal/consents/{purpose}", use,
      [hooks = options.hooks](Tx& tx, const api::Call& call, const ConsentBody& body) {
        return change_consent(tx, call, hooks, body);
      });
  routes.get<OpeningPage>("/portal/openings", use,
                          [](Tx& tx, const api::Call& call) -> Result<OpeningPage> {
                            return list_openings(tx, call, TRY(api::page_of(call)));
                          });
}

void add_routes(api::Routes& routes, const RouteOptions& options) {
  add_desk_routes(routes, options.hooks);
  add_portal_routes(routes, options);
}

namespace {

// The names that other programs on the same database have written. What was missed is read anew by
// the runner, which reads all of them at the start too: nobody waits for that but who searches.
void follow_names(api::Tenant& tenant) {
  enum class Wanted : std::uint8_t { nothing, first, anew };
  const auto wanted = std::make_shared<std::atomic<Wanted>>(Wanted::first);
  tenant.store->listen([&tenant, wanted](const db::News& news) {
    if (news.text == db::missed) *wanted = Wanted::anew;
    if (news.here || !news.text.starts_with(person_news)) return;
    const PartyId party{std::string(news.text.substr(person_news.size()))};
    try {
      tenant.store->read([&](Tx& tx) { load_name(tx, tenant, party, *tenant.people); });
    } catch (const std::exception&) {
      *wanted = Wanted::anew;
    }
  });
  if (!tenant.runner) return;
  tenant.runner->every("parties.names", 5 * second_ms, [&tenant, wanted] {
    const auto now = wanted->exchange(Wanted::nothing);
    if (now == Wanted::nothing) return;
    tenant.store->read([&](Tx& tx) {
      auto& people = *tenant.people;
      now == Wanted::anew ? load_names(tx, tenant, people) : load_names_once(tx, tenant, people);
    });
  });
}

}  // namespace

void prepare(api::Tenant& tenant) {
  tenant.people = std::make_shared<NameIndex>();
  follow_names(tenant);
  tenant.may_act_for = [id = tenant.id](Tx& tx, std::string_view phone_index) {
    return parties_of_phone(tx, id, phone_index);
  };
  if (tenant.runner) {
    tenant.runner->every("parties.index_claims", minute_ms, [&tenant] { index_claims(tenant); });
  }
}

}  // namespace parties
