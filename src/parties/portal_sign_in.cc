#include "parties/portal_sign_in.h"

#include "base/text.h"
#include "saudi/contact.h"

namespace parties {
namespace {

Refusal refused(std::string code, std::string field) {
  return refuse(RefusalKind::rule_not_met,
                Obstacle{.code = std::move(code), .field = std::move(field)});
}

Result<Done> check_own_phone(db::Transaction& tx, const api::Call& call, const std::string& phone) {
  if (call.actor.kind != auth::Actor::Kind::applicant) {
    return refuse(RefusalKind::unauthenticated, "sign_in.needed");
  }
  if (auth::phone_of(tx, *call.tenant.keeper, call.tenant.id, call.actor) != phone) {
    return refused("codes.other_phone", "/phone");
  }
  return Done{};
}

}  // namespace

Result<CodeView> send_code(db::Transaction& tx, const api::Call& call, const CodeBody& body) {
  const auto purpose = auth::code_purpose_named(body.purpose);
  if (!purpose || auth::is_spoken(*purpose)) return refused("codes.purpose", "/purpose");
  const auto phone = saudi::read_mobile(body.phone);
  if (!phone) return refused("party.phone_form", "/phone");
  if (*purpose == auth::CodePurpose::signature) TRY(check_own_phone(tx, call, *phone));
  *call.keep_refused = true;  // what counts attempts must stay
  const auto sent = TRY(auth::request_code(tx, *call.tenant.keeper, call.tenant.id, call.now,
                                           *phone, *purpose, call.peer));
  return CodeView{sent.challenge, sent.expires_at, sent.resend_at};
}

Result<PortalSignIn> sign_in_applicant(db::Transaction& tx, const api::Call& call,
                                       const SignInBody& body) {
  const auto& tenant = call.tenant;
  *call.keep_refused = true;  // so must a wrong guess
  const auto code = without_spaces(fold_digits(strip_invisible(body.code)));
  const auto proven = TRY(auth::redeem_code(tx, *tenant.keeper, tenant.id, call.now, body.challenge,
                                            code, auth::CodePurpose::sign_in, call.peer));
  if (call.actor.kind == auth::Actor::Kind::applicant) {
    auth::end_sign_in(tx, tenant.id, call.actor, call.now);
  }
  PortalSignIn signed_in{auth::start_portal_sign_in(tx, *tenant.keeper, tenant.id, proven.phone,
                                                    call.now, tenant.may_act_for),
                         {}};
  signed_in.me = portal_me(tx, tenant, signed_in.sign_in.actor);
  return signed_in;
}

}  // namespace parties
