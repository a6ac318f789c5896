#include "policy/differences.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "policy/facts.h"
#include "policy/in_words.h"

// Joins the facts of two versions: what stands in one alone was added or removed, what says another
// thing was changed.
namespace policy {
namespace {

using Key = std::tuple<std::string, std::string, std::string>;  // path, code, key
using Table = std::map<Key, const Fact*>;

Facts facts_of(const Pack& pack) {
  Facts facts;
  add_request_facts(facts, pack);
  add_clause_facts(facts, pack);
  add_pack_facts(facts, pack);
  return facts;
}

class Side {
 public:
  explicit Side(const Pack& pack) : facts_(facts_of(pack)) {
    for (const Fact& fact : facts_.list) {
      table_.try_emplace({fact.path, fact.code, fact.key}, &fact);
      if (fact.sort == Fact::Sort::whole) wholes_.insert(fact.path);
      if (fact.sort == Fact::Sort::after) after_[fact.path] = &fact;
    }
  }

  const std::vector<Fact>& list() const { return facts_.list; }
  bool has(const std::string& path) const { return wholes_.contains(path); }
  const Fact* find(const Fact& fact) const {
    const auto found = table_.find({fact.path, fact.code, fact.key});
    return found == table_.end() ? nullptr : found->second;
  }
  const Fact* after(const std::string& path) const {
    const auto found = after_.find(path);
    return found == after_.end() ? nullptr : found->second;
  }

 private:
  Facts facts_;
  Table table_;
  std::set<std::string> wholes_;
  std::map<std::string, const Fact*> after_;
};

// The steps before a step that both versions have: one that was added stands for those before it.
void reach(const Side& own, const Side& other, const Fact& fact, std::set<std::string>& found) {
  for (const std::string& path : fact.ids) {
    if (other.has(path))
      found.insert(path);
    else if (const Fact* before = own.after(path))
      reach(own, other, *before, found);
  }
}

std::vector<std::string> only_of(const std::vector<std::string>& ids,
                                 const std::vector<std::string>& other) {
  std::vector<std::string> kept;
  for (const std::string& id : ids)
    if (std::find(other.begin(), other.end(), id) != other.end()) kept.push_back(id);
  return kept;
}

std::ptrdiff_t rank_of(const std::string& code) {
  const auto& codes = difference_codes();
  return std::find(codes.begin(), codes.end(), code) - codes.begin();
}

// Which group of difference_codes() it belongs to: each begins with one of these.
int weight_of(const std::string& code) {
  int weight = 0;
  for (const char* first : {"step", "item", "title", "chosen", "step.message", "kind.order"})
    if (rank_of(code) >= rank_of(first)) ++weight;
  return weight;
}

std::string without_change(const std::string& code) {
  return code.substr(0, code.rfind('.'));
}

class Joining {
 public:
  Joining(const Pack& from, const Pack& to) : from_(from), to_(to) {}

  std::vector<Difference> run() {
    for (const Fact& fact : to_.list()) {
      const Fact* old = from_.find(fact);
      if (old)
        compare(*old, fact);
      else if (stands_alone(fact, from_))
        add(fact, "added", nullptr, &fact);
    }
    for (const Fact& fact : from_.list())
      if (!to_.find(fact) && stands_alone(fact, to_)) add(fact, "removed", &fact, nullptr);
    std::stable_sort(found_.begin(), found_.end(), [](const Difference& a, const Difference& b) {
      return rank_of(without_change(a.code)) < rank_of(without_change(b.code));
    });
    return std::move(found_);
  }

 private:
  // Whether it is told by itself: what came or went as a whole is told once.
  static bool stands_alone(const Fact& fact, const Side& other) {
    if (fact.sort == Fact::Sort::order || fact.sort == Fact::Sort::after) return false;
    // Paths go by two: the list, then the id.
    for (std::size_t list = fact.path.find('/'); list != std::string::npos;) {
      const std::size_t end = fact.path.find('/', fact.path.find('/', list + 1) + 1);
      const bool own = end == std::string::npos;
      if (own && fact.sort == Fact::Sort::whole) break;
      if (!other.has(fact.path.substr(0, end))) return false;
      list = end;
    }
    return true;
  }

  void compare(const Fact& from, const Fact& to) {
    if (from.sort == Fact::Sort::after) return compare_after(from, to);
    if (from.sort == Fact::Sort::order) {
      if (only_of(from.ids, to.ids) != only_of(to.ids, from.ids))
        add(to, "changed", nullptr, nullptr);
      return;
    }
    if (from.raw != to.raw) add(to, "changed", &from, &to);
  }

  void compare_after(const Fact& from, const Fact& to) {
    std::set<std::string> before, now;
    reach(from_, to_, from, before);
    reach(to_, from_, to, now);
    if (before == now) return;
    const auto titles = [](const Side& side, const Fact& fact) {
      std::vector<Text> all;
      for (const std::string& path : fact.ids)
        for (const Fact& each : side.list())
          if (each.path == path && each.code == "step.title") all.push_back(each.words);
      return joined(all);
    };
    Fact old = from, fresh = to;
    old.words = titles(from_, from);
    fresh.words = titles(to_, to);
    add(fresh, "changed", &old, &fresh);
  }

  void add(const Fact& fact, const std::string& change, const Fact* from, const Fact* to) {
    Difference difference{fact.code + '.' + change, fact.place, {}, weight_of(fact.code)};
    auto& parameters = difference.parameters;
    parameters["name"] = text_in_both("difference.name." + fact.code, Parameters());
    const bool wording = fact.sort == Fact::Sort::wording;
    if (from && !from->words.empty()) parameters[wording ? "before" : "from"] = from->words;
    if (to && !to->words.empty()) parameters[wording ? "after" : "to"] = to->words;
    if (!fact.what.empty()) parameters["what"] = fact.what;
    found_.push_back(std::move(difference));
  }

  Side from_, to_;
  std::vector<Difference> found_;
};

// Which text says it: the code's own, else one for its sort.
std::string text_code(const Difference& difference, std::string_view language) {
  const auto& parameters = difference.parameters;
  const std::string change = difference.code.substr(difference.code.rfind('.'));
  const auto same = [&](const char* a, const char* b) {
    return parameters.contains(a) && parameters.contains(b) &&
           in_language(parameters.at(a), language) == in_language(parameters.at(b), language);
  };
  if (same("from", "to") || same("before", "after")) return "difference.elsewhere";
  if (has_text("difference." + difference.code)) return "difference." + difference.code;
  if (difference.code.ends_with(".order.changed")) return "difference.order";
  if (parameters.contains("before") || parameters.contains("after"))
    return "difference.wording" + change;
  return (parameters.contains("what") ? "difference.member" : "difference.value") + change;
}

}  // namespace

std::vector<Difference> differences(const Pack& from, const Pack& to) {
  return Joining(from, to).run();
}

std::string sentence(const Difference& difference, std::string_view language) {
  Parameters own;
  for (const auto& [name, words] : difference.parameters) own[name] = in_language(words, language);
  return filled(text_of(text_code(difference, language), language), own);
}

std::string describe(const Difference& difference, std::string_view language) {
  const std::string& place = in_language(difference.place.name, language);
  const std::string words = sentence(difference, language);
  return place.empty() ? words : place + ": " + words;
}

}  // namespace policy
