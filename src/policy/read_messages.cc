#include <algorithm>

#include "policy/draft.h"

// messages.yaml: the templates. A pack's own message replaces a common part's of the same id.
namespace policy {

void read_messages_file(Draft& draft, const Node& root, const std::string& part) {
  Fields fields(draft.problems, root, keys_of("messages"));
  std::set<std::string> seen;
  for (const Node* node : fields.list("messages", 200, Needed::yes)) {
    Fields message(draft.problems, *node, keys_of("message"));
    Message value;
    value.id = message.id("id");
    value.subject = message.text("subject", Needed::yes, title_max, Placeholders::of_messages);
    value.text = message.text("text", Needed::yes, 2'000, Placeholders::of_messages);
    value.portal = message.text("portal", Needed::no, text_max, Placeholders::of_messages);
    if (!value.id.empty() && !seen.insert(value.id).second)
      draft.problems.add(node->place_of("id"), "pack.id_twice",
                         {
                             {"found", value.id}
      });
    if (!part.empty() && draft.pack.message(value.id)) continue;  // the pack's own stands
    draft.pack.messages.push_back(std::move(value));
    draft.messages.push_back(node);
  }
}

}  // namespace policy
