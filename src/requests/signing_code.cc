#include "requests/signing_code.h"

#include "parties/parties.h"
#include "platform/audit/audit.h"
#include "requests/open_request.h"
#include "saudi/contact.h"

namespace requests {

Result<SigningCode> send_signing_code(db::Transaction& tx, const api::Call& call) {
  const auto right = auth::Action::request_receive;
  const OpenRequest open = TRY(open_for(tx, call, right, call.id<RequestId>("id")));
  const auto phone = parties::phone_of(tx, call.tenant, open.row.applicant);
  if (phone.empty()) return refuse(RefusalKind::conflict, "signature.no_phone");
  *call.keep_refused = true;  // what counts attempts must stay
  const auto sent = TRY(auth::request_code(tx, *call.tenant.keeper, call.tenant.id, call.now, phone,
                                           auth::CodePurpose::spoken_signature, call.peer));
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, right), call.now,
                {.action = "request.signing_code_sent",
                 .object = open.row.id.text,
                 .party = open.row.applicant.text});
  return SigningCode{sent.challenge, saudi::masked_phone(phone), sent.expires_at, sent.resend_at};
}

}  // namespace requests
