#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <map>
#include <numeric>
#include <thread>

#include "base/text.h"
#include "families.h"
#include "measure.h"
#include "parties/name_index.h"
#include "saudi/names.h"

// People found by name: searches a second, and how many of the ten that a scan of all puts first
// are among the ten found. What is typed is the name of somebody registered, as another hand would
// write it, and as far as an officer types it.
namespace bench {
namespace {

struct Wanted {
  std::vector<std::int64_t> people = {10'000, 20'000, 100'000, 1'000'000};
  std::uint64_t seed = 1451;
  std::size_t searches = 2'000, scanned = 100;
};
constexpr std::size_t asked = 40, shown = 10;  // find_people asks for twice what it shows
constexpr int runs = 3;

using parties::NameHit;

PartyId id_of(std::size_t number) {
  char text[48];
  std::snprintf(text, sizeof text, "0189%04zx-%04zx-7000-8000-000000000000", number >> 16U,
                number & 0xffffU);  // in the order that they came in
  return {text};
}

// Who is registered, and the same people as another hand writes them.
struct Register {
  std::vector<std::string> names;
  std::vector<std::string> typed;
  std::vector<std::size_t> meant;  // by what was typed: the row of the name
};
Register make_register(std::size_t count, std::size_t searches, std::uint64_t seed) {
  Register made;
  std::map<std::uint32_t, std::size_t> row_of;  // by person
  for (const auto& record : make_families(count + searches, seed)) {
    const auto [known, is_new] = row_of.try_emplace(record.who, made.names.size());
    if (!is_new && made.typed.size() < searches) {
      made.typed.push_back(record.person.name);
      made.meant.push_back(known->second);
    } else if (made.names.size() < count) {
      made.names.push_back(record.person.name);
    }
  }
  return made;
}

// What an officer types of a name.
struct Kind {
  const char* name;
  std::string (*of)(const std::string& whole);
};
std::string as_it_is(const std::string& whole) {
  return whole;
}
std::string first_and_last(const std::string& whole) {
  const auto words = split(whole, ' ');
  return words.front() + " " + words.back();
}
std::string first_alone(const std::string& whole) {
  return split(whole, ' ').front();
}
// Two words, of the second two letters.
std::string begun(const std::string& whole) {
  const auto words = split(whole, ' ');
  if (words.size() < 2) return whole;
  const auto letter = static_cast<unsigned char>(words[1][0]) >= 0x80 ? 2U : 1U;
  return words[0] + " " + words[1].substr(0, 2 * std::size_t{letter});
}
constexpr Kind kinds[] = {
    {"the whole name",        as_it_is      },
    {"first and last",        first_and_last},
    {"first alone",           first_alone   },
    {"two, the second begun", begun         },
};

// Everybody's score, without an index: each distinct word is measured once by the same
// bit-parallel likeness, and each name is laid beside what was typed.
class Scan {
 public:
  explicit Scan(const std::vector<std::string>& names) {
    std::map<std::string, std::uint32_t, std::less<>> known;
    for (const auto& name : names) {
      begins_.push_back(static_cast<std::uint32_t>(words_.size()));
      for (auto& token : saudi::name_tokens(name)) {
        const auto [at, is_new] =
            known.try_emplace(token.plain, static_cast<std::uint32_t>(tokens_.size()));
        if (is_new) tokens_.push_back(std::move(token));
        words_.push_back(at->second);
      }
    }
    begins_.push_back(static_cast<std::uint32_t>(words_.size()));
  }

  std::size_t words() const { return tokens_.size(); }
  std::vector<float> scores(std::string_view typed) const {
    const auto tokens = saudi::name_tokens(typed);
    std::vector<std::vector<float>> alike;
    for (const auto& token : tokens) {
      const saudi::TokenPattern pattern(token);
      auto& row = alike.emplace_back(tokens_.size());
      for (std::size_t i = 0; i < tokens_.size(); ++i)
        row[i] = static_cast<float>(pattern.likeness(tokens_[i]));
    }
    std::vector<float> scores(begins_.size() - 1);
    for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = score(alike, i);
    return scores;
  }

 private:
  float score(const std::vector<std::vector<float>>& alike, std::size_t name) const {
    float sum = 0, whole = 0;
    int before = -1;
    for (std::size_t t = 0; t < alike.size(); ++t) {
      float best = 0;
      int place = before;
      for (auto at = begins_[name]; at < begins_[name + 1]; ++at) {
        const int here = static_cast<int>(at - begins_[name]);
        const float one = alike[t][words_[at]] * (here > before ? 1 : 0.95F);
        if (one > best) best = one, place = here;
      }
      if (best < 0.8F) best = 0;
      if (best > 0) before = place;
      const float weight = t == 0 && alike.size() > 1 ? 1.5F : 1;
      sum += weight * best;
      whole += weight;
    }
    return whole > 0 ? sum / whole : 0;
  }

  std::vector<saudi::NameToken> tokens_;
  std::vector<std::uint32_t> words_, begins_;
};

// Who is among the ten best of a scan, with a score that the tenth found does not have.
double recall(const std::vector<float>& scores, const std::vector<NameHit>& hits) {
  std::vector<std::size_t> rows(scores.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const auto better = [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; };
  const auto ten = std::min<std::size_t>(shown, rows.size());
  std::ranges::partial_sort(rows, rows.begin() + static_cast<std::ptrdiff_t>(ten), better);
  const double tenth = hits.size() < shown ? 0 : hits.back().score;
  std::size_t wanted = 0, found = 0;
  for (std::size_t i = 0; i < ten && scores[rows[i]] > 0; ++i) {
    const auto is_he = [&](const NameHit& hit) { return hit.party == id_of(rows[i]); };
    ++wanted;
    const bool no_better = static_cast<double>(scores[rows[i]]) <= tenth + 1e-5;
    if (no_better || std::ranges::any_of(hits, is_he)) ++found;
  }
  return wanted == 0 ? 1 : static_cast<double>(found) / static_cast<double>(wanted);
}

void search_all(const parties::NameIndex& index, const std::vector<std::string>& typed,
                std::size_t threads) {
  std::vector<std::thread> all;
  for (std::size_t thread = 0; thread < threads; ++thread) {
    all.emplace_back([&, thread] {
      for (std::size_t i = thread; i < typed.size(); i += threads) index.find(typed[i], asked);
    });
  }
  for (auto& one : all) one.join();
}

// Whether whoever was meant is shown, or others in the same place who fit as well.
bool is_shown(const std::vector<float>& scores, const std::vector<NameHit>& hits,
              std::size_t meant) {
  const auto is_meant = [&](const NameHit& hit) { return hit.party == id_of(meant); };
  if (std::ranges::any_of(hits, is_meant)) return true;
  return hits.size() == shown && scores[meant] > 0 &&
         hits.back().score >= static_cast<double>(scores[meant]) - 1e-5;
}

struct Held {
  double scan_s = 0, recall = 0, meant = 0;
};
Held hold_against(const Scan& scan, const parties::NameIndex& index,
                  const std::vector<std::string>& typed, const std::vector<std::size_t>& meant,
                  std::size_t count) {
  Held held;
  double by_scan = 0, by_index = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<float> scores;
    const double before = processor_seconds();
    scores = scan.scores(typed[i]);
    held.scan_s += (processor_seconds() - before) / static_cast<double>(count);
    const auto hits = index.find(typed[i], shown);
    held.recall += recall(scores, hits) / static_cast<double>(count);
    const auto better = std::ranges::count_if(
        scores, [&](float score) { return score > scores[meant[i]] + 1e-5F; });
    if (scores[meant[i]] <= 0 || better >= static_cast<std::ptrdiff_t>(shown)) continue;
    ++by_scan;
    by_index += is_shown(scores, hits, meant[i]) ? 1 : 0;
  }
  held.meant = by_scan > 0 ? by_index / by_scan : 1;
  return held;
}

void measure_kind(Table& table, const Register& people, const parties::NameIndex& index,
                  const Scan& scan, const Kind& kind, std::size_t scanned) {
  std::vector<std::string> typed;
  typed.reserve(people.typed.size());
  for (const auto& whole : people.typed) typed.push_back(kind.of(whole));
  const auto count = static_cast<double>(typed.size());
  const auto of = std::string(kind.name) + " among " + std::to_string(people.names.size());
  double before = processor_seconds();
  search_all(index, typed, 1);
  const double first = count / (processor_seconds() - before);
  before = processor_seconds();
  for (int run = 0; run < runs; ++run) search_all(index, typed, 1);
  const double one = runs * count / (processor_seconds() - before);
  const double two = count / median_of(runs, [&] { search_all(index, typed, 2); });
  std::vector<double> longest;
  longest.reserve(typed.size());
  for (const auto& text : typed)
    longest.push_back(seconds_of([&] { index.find(text, asked); }) * 1e3);
  std::ranges::sort(longest);
  const auto held = hold_against(scan, index, typed, people.meant, std::min(scanned, typed.size()));
  table.add(of + ", a core", one, "a s", Better::more, 1 / held.scan_s, "a scan of all",
            {">= 10 of the limit", 10, {}});
  table.add("the same, two threads by the clock", two, "a s", Better::more, {}, "");
  table.add("the same, words typed for the first time", first, "a s", Better::more, {}, "");
  table.add("the same, p99", longest[longest.size() * 99 / 100], "ms", Better::less, {}, "");
  table.add("the same, recall@10 of the scan's", held.recall, "", Better::more, {}, "");
  table.add("the same, of those meant whom the scan shows", held.meant, "", Better::more, {}, "",
            {">= 0.95", {}, 0.95});
}

void measure(Table& table, const Wanted& wanted) {
  for (const auto count : wanted.people) {
    const auto people =
        make_register(static_cast<std::size_t>(count), wanted.searches, wanted.seed);
    parties::NameIndex index;
    const double loaded = seconds_of([&] {
      for (std::size_t i = 0; i < people.names.size(); ++i) index.put(id_of(i), people.names[i]);
    });
    table.add("taking in " + std::to_string(count) + " names", loaded, "s", Better::less, {}, "");
    const Scan scan(people.names);
    table.add("distinct words among " + std::to_string(count), static_cast<double>(scan.words()),
              "", Better::less, {}, "");
    for (const auto& kind : kinds) measure_kind(table, people, index, scan, kind, wanted.scanned);
  }
}

}  // namespace
}  // namespace bench

int main(int count, char** words) {
  try {
    std::string out;
    bench::Wanted wanted;
    CLI::App program("Finds people by name among made families", "sila_bench_names");
    program.add_option("--out", out, "write the table to this file, as JSON");
    program.add_option("--seed", wanted.seed, "of the names");
    program.add_option("--searches", wanted.searches, "of each kind");
    program.add_option("--scanned", wanted.scanned, "of those, held against a scan of all");
    program.add_option("people", wanted.people, "numbers of people: 10000 100000 …");
    CLI11_PARSE(program, count, words);
    bench::Table table;
    bench::measure(table, wanted);
    table.print();
    if (!out.empty()) table.write_json(out);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sila_bench_names: %s\n", error.what());
    return 1;
  }
}
