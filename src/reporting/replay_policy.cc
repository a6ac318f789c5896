#include "reporting/replay_policy.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <tuple>

#include "organisation/organisation.h"
#include "procedure/replay.h"
#include "requests/requests.h"

namespace reporting {

const db::Sql count_requests(R"sql(
SELECT COUNT(*) FROM requests WHERE association_id = $1)sql");

namespace {

constexpr int part_size = 50;  // what a part takes in memory should stay in the cache
constexpr std::size_t sample_max = 100;

using Key = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string,
                       std::string, std::string>;
Key key_of(const ReplayFinding& one) {
  const auto before = one.parameters.find("before");
  const std::string waits_for = before == one.parameters.end() ? "" : before->second;
  return {one.what, one.kind, one.step, one.code, one.clause, one.control, one.field, waits_for};
}

// What was found so far; of one thread, or of all.
class Totals {
 public:
  void add(const requests::History& history, ReplayFinding finding, std::int64_t days = 0) {
    auto& total = findings_[key_of(finding)];
    if (total.requests == 0) total = std::move(finding);
    ++total.requests;
    total.days_most = std::max(total.days_most, days);
    const bool named = history.confidentiality != Class::confidential;
    if (named && total.sample.size() < sample_max)
      total.sample.push_back({history.id.text, history.reference});
  }
  void count(bool affected) {
    ++requests;
    if (!affected) ++unaffected;
  }
  void take(Totals&& other) {
    requests += other.requests;
    unaffected += other.unaffected;
    for (auto& [key, finding] : other.findings_) {
      auto& total = findings_[key];
      if (total.requests == 0) {
        total = std::move(finding);
        continue;
      }
      total.requests += finding.requests;
      total.days_most = std::max(total.days_most, finding.days_most);
      for (auto& one : finding.sample) {
        if (total.sample.size() < sample_max) total.sample.push_back(std::move(one));
      }
    }
  }
  std::vector<ReplayFinding> findings() && {
    std::vector<ReplayFinding> sorted;
    for (auto& [key, finding] : findings_) sorted.push_back(std::move(finding));
    std::ranges::stable_sort(sorted,
                             [](const auto& a, const auto& b) { return a.requests > b.requests; });
    return sorted;
  }

  std::int64_t requests = 0, unaffected = 0;

 private:
  std::map<Key, ReplayFinding> findings_;
};

std::set<std::string> birth_dates_in(const policy::RequestKind& kind) {
  std::set<std::string> items;
  for (const auto& item : kind.items)
    if (item.known_as == "birth_date") items.insert(item.id);
  return items;
}

// Whether the beneficiary was a minor follows from the date of birth, when it was given.
void add_minor(const policy::RequestKind& kind, requests::History& history) {
  std::vector<procedure::KnownValue> more;
  for (const auto& item : birth_dates_in(kind)) {
    for (const auto& known : history.values) {
      const auto born = known.fact == "item." + item ? parse_date(known.value) : std::nullopt;
      if (!born) continue;
      const bool minor = requests::is_minor(*born, riyadh_date(known.since));
      more.push_back({"beneficiary.minor", minor ? "yes" : "no", known.since});
    }
  }
  history.values.insert(history.values.end(), more.begin(), more.end());
  std::ranges::stable_sort(history.values, {}, &procedure::KnownValue::since);
}

}  // namespace

std::set<std::string> values_asked(const policy::RequestKind& kind) {
  std::set<std::string> names;
  const auto take = [&](const std::vector<policy::Condition>& conditions) {
    for (const auto& one : conditions) {
      if (one.fact.starts_with("item.")) names.insert(one.fact.substr(5));
      if (one.fact.starts_with("record.")) names.insert(one.fact);
      if (one.fact == "beneficiary.minor") names.merge(birth_dates_in(kind));
    }
  };
  for (const auto& item : kind.items) take(item.when);
  for (const auto& step : kind.steps) {
    take(step.when);
    for (const auto& field : step.record) take(field.when);
    if (!step.share) continue;
    names.insert("record." + step.id + "." + step.share->of);
    names.insert("record." + step.id + "." + step.share->attended);
  }
  return names;
}

namespace {

class Replaying {
 public:
  Replaying(api::Tenant& tenant, const policy::Pack& draft, Instant now,
            const ReplayOptions& options)
      : tenant_(tenant), draft_(draft), now_(now), options_(options) {
    for (const auto& kind : draft.kinds) names_[kind.id] = values_asked(kind);
    tenant.store->read([&](db::Transaction& tx) {
      calendar_ = organisation::working_calendar(tx, tenant, now);
      all_ = tx.one(
                   count_requests, [](const db::Row& row) { return row.integer(0); }, tenant.id)
                 .value_or(0);
    });
  }

  Totals run() {
    std::vector<std::thread> workers;
    for (int i = 0; i < std::max(1, options_.threads); ++i)
      workers.emplace_back([this] { work(); });
    for (auto& worker : workers) worker.join();
    if (failure_) std::rethrow_exception(failure_);
    return std::move(totals_);
  }

 private:
  void work() {
    try {
      Totals own;
      while (replay_part(own)) {
      }
      const std::lock_guard hold(mutex_);
      totals_.take(std::move(own));
    } catch (...) {
      const std::lock_guard hold(mutex_);
      failure_ = std::current_exception();
      over_ = true;
    }
  }

  // One part of the requests; false when there are no more.
  bool replay_part(Totals& totals) {
    std::vector<requests::History> part;
    tenant_.store->read([&](db::Transaction& tx) {
      {
        const std::lock_guard hold(mutex_);
        over_ = over_ || (options_.is_stopped && options_.is_stopped());
        if (over_) return;
        part = requests::read_heads(tx, tenant_.id, cursor_, part_size);
        over_ = part.size() < part_size;
        if (!part.empty()) cursor_ = part.back().id;
      }
      requests::read_events(tx, tenant_.id, part);
      for (auto& history : part) {
        const auto names = names_.find(history.kind);
        if (names == names_.end()) continue;
        requests::read_facts(tx, *tenant_.keeper, tenant_.id, names->second, history);
        add_minor(*draft_.kind(history.kind), history);
      }
    });
    for (const auto& history : part) look_at(history, totals);
    done_ += static_cast<std::int64_t>(part.size());
    if (options_.progress && !part.empty()) options_.progress(done_, all_);
    return !part.empty();
  }

  void look_at(const requests::History& history, Totals& totals) {
    const auto own = tenant_.policy_version(history.policy_version);
    const int kind = own ? own->kind_index(history.kind) : -1;
    ReplayFinding finding{.kind = history.kind};
    if (kind >= 0) finding.kind_title = own->kinds[static_cast<std::size_t>(kind)].title;
    if (kind < 0 || history.events.empty() || !history.readable) {
      finding.what = "unreadable";
      totals.add(history, std::move(finding));
      return totals.count(true);
    }
    const procedure::Replay with{*own, draft_, now_, &calendar_};
    const auto replayed = procedure::replay(with, kind, history.events, history.values);
    totals.count(note(history, replayed, finding, totals));
  }

  bool note(const requests::History& history, const procedure::Replayed& replayed,
            const ReplayFinding& about, Totals& totals) const {
    const auto one = [&](const char* what, const std::string& step) {
      ReplayFinding finding = about;
      finding.what = what;
      finding.step = step;
      finding.step_title = title_of(about.kind, step);
      return finding;
    };
    if (replayed.gone) totals.add(history, one("gone", ""));
    if (replayed.stop)
      note_stop(history, *replayed.stop, one("stopped", replayed.stop->step), totals);
    if (!replayed.waits_at.empty()) totals.add(history, one("waits", replayed.waits_at));
    for (const auto& clock : replayed.clocks) {
      auto finding = one(clock.broken ? "clock_broken" : "clock_mended", "");
      finding.clause = clock.clause;
      finding.control = clock.control;
      totals.add(history, std::move(finding));
    }
    if (replayed.answer_later_ms)
      totals.add(history, one("answer_later", ""),
                 (*replayed.answer_later_ms + day_ms - 1) / day_ms);
    return replayed.gone || replayed.stop || !replayed.waits_at.empty() ||
           !replayed.clocks.empty() || replayed.answer_later_ms;
  }

  static void note_stop(const requests::History& history, const procedure::Stop& stop,
                        const ReplayFinding& about, Totals& totals) {
    for (const auto& obstacle : stop.obstacles) {
      ReplayFinding finding = about;
      finding.act = procedure::name_of(stop.act);
      finding.code = obstacle.code;
      finding.clause = obstacle.clause;
      finding.field = obstacle.field;
      finding.parameters = obstacle.parameters;
      totals.add(history, std::move(finding));
    }
  }

  policy::Text title_of(const std::string& kind_id, const std::string& step_id) const {
    const auto* kind = draft_.kind(kind_id);
    const int step = kind == nullptr || step_id.empty() ? -1 : kind->step_index(step_id);
    return step < 0 ? policy::Text() : kind->steps[static_cast<std::size_t>(step)].title;
  }

  api::Tenant& tenant_;
  const policy::Pack& draft_;
  const Instant now_;
  const ReplayOptions& options_;
  std::map<std::string, std::set<std::string>> names_;  // by kind
  saudi::WorkingCalendar calendar_;
  std::int64_t all_ = 0;
  std::atomic<std::int64_t> done_ = 0;
  std::mutex mutex_;  // what follows
  RequestId cursor_;
  bool over_ = false;
  Totals totals_;
  std::exception_ptr failure_;
};

}  // namespace

ReplayReport replay_policy(api::Tenant& tenant, const policy::Pack& draft, Instant now,
                           const ReplayOptions& options) {
  Totals totals = Replaying(tenant, draft, now, options).run();
  ReplayReport report{.draft = draft.digest};
  report.requests = totals.requests;
  report.unaffected = totals.unaffected;
  report.findings = std::move(totals).findings();
  report.measured_at = now;
  return report;
}

}  // namespace reporting
