#include "app/crowd.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "app/console.h"
#include "app/crowd_check.h"
#include "app/crowd_load.h"
#include "app/databases.h"
#include "app/demo_words.h"
#include "platform/audit/audit.h"

namespace app {

const db::Sql select_last_entry(R"sql(
SELECT COALESCE(MAX(seq), 0) FROM audit_entries WHERE association_id = $1)sql");

namespace {

constexpr int requests_a_person_max = 4;
constexpr int people_min = 10;
constexpr int sample_size = 200;
constexpr int sealed_at_once = 100'000;
constexpr int makers = 2;
constexpr int colleagues = 4;
constexpr int patience_ms = 5'000;
constexpr std::int64_t lived_ms = 9 * hour_ms;  // of a day, the copies' hour and the evening's work

// Of the people whose lives are copied, at most as many as there are to be.
int lived_people(const CrowdWanted& wanted) {
  return static_cast<int>(std::min<std::int64_t>(wanted.lived, wanted.people));
}
int lived_requests(const CrowdWanted& wanted) {
  return static_cast<int>(wanted.requests * lived_people(wanted) / wanted.people);
}

void seal_all(api::Tenant& tenant, Instant now) {
  int sealed = 1;
  while (sealed > 0) {
    tenant.store->write_and_wait([&](db::Transaction& tx) {
      sealed = audit::seal_pending(tx, tenant.id, now, sealed_at_once);
      return sealed > 0;
    });
  }
}

void sample(api::Tenant& tenant, const std::vector<RequestId>& chosen, Instant now,
            CrowdMade& made) {
  for (const auto& id : chosen) {
    tenant.store->read([&](db::Transaction& tx) {
      const auto why = crowd::why_not_legal(tx, tenant, id, now);
      ++made.sampled;
      made.legal += why.empty() ? 1 : 0;
      if (!why.empty() && made.why.empty()) made.why = id.text + ": " + why;
    });
  }
}

std::vector<RequestId> chosen_of(const crowd::Lives& lives, const crowd::Plan& plan,
                                 const crowd::Copies& copies, std::uint32_t seed) {
  std::vector<RequestId> chosen;
  std::mt19937 random(seed);
  for (int tries = 0; plan.requests > 0 && chosen.size() < sample_size && tries < 20 * sample_size;
       ++tries) {
    const auto copy = static_cast<std::uint32_t>(random() % plan.life_of.size());
    const auto count = lives.lives[plan.life_of[copy]].requests.size();
    if (count > 0) chosen.push_back(copies.request_of(copy, random() % count));
  }
  return chosen;
}

struct Counts {
  std::int64_t people = 0, requests = 0;
};
Counts counts_of(const crowd::Lives& lives) {
  Counts counts{static_cast<std::int64_t>(lives.lives.size()), 0};
  for (const auto& life : lives.lives)
    counts.requests += static_cast<std::int64_t>(life.requests.size());
  return counts;
}

db::Place place_of(const kernel::Config& config, const std::string& slug) {
  for (auto& database : databases_in(config, patience_ms)) {
    if (database.slug == slug) return database.place;
  }
  throw std::runtime_error("the association " + slug + " is not there");
}

}  // namespace

std::string why_no_crowd(const CrowdWanted& wanted) {
  if (wanted.people < people_min) return "a crowd has at least 10 people";
  if (wanted.requests < 1 || wanted.requests > requests_a_person_max * wanted.people)
    return "a crowd has at least one request, and at most four a person";
  return {};
}

std::unique_ptr<DemoTown> live_crowd(House& house, kernel::Clock& clock, const CrowdWanted& wanted,
                                     const std::string& stored_password, Instant from, Instant to) {
  if (riyadh_date(from + lived_ms) != riyadh_date(from))
    throw std::invalid_argument("a crowd's days begin in the morning");
  clock.set(from);
  auto town = std::make_unique<DemoTown>(house, clock, wanted.slug, wanted.seed, 9'000);
  const auto& name = demo_words().crowd;
  town->is_crowd({
      .pack = wanted.pack, .names = {{"ar", name.ar}, {"en", name.en}},
           .colleagues = colleagues
  });
  town->found(stored_password);
  town->live(lived_people(wanted), lived_requests(wanted), from, to);
  return town;
}

CrowdMade copy_crowd(House& house, const CrowdWanted& wanted, const std::vector<DemoStaff>& staff,
                     Instant now) {
  const kernel::Config config = house.config();
  auto* tenant = house.directory().find(wanted.slug);
  const AssociationId association = tenant->id;
  const auto lives = crowd::read_lives(*tenant, staff);
  const auto lived = counts_of(lives);
  auto plan = crowd::spread(lives, wanted.people - lived.people, wanted.requests - lived.requests,
                            wanted.seed);
  std::int64_t next_reference = 0, last_entry = 0;
  tenant->store->write_and_wait([&](db::Transaction& tx) {
    next_reference = requests::set_references_aside(tx, association, now, plan.requests);
    last_entry =
        tx.one(
              select_last_entry, [](const db::Row& row) { return row.integer(0); }, association)
            .value_or(0);
    return true;
  });
  crowd::number_requests(lives, next_reference, plan);
  house.close();
  const auto place = place_of(config, wanted.slug);
  const auto keeper = seal::Keeper::open(key_file_of(config, wanted.slug), association, false);
  const crowd::Copies copies(lives, plan, *keeper, association);
  CrowdMade made{.people = lived.people + plan.people, .requests = lived.requests + plan.requests};
  const auto began = std::chrono::steady_clock::now();
  {
    const auto loader = db::open_bulk(place, lives.tables, config.database_owner);
    const auto numbers = loader->take_numbers(crowd::count_entries(lives, plan));
    made.rows = crowd::load_copies(lives, plan, copies, numbers.value_or(last_entry + 1), *loader,
                                   wanted.is_told, makers);
    loader->finish();
  }
  made.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  const kernel::Clock clock(now);
  House again({.config = config, .clock = &clock, .runs_jobs = false});
  tenant = again.directory().find(wanted.slug);
  seal_all(*tenant, now);
  sample(*tenant, chosen_of(lives, plan, copies, wanted.seed), now, made);
  again.close();
  return made;
}

}  // namespace app
