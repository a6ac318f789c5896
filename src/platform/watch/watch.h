#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/http/http.h"

namespace watch {

using Labels = std::vector<std::pair<std::string, std::string>>;

// One reading of all figures. A name may come again with other labels.
class Sheet {
 public:
  Sheet();
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;
  ~Sheet();
  void gauge(const std::string& name, const std::string& help, double value, Labels labels = {});
  void counter(const std::string& name, const std::string& help, double value, Labels labels = {});
  // `counts` has one place more than `bounds`: what was more than all of them.
  void spread(const std::string& name, const std::string& help, std::span<const double> bounds,
              std::span<const std::uint64_t> counts, double sum, Labels labels = {});

 private:
  friend class Watch;
  struct State;
  std::unique_ptr<State> state_;
};

// What every program can say of itself: memory, descriptors, threads, processor time.
void put_process(Sheet& sheet);
void put_load(Sheet& sheet, const http::Load& load);

class Watch {
 public:
  explicit Watch(bool log_requests);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch();

  // For ServerOptions::on_answered: on the I/O thread.
  void answered(const http::Answered& answered);
  // Asked at each reading, on the watcher's thread; what throws is left out, and in the log.
  void add(std::function<void(Sheet&)> source);
  std::string text() const;                    // as Prometheus reads it
  void add_route(http::Router& router) const;  // GET /metrics

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace watch
