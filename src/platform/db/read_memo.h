#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "platform/db/db.h"

struct pg_result;

namespace db {

// What one transaction has asked and was answered: the same question with the same values again
// costs no round trip. Of this folder, and of the bench.
//
// An answer is forgotten once the transaction has written to a table that the question names, and
// each once it has taken a lock: then it may see more of what others committed, and means to.
class ReadMemo {
 public:
  using Answer = std::shared_ptr<const pg_result>;

  // Nothing when it was not asked, or is not kept.
  Answer find(const Sql& sql, const Value* values, std::size_t count) const;
  // `bytes`: how large the answer is. Beyond its limits it is not kept.
  void keep(const Sql& sql, const Value* values, std::size_t count, Answer answer,
            std::size_t bytes);
  void wrote(std::string_view text);
  void clear() { known_.clear(); }

 private:
  struct Known {
    std::string_view text;
    Answer answer;
  };
  std::map<std::string, Known> known_;  // by statement and values
};

// A question whose answer follows from what is stored: nothing is written or drawn by asking. One
// without a table is a look at the line, and at what was sent before.
bool only_asks(std::string_view text);

}  // namespace db
