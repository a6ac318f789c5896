#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace db {

// How often something was at most so much; the last place counts what was more than every bound.
template <std::size_t bounds>
struct Spread {
  std::array<std::uint64_t, bounds + 1> counts{};
  std::uint64_t sum = 0;
};

inline constexpr std::array<std::uint64_t, 8> batch_bounds = {1, 2, 4, 8, 32, 128, 256, 512};
inline constexpr std::array<std::uint64_t, 10> commit_bounds_us = {
    250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 100'000, 500'000, 2'000'000};

// What a store has done since it was opened, for whoever watches the program. Counts only.
struct Figures {
  std::uint64_t waiting = 0;      // writes that have not ended yet
  std::uint64_t turned_away = 0;  // writes that never ran: the queue was full, or the file locked
  std::uint64_t failed = 0;       // writes whose commit failed
  std::uint64_t reads = 0;        // read transactions
  Spread<batch_bounds.size()> batches;         // writes a commit
  Spread<commit_bounds_us.size()> commits_us;  // from the first statement to the sync's end
};

// The same while it is counted: from any thread, without a lock.
template <std::size_t bounds>
class CountedSpread {
 public:
  explicit CountedSpread(const std::array<std::uint64_t, bounds>& limits) : limits_(limits) {}
  void count(std::uint64_t value) {
    std::size_t place = 0;
    while (place < bounds && value > limits_[place]) ++place;
    counts_[place].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(value, std::memory_order_relaxed);
  }
  Spread<bounds> now() const {
    Spread<bounds> spread;
    for (std::size_t i = 0; i <= bounds; ++i) {
      spread.counts[i] = counts_[i].load(std::memory_order_relaxed);
    }
    spread.sum = sum_.load(std::memory_order_relaxed);
    return spread;
  }

 private:
  const std::array<std::uint64_t, bounds>& limits_;
  std::array<std::atomic<std::uint64_t>, bounds + 1> counts_{};
  std::atomic<std::uint64_t> sum_ = 0;
};

}  // namespace db
