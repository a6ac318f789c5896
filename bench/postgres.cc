#include "postgres.h"

#include <libpq-fe.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "base/json.h"
#include "platform/db/read_memo.h"
#include "requests/submit_request.h"
#include "served.h"

namespace bench {
namespace {

constexpr int runs = 5, people = 128;
constexpr int writers = 8;  // db::WriterLimits::connections
constexpr double run_s = 1;
// Sent by bare libpq in each run; there is a first run that does not count, on few connections and
// on many.
constexpr std::size_t share = 300, recorded_max = share * 2 * (runs + 1);

struct Said {
  std::string text;
  int index = -1;  // of a db::Sql, which is prepared
  std::vector<std::optional<std::string>> values;
  std::vector<int> formats;
};
using Submission = std::vector<Said>;

// Passes everything on, and keeps what is said to the server: not what is answered from memory.
class Recorder final : public db::Transaction {
 public:
  explicit Recorder(db::Transaction& tx) : tx_(tx) {}
  Submission said;
  int waited_for = 0;  // statements whose rows were read

  using db::Transaction::serialize;
  void serialize(std::int64_t key) override {
    memo_.clear();
    said.push_back({.text = "SELECT pg_advisory_xact_lock($1::bigint)",
                    .values = {std::to_string(key)},
                    .formats = {0}});
    tx_.serialize(key);
  }
  bool alone() override { return tx_.alone(); }
  std::optional<std::int64_t> next_number() override {
    said.push_back({.text = "SELECT nextval('numbers')"});
    ++waited_for;
    return tx_.next_number();
  }
  bool numbers_have_gaps() const override { return tx_.numbers_have_gaps(); }
  void after_commit(std::function<void()>) override {}
  void tell(std::string_view) override {}

 protected:
  std::int64_t run(const db::Sql& sql, const db::Value* values, std::size_t count, Visit visit,
                   void* self) override {
    const auto pass_on = [&]() -> std::int64_t {
      if (visit == nullptr) return tx_.execute_with(sql, {values, count});
      return tx_.each_with(sql, [&](const db::Row& row) { visit(self, row); }, {values, count});
    };
    if (visit && memo_.find(sql, values, count)) return pass_on();
    waited_for += visit ? 1 : 0;
    keep(sql, values, count);
    if (visit && db::only_asks(sql.text()))
      memo_.keep(sql, values, count, some_answer_, 0);
    else
      memo_.wrote(sql.text());
    return pass_on();
  }

 private:
  void keep(const db::Sql& sql, const db::Value* values, std::size_t count) {
    auto& one = said.emplace_back();
    one.text = sql.text();
    one.index = sql.index();
    for (std::size_t i = 0; i < count; ++i) {
      const auto& value = values[i];
      const bool is_number = value.kind == db::Value::Kind::integer;
      one.formats.push_back(is_number || value.kind == db::Value::Kind::null ? 0 : 1);
      one.values.push_back(value.kind == db::Value::Kind::null ? std::nullopt
                           : is_number ? std::optional(std::to_string(value.integer))
                                       : std::optional(std::string(value.data)));
    }
  }

  db::Transaction& tx_;
  db::ReadMemo memo_;
  const db::ReadMemo::Answer some_answer_{PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK), PQclear};
};

class Submitting {
 public:
  explicit Submitting(Town& town)
      : town_(town), body_(json::read<requests::SubmitRequest>(inquiry()).value()) {
    for (int i = 0; i < people; ++i) {
      char phone[20];
      std::snprintf(phone, sizeof phone, "+9665100%05d", i);
      auto actor = town.sign_in(phone).actor;
      town.tenant().store->write_and_wait([&](db::Transaction& tx) {
        actor.acting_for = requests::acting_party(tx, town.call_as(actor)).value();
        return requests::submit_request(tx, town.call_as(actor), body_).ok();
      });
      actors_.push_back(std::move(actor));
    }
    body_.consents.clear();  // each has agreed: the next agreement's number would be another
  }

  std::string submit(db::Transaction& tx, std::size_t person) {
    auto made = requests::submit_request(tx, town_.call_as(actors_[person % people]), body_);
    if (!made) throw std::runtime_error("a submission of the bench was refused");
    return made.value().reference;
  }

  // Submissions a second, `people` of them always under way.
  double rate() {
    const auto began = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < people; ++i) begin(i, began);
    std::unique_lock hold(mutex_);
    ended_.wait(hold, [&] { return under_way_ == 0; });
    if (failed_) throw std::runtime_error("the bench could not write");
    return static_cast<double>(std::exchange(committed_, 0)) / seconds_since(began);
  }

  // What `count` submissions say; they are undone.
  std::vector<Submission> record(std::size_t count) {
    std::vector<Submission> all;
    for (std::size_t i = 0; i < count; ++i) {
      town_.tenant().store->write_and_wait([&](db::Transaction& tx) {
        Recorder recorder(tx);
        const auto reference = submit(recorder, i);
        waited_for = recorder.waited_for;
        all.push_back(with_own_reference(std::move(recorder.said), reference, i));
        return false;
      });
    }
    return all;
  }
  int waited_for = 0;

 private:
  void begin(std::size_t person, std::chrono::steady_clock::time_point began) {
    {
      const std::lock_guard hold(mutex_);
      ++under_way_;
    }
    town_.tenant().store->write<char>(
        [this, person](db::Transaction& tx, char&) {
          submit(tx, person);
          return true;
        },
        [this, person, began](db::End end, char&) {
          const bool well = end == db::End::committed;
          if (well && seconds_since(began) < run_s) begin(person, began);
          const std::lock_guard hold(mutex_);
          well ? ++committed_ : ++failed_;
          --under_way_;
          ended_.notify_all();
        });
  }

  // They were undone, so each was given the same.
  static Submission with_own_reference(Submission said, const std::string& reference,
                                       std::size_t number) {
    for (auto& one : said) {
      for (auto& value : one.values) {
        if (value == reference) value = "bench-" + std::to_string(number);
      }
    }
    return said;
  }

  Town& town_;
  requests::SubmitRequest body_;
  std::vector<auth::Actor> actors_;
  std::mutex mutex_;  // what follows
  std::condition_variable ended_;
  int under_way_ = 0, failed_ = 0;
  std::int64_t committed_ = 0;
};

// libpq and nothing else: a submission is one message.
class Bare {
 public:
  Bare(const std::string& address, std::string association, int number)
      : association_(std::move(association)), number_(number) {
    handle_ = PQconnectdb(address.c_str());
    if (PQstatus(handle_) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(handle_));
    PQclear(PQexec(handle_, "SET search_path = sila"));
    PQenterPipelineMode(handle_);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;
  ~Bare() { PQfinish(handle_); }

  void submit(const Submission& submission) {
    send("BEGIN", {});
    send("SELECT set_config('app.association', $1, true), pg_advisory_xact_lock_shared(1, 2)",
         {association_});
    for (const auto& one : submission) say(one);
    send("COMMIT", {});
    PQpipelineSync(handle_);
    for (int left = sent_ + 1; left > 0; --left) {
      while (PGresult* result = PQgetResult(handle_)) {
        const auto status = PQresultStatus(result);
        const bool well = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK ||
                          status == PGRES_PIPELINE_SYNC;
        const std::string why = well ? "" : PQresultErrorMessage(result);
        PQclear(result);
        if (!well) throw std::runtime_error("bare libpq: " + why);
        if (status == PGRES_PIPELINE_SYNC) break;
      }
    }
    sent_ = 0;
  }

 private:
  void send(const char* text, const std::vector<std::string>& values) {
    std::vector<const char*> data;
    data.reserve(values.size());
    for (const auto& value : values) data.push_back(value.c_str());
    PQsendQueryParams(handle_, text, static_cast<int>(data.size()), nullptr, data.data(), nullptr,
                      nullptr, 0);
    ++sent_;
  }

  void say(const Said& said) {
    std::vector<const char*> data;
    std::vector<int> lengths;
    // Each connection that writes has a block of references of its own.
    const bool of_block = said.text.find("reference_blocks") != std::string::npos;
    const std::optional<std::string> block(std::to_string(1'000 + number_));
    for (std::size_t i = 0; i < said.values.size(); ++i) {
      const auto& value = of_block && i == 2 ? block : said.values[i];
      data.push_back(value ? value->c_str() : nullptr);
      lengths.push_back(value ? static_cast<int>(value->size()) : 0);
    }
    const auto count = static_cast<int>(data.size());
    if (said.index < 0) {
      PQsendQueryParams(handle_, said.text.c_str(), count, nullptr, data.data(), lengths.data(),
                        said.formats.data(), 0);
    } else {
      const std::string name = "s" + std::to_string(said.index);
      if (prepared_.insert(said.index).second) {
        PQsendPrepare(handle_, name.c_str(), said.text.c_str(), 0, nullptr);
        ++sent_;
      }
      PQsendQueryPrepared(handle_, name.c_str(), count, data.data(), lengths.data(),
                          said.formats.data(), 0);
    }
    ++sent_;
  }

  const std::string association_;
  const int number_;
  PGconn* handle_ = nullptr;
  std::set<int> prepared_;
  int sent_ = 0;
};

// Each submission is sent once: its ids are its own.
class BareRuns {
 public:
  BareRuns(const std::string& address, const std::string& association, int connections,
           const std::vector<Submission>& submissions, std::atomic<std::size_t>& next)
      : submissions_(submissions), next_(next) {
    for (int i = 0; i < connections; ++i)
      connections_.push_back(std::make_unique<Bare>(address, association, i));
  }

  double rate() {
    const auto began = std::chrono::steady_clock::now();
    const std::size_t first = next_, last = first + share;
    std::atomic<std::int64_t> committed = 0;
    std::vector<std::thread> threads;
    std::mutex mutex;
    std::exception_ptr why;
    for (auto& connection : connections_) {
      threads.emplace_back([&, bare = connection.get()] {
        try {
          for (std::size_t number = next_++; number < last; number = next_++) {
            bare->submit(submissions_[number]);
            ++committed;
          }
        } catch (...) {
          const std::lock_guard hold(mutex);
          why = std::current_exception();
        }
      });
    }
    for (auto& thread : threads) thread.join();
    if (why) std::rethrow_exception(why);
    next_ = last;
    return static_cast<double>(committed) / seconds_since(began);
  }

 private:
  const std::vector<Submission>& submissions_;
  std::atomic<std::size_t>& next_;
  std::vector<std::unique_ptr<Bare>> connections_;
};

double over_http(Town& town) {
  std::vector<std::string> cookies;
  for (int i = 0; i < people; ++i) {
    char phone[20];
    std::snprintf(phone, sizeof phone, "+9665200%05d", i);
    cookies.push_back(cookie("teryaq", auth::Area::portal, town.sign_in(phone).token));
  }
  const Served served(town.house());
  const auto next = [&](int connection) {
    return submission_of("teryaq", cookies[static_cast<std::size_t>(connection)]);
  };
  drive(served.port, people, 1, next);  // each becomes a claim
  return middle([&] { return drive(served.port, people, run_s, next); }).rate();
}

}  // namespace

double postgres_bytes(const std::string& address) {
  PGconn* handle = PQconnectdb(address.c_str());
  PGresult* found = PQexec(handle, "SELECT pg_database_size(current_database())");
  const bool well = PQresultStatus(found) == PGRES_TUPLES_OK;
  const double bytes = well ? std::stod(PQgetvalue(found, 0, 0)) : 0;
  PQclear(found);
  PQfinish(handle);
  if (!well) throw std::runtime_error("the size of the database is not to be had");
  return bytes;
}

void measure_postgres(Table& table, const Databases& databases) {
  Town town(databases);
  Submitting submitting(town);
  const auto submissions = submitting.record(recorded_max);
  std::atomic<std::size_t> next = 0;
  const auto& association = town.tenant().id.text;
  BareRuns few(databases.address, association, writers, submissions, next);
  BareRuns many(databases.address, association, 4 * writers, submissions, next);
  submitting.rate();  // what is prepared once
  few.rate();
  many.rate();
  std::vector<double> ours, bare, bare_many;
  for (int run = 0; run < runs; ++run) {  // in turns, so that a neighbour's load is everybody's
    ours.push_back(submitting.rate());
    bare.push_back(few.rate());
    bare_many.push_back(many.rate());
  }
  const Target target{">= 0.70 of the limit", 0.70, {}};
  table.add("statements of a submission", static_cast<double>(submissions.front().size()), "",
            Better::less, {}, "");
  table.add("of them with rows that are read", submitting.waited_for, "", Better::less, {}, "");
  table.add("durable submission, 8 connections", median(ours), "a s", Better::more, median(bare),
            "bare libpq, same statements at once, 8 connections", target);
  table.add("the same against 32 connections", median(ours), "a s", Better::more, median(bare_many),
            "bare libpq, same statements at once, 32 connections", target);
  table.add("durable submission over HTTP, 128 clients", over_http(town), "a s", Better::more,
            median(bare), "bare libpq, 8 connections");
}

}  // namespace bench
