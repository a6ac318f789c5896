#include <algorithm>

#include "base/text.h"
#include "policy/draft.h"

namespace policy {
namespace {

// The files of a pack or of a common part, in the order in which they are read.
const std::vector<std::string>& file_names() {
  static const std::vector<std::string> names = {"pack.yaml", "messages.yaml", "requests.yaml",
                                                 "clauses.yaml", "examples.yaml"};
  return names;
}

using Trees = std::map<std::string, NodePtr>;  // file -> its tree

std::vector<std::string> parts_in(const Files& files) {
  std::set<std::string> parts;
  for (const auto& [name, bytes] : files)
    if (name.starts_with("common/")) parts.insert(name.substr(0, name.rfind('/')));
  return {parts.begin(), parts.end()};
}

std::vector<std::string> read_uses(Problems& problems, const Node& root, const Files& files) {
  const Node* uses = root.find("use");
  if (!uses || uses->kind == Node::Kind::nothing) return {};
  const std::vector<std::string> known = parts_in(files);
  std::vector<std::string> parts;
  for (const Node* word : read_list(problems, *uses, 50)) {
    const auto at = read_word(problems, *word, known, "pack.unknown_part");
    if (!at) continue;
    if (std::find(parts.begin(), parts.end(), known[*at]) != parts.end())
      problems.add(*word, "pack.id_twice",
                   {
                       {"found", known[*at]}
      });
    else
      parts.push_back(known[*at]);
  }
  return parts;
}

// Files that no pack has, and those that every pack must have.
void check_names(Problems& problems, const Files& files) {
  for (const auto& [name, bytes] : files) {
    const std::string own = name.substr(name.rfind('/') + 1);
    const bool known =
        std::find(file_names().begin(), file_names().end(), own) != file_names().end() &&
        !(name.starts_with("common/") && own == "pack.yaml");
    if (!known) {
      Problems::Parameters parameters{
          {"found",            own  },
          { "expected", join(file_names(), ", ")}
      };
      const std::string near = nearest(own, file_names());
      if (!near.empty()) parameters["nearest"] = near;
      problems.add(name, 0, 0, "pack.unknown_file", std::move(parameters));
    }
  }
  for (const char* name : {"pack.yaml", "messages.yaml", "requests.yaml", "clauses.yaml"})
    if (!files.contains(name)) problems.add(name, 0, 0, "pack.missing_file");
}

enum class Whole : std::uint8_t { yes, no };  // whether every file that matters could be read

class Parsing {
 public:
  explicit Parsing(const Files& files) : files_(files) {}

  Parsed run() {
    check_names(draft_.problems, files_);
    for (const std::string& name : file_names()) load(name);
    if (const NodePtr root = tree("pack.yaml")) parts_ = read_uses(draft_.problems, *root, files_);
    for (const std::string& part : parts_)
      for (const std::string& name : file_names()) load(part + '/' + name);
    read_all();
    if (whole_ == Whole::yes) {
      check_pack(draft_);
      read_examples();
    }
    return finish();
  }

 private:
  void load(const std::string& name) {
    const auto found = files_.find(name);
    if (found == files_.end()) {
      if (!name.starts_with("common/") && name != "examples.yaml") whole_ = Whole::no;
      return;
    }
    trees_[name] = read_yaml(draft_.problems, name, found->second);
    if (!trees_[name]) whole_ = Whole::no;
  }

  NodePtr tree(const std::string& name) const {
    const auto found = trees_.find(name);
    return found == trees_.end() ? nullptr : found->second;
  }

  template <class Read>
  void read(const std::string& file, Read read_file) {
    if (const NodePtr root = tree(file)) read_file(draft_, *root, std::string());
    for (const std::string& part : parts_)
      if (const NodePtr root = tree(part + '/' + file)) read_file(draft_, *root, part);
  }

  void read_all() {
    if (const NodePtr root = tree("pack.yaml")) read_pack_file(draft_, *root);
    read("messages.yaml", read_messages_file);
    read("requests.yaml", read_requests_file);
    read("clauses.yaml", read_clauses_file);
  }

  void read_examples() { read("examples.yaml", read_examples_file); }

  Parsed finish() {
    Parsed parsed;
    parsed.problems = draft_.problems.by_place();
    if (!parsed.problems.empty()) return parsed;
    parsed.pack = std::make_shared<const Pack>(std::move(draft_.pack));
    parsed.examples = std::move(draft_.examples);
    return parsed;
  }

  const Files& files_;
  Draft draft_;
  Trees trees_;
  std::vector<std::string> parts_;
  Whole whole_ = Whole::yes;
};

}  // namespace

Parsed parse(const Files& files) {
  return Parsing(files).run();
}

Files used_files(const Files& files) {
  Problems ignored;
  std::vector<std::string> parts;
  if (const auto pack = files.find("pack.yaml"); pack != files.end())
    if (const NodePtr root = read_yaml(ignored, "pack.yaml", pack->second))
      parts = read_uses(ignored, *root, files);
  Files used;
  for (const auto& [name, bytes] : files) {
    const std::string part = name.substr(0, name.rfind('/'));
    const bool common = name.starts_with("common/");
    if (!common || std::find(parts.begin(), parts.end(), part) != parts.end()) used[name] = bytes;
  }
  return used;
}

}  // namespace policy
