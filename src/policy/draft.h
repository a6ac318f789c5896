#pragma once

#include <string>
#include <vector>

#include "policy/fields.h"

// A pack while it is being read: the values, and beside each the node that it came from, so that
// checks that look at the whole can name the place. Internal to the room.
namespace policy {

struct KindSource {
  const Node* node = nullptr;
  std::string part;                       // "common/inquiry"; empty: the pack's own
  std::vector<const Node*> items, steps;  // beside RequestKind::items and ::steps
};

struct Extension {  // of a common part: controls for the first of these clauses that the pack has
  const Node* node = nullptr;
  std::string part;
  std::vector<std::string> clauses;
  std::vector<const Node*> controls;
};

struct Draft {
  Problems problems;
  Pack pack;
  const Node* pack_node = nullptr;
  bool titles_sound = true;                        // every title's role is known
  Class least_class = Class::ordinary;             // of every request kind, the common parts' too
  std::vector<KindSource> kinds;                   // beside pack.kinds
  std::vector<const Node*> clauses;                // beside pack.clauses
  std::vector<std::vector<const Node*>> controls;  // beside pack.clauses[i].controls
  std::vector<Extension> extensions;
  std::vector<const Node*> messages;  // beside pack.messages
  std::map<std::string, std::string>
      clause_of;  // "common/inquiry" + control name -> control id, for examples
  std::vector<Example> examples;
};

// One file each. `part`: the common part that it belongs to, or empty.
void read_pack_file(Draft& draft, const Node& root);
void read_clauses_file(Draft& draft, const Node& root, const std::string& part);
void read_requests_file(Draft& draft, const Node& root, const std::string& part);
void read_messages_file(Draft& draft, const Node& root, const std::string& part);
void read_examples_file(Draft& draft, const Node& root,
                        const std::string& part);  // after the checks: it needs the whole

// Parts of requests.yaml.
void read_items(Draft& draft, RequestKind& kind, KindSource& source, const Node& list);
void read_record(Draft& draft, Step& step, const Node& list);
void read_steps(Draft& draft, RequestKind& kind, KindSource& source, const Node& list);
std::vector<Condition> read_conditions(Problems& problems, const std::vector<const Node*>& nodes);
std::optional<Control> read_control(Draft& draft, const Node& node);

// The common parts' controls join the pack's clauses.
void attach_extensions(Draft& draft);

// Checks of the whole, when every file could be read.
void check_pack(Draft& draft);
void check_items(Draft& draft, const RequestKind& kind, const KindSource& source);
void check_conditions(Draft& draft, const RequestKind& kind, const KindSource& source);
void check_steps(Draft& draft, const RequestKind& kind, const KindSource& source);
void check_order(Draft& draft, const RequestKind& kind, const KindSource& source);
void check_controls(Draft& draft);
void check_messages(Draft& draft);

// Whether some title of the pack stands for this role.
bool has_title(const Pack& pack, Role role);

}  // namespace policy
