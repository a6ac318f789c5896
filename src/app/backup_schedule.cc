#include "app/backup_schedule.h"

#include <pthread.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "app/backups.h"

namespace app {
namespace {

constexpr std::int64_t pause_after_failure_ms = 15 * minute_ms;

struct Stopped : std::runtime_error {
  Stopped() : std::runtime_error("the program ends") {}
};

int day_of(Instant at) {
  return riyadh_date(at).days;
}
int week_of(Instant at) {
  return (day_of(at) - weekday(riyadh_date(at))) / 7;
}
int month_of(Instant at) {
  const auto date = parts(riyadh_date(at));
  return date.year * 12 + date.month;
}

// The first, that is the newest, of each of so many periods.
void keep_newest(const std::vector<Instant>& moments, int periods, int (*period_of)(Instant),
                 std::set<std::size_t>& kept) {
  std::set<int> seen;
  for (std::size_t i = 0; i < moments.size(); ++i) {
    const int period = period_of(moments[i]);
    if (seen.contains(period)) continue;
    if (static_cast<int>(seen.size()) >= periods) return;
    seen.insert(period);
    kept.insert(i);
  }
}

std::vector<BackupFile> whole_ones(const std::string& folder) {
  auto found = backups_in(folder);
  std::erase_if(found, [](const BackupFile& file) { return file.head.scope != "whole"; });
  return found;
}

}  // namespace

std::vector<std::size_t> superseded(const std::vector<Instant>& moments,
                                    const kernel::BackupConfig::Keep& keep) {
  std::set<std::size_t> kept{0};
  keep_newest(moments, keep.days, day_of, kept);
  keep_newest(moments, keep.weeks, week_of, kept);
  keep_newest(moments, keep.months, month_of, kept);
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < moments.size(); ++i)
    if (!kept.contains(i)) others.push_back(i);
  return others;
}

void BackupSchedule::start() {
  if (!config_.to.empty()) thread_ = std::thread([this] { loop(); });
}

BackupSchedule::~BackupSchedule() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  ends_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::int64_t BackupSchedule::due_in_ms() const {
  std::error_code missing;
  if (!std::filesystem::is_directory(config_.to, missing)) return 0;
  const auto made = whole_ones(config_.to);
  if (made.empty()) return 0;
  const auto due = made.front().made_at + config_.every_hours * hour_ms;
  return std::max<std::int64_t>(0, due.ms - clock_.now().ms);
}

void BackupSchedule::make_one() {
  const auto recipient = backup::read_public_key(config_.recipient);
  const auto refused = [](const Refusal& why) {
    throw std::runtime_error(why.obstacles.at(0).code);
  };
  if (!recipient) refused(recipient.refusal());
  const auto written = make_backup({.config = house_,
                                    .to = config_.to,
                                    .recipient = recipient.value(),
                                    .slug = "",
                                    .now = clock_.now(),
                                    .each_row = [this] {
                                      if (ending_) throw Stopped();
                                    }});
  if (!written) refused(written.refusal());
  const auto found = backup::check(written.value().path);
  if (!found) refused(found.refusal());
  kernel::log::info("backup.made",
                    {
                        {"file",  written.value().path      },
                        {"bytes", written.value().made.bytes}
  });
}

void BackupSchedule::take_away() const {
  const auto made = whole_ones(config_.to);
  std::vector<Instant> moments;
  moments.reserve(made.size());
  for (const auto& one : made) moments.push_back(one.made_at);
  for (const auto place : superseded(moments, config_.keep)) {
    std::filesystem::remove(made[place].path);
    kernel::log::info("backup.superseded", {
                                               {"file", made[place].path}
    });
  }
}

bool BackupSchedule::back_up() {
  try {
    make_one();
    take_away();
    return true;
  } catch (const Stopped&) {
    return false;
  } catch (const std::exception& error) {
    kernel::log::error("backup.failed", {
                                            {"detail", error.what()}
    });
    return false;
  }
}

std::int64_t BackupSchedule::make_if_due() {
  try {
    const auto ours = directory_ ? db::hold(*directory_, "backup") : std::make_unique<db::Held>();
    if (!ours || due_in_ms() > 0) {
      kernel::log::info("backup.left_to_another", {});
    } else if (!back_up()) {
      return pause_after_failure_ms;
    }
    return std::max<std::int64_t>(due_in_ms(), minute_ms);
  } catch (const std::exception& error) {
    kernel::log::error("backup.failed", {
                                            {"detail", error.what()}
    });
    return pause_after_failure_ms;
  }
}

void BackupSchedule::loop() {
  pthread_setname_np(pthread_self(), "backups");
  std::int64_t wait_ms = due_in_ms();
  std::unique_lock lock(mutex_);
  while (
      !ends_.wait_for(lock, std::chrono::milliseconds(wait_ms), [&] { return ending_.load(); })) {
    lock.unlock();
    wait_ms = make_if_due();
    lock.lock();
  }
}

}  // namespace app
