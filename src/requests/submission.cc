#include "requests/submission.h"

#include <algorithm>

#include "base/text.h"
#include "parties/parties.h"
#include "platform/files/files.h"
#include "requests/person_facts.h"

namespace requests {

bool is_received_whole(const policy::RequestKind& kind) {
  return std::ranges::none_of(
      kind.steps, [](const auto& step) { return step.kind == policy::StepKind::complete; });
}

namespace {

bool is_staff(const api::Call& call) {
  return call.actor.kind == auth::Actor::Kind::staff;
}

// The portal's applicant is reached at the phone that they signed in with; at the desk only the
// phone on the applicant's own file speaks for them, whoever types the code.
bool is_theirs(db::Transaction& tx, const api::Call& call, const auth::ProvenPhone& proven,
               const PartyId& applicant) {
  if (!is_staff(call)) return proven.phone_index == call.actor.phone_index;
  return proven.phone == parties::phone_of(tx, call.tenant, applicant);
}

}  // namespace

Result<Done> redeem_signature(db::Transaction& tx, const api::Call& call,
                              const std::optional<Signature>& signature, const PartyId& applicant,
                              std::string_view field) {
  if (!signature || signature->method != "code") return Done{};
  *call.keep_refused = true;
  const auto code = without_spaces(fold_digits(strip_invisible(signature->code.value_or(""))));
  const auto proven = auth::redeem_code(
      tx, *call.tenant.keeper, call.tenant.id, call.now, signature->challenge.value_or(""), code,
      is_staff(call) ? auth::CodePurpose::spoken_signature : auth::CodePurpose::signature,
      call.peer);
  if (!proven) {
    Refusal refusal = proven.refusal();
    for (auto& obstacle : refusal.obstacles) obstacle.field = field;
    return refusal;
  }
  *call.keep_refused = false;
  if (!is_theirs(tx, call, proven.value(), applicant)) {
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "codes.wrong", .field = std::string(field)});
  }
  return Done{};
}

Result<std::map<std::string, std::string>> file_digests(db::Transaction& tx, const api::Call& call,
                                                        const std::string& item,
                                                        const ItemValue& value,
                                                        const std::vector<PartyId>& owners) {
  std::map<std::string, std::string> digests;
  if (!value.attachments) return digests;
  for (const auto& id : *value.attachments) {
    const auto file = files::find(tx, *call.tenant.keeper, call.tenant.id, AttachmentId{id});
    const bool own = file && !file->destroyed_at &&
                     (std::ranges::find(owners, file->owner) != owners.end() ||
                      file->owner == call.actor.acting_for);
    if (!own) {
      return refuse(RefusalKind::invalid,
                    Obstacle{.code = "value.attachment_unknown", .field = "/values/" + item});
    }
    digests[id] = file->digest;
  }
  return digests;
}

namespace {

// What the form told us goes onto the claim's file, so that nobody is asked twice; a registered
// person's file is corrected by people, not by a form.
Result<Done> remember(db::Transaction& tx, const api::Call& call, const OpenRequest& open,
                      const policy::Item& item, const ItemValue& value) {
  const PartyId& party = open.row.beneficiary;
  if (item.known_as.empty() || item.known_as == "phone" || value.sighted ||
      !parties::is_claim(tx, call.tenant.id, party)) {
    return Done{};
  }
  const std::string typed = value.date ? *value.date : value.text.value_or("");
  const auto read = parties::read_value(item.known_as, typed, "gregorian", riyadh_date(call.now),
                                        "/values/" + item.id);
  if (!read) return Done{};  // a form may take what a file does not
  parties::Given given{
      .field = item.known_as, .value = read.value(), .source = parties::Source::request};
  if (call.actor.kind == auth::Actor::Kind::staff) given.by = call.actor.id;
  TRY(parties::put_value(tx, call.tenant, party, given, call.now));
  return Done{};
}

}  // namespace

Result<Done> store_values(db::Transaction& tx, const api::Call& call, const OpenRequest& open,
                          const ItemValues& given) {
  const auto stored = load_values(tx, *call.tenant.keeper, call.tenant.id, open.row.id);
  auto facts = facts_of_values(open, stored);
  add_minor(open.kind(), given, riyadh_date(call.now), facts);
  add_registered(tx, call.tenant.id, open, facts);
  const auto values = TRY(read_values(open.kind(), given, facts));
  const auto key = call.tenant.keeper->party_key(tx, open.row.beneficiary);
  if (!key) return refuse(RefusalKind::conflict, "party.erased");
  ValueWriter writer(tx, *key, call.tenant.id, open.row.id, open.row.beneficiary, call.now);
  for (const auto& [id, value] : values) {
    const auto files_of =
        TRY(file_digests(tx, call, id, value, {open.row.beneficiary, open.row.applicant}));
    const std::string digest = digest_of(value, files_of);
    const auto old = stored.find(id);
    if (old != stored.end() && old->second.digest == digest) continue;
    writer.store(id, value, digest);
    for (const auto& [file, unused] : files_of)
      files::mark_attached(tx, call.tenant.id, AttachmentId{file});
    TRY(remember(tx, call, open, *open.kind().item(id), value));
  }
  return Done{};
}

Result<Done> add_signature(db::Transaction& tx, const api::Call& call, const OpenRequest& open,
                           const Signature& signature, procedure::Action& action) {
  action.content_digest = signature.content_digest;
  action.declaration_version = signature.declaration_version;
  action.sign_method = policy::sign_method_named(signature.method);
  action.signer = open.row.applicant.text;
  if (!action.sign_method) {
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "signature.method", .field = "/declaration/method"});
  }
  if (*action.sign_method == policy::SignMethod::drawn) {
    const AttachmentId drawing{signature.drawing.value_or("")};
    const auto file = files::find(tx, *call.tenant.keeper, call.tenant.id, drawing);
    if (!file || file->destroyed_at ||
        (file->owner != open.row.applicant && file->owner != open.row.beneficiary)) {
      return refuse(RefusalKind::invalid,
                    Obstacle{.code = "signature.drawing_missing", .field = "/declaration/drawing"});
    }
    files::mark_attached(tx, call.tenant.id, drawing);
    action.items = {drawing.text};
  }
  if (*action.sign_method == policy::SignMethod::witness &&
      trim(signature.witness.value_or("")).empty()) {
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "signature.witness_missing", .field = "/declaration/witness"});
  }
  if (signature.witness && !signature.witness->empty()) {
    const auto key = call.tenant.keeper->party_key(tx, open.row.beneficiary);
    const std::string witness = TRY(read_note(*signature.witness, "/declaration/witness"));
    if (key)
      action.note = write_note(tx, *key, call.tenant.id, open.row.id, open.row.beneficiary, witness,
                               call.now);
  }
  return Done{};
}

// As the request was taken: nobody signs in another capacity than they applied in.
procedure::Capacity capacity_of(const RequestRow& row) {
  return row.capacity == "guardian" ? procedure::Capacity::guardian
         : row.capacity == "agent"  ? procedure::Capacity::agent
                                    : procedure::Capacity::self;
}

Result<Done> submit_values(db::Transaction& tx, const api::Call& call, OpenRequest& open,
                           const Submission& submission) {
  TRY(store_values(tx, call, open, submission.values));
  procedure::Action action;
  action.kind = procedure::ActionKind::submit;
  action.capacity = capacity_of(open.row);
  if (submission.signature) TRY(add_signature(tx, call, open, *submission.signature, action));
  return carry_out(tx, call.tenant, open, action, call.actor, call.now);
}

}  // namespace requests
