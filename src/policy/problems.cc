#include <algorithm>
#include <tuple>

#include "policy/node.h"

namespace policy {
namespace {

constexpr std::size_t problems_max = 1'000;

}  // namespace

void Problems::add(const Node& at, std::string code, Parameters parameters) {
  if (at.broken) return;
  add(at.file ? *at.file : std::string(), at.line, at.column, std::move(code),
      std::move(parameters));
}

void Problems::add(const std::string& file, int line, int column, std::string code,
                   Parameters parameters) {
  if (list_.size() >= problems_max) return;
  std::string mark = file + ':' + std::to_string(line) + ':' + std::to_string(column) + code;
  for (const auto& [name, value] : parameters) mark += '|' + name + '=' + value;
  if (!seen_.insert(std::move(mark)).second) return;
  list_.push_back({file, line, column, std::move(code), std::move(parameters)});
}

std::vector<Problem> Problems::by_place() const {
  std::vector<Problem> sorted = list_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
  return sorted;
}

}  // namespace policy
