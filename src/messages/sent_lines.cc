#include "messages/sent_lines.h"

#include <algorithm>
#include <fstream>

#include "messages/own_json.h"

namespace messages {
namespace {

constexpr std::streamoff tail_bytes = 1 << 20;  // more is never shown
constexpr std::string_view left_out = "…";

}  // namespace

std::vector<SentLine> newest_lines(const std::string& folder, const std::string& slug,
                                   std::size_t limit) {
  std::vector<SentLine> lines;
  std::ifstream file(folder + "/" + slug + ".jsonl", std::ios::binary | std::ios::ate);
  if (!file) return lines;
  file.seekg(std::max<std::streamoff>(0, file.tellg() - tail_bytes));
  for (std::string text; std::getline(file, text);) {
    if (auto line = read_own<SentLine>(text)) lines.push_back(*std::move(line));
  }
  std::ranges::reverse(lines);
  if (lines.size() > limit) lines.resize(limit);
  return lines;
}

std::string masked(std::string_view address) {
  const auto at = address.find('@');
  const std::string mark(left_out);
  if (at != address.npos)
    return std::string(address.substr(0, 1)) + mark + std::string(address.substr(at));
  return mark +
         std::string(address.substr(address.size() - std::min<std::size_t>(4, address.size())));
}

}  // namespace messages
