#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/crowd_lives.h"

// How the texts of one life become patterns.
namespace app::crowd {

// Whatever in a text would be another's in a copy.
class Known {
 public:
  explicit Known(std::map<std::string, Hole> colleagues) : holes_(std::move(colleagues)) {}
  void add(const Life& life, std::string_view phone_index);
  void add_reference(Life& life, const std::string& reference);
  void add_identity(Life& life, const std::string& number);
  void add_digest(Life& life, const std::string& text, Digest digest);
  bool has(const std::string& text) const { return holes_.contains(text); }
  std::size_t digest_index(const std::string& text) const { return holes_.at(text).index; }
  Pattern pattern(std::string_view text) const;

 private:
  std::map<std::string, Hole> holes_;
};

std::vector<std::string> ids_in(std::string_view text);
// Synthetic identity numbers (15… to 19…) that prove themselves.
std::vector<std::string> identities_in(std::string_view text);
bool is_instant(std::int64_t number);

}  // namespace app::crowd
