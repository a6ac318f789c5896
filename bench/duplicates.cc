#include <libpq-fe.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>

#include "base/text.h"
#include "families.h"
#include "matching/matching.h"
#include "measure.h"

// Duplicates among labelled families: how many of the pairs found are right, how many of the true
// ones are found, how long it takes on two threads; beside PostgreSQL's pg_trgm on the same
// records.
namespace bench {
namespace {

struct Wanted {
  std::vector<std::int64_t> people = {10'000, 100'000, 1'000'000};  // records of each run
  std::uint64_t seed = 1451;
  std::string database;  // of PostgreSQL, as a superuser; or empty
  std::int64_t trgm_people_max = 30'000;
};

using Rows = std::pair<std::uint32_t, std::uint32_t>;

std::set<Rows> true_pairs(const std::vector<Record>& records) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> of;
  for (std::uint32_t row = 0; row < records.size(); ++row) of[records[row].who].push_back(row);
  std::set<Rows> pairs;
  for (const auto& [who, rows] : of) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t j = i + 1; j < rows.size(); ++j) pairs.insert({rows[i], rows[j]});
    }
  }
  return pairs;
}

struct Right {
  double precision = 0, recall = 0;
};
Right judge(const std::vector<Record>& records, const std::set<Rows>& truth,
            const std::vector<Rows>& found) {
  std::size_t right = 0;
  for (const auto& [a, b] : found) right += records[a].who == records[b].who ? 1 : 0;
  return {found.empty() ? 0 : static_cast<double>(right) / static_cast<double>(found.size()),
          static_cast<double>(right) / static_cast<double>(truth.size())};
}

void add(Table& table, const std::string& what, const Right& right, double seconds,
         std::optional<double> limit) {
  table.add(what + ": precision", right.precision, "", Better::more, {}, "", {">= 0.98", {}, 0.98});
  table.add(what + ": recall", right.recall, "", Better::more, {}, "", {">= 0.95", {}, 0.95});
  table.add(what + ": time", seconds, "s", Better::less, limit, limit ? "60 s at a million" : "");
}

double ours(Table& table, const std::vector<Record>& records, const std::set<Rows>& truth,
            const std::string& size) {
  const auto began = std::chrono::steady_clock::now();
  matching::Crowd crowd;
  for (const auto& record : records) crowd.add(record.person);
  const double loaded = seconds_since(began);
  matching::Crowd::Search search;
  search.threads = 2;
  const auto pairs = crowd.find_pairs(search);
  const double seconds = seconds_since(began);
  std::vector<Rows> likely, possible;
  for (const auto& pair : pairs) {
    possible.emplace_back(pair.a, pair.b);
    if (pair.comparison.verdict >= matching::Verdict::likely) likely.emplace_back(pair.a, pair.b);
  }
  table.add("taking in the names of " + size, loaded, "s", Better::less, {}, "");
  add(table, "duplicates among " + size + ", likely", judge(records, truth, likely), seconds, 60);
  add(table, "the same, possible too", judge(records, truth, possible), seconds, {});
  return seconds;
}

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

Answer run(PGconn* connection, const std::string& sql) {
  Answer answer(PQexec(connection, sql.c_str()), PQclear);
  const auto status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN)
    throw std::runtime_error(PQerrorMessage(connection));
  return answer;
}

void copy_rows(PGconn* connection, const std::vector<Record>& records) {
  run(connection, "COPY people FROM STDIN");
  for (std::size_t row = 0; row < records.size(); ++row) {
    const auto& person = records[row].person;
    const std::string line = std::to_string(row) + "\t" + saudi::name_key(person.name) + "\t" +
                             (person.birth ? iso(person.birth->date) : "\\N") + "\t" +
                             (person.phones.empty() ? "\\N" : std::to_string(person.phones[0])) +
                             "\n";
    PQputCopyData(connection, line.data(), static_cast<int>(line.size()));
  }
  PQputCopyEnd(connection, nullptr);
  while (PGresult* more = PQgetResult(connection)) PQclear(more);
}

// What one would write there: folded names that are alike, and either the date of birth (two days)
// or the phone the same; the given names alike too.
constexpr const char* similar_pairs = R"sql(
SELECT a.id, b.id FROM people AS a JOIN people AS b ON a.id < b.id AND a.name % b.name
 WHERE (a.born BETWEEN b.born - 2 AND b.born + 2 OR a.phone = b.phone)
   AND similarity(split_part(a.name, ' ', 1), split_part(b.name, ' ', 1)) >= 0.5)sql";

// `name`: another database there; empty: the address's own.
Connection connected(const std::string& address, const std::string& name) {
  std::vector<const char*> words = {"dbname"}, values = {address.c_str()};
  if (!name.empty()) {
    words.push_back("dbname");
    values.push_back(name.c_str());
  }
  words.push_back(nullptr);
  values.push_back(nullptr);
  Connection connection(PQconnectdbParams(words.data(), values.data(), 1), PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK)
    throw std::runtime_error(PQerrorMessage(connection.get()));
  return connection;
}

// Where the locale says that Arabic letters are letters: in C they make no trigrams.
Connection of_trigrams(const std::string& address) {
  const auto own = connected(address, "");
  run(own.get(), "DROP DATABASE IF EXISTS trigrams");
  run(own.get(),
      "CREATE DATABASE trigrams TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' "
      "LC_CTYPE 'C.UTF-8'");
  return connected(address, "trigrams");
}

void by_trigrams(Table& table, const std::string& database, const std::vector<Record>& records,
                 const std::set<Rows>& truth, const std::string& size, double ours_s) {
  const auto connection = of_trigrams(database);
  run(connection.get(), "CREATE EXTENSION IF NOT EXISTS pg_trgm");
  run(connection.get(), "CREATE TABLE people (id bigint, name text, born date, phone bigint)");
  copy_rows(connection.get(), records);
  const auto began = std::chrono::steady_clock::now();
  run(connection.get(), "CREATE INDEX ON people USING gist (name gist_trgm_ops)");
  run(connection.get(), "CREATE INDEX ON people (phone)");
  run(connection.get(), "CREATE INDEX ON people (born)");
  run(connection.get(), "ANALYZE people");
  run(connection.get(), "SET pg_trgm.similarity_threshold = 0.5");
  const auto answer = run(connection.get(), similar_pairs);
  const double seconds = seconds_since(began);
  std::vector<Rows> found;
  found.reserve(static_cast<std::size_t>(PQntuples(answer.get())));
  for (int i = 0; i < PQntuples(answer.get()); ++i)
    found.emplace_back(std::stoul(PQgetvalue(answer.get(), i, 0)),
                       std::stoul(PQgetvalue(answer.get(), i, 1)));
  const auto right = judge(records, truth, found);
  table.add("pg_trgm among " + size + ": precision", right.precision, "", Better::more, {}, "");
  table.add("pg_trgm among " + size + ": recall", right.recall, "", Better::more, {}, "");
  table.add("pg_trgm among " + size + ": time", seconds, "s", Better::less, ours_s, "ours");
}

// As of a hastier hand: what is wrong more often than in `Errors`, and what is missing.
constexpr Errors hasty = {.typing = 0.25,
                          .dropped_part = 0.35,
                          .latin = 0.15,
                          .birth_missing = 0.15,
                          .birth_digit = 0.08,
                          .phone_missing = 0.2,
                          .phone_changed = 0.3};

void measure(Table& table, const Wanted& wanted, const Errors& errors, const std::string& hand) {
  for (const auto people : wanted.people) {
    const auto records = make_families(static_cast<std::size_t>(people), wanted.seed, errors);
    const auto truth = true_pairs(records);
    const auto size = std::to_string(people) + " records" + hand;
    table.add("true pairs among " + size, static_cast<double>(truth.size()), "", Better::more, {},
              "");
    const double seconds = ours(table, records, truth, size);
    if (!wanted.database.empty() && people <= wanted.trgm_people_max)
      by_trigrams(table, wanted.database, records, truth, size, seconds);
  }
}

}  // namespace
}  // namespace bench

int main(int count, char** words) {
  try {
    std::string out;
    bench::Wanted wanted;
    CLI::App program("Finds duplicates among labelled families", "sila_bench_duplicates");
    program.add_option("--out", out, "write the table to this file, as JSON");
    program.add_option("--seed", wanted.seed, "of the records");
    program.add_option("--trgm-database", wanted.database,
                       "postgresql://… as a superuser: the same by pg_trgm");
    program.add_option("--trgm-people", wanted.trgm_people_max, "at most, there");
    program.add_option("people", wanted.people, "numbers of records: 10000 100000 …");
    CLI11_PARSE(program, count, words);
    bench::Table table;
    bench::measure(table, wanted, {}, "");
    bench::measure(table, wanted, bench::hasty, " of a hasty hand");
    table.print();
    if (!out.empty()) table.write_json(out);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sila_bench_duplicates: %s\n", error.what());
    return 1;
  }
}
