#include "organisation/desk_routes.h"
#include "organisation/desk_sign_in.h"

namespace organisation {
namespace {

struct SignInView {
  std::string id;
  Instant started_at, seen_at;
  bool current = false;
};
BOOST_DESCRIBE_STRUCT(SignInView, (), (id, started_at, seen_at, current))

struct SignInList {
  std::vector<SignInView> items;
};
BOOST_DESCRIBE_STRUCT(SignInList, (), (items))

SignInList sign_in_list(db::Transaction& tx, const api::Call& call) {
  SignInList list;
  for (const auto& one : auth::list_sign_ins(tx, call.tenant.id, call.actor, call.now)) {
    list.items.push_back({one.id, one.started_at, one.seen_at, one.current});
  }
  return list;
}

// max_age_s 0 takes the cookie away.
void set_cookie(const api::Call& call, bool secure, std::string_view token,
                std::int64_t max_age_s) {
  http::Response response;
  const auto name = auth::cookie_name(auth::Area::desk, call.tenant.slug, secure);
  response.set_cookie(name, token, max_age_s, secure);
  *call.response_headers = std::move(response.headers);
}

DeskCall desk_call(api::Exchange& exchange, const RouteOptions& options) {
  const auto& call = exchange.call();
  return {&call.tenant, options.hasher, call.peer, call.now};
}

// Answers through the exchange, which `then` keeps alive until it is called.
Then answer_to(std::shared_ptr<api::Exchange> exchange, bool secure) {
  return [exchange = std::move(exchange), secure](Result<SignedIn> outcome) {
    if (!outcome.ok()) return exchange->refuse(outcome.refusal());
    const auto& fresh = outcome->sign_in;
    set_cookie(exchange->call(), secure, fresh.token, fresh.max_age_s);
    exchange->answer_result<DeskMe>(std::move(outcome->me));
  };
}

// Who I am; and once an hour a new token.
void answer_me(const std::shared_ptr<api::Exchange>& exchange, bool secure) {
  const auto& call = exchange->call();
  const auto& tenant = call.tenant;
  std::optional<DeskMe> me;
  bool due = false;
  tenant.store->read([&](db::Transaction& tx) {
    me = desk_me(tx, tenant, call.actor);
    due = auth::rotation_due(tx, tenant.id, call.actor.sign_in, call.now);
  });
  if (!due) return exchange->answer_result<DeskMe>(*me);
  exchange->write<std::optional<auth::NewSignIn>>(
      [exchange, &call, &tenant](db::Transaction& tx) {
        return Result(auth::rotate(tx, *tenant.keeper, tenant.id, call.actor, call.now));
      },
      [exchange, secure, me = *me](Result<std::optional<auth::NewSignIn>> fresh) {
        if (fresh.ok() && fresh.value()) {
          set_cookie(exchange->call(), secure, fresh.value()->token, fresh.value()->max_age_s);
        }
        exchange->answer_result<DeskMe>(me);
      });
}

}  // namespace

void add_sign_in_routes(api::Routes& routes, const RouteOptions& options) {
  using Exchange = std::shared_ptr<api::Exchange>;
  const bool secure = options.secure;
  // Before anybody signs in: whose desk this is.
  routes.get<DeskAssociation>(
      "/desk/association", auth::Action::anyone,
      [](db::Transaction&, const api::Call& call) { return desk_association(call.tenant); });
  routes.deferred<SignInBody, DeskMe>("POST", "/desk/sign-in", auth::Action::anyone,
                                      [options](const Exchange& exchange, const SignInBody& body) {
                                        sign_in_staff(desk_call(*exchange, options), body,
                                                      answer_to(exchange, options.secure));
                                      });
  routes.change<Nothing, Nothing>(
      "DELETE", "/desk/sign-in", auth::Action::desk_use,
      [secure](db::Transaction& tx, const api::Call& call, const Nothing&) -> Result<Nothing> {
        auth::end_sign_in(tx, call.tenant.id, call.actor, call.now);
        set_cookie(call, secure, "", 0);
        return Nothing{};
      });
  routes.deferred<SetupBody, DeskMe>("POST", "/desk/setup", auth::Action::anyone,
                                     [options](const Exchange& exchange, const SetupBody& body) {
                                       set_up_staff(desk_call(*exchange, options), body,
                                                    answer_to(exchange, options.secure));
                                     });
  routes.deferred<Nothing, DeskMe>(
      "GET", "/desk/me", auth::Action::desk_use,
      [secure](const Exchange& exchange, const Nothing&) { answer_me(exchange, secure); });
  routes.deferred<PasswordBody, DeskMe>(
      "PUT", "/desk/me/password", auth::Action::desk_use,
      [options](const Exchange& exchange, const PasswordBody& body) {
        change_own_password(desk_call(*exchange, options), exchange->call().actor, body,
                            answer_to(exchange, options.secure));
      });
  routes.get<SignInList>("/desk/me/sign-ins", auth::Action::desk_use,
                         [](db::Transaction& tx, const api::Call& call) -> Result<SignInList> {
                           return sign_in_list(tx, call);
                         });
  routes.change<Nothing, SignInList>(
      "DELETE", "/desk/me/sign-ins", auth::Action::desk_use,
      [](db::Transaction& tx, const api::Call& call, const Nothing&) -> Result<SignInList> {
        auth::end_sign_ins_of(tx, call.tenant.id, {call.actor.id}, call.actor.sign_in, call.now);
        return sign_in_list(tx, call);
      });
}

}  // namespace organisation
