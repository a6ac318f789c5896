#pragma once

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

namespace bench {

// One line of the table. `ratio` is value ÷ limit, or limit ÷ value where less is better: more is
// better in every line.
struct Row {
  std::string name;
  double value = 0;
  std::string unit;
  std::optional<double> limit;
  std::string limit_name;
  std::optional<double> ratio;
  std::string target;
  std::optional<bool> met;
};

enum class Better : std::uint8_t { more, less };

struct Target {
  std::string text;              // ">= 0.40 of the limit"
  std::optional<double> ratio;   // at least
  std::optional<double> figure;  // the value itself: at least, or at most
};

class Table {
 public:
  void add(const std::string& name, double value, const std::string& unit, Better better,
           std::optional<double> limit, const std::string& limit_name, const Target& target = {});
  void print() const;
  void write_json(const std::string& path) const;

 private:
  std::vector<Row> rows_;
};

inline double seconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

// Of this program so far, all its threads together.
inline double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

template <class Work>
double seconds_of(Work&& work) {
  const auto began = std::chrono::steady_clock::now();
  work();
  return seconds_since(began);
}

inline double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// The median of `runs` runs, in seconds.
template <class Work>
double median_of(int runs, Work&& work) {
  std::vector<double> all;
  all.reserve(static_cast<std::size_t>(runs));
  for (int run = 0; run < runs; ++run) all.push_back(seconds_of(work));
  return median(std::move(all));
}

}  // namespace bench
