#include "platform/db/made_statement.h"

#include <map>
#include <mutex>

namespace db {

const Sql& made_statement(const std::string& text) {
  static std::mutex mutex;
  static auto& made = *new std::map<std::string, std::unique_ptr<Sql>>;
  const std::lock_guard lock(mutex);
  const auto [entry, is_new] = made.try_emplace(text);
  if (is_new) entry->second = std::make_unique<Sql>(entry->first);
  return *entry->second;
}

}  // namespace db
