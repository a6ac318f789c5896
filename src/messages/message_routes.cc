#include <algorithm>
#include <functional>

#include "base/text.h"
#include "messages/inbox.h"
#include "messages/message_log.h"
#include "messages/routes.h"
#include "messages/sent_lines.h"
#include "platform/exports/exports.h"

namespace messages {
namespace {

struct NoBody {};
BOOST_DESCRIBE_STRUCT(NoBody, (), ())
struct NoView {};
BOOST_DESCRIBE_STRUCT(NoView, (), ())

struct DemoMessage {
  Instant at;
  std::string channel, to_masked, subject, text;
};
BOOST_DESCRIBE_STRUCT(DemoMessage, (), (at, channel, to_masked, subject, text))
struct DemoList {
  std::vector<DemoMessage> items;
  bool more = false;
};
BOOST_DESCRIBE_STRUCT(DemoList, (), (items, more))

constexpr std::size_t demo_messages_max = 100;

Result<Wanted> wanted_of(const api::Call& call) {
  const std::string state = call.argument("state").value_or("any");
  if (state == "any") return Wanted::any;
  if (state == "failed") return Wanted::failed;
  if (state == "waiting") return Wanted::waiting;
  return refuse(RefusalKind::invalid, {.code = "argument.unknown_word",
                                       .field = "state",
                                       .parameters = {{"known", "any, failed, waiting"}}});
}

Result<LogPage> log_page(db::Transaction& tx, const api::Call& call) {
  const auto wanted = TRY(wanted_of(call));
  const auto page = TRY(api::page_of(call));
  auto log = list_messages(tx, call.tenant.id, call.actor, wanted, page);
  const auto pack = call.tenant.policy_in_force();
  for (auto& row : log.items) {
    const auto* message = pack ? pack->message(row.template_id) : nullptr;
    if (message != nullptr) row.title = message->subject;
  }
  return log;
}

exports::Columns<LogRow> columns() {
  using exports::Words;
  using Row = LogRow;
  return exports::Columns<Row>()
      .add("at", &Row::at)
      .add("channel",
           [](const Row& row, const Words& words) { return words.of("channel", row.channel); })
      .add("message",
           [](const Row& row, const Words& words) {
             return row.title ? words.of(*row.title) : row.template_id;
           })
      .add("state",
           [](const Row& row, const Words& words) { return words.of("message_state", row.state); })
      .add("attempts", [](const Row& row) { return std::int64_t{row.attempts}; })
      .add("reason", &Row::code);
}

Result<NoView> retry(db::Transaction& tx, const api::Call& call, const NoBody&) {
  TRY(retry_message(tx, call.tenant.id, call.actor, call.id<MessageId>("id"), call.now));
  return NoView{};
}

// To whom, as somebody types it: 0512345678, any part of a number or of an e-mail address.
std::string wanted_recipient(const api::Call& call) {
  auto typed = fold_digits(trim(call.argument("to").value_or("")));
  return typed.starts_with('0') ? typed.substr(1) : typed;
}

// Newest first: the newest `limit` of them, which the page asks to be more.
Result<DemoList> demo_list(const api::Call& call, const RouteOptions& options) {
  const auto page = TRY(api::page_of(call));
  const auto limit =
      call.argument("limit") ? static_cast<std::size_t>(page.limit) : demo_messages_max;
  const auto to = wanted_recipient(call);
  DemoList list;
  for (const auto* folder : {&options.demo_sms_folder, &options.demo_mail_folder}) {
    for (auto& line : newest_lines(*folder, call.tenant.slug, std::string::npos)) {
      if (line.to.find(to) == line.to.npos) continue;
      list.items.push_back(
          {line.at, line.channel, masked(line.to), std::move(line.subject), std::move(line.text)});
    }
  }
  std::ranges::stable_sort(list.items, std::greater(), &DemoMessage::at);
  list.more = list.items.size() > limit;
  if (list.more) list.items.resize(limit);
  return list;
}

void add_portal_routes(api::Routes& routes, const RouteOptions& options) {
  routes.get<Inbox>("/portal/messages", auth::Action::portal_use,
                    [options](db::Transaction& tx, const api::Call& call) -> Result<Inbox> {
                      return list_inbox(tx, call.tenant, call.actor.acting_for,
                                        TRY(api::page_of(call)), options.public_address);
                    });
  routes.change<NoBody, NoView>(
      "POST", "/portal/messages/{id}/reading", auth::Action::portal_use,
      [options](db::Transaction& tx, const api::Call& call, const NoBody&) -> Result<NoView> {
        TRY(read_message(tx, call.tenant, call.actor.acting_for, call.id<MessageId>("id"), call.now,
                         options.hooks.get()));
        return NoView{};
      });
}

}  // namespace

void add_routes(api::Routes& routes, const RouteOptions& options) {
  routes.get<LogPage>("/desk/messages", auth::Action::message_read, log_page);
  exports::add_export(routes, "/desk/messages", auth::Action::message_read,
                      exports::list_of<LogPage>("messages", columns(), log_page));
  routes.change<NoBody, NoView>("POST", "/desk/messages/{id}/retry", auth::Action::message_retry,
                                retry);
  add_portal_routes(routes, options);
  if (options.demo_sms_folder.empty()) return;
  routes.get<DemoList>(
      "/demo/messages", auth::Action::anyone,
      [options](db::Transaction&, const api::Call& call) { return demo_list(call, options); });
}

}  // namespace messages
