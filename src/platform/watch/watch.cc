#include "platform/watch/watch.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <sstream>

#include "platform/kernel/log.h"

namespace watch {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

const prometheus::Histogram::BucketBoundaries duration_bounds = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
constexpr double us_a_second = 1'000'000;

constexpr std::string_view status_classes[] = {"1xx", "2xx", "3xx", "4xx", "5xx"};

prometheus::ClientMetric metric_of(Labels labels) {
  prometheus::ClientMetric metric;
  for (auto& label : labels)
    metric.label.push_back({std::move(label.first), std::move(label.second)});
  return metric;
}

}  // namespace

struct Sheet::State {
  std::map<std::string, MetricFamily> families;

  std::vector<prometheus::ClientMetric>& of(const std::string& name, const std::string& help,
                                            MetricType type) {
    auto& family = families[name];
    family.name = name;
    family.help = help;
    family.type = type;
    return family.metric;
  }
};

Sheet::Sheet() : state_(std::make_unique<State>()) {}
Sheet::~Sheet() = default;

void Sheet::gauge(const std::string& name, const std::string& help, double value, Labels labels) {
  auto metric = metric_of(std::move(labels));
  metric.gauge.value = value;
  state_->of(name, help, MetricType::Gauge).push_back(std::move(metric));
}

void Sheet::counter(const std::string& name, const std::string& help, double value, Labels labels) {
  auto metric = metric_of(std::move(labels));
  metric.counter.value = value;
  state_->of(name, help, MetricType::Counter).push_back(std::move(metric));
}

void Sheet::spread(const std::string& name, const std::string& help, std::span<const double> bounds,
                   std::span<const std::uint64_t> counts, double sum, Labels labels) {
  auto metric = metric_of(std::move(labels));
  auto& histogram = metric.histogram;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    histogram.sample_count += counts[i];
    const double bound = i < bounds.size() ? bounds[i] : std::numeric_limits<double>::infinity();
    histogram.bucket.push_back({histogram.sample_count, bound});
  }
  histogram.sample_sum = sum;
  state_->of(name, help, MetricType::Histogram).push_back(std::move(metric));
}

// What is counted of one route and method.
struct Series {
  prometheus::Counter* by_class[std::size(status_classes)] = {};
  prometheus::Histogram* durations = nullptr;
};

struct Watch::State {
  explicit State(bool logs) : log_requests(logs) {}

  // Found by where the words stand, not by what they are: they are the router's, and stay.
  Series& series_of(const http::Answered& answered) {
    auto& series = all[{answered.route.data(), answered.method.data()}];
    if (series.durations != nullptr) return series;
    const prometheus::Labels labels = {
        {"route",  std::string(answered.route) },
        {"method", std::string(answered.method)}
    };
    series.durations = &durations.Add(labels, duration_bounds);
    for (std::size_t i = 0; i < std::size(status_classes); ++i) {
      auto with_status = labels;
      with_status["status"] = status_classes[i];
      series.by_class[i] = &requests.Add(with_status);
    }
    return series;
  }

  const bool log_requests;
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter()
          .Name("sila_http_requests_total")
          .Help("Requests answered, by the route's pattern, method and class of status")
          .Register(registry);
  prometheus::Family<prometheus::Histogram>& durations =
      prometheus::BuildHistogram()
          .Name("sila_http_request_seconds")
          .Help("From a request's head to its answer, without the way to the client")
          .Register(registry);
  prometheus::Family<prometheus::Counter>& sign_in_family =
      prometheus::BuildCounter()
          .Name("sila_sign_ins_total")
          .Help("Attempts to sign in, by area and how they ended")
          .Register(registry);
  prometheus::Counter& desk_opened = sign_in_family.Add({
      {"area",    "desk"  },
      {"outcome", "opened"}
  });
  prometheus::Counter& desk_refused = sign_in_family.Add({
      {"area",    "desk"   },
      {"outcome", "refused"}
  });
  prometheus::Counter& portal_opened = sign_in_family.Add({
      {"area",    "portal"},
      {"outcome", "opened"}
  });
  prometheus::Counter& portal_refused = sign_in_family.Add({
      {"area",    "portal" },
      {"outcome", "refused"}
  });
  std::map<std::pair<const char*, const char*>, Series> all;  // I/O thread only
  std::vector<std::function<void(Sheet&)>> sources;
};

Watch::Watch(bool log_requests) : state_(std::make_unique<State>(log_requests)) {}
Watch::~Watch() = default;

namespace {

void log_line(const http::Answered& answered, bool soon) {
  const auto write = soon ? kernel::log::info_soon : kernel::log::error;
  write("http.answered", {
                             {"request_id",  answered.request_id },
                             {"method",      answered.method     },
                             {"route",       answered.route      },
                             {"association", answered.association},
                             {"status",      answered.status     },
                             {"duration_us", answered.duration_us},
                             {"bytes",       answered.bytes      }
  });
}

}  // namespace

void Watch::answered(const http::Answered& answered) {
  auto& series = state_->series_of(answered);
  const int status_class = std::clamp(answered.status / 100, 1, 5);
  series.by_class[status_class - 1]->Increment();
  series.durations->Observe(static_cast<double>(answered.duration_us) / us_a_second);
  if (answered.route.ends_with("/sign-in") && answered.method == "POST") {
    const bool desk = answered.route.ends_with("/desk/sign-in");
    const bool opened = status_class == 2;
    auto& counter = desk ? (opened ? state_->desk_opened : state_->desk_refused)
                         : (opened ? state_->portal_opened : state_->portal_refused);
    counter.Increment();
  }
  const bool fault = status_class == 5;
  if (fault || state_->log_requests) log_line(answered, !fault);
}

void Watch::add(std::function<void(Sheet&)> source) {
  state_->sources.push_back(std::move(source));
}

std::string Watch::text() const {
  Sheet sheet;
  for (const auto& source : state_->sources) {
    try {
      source(sheet);
    } catch (const std::exception& error) {
      kernel::log::warning("watch.source_failed", {
                                                      {"detail", error.what()}
      });
    }
  }
  auto families = state_->registry.Collect();
  for (auto& [name, family] : sheet.state_->families) families.push_back(std::move(family));
  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, families);
  return text.str();
}

void Watch::add_route(http::Router& router) const {
  router.add("GET", "/metrics", http::Body::none, [this](http::Request&, http::Reply reply) {
    reply.send({.body = text(), .content_type = "text/plain; version=0.0.4; charset=utf-8"});
  });
}

}  // namespace watch
