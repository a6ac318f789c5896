#include <gtest/gtest.h>

#include <algorithm>
#include <boost/pfr.hpp>
#include <functional>
#include <map>

#include "policy/differences.h"
#include "policy/test_files.h"

// Nothing that a pack says may change unseen: each field of each struct below a shipped pack is
// changed, one at a time, and must make a difference. Fields are found by the compiler, so a new
// one is tried without a word here.
namespace policy {
namespace {

class Changer {
 public:
  Changer(Pack& pack, std::function<void(const std::string&)> look)
      : pack_(pack), look_(std::move(look)) {}

  void run() { visit(pack_, "pack"); }

 private:
  template <class T>
  void visit(T& value, const std::string& path) {
    if constexpr (std::is_same_v<T, bool>) {
      try_with(value, !value, path);
    } else if constexpr (std::is_integral_v<T>) {
      try_with(value, static_cast<T>(value + 1), path);
    } else if constexpr (std::is_enum_v<T>) {
      const int other = static_cast<int>(value) == 0 ? 1 : static_cast<int>(value) - 1;
      try_with(value, static_cast<T>(other), path);
    } else if constexpr (std::is_same_v<T, std::string>) {
      try_with(value, value + "x", path);
    } else if constexpr (std::is_same_v<T, Date>) {
      try_with(value, Date{value.days + 1}, path);
    } else {
      visit_whole(value, path);
    }
  }

  template <class T>
  void visit_whole(std::optional<T>& value, const std::string& path) {
    try_with(value, value ? std::optional<T>() : std::optional<T>(T()), path);
    if (value) visit(*value, path);
  }

  template <class T>
  void visit_whole(std::vector<T>& values, const std::string& path) {
    if (!has(values, T())) {
      auto more = values;
      more.push_back(T());
      try_with(values, more, path + "+");
    }
    if (values.empty()) return;
    auto fewer = values;
    fewer.pop_back();
    try_with(values, fewer, path + "-");
    for (std::size_t i = 0; i < values.size(); ++i) visit(values[i], path + "[]");
  }

  template <class T>
  void visit_whole(std::map<std::string, T>& values, const std::string& path) {
    auto more = values;
    more.emplace("x", T());
    try_with(values, more, path + "+");
    for (auto& [key, value] : values) visit(value, path + "[" + key + "]");
  }

  template <class T>
  requires std::is_aggregate_v<T>
  void visit_whole(T& value, const std::string& path) {
    boost::pfr::for_each_field(value, [&](auto& field, std::size_t index) {
      visit(field, path + '.' + std::to_string(index));
    });
  }

  // What stands twice says nothing new.
  template <class T>
  static bool has(const std::vector<T>& values, const T& value) {
    if constexpr (requires { value == value; })
      return std::find(values.begin(), values.end(), value) != values.end();
    return false;
  }

  template <class T>
  void try_with(T& place, T other, const std::string& path) {
    if (static_cast<const void*>(&place) == &pack_.digest) return;
    if (++tried_[path] > 2) return;  // the same field of the first things of a list is enough
    const T before = place;
    place = std::move(other);
    look_(path);
    place = before;
  }

  Pack& pack_;
  std::function<void(const std::string&)> look_;
  std::map<std::string, int> tried_;
};

Pack shipped(const std::string& name) {
  const Parsed parsed = parse(testing::shipped_pack(name));
  return parsed.pack ? *parsed.pack : Pack();
}

// One kind of request and what is said of it show every field; the rest only takes time.
void shorten(Pack& pack) {
  pack.kinds.resize(1);
  pack.messages.resize(4);
  for (Clause& clause : pack.clauses) {
    for (Control& control : clause.controls)
      std::erase_if(control.steps, [](const StepRef& ref) { return ref.kind > 0; });
    if (clause.controls.size() > 3) clause.controls.resize(3);
  }
  pack.clauses.resize(8);
}

void expect_every_field_seen(const std::string& name) {
  Pack from = shipped(name);
  ASSERT_FALSE(from.kinds.empty()) << name;
  shorten(from);
  Pack to = from;
  int tried = 0;
  Changer changer(to, [&](const std::string& path) {
    ++tried;
    const auto found = differences(from, to);
    EXPECT_FALSE(found.empty()) << path << " may change unseen";
    for (const Difference& difference : found)
      for (const char* language : {"ar", "en"}) {
        const std::string words = sentence(difference, language);
        EXPECT_EQ(words.find("difference."), std::string::npos) << difference.code << ": " << words;
        EXPECT_EQ(words.find('{'), std::string::npos) << difference.code << ": " << words;
      }
  });
  changer.run();
  EXPECT_GT(tried, 300);
}

}  // namespace

TEST(Differences, of_a_pack_from_itself_there_are_none) {
  for (const char* name : {"teryaq", "aoun"})
    EXPECT_TRUE(differences(shipped(name), shipped(name)).empty()) << name;
}

TEST(Differences, nothing_that_a_pack_says_changes_unseen) {
  expect_every_field_seen("teryaq");
  expect_every_field_seen("aoun");
}

}  // namespace policy
