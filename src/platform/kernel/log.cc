#include "platform/kernel/log.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <mutex>

#include "base/time.h"

namespace kernel::log {
namespace {

constexpr std::size_t value_bytes_max = 300;

// The one thing in the program that is reached without being handed down: a log that has to be
// passed through every call is a log that is not written.
struct Writer {
  std::mutex mutex;
  std::shared_ptr<spdlog::logger> logger;
};

std::shared_ptr<spdlog::logger> to_standard_error() {
  auto logger =
      std::make_shared<spdlog::logger>("sila", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%v");
  return logger;
}

Writer& writer() {
  static Writer only;
  return only;
}

std::shared_ptr<spdlog::logger> current() {
  auto& self = writer();
  const std::lock_guard hold(self.mutex);
  if (!self.logger) self.logger = to_standard_error();
  return self.logger;
}

class Taker final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit Taker(std::function<void(std::string_view)> take) : take_(std::move(take)) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    take_({message.payload.data(), message.payload.size()});
  }
  void flush_() override {}

 private:
  std::function<void(std::string_view)> take_;
};

void quote(std::string& line, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  line += '"';
  for (const char c : text.substr(0, value_bytes_max)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (byte < 0x20 || byte >= 0x7f) {  // ASCII only: a cut or broken sequence does no harm
      line += "\\u00";
      line += digits[byte >> 4u];
      line += digits[byte & 15u];
    } else {
      line += c;
    }
  }
  line += '"';
}

void write(spdlog::level::level_enum level, std::string_view level_name, Code code, Fields fields) {
  const auto logger = current();
  // spdlog's own time: the time of a line of the log is no input of any decision.
  const auto at = std::chrono::duration_cast<std::chrono::milliseconds>(
      spdlog::log_clock::now().time_since_epoch());
  std::string line = "{\"at\":\"" + iso(Instant{at.count()}) + "\",\"level\":\"";
  line += level_name;
  line += "\",\"event\":";
  quote(line, code.text);
  for (const auto& field : fields) {
    line += ",\"";
    line += field.name.text;
    line += "\":";
    if (field.value.number) {
      line += field.value.text;
    } else {
      quote(line, field.value.text);
    }
  }
  line += '}';
  logger->log(level, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

void info(Code code, Fields fields) {
  write(spdlog::level::info, "info", code, fields);
}
void warning(Code code, Fields fields) {
  write(spdlog::level::warn, "warning", code, fields);
}
void error(Code code, Fields fields) {
  write(spdlog::level::err, "error", code, fields);
}

void redirect(std::function<void(std::string_view line)> take) {
  std::shared_ptr<spdlog::logger> logger;
  if (take) {
    logger = std::make_shared<spdlog::logger>("sila", std::make_shared<Taker>(std::move(take)));
  }
  auto& self = writer();
  const std::lock_guard hold(self.mutex);
  self.logger = std::move(logger);
}

}  // namespace kernel::log
