#include "app/crowd_load.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "app/console.h"

namespace app::crowd {
namespace {

constexpr std::size_t sheet_rows = 4'000;
constexpr std::size_t sheets_ahead = 12;  // of the writer: some 15 MB

struct Part {
  const Group* group;
  std::size_t from, to;
  std::int64_t first_entry;
};

std::vector<Part> parts_of(const Lives& lives, const Plan& plan, std::int64_t next_entry) {
  std::vector<Part> parts;
  for (const auto& group : lives.groups) {
    const bool is_log = lives.tables[group.table].name == "audit_entries";
    const auto copies = plan.copies[group.life].size();
    const auto step = std::max<std::size_t>(1, sheet_rows / group.rows.size());
    for (std::size_t from = 0; from < copies; from += step) {
      const auto to = std::min(copies, from + step);
      parts.push_back({&group, from, to, next_entry});
      if (is_log) next_entry += static_cast<std::int64_t>((to - from) * group.rows.size());
    }
  }
  return parts;
}

class Loading {
 public:
  Loading(const Lives& lives, const Copies& copies, std::vector<Part> parts)
      : lives_(lives), copies_(copies), parts_(std::move(parts)) {}

  std::int64_t run(db::BulkLoader& loader, int threads, bool is_told) {
    std::vector<std::thread> makers;
    makers.reserve(static_cast<std::size_t>(threads));
    for (int i = 0; i < threads; ++i) makers.emplace_back([this] { make(); });
    std::int64_t rows = 0;
    try {
      for (std::size_t i = 0; i < parts_.size(); ++i) {
        const auto sheet = take(i);
        rows += static_cast<std::int64_t>(sheet.rows());
        loader.write(sheet);
        if (is_told && (i % 100 == 0 || i + 1 == parts_.size()))
          show_progress(static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(parts_.size()));
      }
    } catch (...) {
      fail(std::current_exception());
    }
    for (auto& maker : makers) maker.join();
    if (failure_) std::rethrow_exception(failure_);
    return rows;
  }

 private:
  void fail(std::exception_ptr why) {
    const std::lock_guard hold(mutex_);
    if (!failure_) failure_ = std::move(why);
    changed_.notify_all();
  }

  void make() {
    try {
      for (;;) {
        std::size_t number = 0;
        {
          std::unique_lock hold(mutex_);
          changed_.wait(hold, [&] { return failure_ || begun_ < taken_ + sheets_ahead; });
          if (failure_ || begun_ == parts_.size()) return;
          number = begun_++;
        }
        const auto& part = parts_[number];
        db::Sheet sheet(lives_.tables[part.group->table]);
        copies_.fill(*part.group, part.from, part.to, part.first_entry, sheet);
        const std::lock_guard hold(mutex_);
        made_.emplace(number, std::move(sheet));
        changed_.notify_all();
      }
    } catch (...) {
      fail(std::current_exception());
    }
  }

  db::Sheet take(std::size_t number) {
    std::unique_lock hold(mutex_);
    changed_.wait(hold, [&] { return failure_ || made_.contains(number); });
    if (failure_) std::rethrow_exception(failure_);
    auto sheet = std::move(made_.at(number));
    made_.erase(number);
    taken_ = number + 1;
    changed_.notify_all();
    return sheet;
  }

  const Lives& lives_;
  const Copies& copies_;
  const std::vector<Part> parts_;
  std::mutex mutex_;  // what follows
  std::condition_variable changed_;
  std::size_t begun_ = 0, taken_ = 0;
  std::map<std::size_t, db::Sheet> made_;
  std::exception_ptr failure_;
};

}  // namespace

std::int64_t count_entries(const Lives& lives, const Plan& plan) {
  std::int64_t count = 0;
  for (const auto& group : lives.groups) {
    if (lives.tables[group.table].name == "audit_entries")
      count += static_cast<std::int64_t>(plan.copies[group.life].size() * group.rows.size());
  }
  return count;
}

std::int64_t load_copies(const Lives& lives, const Plan& plan, const Copies& copies,
                         std::int64_t first_entry, db::BulkLoader& loader, bool is_told,
                         int threads) {
  return Loading(lives, copies, parts_of(lives, plan, first_entry)).run(loader, threads, is_told);
}

}  // namespace app::crowd
