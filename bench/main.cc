#include <CLI/CLI.hpp>
#include <boost/describe.hpp>
#include <cstdio>
#include <future>
#include <random>
#include <set>
#include <thread>

#include "base/json.h"
#include "engine.h"
#include "load.h"
#include "measure.h"
#include "postgres.h"
#include "reporting/clause_report.h"
#include "reporting/replay_policy.h"
#include "requests/queue.h"
#include "scale.h"
#include "served.h"
#include "storage.h"
#include "town.h"

// Each path beside its limit, measured in the same run: see docs/performance.md.
namespace bench {
namespace {

constexpr int few = 10'000, many = 100'000;
constexpr int runs = 5;

void measure_pages(Table& table, Town& town, std::uint16_t port) {
  const auto desk = cookie("teryaq", auth::Area::desk, town.sign_in(Role::officer).token);
  std::mt19937 random(1);
  const auto bare =
      middle([&] { return drive(port, 16, 1, [](int) { return get("/bench/kilobyte"); }); });
  const auto page = middle([&] {
    return drive(port, 16, 1, [&](int) {
      const auto& id = town.lived()[random() % town.lived().size()];
      return get("/api/teryaq/desk/requests/" + id.text, desk);
    });
  });
  table.add("request page over HTTP, 16 connections", page.rate(), "a s", Better::more, bare.rate(),
            "1 KB from a struct, same server", {">= 0.40 of the limit", 0.40, {}});
  table.add("request page over HTTP, p99", page.p99_ms, "ms", Better::less, bare.p99_ms,
            "the same of 1 KB");
  const auto queue = middle(
      [&] { return drive(port, 16, 1, [&](int) { return get("/api/teryaq/desk/queue", desk); }); });
  table.add("queue page over HTTP, 16 connections", queue.rate(), "a s", Better::more, bare.rate(),
            "1 KB from a struct, same server");
}

void measure_point_read(Table& table, Town& town) {
  Raw raw(town.database());
  const auto& ids = town.lived();
  std::vector<RequestId> wanted;
  wanted.reserve(20'000);
  for (int i = 0; i < 20'000; ++i) wanted.push_back(ids[static_cast<std::size_t>(i) % ids.size()]);
  const double limit = median_of(runs, [&] { raw.read_rows(town.tenant().id.text, wanted); });
  const double ours = median_of(runs, [&] {
    town.tenant().store->read([&](db::Transaction& tx) {
      for (const auto& id : wanted) {
        if (!requests::find_row(tx, town.tenant().id, id)) throw std::runtime_error("no such row");
      }
    });
  });
  const auto count = static_cast<double>(wanted.size());
  table.add("point read of a request's row", count / ours, "a s", Better::more, count / limit,
            "raw sqlite3, cached statement", {">= 0.90 of the limit", 0.90, {}});
}

// The same closures without HTTP: `together` a transaction.
double submissions_without_http(Town& town, int together, double seconds) {
  const auto body = json::read<requests::SubmitRequest>(inquiry()).value();
  auto actor = town.sign_in("+966500009999").actor;
  std::int64_t count = 0;
  const auto began = std::chrono::steady_clock::now();
  while (seconds_since(began) < seconds) {
    const auto end = town.tenant().store->write_and_wait([&](db::Transaction& tx) {
      for (int i = 0; i < together; ++i) {
        const auto call = town.call_as(actor);
        if (actor.acting_for.empty()) actor.acting_for = requests::acting_party(tx, call).value();
        const auto made = requests::submit_request(tx, town.call_as(actor), body);
        if (!made) throw std::runtime_error("a submission of the bench was refused");
        if (json::write(made.value()).empty()) return false;
      }
      return true;
    });
    if (end != db::End::committed) throw std::runtime_error("the bench could not write");
    count += together;
  }
  return static_cast<double>(count) / seconds_since(began);
}

void measure_submissions(Table& table, Town& town, std::uint16_t port) {
  constexpr int clients = 128;
  std::vector<std::string> cookies;
  for (int i = 0; i < clients; ++i) {
    char phone[20];
    std::snprintf(phone, sizeof phone, "+9665100%05d", i);
    cookies.push_back(cookie("teryaq", auth::Area::portal, town.sign_in(phone).token));
  }
  const auto next = [&](int connection) {
    return submission_of("teryaq", cookies[static_cast<std::size_t>(connection)]);
  };
  drive(port, clients, 0.2, next);  // each becomes a claim
  const double batched = submissions_without_http(town, 1'000, 3);
  const double alone = submissions_without_http(town, 1, 2);
  const double syncs = syncs_a_second(town.folder(), 1);
  const auto load = middle([&] { return drive(port, clients, 2, next); });
  table.add("durable submission over HTTP, 128 clients", load.rate(), "a s", Better::more, batched,
            "same closures, 1,000 a transaction", {">= 0.40 of the limit", 0.40, {}});
  table.add("the same against one transaction each", load.rate(), "a s", Better::more, alone,
            "one transaction a request", {">= 3.5 of the limit", 3.5, {}});
  table.add("the same against syncs of the disk", load.rate(), "a s", Better::more, syncs,
            "4 KiB write and fdatasync");
  table.add("durable submission over HTTP, p99", load.p99_ms, "ms", Better::less, {}, "");
}

struct QueueCase {
  std::string scope, state;
  double at_few = 0;
};

void measure_engine(Table& table, const policy::Pack& pack) {
  const auto rates = walk_engine(pack, 2);
  table.add("engine: decide and evolve, one core", rates.steps, "steps s", Better::more,
            rates.folding, "folding the same events", {">= 1,000,000 a second", {}, 1'000'000});
}

void measure_report(Table& table, Town& town, const auth::Actor& actor) {
  Raw raw(town.database());
  const auto call = town.call_as(actor);
  const double pass = median_of(runs, [&] { raw.pass_over_outcomes(town.tenant().id.text); });
  const double report = median_of(runs, [&] {
    town.tenant().store->read([&](db::Transaction& tx) {
      if (!reporting::report_clauses(tx, call)) throw std::runtime_error("the report was refused");
    });
  });
  table.add("clause report over 100,000 requests", report * 1e3, "ms", Better::less, pass * 1e3,
            "one raw pass over the outcomes", {"<= 1,000 ms", {}, 1'000});
}

void measure_growth(Table& table, Town& town) {
  const auto officer = town.sign_in(Role::officer).actor;
  std::vector<QueueCase> cases = {
      {"team", "any"    },
      {"all",  "any"    },
      {"all",  "overdue"},
      {"all",  "blocked"}
  };
  town.fill(few);
  for (auto& one : cases) {
    one.at_few = queue_seconds(town, officer, one.scope, one.state);
    table.add("queue page (" + one.scope + ", " + one.state + ") at 10,000", one.at_few * 1e3, "ms",
              Better::less, {}, "");
  }
  const double seconds = seconds_of([&] { town.fill(many); });
  table.add("filling 90,000 requests (not measured)", seconds, "s", Better::less, {}, "");
  for (const auto& one : cases) {
    const double now = queue_seconds(town, officer, one.scope, one.state);
    table.add("queue page (" + one.scope + ", " + one.state + ") at 100,000", now * 1e3, "ms",
              Better::less, one.at_few * 1e3, "its own cost at 10,000",
              {"<= 1.5 times the limit", 1 / 1.5, {}});
  }
  measure_report(table, town, officer);
}

// The answer may not come before three weeks: every one that came earlier moves.
policy::Pack stricter(policy::Pack draft) {
  auto& kind = draft.kinds[static_cast<std::size_t>(draft.kind_index("assistance"))];
  for (auto& step : kind.steps) {
    if (step.kind == policy::StepKind::study)
      step.at_least = policy::Period{21, policy::Unit::calendar_days, false};
  }
  return draft;
}

void measure_replay(Table& table, Town& town, int requests) {
  town.fill(requests);
  const auto pack = town.tenant().policy_in_force();
  for (const auto& kind : pack->kinds) town.open_values(kind.id, reporting::values_asked(kind));
  const policy::Pack draft = stricter(*pack);
  const kernel::Clock clock;
  reporting::ReplayReport report;
  const double processor_before = processor_seconds();
  const double seconds = seconds_of([&] {
    report =
        reporting::replay_policy(town.tenant(), draft, clock.now(), {.threads = 2, .progress = {}});
  });
  const double processor = processor_seconds() - processor_before;
  const auto count = static_cast<double>(report.requests);
  Raw raw(town.database());
  const double pass = raw.pass_over_events(town.tenant().id.text);
  table.add("replay of " + std::to_string(report.requests) + " requests, two threads", seconds, "s",
            Better::less, pass, "one raw pass over their events, one thread");
  table.add("replay, requests a second of processor time", count / processor, "a s", Better::more,
            {}, "");
  table.add("replay, requests a second", count / seconds, "a s", Better::more, {}, "",
            {">= 50,000 a second (1 M in 20 s)", {}, 50'000});
}

// `only`: a part whose name holds this word; empty for all. `requests`: how many are replayed.
void measure(const std::string& out, const std::string& only, int requests) {
  Table table;
  Town town;
  const auto wanted = [&](const char* part) {
    return only.empty() || std::string(part).find(only) != std::string::npos;
  };
  if (wanted("engine")) measure_engine(table, *town.tenant().policy_in_force());
  if (wanted("queue and report")) measure_growth(table, town);
  if (wanted("replay")) measure_replay(table, town, requests);
  if (wanted("point read")) measure_point_read(table, town);
  {
    const Served served(town.house());
    if (wanted("pages")) measure_pages(table, town, served.port);
    if (wanted("submissions")) measure_submissions(table, town, served.port);
  }
  table.print();
  if (!out.empty()) table.write_json(out);
}

}  // namespace
}  // namespace bench

int main(int count, char** words) {
  try {
    std::string out, only;
    int requests = bench::many;
    bench::ScaleWanted scale;
    CLI::App program("Measures each hot path beside a limit of the same run", "sila_bench");
    program.add_option("--out", out, "write the table to this file, as JSON");
    program.add_option("--only", only, "only the part whose name holds this word");
    program.add_option("--requests", requests, "how many requests are replayed")
        ->check(CLI::Range(1, 10'000'000));
    program.add_option("--scale", scale.people,
                       "only how cost grows: numbers of people, 10000 100000 …");
    program.add_option("--folder", scale.folder, "where their data is made, once (build/scale)");
    program.add_option("--program", scale.program, "whose start is measured (build/release/sila)");
    program.add_option("--database", scale.database,
                       "postgresql://…: durable submissions there; with --scale in each size "
                       "(PEOPLE stands for the number)");
    program.add_option("--database-owner", scale.database_owner, "the same as its owner");
    CLI11_PARSE(program, count, words);
    if (!scale.database.empty() && scale.people.empty()) {
      bench::Table table;
      bench::measure_postgres(table, {scale.database, scale.database_owner});
      table.print();
      if (!out.empty()) table.write_json(out);
      return 0;
    }
    if (!scale.people.empty()) {
      bench::Table table;
      bench::measure_scale(table, scale);
      table.print();
      if (!out.empty()) table.write_json(out);
      return 0;
    }
    bench::measure(out, only, requests);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sila_bench: %s\n", error.what());
    return 1;
  }
}
