#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <istream>
#include <sstream>

#include "base/text.h"
#include "policy/node.h"

namespace policy {
namespace {

constexpr std::size_t depth_max = 20;
constexpr std::size_t nodes_max = 100'000;
constexpr std::size_t keys_max = 200;         // of one map
constexpr std::int64_t expanded_max = 1'000;  // nodes that aliases stand for, over a whole file

struct Stop {};  // the file has been given up; its reason is among the problems

// Builds the tree from the parser's events. Every limit is held here, before memory is spent.
class Builder final : public YAML::EventHandler {
 public:
  Builder(Problems& problems, const std::string& file, std::string_view bytes)
      : problems_(problems),
        file_(std::make_shared<const std::string>(file)),
        bidi_in_bytes_(has_bidi_control(bytes)) {
    for (std::size_t at = 0; at <= bytes.size();) {
      const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
      lines_.push_back(bytes.substr(at, end - at));
      at = end + 1;
    }
  }

  NodePtr root() const { return root_; }

  // Columns of yaml-cpp count bytes from 0. What was counted of a line is kept for the next value
  // in it.
  int column_of(const YAML::Mark& mark) {
    if (mark.line < 0 || static_cast<std::size_t>(mark.line) >= lines_.size()) return 1;
    const std::string_view line = lines_[static_cast<std::size_t>(mark.line)];
    const std::size_t bytes =
        std::min(static_cast<std::size_t>(std::max(mark.column, 0)), line.size());
    if (counted_.line != mark.line || counted_.bytes > bytes) counted_ = {mark.line, 0, 0};
    counted_.characters += length(line.substr(counted_.bytes, bytes - counted_.bytes));
    counted_.bytes = bytes;
    return static_cast<int>(counted_.characters) + 1;
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    finish(open(mark, Node::Kind::nothing), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    auto node = open(mark, Node::Kind::scalar);
    check_tag(*node, tag);
    node->text = value;
    if (!bidi_in_bytes_ && has_bidi_control(value)) problems_.add(*node, "pack.bidi_control");
    if (value.find('\0') != std::string::npos || has_control(value))
      problems_.add(*node, "pack.control_character");
    finish(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto target = anchors_.find(anchor);
    if (target == anchors_.end()) {  // still being built: it would contain itself
      problems_.add(*open(mark, Node::Kind::nothing), "pack.alias_within_itself");
      throw Stop{};
    }
    expanded_ += target->second->size;
    if (expanded_ > expanded_max) {
      problems_.add(*open(mark, Node::Kind::nothing), "pack.alias_bomb",
                    {
                        {"max", std::to_string(expanded_max)}
      });
      throw Stop{};
    }
    attach(target->second);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(mark, tag, anchor, Node::Kind::list);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(mark, tag, anchor, Node::Kind::map);
  }
  void OnMapEnd() override { end(); }

 private:
  struct Frame {
    std::shared_ptr<Node> node;
    YAML::anchor_t anchor;
    NodePtr key;  // of a map: waiting for its value
  };

  std::shared_ptr<Node> open(const YAML::Mark& mark, Node::Kind kind) {
    auto node = std::make_shared<Node>();
    node->kind = kind;
    node->file = file_;
    node->line = mark.line + 1;
    node->column = column_of(mark);
    if (++nodes_ > nodes_max) {
      problems_.add(*node, "pack.too_many_nodes",
                    {
                        {"max", std::to_string(nodes_max)}
      });
      throw Stop{};
    }
    return node;
  }

  void check_tag(Node& node, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    problems_.add(node, "pack.tag",
                  {
                      {"found", tag}
    });
    node.broken = true;
  }

  void begin(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
             Node::Kind kind) {
    auto node = open(mark, kind);
    check_tag(*node, tag);
    if (frames_.size() >= depth_max) {
      problems_.add(*node, "pack.too_deep",
                    {
                        {"max", std::to_string(depth_max)}
      });
      throw Stop{};
    }
    frames_.push_back({std::move(node), anchor, nullptr});
  }

  void end() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    finish(frame.node, frame.anchor);
  }

  void finish(const NodePtr& node, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) anchors_[anchor] = node;
    attach(node);
  }

  void attach(const NodePtr& node) {
    if (frames_.empty()) {
      root_ = node;
      return;
    }
    Frame& frame = frames_.back();
    frame.node->size += node->size;
    if (frame.node->kind == Node::Kind::list) {
      frame.node->values.push_back(node);
    } else if (!frame.key) {
      frame.key = node;
    } else {
      add_entry(*frame.node, std::move(frame.key), node);
      frame.key = nullptr;
    }
  }

  void add_entry(Node& map, NodePtr key, const NodePtr& value) {
    if (key->kind != Node::Kind::scalar) {
      problems_.add(*key, "pack.bad_key");
      return;
    }
    if (const Node* first = map.find(key->text); first) {
      problems_.add(*key, "pack.key_twice",
                    {
                        {"found", key->text                  },
                        {"line",  std::to_string(first->line)}
      });
      return;
    }
    if (map.keys.size() >= keys_max) {
      problems_.add(*key, "pack.too_many",
                    {
                        {"max", std::to_string(keys_max)}
      });
      throw Stop{};
    }
    map.keys.push_back(std::move(key));
    map.values.push_back(value);
  }

  Problems& problems_;
  std::shared_ptr<const std::string> file_;
  bool bidi_in_bytes_;  // already reported, at the very character
  struct Counted {
    int line = -1;
    std::size_t bytes = 0, characters = 0;
  };
  Counted counted_;
  std::vector<std::string_view> lines_;
  std::vector<Frame> frames_;
  std::map<YAML::anchor_t, NodePtr> anchors_;
  NodePtr root_;
  std::size_t nodes_ = 0;
  std::int64_t expanded_ = 0;
};

NodePtr build(Problems& problems, const std::string& file, std::string_view bytes) {
  Builder builder(problems, file, bytes);
  std::istringstream stream{std::string(bytes)};
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    NodePtr root = builder.root();
    if (parser.HandleNextDocument(builder)) {
      problems.add(*builder.root(), "pack.second_document");
      return nullptr;
    }
    if (!root || root->kind == Node::Kind::nothing) {
      problems.add(file, 0, 0, "pack.empty_file");
      return nullptr;
    }
    return root;
  } catch (const Stop&) {
    return nullptr;
  } catch (const YAML::Exception& fault) {
    problems.add(file, fault.mark.line + 1, builder.column_of(fault.mark), "pack.yaml",
                 {
                     {"found", fault.msg}
    });
    return nullptr;
  }
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i]->text == key) return values[i].get();
  return nullptr;
}

const Node& Node::place_of(std::string_view key) const {
  const Node* value = find(key);
  return value ? *value : *this;
}

NodePtr read_yaml(Problems& problems, const std::string& file, std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (check_bytes(problems, file, bytes) == Bytes::unreadable) return nullptr;
  return build(problems, file, bytes);
}

}  // namespace policy
