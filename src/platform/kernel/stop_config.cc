#include "platform/kernel/stop_config.h"

#include <charconv>

#include "base/text.h"

namespace kernel {
namespace {

constexpr int seconds_max = 600;

std::string text_of(std::string_view name, const Lookup& command_line, const Lookup& environment) {
  for (const auto* lookup : {&command_line, &environment}) {
    if (!*lookup) continue;
    if (auto given = (*lookup)(name)) return trim(*given);
  }
  for (const auto& setting : settings())
    if (setting.name == name) return std::string(setting.fallback);
  return {};
}

}  // namespace

Result<StopConfig> read_stop_config(const Lookup& command_line, const Lookup& environment) {
  StopConfig config;
  std::vector<Obstacle> obstacles;
  const auto read = [&](std::string_view name, int from, int& seconds) {
    const auto text = text_of(name, command_line, environment);
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, seconds);
    const bool is_number = parsed.ec == std::errc{} && parsed.ptr == end;
    if (is_number && seconds >= from && seconds <= seconds_max) return;
    obstacles.push_back(Obstacle{
        .code = "config.number",
        .field = std::string(name),
        .parameters = {{"field", std::string(name)},
                       {"from", std::to_string(from)},
                       {"to", std::to_string(seconds_max)}}
    });
  };
  read("stop-notice", 0, config.notice_s);
  read("stop-within", 1, config.within_s);
  if (!obstacles.empty()) return Refusal{RefusalKind::invalid, std::move(obstacles)};
  return config;
}

}  // namespace kernel
