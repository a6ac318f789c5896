#include <algorithm>

#include "policy/draft.h"

// requests.yaml: the kinds of request, each with what it asks for and its procedure.
namespace policy {
namespace {

constexpr std::size_t kinds_max = 200;

const std::vector<std::string>& class_names() {
  static const std::vector<std::string> names = names_up_to(Class::confidential);
  return names;
}

void read_declaration(Draft& draft, RequestKind& kind, Fields& fields) {
  const Node* node = fields.find("declaration");
  if (!node) return;
  Fields declaration(draft.problems, *node, keys_of("declaration"));
  Declaration value;
  if (const Node* version = declaration.need("version"))
    value.version = static_cast<int>(read_number(draft.problems, *version, 1, 10'000).value_or(1));
  value.text = declaration.text("text", Needed::yes, text_max);
  static const std::vector<std::string> methods = names_up_to(SignMethod::witness);
  for (const Node* word : declaration.one_or_more("signed_by", methods.size(), Needed::yes))
    if (const auto method = read_word(draft.problems, *word, methods))
      value.signed_by.push_back(static_cast<SignMethod>(*method));
  if (declaration.is_map()) kind.declaration = std::move(value);
}

void read_return(Draft& draft, RequestKind& kind, Fields& fields) {
  const Node* node = fields.find("return");
  if (!node) return;
  Fields back(draft.problems, *node, keys_of("return"));
  if (const Node* deadline = back.need("deadline"))
    kind.return_deadline = read_own_period(draft.problems, *deadline);
  for (const Node* day : back.one_or_more("remind_after_days", 10))
    if (const auto number = read_number(draft.problems, *day, 1, 3'660)) {
      kind.return_reminder_days.push_back(static_cast<int>(*number));
      const auto& days = kind.return_reminder_days;
      if (days.size() > 1 && days[days.size() - 2] >= days.back())
        draft.problems.add(*day, "pack.reminder_order");
      if (kind.return_deadline && kind.return_deadline->unit == Unit::calendar_days &&
          *number >= kind.return_deadline->amount)
        draft.problems.add(*day, "pack.reminder_after_deadline",
                           {
                               {"found", std::to_string(*number)                         },
                               {"max",   std::to_string(kind.return_deadline->amount - 1)}
        });
    }
  kind.return_restarts_earliest = back.flag("restarts_earliest");
}

void read_channels(Draft& draft, RequestKind& kind, Fields& fields) {
  // Without a readable pack.yaml every channel may be meant.
  const auto& offered = draft.pack.channels.empty() ? channel_names() : draft.pack.channels;
  const Node* list = fields.find("channels");
  if (list) {
    for (const Node* word : fields.list("channels", channel_names().size()))
      if (const auto at = read_word(draft.problems, *word, offered, "pack.unknown_channel"))
        kind.channels.push_back(offered[*at]);
    if (list->kind == Node::Kind::list && list->values.empty())
      draft.problems.add(*list, "pack.no_channel");
  }
  if (kind.channels.empty()) kind.channels = draft.pack.channels;
}

void read_backdate(Draft& draft, RequestKind& kind, Fields& fields) {
  const Node* node = fields.find("backdate");
  if (!node) return;
  const auto period = read_own_period(draft.problems, *node);
  if (!period) return;
  kind.backdate_days_max = period->amount;
  if (period->unit != Unit::calendar_days)
    draft.problems.add(*node, "pack.period_unit",
                       {
                           {"expected", "days"}
    });
}

void read_manner(Draft& draft, RequestKind& kind, Fields& fields) {
  if (const auto at = fields.word("class", class_names(), Needed::no))
    kind.confidentiality = static_cast<Class>(*at);
  kind.confidentiality = std::max(kind.confidentiality, draft.least_class);
  static const std::vector<std::string> identity = {"required", "not_required"};
  if (const auto at = fields.word("identity", identity, Needed::no))
    kind.identity_required = *at == 0;
  kind.chosen = fields.flag("chosen");
  fields.string("source");  // the paragraph, where the association's own text sets it
  kind.emergency = fields.flag("emergency");
  kind.published = fields.flag("published", true);
  read_channels(draft, kind, fields);
  for (const Node* condition : fields.list("conditions", 60))
    kind.conditions.push_back(read_text(draft.problems, *condition, 2'000));
  read_backdate(draft, kind, fields);
  if (fields.find("appeal")) kind.appeal_kind = fields.id("appeal");
}

void read_kind(Draft& draft, const Node& node, const std::string& part) {
  Fields fields(draft.problems, node, keys_of("kind"));
  RequestKind kind;
  KindSource source{&node, part, {}, {}};
  kind.id = fields.id("id");
  if (kind.id == "all") draft.problems.add(node.place_of("id"), "pack.reserved_id");
  if (draft.pack.kind(kind.id) && !kind.id.empty())
    draft.problems.add(node.place_of("id"), "pack.id_twice",
                       {
                           {"found", kind.id}
    });
  kind.title = fields.text("title", Needed::yes, title_max);
  kind.summary = fields.text("summary", Needed::yes, 2'000);
  read_manner(draft, kind, fields);
  if (const Node* items = fields.find("items")) read_items(draft, kind, source, *items);
  read_declaration(draft, kind, fields);
  read_return(draft, kind, fields);
  if (const Node* steps = fields.need("steps")) read_steps(draft, kind, source, *steps);
  draft.pack.kinds.push_back(std::move(kind));
  draft.kinds.push_back(std::move(source));
}

}  // namespace

void read_requests_file(Draft& draft, const Node& root, const std::string& part) {
  Fields fields(draft.problems, root, keys_of("requests"));
  for (const Node* node : fields.list("requests", kinds_max, Needed::yes)) {
    if (draft.pack.kinds.size() >= kinds_max) {
      draft.problems.add(*node, "pack.too_many",
                         {
                             {"max", std::to_string(kinds_max)}
      });
      return;
    }
    read_kind(draft, *node, part);
  }
}

}  // namespace policy
