#include "platform/kernel/backup_config.h"

#include <charconv>

#include "base/text.h"

namespace kernel {
namespace {

constexpr int hours_max = 24 * 31;
constexpr int kept_max = 999;

std::optional<int> number_in(const std::string& text, int from, int to) {
  int number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end || number < from || number > to)
    return std::nullopt;
  return number;
}

bool read_keep(const std::string& text, BackupConfig::Keep& keep) {
  const auto numbers = split(text, ',');
  if (numbers.size() != 3) return false;
  // No day at all would take each backup away as soon as it is made.
  const auto days = number_in(numbers[0], 1, kept_max);
  const auto weeks = number_in(numbers[1], 0, kept_max);
  const auto months = number_in(numbers[2], 0, kept_max);
  if (!days || !weeks || !months) return false;
  keep = {.days = *days, .weeks = *weeks, .months = *months};
  return true;
}

}  // namespace

Result<BackupConfig> read_backup_config(const Lookup& command_line, const Lookup& environment) {
  const auto text = [&](std::string_view name) {
    for (const auto* lookup : {&command_line, &environment}) {
      if (!*lookup) continue;
      if (auto given = (*lookup)(name)) return trim(*given);
    }
    for (const auto& setting : settings())
      if (setting.name == name) return std::string(setting.fallback);
    return std::string();
  };
  std::vector<Obstacle> obstacles;
  const auto refuse_setting = [&](const char* code, const std::string& name) {
    obstacles.push_back(Obstacle{
        .code = code,
        .field = name,
        .parameters = {{"field", name}, {"from", "1"}, {"to", std::to_string(hours_max)}}
    });
  };
  BackupConfig config{.to = text("backup-to"), .recipient = text("backup-recipient")};
  const auto hours = number_in(text("backup-hours"), 1, hours_max);
  if (!hours) refuse_setting("config.number", "backup-hours");
  config.every_hours = hours.value_or(config.every_hours);
  if (!read_keep(text("backup-keep"), config.keep))
    refuse_setting("config.backup_keep", "backup-keep");
  if (!obstacles.empty()) return Refusal{RefusalKind::invalid, obstacles};
  return config;
}

}  // namespace kernel
