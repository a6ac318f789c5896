#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "messages/message.h"

namespace messages {

// A line of a file gateway.
struct SentLine {
  Instant at;
  std::string channel, to, sender, subject, text, key;
};
BOOST_DESCRIBE_STRUCT(SentLine, (), (at, channel, to, sender, subject, text, key))

// The newest `limit` lines of FOLDER/SLUG.jsonl, newest first; a line that was cut off is left out.
std::vector<SentLine> newest_lines(const std::string& folder, const std::string& slug,
                                   std::size_t limit);
// "…5678" of a phone, "s…@example.org" of an e-mail.
std::string masked(std::string_view address);

}  // namespace messages
