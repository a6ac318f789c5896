#include "platform/files/files.h"
#include "requests/export_queue.h"
#include "requests/news.h"
#include "requests/on_record.h"
#include "requests/queue.h"
#include "requests/requests.h"
#include "requests/signing_code.h"
#include "requests/standing_view.h"
#include "requests/take_consent.h"

namespace requests {
namespace {

using auth::Action;

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

Result<RequestPage> page_after(db::Transaction& tx, const api::Call& call, const Deed& deed) {
  const auto open = TRY(perform(tx, call, call.id<RequestId>("id"), deed));
  return describe_page(tx, call, open);
}

// POST /desk/requests/{id}/NOUN: the body is a deed.
template <class Body>
void add_deed(api::Routes& routes, const std::string& noun, Action action,
              std::function<Deed(const Body&)> deed) {
  routes.change<Body, RequestPage>(
      "POST", "/desk/requests/{id}/" + noun, action,
      [deed](db::Transaction& tx, const api::Call& call, const Body& body) {
        return page_after(tx, call, deed(body));
      });
}

template <class Body>
void add_deed(api::Routes& routes, const std::string& noun, Action action) {
  add_deed<Body>(routes, noun, action, [](const Body& body) { return deed_of(body); });
}

// Answers a question of the reception, or one that was put to the specialist, whichever it is.
Result<RequestPage> answer_question(db::Transaction& tx, const api::Call& call,
                                    const AnswerBody& body) {
  Deed deed = deed_of(body);
  const auto open = TRY(open_for(tx, call, Action::request_read, call.id<RequestId>("id")));
  for (const auto& question : open.state.questions) {
    if (question.id != body.question || question.step.empty()) continue;
    deed.right = Action::request_clarify;
    deed.action.kind = procedure::ActionKind::answer_clarification;
    deed.action.step = question.step;
  }
  return page_after(tx, call, deed);
}

Result<RequestPage> read_page(db::Transaction& tx, const api::Call& call, api::Opening& opening) {
  const auto open = TRY(open_for(tx, call, Action::request_read, call.id<RequestId>("id")));
  opening.entry = {
      .action = "request.opened", .object = open.row.id.text, .party = open.row.beneficiary.text};
  opening.confidential = open.row.confidentiality == Class::confidential;
  return describe_page(tx, call, open);
}

bool belongs_to(const StoredValues& values, const std::string& attachment) {
  for (const auto& [item, stored] : values) {
    if (!stored.value.attachments) continue;
    for (const auto& id : *stored.value.attachments) {
      if (id == attachment) return true;
    }
  }
  return false;
}

}  // namespace

http::Response download(const files::Attachment& file, std::string content) {
  http::Response response{.body = std::move(content), .content_type = file.type};
  response.headers.emplace_back("Content-Disposition",
                                "inline; filename*=UTF-8''" + http::escape(file.name));
  return response;
}

namespace {

Result<http::Response> read_attachment(db::Transaction& tx, const api::Call& call,
                                       api::Opening& opening) {
  const auto open = TRY(open_for(tx, call, Action::attachment_read, call.id<RequestId>("id")));
  const auto id = call.id<AttachmentId>("attachment");
  const auto values = load_values(tx, *call.tenant.keeper, call.tenant.id, open.row.id);
  const auto file = files::find(tx, *call.tenant.keeper, call.tenant.id, id);
  if (!file || !belongs_to(values, id.text))
    return refuse(RefusalKind::not_found, "attachment.unknown");
  opening.entry = paper_opened(open.row, id);
  opening.confidential = open.row.confidentiality == Class::confidential;
  return download(*file, TRY(files::read(tx, *call.tenant.keeper, call.tenant.id, id)));
}

void add_steps(api::Routes& routes) {
  add_deed<ItemVerification>(routes, "verifications", Action::request_verify);
  add_deed<EmptyBody>(routes, "verification", Action::request_verify,
                      [](const EmptyBody&) { return finish_verification(); });
  add_deed<QuestionBody>(routes, "questions", Action::request_receive);
  routes.change<AnswerBody, RequestPage>("POST", "/desk/requests/{id}/answers",
                                         Action::request_read, answer_question);
  add_deed<TellingBody>(routes, "tellings", Action::request_inform);
  add_deed<DecisionBody>(routes, "decision", Action::request_decide);
  add_deed<RegistrationBody>(routes, "registration", Action::request_register);
  add_deed<DeliveryBody>(routes, "deliveries", Action::request_deliver);
  add_deed<ReceiptBody>(routes, "receipt", Action::request_deliver);
  add_deed<ReplyBody>(routes, "replies", Action::request_reply);
  add_deed<DecisionBody>(routes, "judgement", Action::request_judge, judgement_of);
  add_deed<StepBody>(routes, "evaluation", Action::request_inform, evaluation_of);
  add_deed<ResultBody>(routes, "results", Action::request_record);
  add_deed<ProgressBody>(routes, "progress", Action::request_record);
  add_deed<SkipBody>(routes, "skips", Action::request_record);
  add_deed<ClosureBody>(routes, "closure", Action::request_close);
}

void add_whole(api::Routes& routes) {
  add_deed<ReturnBody>(routes, "return", Action::request_return);
  add_deed<ReasonBody>(routes, "withdrawal", Action::request_return, [](const ReasonBody& body) {
    return withdrawal_of(body, Action::request_return);
  });
  add_deed<HoldBody>(routes, "hold", Action::request_hold);
  add_deed<EmptyBody>(routes, "resumption", Action::request_hold,
                      [](const EmptyBody&) { return resumption(); });
  add_deed<AssignmentBody>(routes, "assignment", Action::request_reassign);
  add_deed<EmptyBody>(routes, "lapse", Action::request_return,
                      [](const EmptyBody&) { return lapse(); });
  add_deed<ReasonBody>(routes, "reopening", Action::request_return, reopening_of);
  add_deed<RectificationBody>(routes, "rectification", Action::request_rectify);
  add_deed<OverrideBody>(routes, "overrides", Action::request_override);
  add_deed<MergeBody>(routes, "merge", Action::request_record);
  routes.change<ReasonBody, RequestPage>(
      "POST", "/desk/requests/{id}/appeal", Action::request_receive,
      [](db::Transaction& tx, const api::Call& call,
         const ReasonBody& body) -> Result<RequestPage> {
        const auto open = TRY(appeal_request(tx, call, call.id<RequestId>("id"), body.reason,
                                             Action::request_receive));
        return describe_page(tx, call, open);
      });
  routes.change<ReasonBody, RequestPage>("POST", "/desk/requests/{id}/break-glass",
                                         Action::request_break_glass, break_glass);
  routes.change<ReferenceReasonBody, RequestPage>(
      "POST", "/desk/break-glass", Action::request_break_glass, break_glass_by_reference);
}

}  // namespace

void add_desk_routes(api::Routes& routes) {
  routes.get_list<QueuePage>("/desk/queue", Action::queue_read, list_queue);
  add_queue_export(routes);
  routes.news("/desk/news", Action::desk_use, desk_news);
  routes.get<KindForms>("/desk/kinds", Action::desk_use,
                        [](db::Transaction&, const api::Call& call) -> Result<KindForms> {
                          const auto pack = call.tenant.policy_in_force();
                          if (!pack)
                            return refuse(RefusalKind::unavailable, "policy.version_missing");
                          KindForms forms;
                          for (const auto& kind : pack->kinds)
                            forms.items.push_back(describe_form(*pack, kind));
                          return forms;
                        });
  routes.change<OpenRequestBody, RequestPage>(
      "POST", "/desk/requests", Action::request_open,
      [](db::Transaction& tx, const api::Call& call,
         const OpenRequestBody& body) -> Result<RequestPage> {
        const auto open = TRY(take_request(tx, call, body));
        return describe_page(tx, call, open);
      });
  routes.get_recorded<RequestPage>("/desk/requests/{id}", Action::request_read, read_page);
  routes.bytes("/desk/requests/{id}/attachments/{attachment}", Action::attachment_read,
               read_attachment);
  routes.change<SubmissionBody, RequestPage>("POST", "/desk/requests/{id}/submission",
                                             Action::request_receive, submit_for_person);
  routes.change<ValueBody, RequestPage>("PUT", "/desk/requests/{id}/items/{item}",
                                        Action::request_verify, correct_item);
  routes.change<Signature, RequestPage>("POST", "/desk/requests/{id}/declaration",
                                        Action::request_receive, sign_for_person);
  routes.change<Nothing, SigningCode>("POST", "/desk/requests/{id}/signing-codes",
                                      Action::request_receive,
                                      [](db::Transaction& tx, const api::Call& call,
                                         const Nothing&) { return send_signing_code(tx, call); });
  routes.change<ConsentSaid, RequestPage>("PUT", "/desk/requests/{id}/consents/{purpose}",
                                          Action::request_record, take_consent);
  routes.change<DigestBody, ContentDigest>("POST", "/desk/digests", Action::request_receive,
                                           digest_values);
  routes.upload<AttachmentView>(
      "/desk/requests/{id}/attachments", Action::request_receive,
      [](db::Transaction& tx, const api::Call& call, const files::Inspected& inspected,
         const std::string& spool) -> Result<AttachmentView> {
        const auto open =
            TRY(open_for(tx, call, Action::request_receive, call.id<RequestId>("id")));
        const auto file = TRY(files::store(tx, *call.tenant.keeper, call.tenant.id,
                                           open.row.beneficiary, call.now, inspected, spool));
        return AttachmentView{file.id.text, file.name, file.type, file.bytes, {}};
      });
  add_steps(routes);
  add_whole(routes);
}

void add_routes(api::Routes& routes, const RouteOptions& options) {
  add_portal_routes(routes, options);
  add_desk_routes(routes);
}

}  // namespace requests
