#include "app/watching.h"

#include <map>

namespace app {
namespace {

using watch::Labels;

constexpr double us_a_second = 1'000'000;

// Of one association, or of all together.
struct Numbers {
  db::Figures figures;
  int associations = 0, that_write = 0;
  auth::OpenSignIns sign_ins;
  std::map<std::pair<std::string, std::string>, std::int64_t> tasks;  // topic and state
};

template <std::size_t bounds>
void add(db::Spread<bounds>& sum, const db::Spread<bounds>& one) {
  for (std::size_t i = 0; i <= bounds; ++i) sum.counts[i] += one.counts[i];
  sum.sum += one.sum;
}

void add(db::Figures& sum, const db::Figures& one) {
  sum.waiting += one.waiting;
  sum.turned_away += one.turned_away;
  sum.failed += one.failed;
  sum.reads += one.reads;
  add(sum.batches, one.batches);
  add(sum.commits_us, one.commits_us);
}

void read(Numbers& numbers, api::Tenant& tenant, Instant now) {
  ++numbers.associations;
  numbers.that_write += tenant.store->accepts_writes();
  add(numbers.figures, tenant.store->figures());
  tenant.store->read([&](db::Transaction& tx) {
    const auto open = auth::count_sign_ins(tx, tenant.id, now);
    numbers.sign_ins.desk += open.desk;
    numbers.sign_ins.portal += open.portal;
    for (const auto& count : outbox::count_open(tx, tenant.id)) {
      const bool waiting = count.state == "waiting";
      numbers.tasks[{count.topic, waiting ? "waiting" : "given_up"}] +=
          count.tasks - (waiting ? count.tried : 0);
      if (waiting) numbers.tasks[{count.topic, "tried_in_vain"}] += count.tried;
    }
  });
}

template <std::size_t bounds>
std::vector<double> scaled(const std::array<std::uint64_t, bounds>& limits, double by) {
  std::vector<double> all;
  all.reserve(bounds);
  for (const auto limit : limits) all.push_back(static_cast<double>(limit) / by);
  return all;
}

Labels with(Labels labels, const std::string& name, const std::string& value) {
  labels.emplace_back(name, value);
  return labels;
}

void put_figures(watch::Sheet& sheet, const db::Figures& figures, const Labels& labels) {
  sheet.gauge("sila_db_writes_waiting", "Writes that have not ended yet",
              static_cast<double>(figures.waiting), labels);
  sheet.counter("sila_db_writes_turned_away_total",
                "Writes that never ran: the queue was full, or the file locked",
                static_cast<double>(figures.turned_away), labels);
  sheet.counter("sila_db_writes_failed_total", "Writes whose commit failed",
                static_cast<double>(figures.failed), labels);
  sheet.counter("sila_db_reads_total", "Read transactions", static_cast<double>(figures.reads),
                labels);
  sheet.spread("sila_db_batch_writes", "Writes in one commit", scaled(db::batch_bounds, 1),
               figures.batches.counts, static_cast<double>(figures.batches.sum), labels);
  sheet.spread("sila_db_commit_seconds", "From a commit's first statement to the end of its sync",
               scaled(db::commit_bounds_us, us_a_second), figures.commits_us.counts,
               static_cast<double>(figures.commits_us.sum) / us_a_second, labels);
}

void put(watch::Sheet& sheet, const Numbers& numbers, const Labels& labels) {
  put_figures(sheet, numbers.figures, labels);
  sheet.gauge("sila_associations", "Associations open in this program", numbers.associations,
              labels);
  sheet.gauge("sila_db_stopped", "Databases that take no writes until a restart",
              numbers.associations - numbers.that_write, labels);
  sheet.gauge("sila_sign_ins_open", "Sign-ins that are open",
              static_cast<double>(numbers.sign_ins.desk), with(labels, "area", "desk"));
  sheet.gauge("sila_sign_ins_open", "Sign-ins that are open",
              static_cast<double>(numbers.sign_ins.portal), with(labels, "area", "portal"));
  for (const auto& [key, tasks] : numbers.tasks) {
    sheet.gauge("sila_outbox_tasks", "Work after the commit (mail, SMS …) that is not done",
                static_cast<double>(tasks),
                with(with(labels, "topic", key.first), "state", key.second));
  }
}

void put_associations(watch::Sheet& sheet, House& house, Instant now) {
  Numbers all;
  for (auto* tenant : house.tenants()) {
    if (!house.config().metrics_each) {
      read(all, *tenant, now);
      continue;
    }
    Numbers one;
    read(one, *tenant, now);
    put(sheet, one,
        {
            {"association", tenant->slug}
    });
  }
  if (!house.config().metrics_each) put(sheet, all, {});
}

}  // namespace

Watching::Watching(House& house, const kernel::Clock& clock)
    : config_(house.config()), watch_(config_.log_requests) {
  watch_.add(watch::put_process);
  watch_.add([this](watch::Sheet& sheet) { watch::put_load(sheet, load_); });
  watch_.add([&](watch::Sheet& sheet) { put_associations(sheet, house, clock.now()); });
  watch_.add([](watch::Sheet& sheet) {
    sheet.gauge("sila_build_info", "Always 1; the version stands in the label", 1,
                {
                    {"version", SILA_VERSION}
    });
  });
  watch_.add_route(routes_);
}

void Watching::attach(http::ServerOptions& options) {
  options.load = &load_;
  options.on_answered = [this](const http::Answered& answered) { watch_.answered(answered); };
  if (config_.metrics_address.empty()) return;
  options.side = {.router = &routes_,
                  .address = config_.metrics_address,
                  .port = config_.metrics_port,
                  .on_listening = [this](std::uint16_t port) {
                    const bool six = config_.metrics_address.find(':') != std::string::npos;
                    const auto host =
                        six ? "[" + config_.metrics_address + "]" : config_.metrics_address;
                    page_ = "http://" + host + ":" + std::to_string(port) + "/metrics";
                  }};
}

}  // namespace app
