#include "scale.h"

#include <cstdio>
#include <filesystem>
#include <map>
#include <random>

#include "app/crowd.h"
#include "app/demo_words.h"
#include "parties/load_names.h"
#include "postgres.h"
#include "privacy/privacy.h"
#include "program.h"
#include "reporting/clause_report.h"
#include "requests/request_row.h"
#include "served.h"
#include "storage.h"
#include "town.h"

namespace bench {

const db::Sql select_some(R"sql(
SELECT id FROM requests WHERE association_id = $1 AND id > $2 ORDER BY id LIMIT $3)sql");
const db::Sql count_tasks(R"sql(SELECT COUNT(*) FROM tasks WHERE association_id = $1)sql");

namespace {

namespace fs = std::filesystem;
constexpr std::uint32_t seed = 1451;
constexpr int requests_a_person = 2, connections = 16;
constexpr const char* slug = "namaa";

// What a path cost in the size before.
using Before = std::map<std::string, double>;

class Crowd : public Association {
 public:
  Crowd(const std::string& folder, const Databases& databases) { open(folder, slug, databases); }
  // From all over the two hundred lives.
  std::vector<RequestId> some_requests(int count) {
    std::vector<RequestId> ids;
    tenant_->store->read([&](db::Transaction& tx) {
      std::string after;
      while (static_cast<int>(ids.size()) < count) {
        const auto found = tx.each(
            select_some, [&](const db::Row& row) { ids.push_back({row.string(0)}); }, tenant_->id,
            after, 1);
        if (found == 0) return;
        after = ids.back().text;
        after[8 + step_++ % 3] = 'g';  // past what begins alike
      }
    });
    return ids;
  }
  std::int64_t tasks() {
    std::int64_t count = 0;
    tenant_->store->read([&](db::Transaction& tx) {
      count = tx.one(
                    count_tasks, [](const db::Row& row) { return row.integer(0); }, tenant_->id)
                  .value_or(0);
    });
    return count;
  }

 private:
  std::size_t step_ = 0;
};

// Of one size: PEOPLE in an address stands for the number.
Databases databases_of(const ScaleWanted& wanted, int people) {
  const auto filled = [&](std::string address) {
    const std::string_view hole = "PEOPLE";
    const auto at = address.find(hole);
    return at == address.npos ? address : address.replace(at, hole.size(), std::to_string(people));
  };
  return {filled(wanted.database), filled(wanted.database_owner)};
}

void make_once(const std::string& folder, int people, const Databases& databases) {
  if (fs::exists(folder + "/made")) return;
  fs::remove_all(folder);
  fs::create_directories(folder);
  // In the morning: days are lived until the afternoon, and copies up to an hour later.
  const Instant to = riyadh_midnight(riyadh_date(kernel::Clock().now())) + -16 * hour_ms;
  kernel::Clock standing(to);
  const app::CrowdWanted wanted{.people = people,
                                .requests = std::int64_t{requests_a_person} * people,
                                .seed = seed,
                                .is_told = true};
  app::House house(
      {.config = config_in(folder, databases), .clock = &standing, .runs_jobs = false});
  const auto town = app::live_crowd(house, standing, wanted, "unused", to + -100 * day_ms, to);
  const auto made = app::copy_crowd(house, wanted, town->staff(), to);
  if (made.legal != made.sampled) throw std::runtime_error("the crowd is not legal: " + made.why);
  std::fprintf(stderr, "  %d people made: %lld rows in %.0f s; %d of %d stand\n", people,
               static_cast<long long>(made.rows), made.seconds, made.legal, made.sampled);
  std::FILE* mark = std::fopen((folder + "/made").c_str(), "w");
  if (mark != nullptr) std::fclose(mark);
}

class Sizes {
 public:
  Sizes(Table& table, int people, Before& before)
      : table_(table), size_(" at " + std::to_string(people)), before_(before) {}
  void rate(const std::string& path, double value) { add(path, value, "a s", Better::more); }
  void cost(const std::string& path, double value, const std::string& unit) {
    add(path, value, unit, Better::less);
  }

 private:
  void add(const std::string& path, double value, const std::string& unit, Better better) {
    const auto known = before_.find(path);
    const auto limit = known == before_.end() ? std::nullopt : std::optional(known->second);
    table_.add(path + size_, value, unit, better, limit, "a tenth of the people");
    before_[path] = value;
  }
  Table& table_;
  const std::string size_;
  Before& before_;
};

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    char code[4];
    std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned char>(c));
    out += code;
  }
  return out;
}

std::string some_name(std::mt19937& random) {
  const auto whole =
      app::demo_name(random() % 2 == 0, [&](std::size_t below) { return random() % below; });
  return whole.substr(0, whole.rfind(' '));  // own, father's and grandfather's
}

// Of as many rows as the page has; more than a file takes (50,000) are refused, and said so.
void measure_exports(Sizes& sizes, std::uint16_t port, const std::string& desk) {
  for (const std::string format : {"xlsx", "csv"}) {
    const auto path =
        "/api/" + std::string(slug) + "/desk/queue/export?scope=all&state=any&format=" + format;
    const auto taken = drive(port, 1, 1e-3, [&](int) { return get(path, desk); });
    if (taken.refused > 0) {
      std::fprintf(stderr, "  not taken along: %s\n", taken.first_refusal.c_str());
    } else {
      sizes.cost("whole queue taken along (" + format + ")", taken.p50_ms / 1e3, "s");
    }
  }
}

void measure_http(Sizes& sizes, Crowd& town) {
  const auto api = "/api/" + std::string(slug);
  const auto desk = cookie(slug, auth::Area::desk, town.sign_in(Role::officer).token);
  const auto ids = town.some_requests(2'000);
  std::vector<std::string> portal;
  for (int i = 0; i < 128; ++i) {
    char phone[20];
    std::snprintf(phone, sizeof phone, "+9665300%05u", static_cast<unsigned>(i));
    portal.push_back(cookie(slug, auth::Area::portal, town.sign_in(phone).token));
  }
  town.tenant().store->read(  // whoever searches first waits for the names
      [&](db::Transaction& tx) {
        parties::load_names_once(tx, town.tenant(), *town.tenant().people);
      });
  const Served served(town.house());
  std::mt19937 random(seed);
  const auto drive_path = [&](const std::function<std::string()>& path) {
    return middle([&] {
             return drive(served.port, connections, 1, [&](int) { return get(path(), desk); });
           })
        .rate();
  };
  sizes.rate("request page over HTTP",
             drive_path([&] { return api + "/desk/requests/" + ids[random() % ids.size()].text; }));
  sizes.rate("queue page over HTTP", drive_path([&] { return api + "/desk/queue"; }));
  sizes.rate("people by name over HTTP",
             drive_path([&] { return api + "/desk/people?q=" + escaped(some_name(random)); }));
  measure_exports(sizes, served.port, desk);
  const auto submit = [&](int connection) {
    return submission_of(slug, portal[static_cast<std::size_t>(connection)]);
  };
  drive(served.port, 128, 0.2, submit);  // each becomes a claim
  sizes.rate("durable submission over HTTP",
             middle([&] { return drive(served.port, 128, 1, submit); }).rate());
}

// What a day's pass reads of files that are all too young: nothing is over the periods that are
// proposed.
void look_for_what_is_due(Crowd& town) {
  const auto today = riyadh_date(kernel::Clock().now());
  for (const auto& rule : privacy::category_rules()) {
    privacy::DueSearch search{.category = rule.category,
                              .before = privacy::cutoff(today, rule.proposed),
                              .people = 5'000,
                              .limit = 100};
    for (bool is_end = false; !is_end;) {
      town.tenant().store->read([&](db::Transaction& tx) {
        const auto found = privacy::find_due(tx, town.tenant().id, search);
        if (!found.due.empty())
          throw std::runtime_error("something of a hundred days is over its period");
        is_end = !found.next;
        search.after = found.next.value_or("");
      });
    }
  }
}

void measure_store(Sizes& sizes, Crowd& town) {
  const auto officer = town.sign_in(Role::officer).actor;
  using Case = std::pair<const char*, const char*>;
  for (const auto& [scope, state] : {
           Case{"team", "any"    },
           Case{"all",  "overdue"},
           Case{"all",  "blocked"}
  })
    sizes.cost("queue page (" + std::string(scope) + ", " + state + ")",
               queue_seconds(town, officer, scope, state) * 1e3, "ms");
  sizes.cost("a day's pass of retention", median_of(3, [&] { look_for_what_is_due(town); }), "s");
  const auto call = town.call_as(officer);
  sizes.cost("clause report",
             median_of(3,
                       [&] {
                         town.tenant().store->read([&](db::Transaction& tx) {
                           if (!reporting::report_clauses(tx, call))
                             throw std::runtime_error("the report was refused");
                         });
                       }) *
                 1e3,
             "ms");
  const auto ids = town.some_requests(5'000);
  sizes.rate("point read of a request's row",
             static_cast<double>(ids.size()) / median_of(5, [&] {
               town.tenant().store->read([&](db::Transaction& tx) {
                 for (const auto& id : ids) {
                   if (!requests::find_row(tx, town.tenant().id, id))
                     throw std::runtime_error("no such request");
                 }
               });
             }));
}

}  // namespace

void measure_scale(Table& table, const ScaleWanted& wanted) {
  Before before;
  for (const int people : wanted.people) {
    const auto folder = wanted.folder + "/" + std::to_string(people);
    const auto databases = databases_of(wanted, people);
    make_once(folder, people, databases);
    Sizes sizes(table, people, before);
    const auto start = start_program(wanted.program, folder + "/data", slug);
    sizes.cost("start to the first answer", start.first_answer_s, "s");
    sizes.cost("start until all is loaded", start.ready_s, "s");
    sizes.cost("memory, idle", start.resident_mb, "MB");
    Crowd town(folder, databases);
    const double bytes = databases.address.empty()
                             ? static_cast<double>(fs::file_size(town.database()))
                             : postgres_bytes(databases.owner);
    sizes.cost("database", bytes / 1e6, "MB");
    sizes.cost("open tasks", static_cast<double>(town.tasks()), "");
    measure_store(sizes, town);
    measure_http(sizes, town);
  }
}

}  // namespace bench
