#include <mutex>

#include "platform/db/db.h"

namespace db {
namespace {

// Statements are namespace-scope constants of every room: a function-local static is there before
// any.
struct Registry {
  std::mutex mutex;
  std::vector<std::string_view> texts;
};
Registry& registry() {
  static Registry all;
  return all;
}

int add(std::string_view text) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  all.texts.push_back(text);
  return static_cast<int>(all.texts.size()) - 1;
}

}  // namespace

// FNV-1a: every program on a database must come to the same key.
void Transaction::serialize(std::string_view what) {
  std::uint64_t key = 14695981039346656037ULL;
  for (const char c : what) key = (key ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  serialize(static_cast<std::int64_t>(key));
}

Sql::Sql(std::string_view text) : text_(text), index_(add(text)) {}

std::vector<std::string_view> Sql::all() {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  return all.texts;
}

}  // namespace db
