#include "platform/kernel/log.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

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

std::string line_of(std::string_view level_name, Code code, Fields fields) {
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
  return line;
}

void write(spdlog::level::level_enum level, std::string_view level_name, Code code, Fields fields) {
  const auto line = line_of(level_name, code, fields);
  current()->log(level, spdlog::string_view_t(line.data(), line.size()));
}

// Lines that wait to be written together.
class Waiting {
 public:
  Waiting() {
    writer();  // outlives this
    thread_ = std::thread([this] { run(); });
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() {
    {
      const std::lock_guard hold(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  void take(const std::string& line) {
    bool first = false;
    {
      const std::lock_guard hold(mutex_);
      if (lines_.size() + line.size() > bytes_max) {
        ++dropped_;
        return;
      }
      first = lines_.empty();
      if (!first) lines_ += '\n';
      lines_ += line;
    }
    if (first) changed_.notify_all();
  }
  void flush() {
    std::unique_lock hold(mutex_);
    ++flushes_;
    changed_.notify_all();
    changed_.wait(hold, [this] { return lines_.empty() && !writing_; });
    --flushes_;
  }

 private:
  static constexpr std::size_t bytes_max = 1 << 20;
  static constexpr std::chrono::milliseconds moment{50};

  void run() {
    std::unique_lock hold(mutex_);
    for (;;) {
      changed_.wait(hold, [this] { return stopping_ || !lines_.empty(); });
      if (lines_.empty()) return;
      changed_.wait_for(hold, moment, [this] { return stopping_ || flushes_ > 0; });
      const std::string lines = std::exchange(lines_, {});
      const auto dropped = std::exchange(dropped_, 0);
      writing_ = true;
      hold.unlock();
      current()->log(spdlog::level::info, spdlog::string_view_t(lines.data(), lines.size()));
      if (dropped > 0)
        warning("log.lines_left_out", {
                                          {"count", dropped}
        });
      hold.lock();
      writing_ = false;
      changed_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::string lines_;
  std::int64_t dropped_ = 0;
  int flushes_ = 0;
  bool writing_ = false, stopping_ = false;
  std::thread thread_;
};

Waiting& waiting() {
  static Waiting only;
  return only;
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

void info_soon(Code code, Fields fields) {
  waiting().take(line_of("info", code, fields));
}
void flush() {
  waiting().flush();
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
