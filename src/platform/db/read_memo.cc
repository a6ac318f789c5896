#include "platform/db/read_memo.h"

#include <algorithm>
#include <array>

namespace db {
namespace {

// A look at one person's file asks some dozens of questions; a list may ask hundreds.
constexpr std::size_t answers_max = 256, bytes_max = std::size_t{64} * 1024;

std::string key_of(const Sql& sql, const Value* values, std::size_t count) {
  std::string key = std::to_string(sql.index());
  for (std::size_t i = 0; i < count; ++i) {
    const Value& value = values[i];
    key += ' ';
    key += static_cast<char>('0' + static_cast<int>(value.kind));
    if (value.kind == Value::Kind::integer) {
      key += std::to_string(value.integer);
    } else if (value.kind != Value::Kind::null) {
      key += std::to_string(value.data.size()) + ':';
      key += value.data;
    }
  }
  return key;
}

// The table that a statement writes to; nothing where that is not plain to see.
std::string_view table_written(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \n"), text.size()));
  for (const std::string_view verb : {"INSERT INTO ", "UPDATE ", "DELETE FROM "}) {
    if (!text.starts_with(verb)) continue;
    text.remove_prefix(verb.size());
    return text.substr(0, text.find_first_of(" (\n"));
  }
  return {};
}

}  // namespace

ReadMemo::Answer ReadMemo::find(const Sql& sql, const Value* values, std::size_t count) const {
  if (known_.empty()) return nullptr;
  const auto known = known_.find(key_of(sql, values, count));
  return known == known_.end() ? nullptr : known->second.answer;
}

void ReadMemo::keep(const Sql& sql, const Value* values, std::size_t count, Answer answer,
                    std::size_t bytes) {
  if (known_.size() >= answers_max || bytes > bytes_max) return;
  known_.try_emplace(key_of(sql, values, count), Known{sql.text(), std::move(answer)});
}

// A number that is drawn changes no table.
void ReadMemo::wrote(std::string_view text) {
  if (text.starts_with("SELECT nextval")) return;
  const auto table = table_written(text);
  if (table.empty()) return known_.clear();
  std::erase_if(known_, [&](const auto& one) {
    return one.second.text.find(table) != std::string_view::npos;
  });
}

bool only_asks(std::string_view text) {
  const auto begin = text.find_first_not_of(" \n");
  if (begin == text.npos) return false;
  text.remove_prefix(begin);
  constexpr std::array<std::string_view, 6> others = {"INSERT ", "UPDATE ", "DELETE ",
                                                      "nextval", "pg_",     "set_config"};
  return (text.starts_with("SELECT") || text.starts_with("WITH")) &&
         text.find("FROM") != text.npos && std::ranges::none_of(others, [&](std::string_view word) {
           return text.find(word) != text.npos;
         });
}

}  // namespace db
