#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "platform/sheets/book.h"
#include "policy/pack.h"

namespace exports {

using sheets::Cell;

// What the cells say, in the language of whoever asks.
class Words {
 public:
  explicit Words(std::string language) : language_(std::move(language)) {}
  const std::string& language() const { return language_; }
  // Of a column, or a word that stands in one (texts/exports/headings.json). Throws
  // std::logic_error when there is none.
  std::string heading(const std::string& name) const;
  // Of a code (texts/exports/words.json): of("subject_state", "open"). One without a word stands as
  // it is.
  std::string of(std::string_view group, std::string_view code) const;
  std::string all_of(std::string_view group, const std::vector<std::string>& codes) const;
  std::string of(const policy::Text& text) const;
  std::string joined(const std::vector<std::string>& texts) const;
  std::string if_so(bool is_so) const { return is_so ? heading("yes") : std::string(); }

 private:
  std::string language_;
};

// What a cell is, by what it is made of. References, phones and numbers of identity are text;
// figures alone are numbers. A moment is one in Riyadh.
Cell cell(std::string text);
Cell cell(std::int64_t figure);
Cell cell(Date day);
Cell cell(Instant moment);
template <class Value>
Cell cell(const std::optional<Value>& value) {
  return value ? cell(*value) : Cell{};
}

}  // namespace exports
