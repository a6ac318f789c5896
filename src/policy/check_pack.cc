#include <algorithm>

#include "policy/draft.h"

// Checks of the pack as a whole: its messages, and that a neutral pack gives nobody away.
namespace policy {
namespace {

void check_notices(Draft& draft) {
  for (const std::string& notice : notice_names())
    if (!draft.pack.message(notice))
      draft.problems.add("messages.yaml", 0, 0, "pack.notice_missing",
                         {
                             {"found", notice}
      });
}

// Which placeholders may leave the house when the association itself must not be named.
bool is_discreet(std::string_view placeholder) {
  return placeholder == "reference" || placeholder == "link" || placeholder == "association";
}

void check_discreet(Draft& draft, const Text& text, const Node& node) {
  for (const auto& [language, content] : text) {
    const Node& at = node.place_of(language);
    for (const std::string& name : placeholder_names())
      if (content.find('{' + name + '}') != std::string::npos && !is_discreet(name))
        draft.problems.add(at, "pack.not_neutral",
                           {
                               {"found", '{' + name + '}'}
        });
    const auto title = draft.pack.name.find(language);
    if (title != draft.pack.name.end() && !title->second.empty() &&
        content.find(title->second) != std::string::npos)
      draft.problems.add(at, "pack.not_neutral",
                         {
                             {"found", title->second}
      });
  }
}

}  // namespace

void check_messages(Draft& draft) {
  check_notices(draft);
  if (!draft.pack.neutral) return;
  for (std::size_t i = 0; i < draft.pack.messages.size(); ++i) {
    const Message& message = draft.pack.messages[i];
    const Node& node = *draft.messages[i];
    check_discreet(draft, message.subject, node.place_of("subject"));
    check_discreet(draft, message.text, node.place_of("text"));
    if (message.portal.empty())
      draft.problems.add(node, "pack.neutral_without_portal",
                         {
                             {"found", message.id}
      });
  }
}

void check_pack(Draft& draft) {
  for (std::size_t i = 0; i < draft.pack.kinds.size(); ++i) {
    const RequestKind& kind = draft.pack.kinds[i];
    const KindSource& source = draft.kinds[i];
    check_items(draft, kind, source);
    check_conditions(draft, kind, source);
    check_steps(draft, kind, source);
    check_order(draft, kind, source);
    if (kind.emergency && !kind.chosen && !source.node->find("source"))
      draft.problems.add(source.node->place_of("emergency"), "pack.not_chosen");
  }
  check_controls(draft);
  check_messages(draft);
}

}  // namespace policy
