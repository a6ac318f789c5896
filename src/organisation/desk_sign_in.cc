#include "organisation/desk_sign_in.h"

#include <optional>

namespace organisation {
namespace {

enum class Keep : std::uint8_t {
  when_done,  // a refusal undoes what was written
  always      // a counted attempt stands
};

// One link of the chain: `work(tx)` in a write, then `then(result)` once it is durable.
template <class Value, class Work, class Next>
void in_write(const DeskCall& call, Keep keep, Work work, Next next) {
  using Outcome = std::optional<Result<Value>>;
  call.tenant->store->write<Outcome>(
      [work = std::move(work), keep](db::Transaction& tx, Outcome& outcome) {
        outcome.emplace(work(tx));
        return keep == Keep::always || outcome->ok();
      },
      [next = std::move(next)](db::End end, Outcome& outcome) {
        const bool settled = end == db::End::committed || end == db::End::refused;
        if (settled && outcome) {
          next(std::move(*outcome));
        } else {
          next(Result<Value>(refuse(RefusalKind::unavailable, "http.overloaded")));
        }
      });
}

// The last link: starts the sign-in and says what the page needs.
template <class Start>
void finish(const DeskCall& call, Start start, Then then) {
  in_write<SignedIn>(
      call, Keep::when_done,
      [call, start = std::move(start)](db::Transaction& tx) -> Result<SignedIn> {
        auto fresh = TRY(start(tx));
        auto me = desk_me(tx, *call.tenant, fresh.actor);
        return SignedIn{std::move(fresh), std::move(me)};
      },
      std::move(then));
}

}  // namespace

void sign_in_staff(const DeskCall& call, const SignInBody& body, const Then& then) {
  const auto& tenant = *call.tenant;
  const auto verified = [call, &tenant, then](const auth::Attempt& attempt, Result<bool> right) {
    if (!right.ok()) return then(right.refusal());
    finish(
        call,
        [call, &tenant, attempt, right = right.value()](db::Transaction& tx) {
          return auth::finish_sign_in(tx, *tenant.keeper, tenant.id, attempt, right, call.now);
        },
        then);
  };
  in_write<auth::Attempt>(
      call, Keep::always,
      [call, &tenant, email = body.email](db::Transaction& tx) {
        return auth::count_attempt(tx, *tenant.keeper, tenant.id, email, call.peer, call.now);
      },
      [call, verified, then, password = body.password](Result<auth::Attempt> counted) {
        if (!counted.ok()) return then(counted.refusal());
        const auto& attempt = counted.value();
        call.hasher->verify(password, attempt.stored, [verified, attempt](Result<bool> right) {
          verified(attempt, std::move(right));
        });
      });
}

void set_up_staff(const DeskCall& call, const SetupBody& body, const Then& then) {
  const auto fits = auth::check_new_password(body.password, body.email, body.name);
  if (!fits.ok()) return then(fits.refusal());
  const auto& tenant = *call.tenant;
  const auto hashed = [call, &tenant, then, name = body.name, email = body.email](
                          const auth::Setup& setup, const std::string& stored) {
    finish(
        call,
        [call, &tenant, setup, name, email, stored](db::Transaction& tx) {
          return auth::complete_setup(tx, *tenant.keeper, tenant.id, setup, {name, email, stored},
                                      call.now);
        },
        then);
  };
  in_write<auth::Setup>(
      call, Keep::always,
      [call, &tenant, token = body.token](db::Transaction& tx) {
        return auth::find_setup(tx, *tenant.keeper, tenant.id, token, call.peer, call.now);
      },
      [call, hashed, then, password = body.password](Result<auth::Setup> found) {
        if (!found.ok()) return then(found.refusal());
        const auto setup = found.value();
        call.hasher->hash(password, [hashed, setup, then](Result<std::string> stored) {
          if (!stored.ok()) return then(stored.refusal());
          hashed(setup, stored.value());
        });
      });
}

void change_own_password(const DeskCall& call, const auth::Actor& actor, const PasswordBody& body,
                         const Then& then) {
  const auto fits = auth::check_new_password(body.new_password, "", actor.name, "/new_password");
  if (!fits.ok()) return then(fits.refusal());
  const auto& tenant = *call.tenant;
  const auto change = [call, &tenant, actor, then](const auth::Attempt& attempt, bool right,
                                                   const std::string& stored) {
    finish(
        call,
        [call, &tenant, actor, attempt, right, stored](db::Transaction& tx) {
          return auth::change_password(tx, *tenant.keeper, tenant.id, actor, attempt, right, stored,
                                       call.now);
        },
        then);
  };
  const auto hash_new = [call, change, then, password = body.new_password](
                            const auth::Attempt& attempt, Result<bool> right) {
    if (!right.ok()) return then(right.refusal());
    if (!right.value()) return change(attempt, false, "");
    call.hasher->hash(password, [change, attempt, then](Result<std::string> stored) {
      if (!stored.ok()) return then(stored.refusal());
      change(attempt, true, stored.value());
    });
  };
  in_write<auth::Attempt>(
      call, Keep::always,
      [call, &tenant, actor](db::Transaction& tx) {
        return auth::count_password_attempt(tx, *tenant.keeper, tenant.id, actor, call.peer,
                                            call.now);
      },
      [call, hash_new, then, current = body.current](Result<auth::Attempt> counted) {
        if (!counted.ok()) return then(counted.refusal());
        const auto attempt = counted.value();
        call.hasher->verify(current, attempt.stored, [hash_new, attempt](Result<bool> right) {
          hash_new(attempt, std::move(right));
        });
      });
}

}  // namespace organisation
