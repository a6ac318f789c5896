#include "messages/messages.h"
#include "platform/files/files.h"
#include "requests/begin_form.h"
#include "requests/manifest.h"
#include "requests/news.h"
#include "requests/requests.h"
#include "requests/standing_view.h"
#include "requests/submission.h"

namespace requests {

http::Response download(const files::Attachment& file, std::string content);

namespace {

using auth::Action;

Result<PortalHome> read_home(const api::Call& call, const RouteOptions& options) {
  const auto pack = call.tenant.policy_in_force();
  if (!pack) return refuse(RefusalKind::unavailable, "policy.version_missing");
  PortalHome home{.slug = call.tenant.slug, .name = pack->name, .neutral = pack->neutral};
  if (pack->neutral) home.neutral_name = pack->neutral_name;
  if (!pack->licence.empty()) home.licence = pack->licence;
  home.help = pack->help;
  home.channels = pack->channels;
  for (const auto& kind : pack->kinds) {
    if (kind.published) home.kinds.push_back(describe_card(kind));
  }
  for (const auto& title : pack->titles)
    home.titles.emplace(std::string(name_of(title.role)), title.title);
  home.mail_page = options.mail_page;
  return home;
}

Result<WebManifest> read_manifest(db::Transaction&, const api::Call& call) {
  const auto pack = call.tenant.policy_in_force();
  if (!pack) return refuse(RefusalKind::unavailable, "policy.version_missing");
  return describe_manifest(*pack, call.tenant.slug);
}

Result<KindForm> read_kind(db::Transaction&, const api::Call& call) {
  const auto pack = call.tenant.policy_in_force();
  if (!pack) return refuse(RefusalKind::unavailable, "policy.version_missing");
  const auto* kind = pack->kind(call.param("kind"));
  if (kind == nullptr || !kind->published) return refuse(RefusalKind::not_found, "kind.unknown");
  return describe_form(*pack, *kind);
}

Result<RequestCards> list_own(db::Transaction& tx, const api::Call& call) {
  const auto page = TRY(api::page_of(call));
  if (call.actor.acting_for.empty()) return RequestCards{};
  auto cards = list_cards(tx, call, call.actor.acting_for, page.after, page.limit);
  const auto unread = messages::unread_requests(tx, call.tenant.id, call.actor.acting_for);
  for (auto& card : cards.items) card.unread = unread.contains(RequestId{card.id});
  return cards;
}

Result<RequestStanding> read_standing(db::Transaction& tx, const api::Call& call) {
  const auto open = TRY(open_for(tx, call, Action::portal_use, call.id<RequestId>("id")));
  return describe_standing(tx, call, open);
}

Result<RequestStanding> standing_after(db::Transaction& tx, const api::Call& call, Deed deed) {
  deed.right = Action::portal_use;
  const auto open = TRY(perform(tx, call, call.id<RequestId>("id"), std::move(deed)));
  return describe_standing(tx, call, open);
}

Result<RequestStanding> rate(db::Transaction& tx, const api::Call& call, const RatingBody& body) {
  if (body.score < 1 || body.score > 5) {
    return refuse(RefusalKind::invalid, Obstacle{.code = "rating.out_of_range", .field = "/score"});
  }
  Deed deed{.note = body.comment.value_or(""), .note_field = "/comment"};
  deed.action.kind = procedure::ActionKind::rate;
  deed.action.outcome = std::to_string(body.score);
  return standing_after(tx, call, std::move(deed));
}

Result<AttachmentView> store_file(db::Transaction& tx, const api::Call& call,
                                  const files::Inspected& inspected, const std::string& spool) {
  const auto party = TRY(acting_party(tx, call));
  const auto file =
      TRY(files::store(tx, *call.tenant.keeper, call.tenant.id, party, call.now, inspected, spool));
  return AttachmentView{file.id.text, file.name, file.type, file.bytes, {}};
}

Result<http::Response> read_own_file(db::Transaction& tx, const api::Call& call, api::Opening&) {
  const auto id = call.id<AttachmentId>("attachment");
  const auto file = files::find(tx, *call.tenant.keeper, call.tenant.id, id);
  if (!file || file->owner != call.actor.acting_for)
    return refuse(RefusalKind::not_found, "attachment.unknown");
  return download(*file, TRY(files::read(tx, *call.tenant.keeper, call.tenant.id, id)));
}

void add_acts(api::Routes& routes) {
  routes.change<SubmissionBody, RequestStanding>("POST", "/portal/requests/{id}/completion",
                                                 Action::portal_use, complete_request);
  routes.change<Signature, RequestStanding>("POST", "/portal/requests/{id}/declaration",
                                            Action::portal_use, sign_declaration);
  routes.change<ReasonBody, RequestStanding>(
      "POST", "/portal/requests/{id}/withdrawal", Action::portal_use,
      [](db::Transaction& tx, const api::Call& call, const ReasonBody& body) {
        return standing_after(tx, call, withdrawal_of(body, Action::portal_use));
      });
  routes.change<ReceiptBody, RequestStanding>(
      "POST", "/portal/requests/{id}/receipt", Action::portal_use,
      [](db::Transaction& tx, const api::Call& call, const ReceiptBody& body) {
        return standing_after(tx, call, deed_of(body));
      });
  routes.change<QuestionBody, RequestStanding>(
      "POST", "/portal/requests/{id}/questions", Action::portal_use,
      [](db::Transaction& tx, const api::Call& call, const QuestionBody& body) {
        return standing_after(tx, call, deed_of(body));
      });
  routes.change<RatingBody, RequestStanding>("POST", "/portal/requests/{id}/rating",
                                             Action::portal_use, rate);
  routes.change<ReasonBody, RequestStanding>(
      "POST", "/portal/requests/{id}/appeal", Action::portal_use,
      [](db::Transaction& tx, const api::Call& call,
         const ReasonBody& body) -> Result<RequestStanding> {
        const auto open = TRY(
            appeal_request(tx, call, call.id<RequestId>("id"), body.reason, Action::portal_use));
        return describe_standing(tx, call, open);
      });
}

}  // namespace

void add_portal_routes(api::Routes& routes, const RouteOptions& options) {
  routes.get<PortalHome>(
      "/portal/home", Action::anyone,
      [options](db::Transaction&, const api::Call& call) { return read_home(call, options); });
  routes.get<WebManifest>("/portal/manifest", Action::anyone, read_manifest);
  routes.get<KindForm>("/portal/kinds/{kind}", Action::anyone, read_kind);
  routes.get<Beginning>("/portal/kinds/{kind}/beginning", Action::portal_use, begin_form);
  routes.upload<AttachmentView>("/portal/attachments", Action::portal_use, store_file);
  routes.bytes("/portal/attachments/{attachment}", Action::portal_use, read_own_file);
  routes.change<DigestBody, ContentDigest>("POST", "/portal/digests", Action::portal_use,
                                           digest_values);
  routes.change<SubmitRequest, RequestStanding>("POST", "/portal/requests", Action::portal_use,
                                                submit_request);
  routes.get<RequestCards>("/portal/requests", Action::portal_use, list_own);
  routes.get<RequestStanding>("/portal/requests/{id}", Action::portal_use, read_standing);
  routes.news("/portal/news", Action::portal_use, portal_news);
  add_acts(routes);
}

}  // namespace requests
