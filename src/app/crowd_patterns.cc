#include "app/crowd_patterns.h"

#include <algorithm>

#include "base/text.h"
#include "saudi/identity.h"

namespace app::crowd {
namespace {

constexpr std::size_t id_size = 36, instant_size = 24, identity_size = 10;
// Milliseconds of the years 2020 to 2039: no other number of the product is as great.
constexpr std::int64_t first_instant = 1'577'836'800'000, last_instant = 2'208'988'800'000;
constexpr std::int64_t riyadh_ms = 3 * hour_ms;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::vector<std::string> ids_in(std::string_view text) {
  std::vector<std::string> ids;
  for (std::size_t at = 0; at + id_size <= text.size(); ++at) {
    if (text[at + 8] != '-' || !is_id(text.substr(at, id_size))) continue;
    ids.emplace_back(text.substr(at, id_size));
    at += id_size - 1;
  }
  return ids;
}

std::vector<std::string> identities_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const auto number = text.substr(at, end - at);
    const bool synthetic = number.size() == identity_size && number[0] == '1' && number[1] >= '5';
    if (synthetic && saudi::luhn_holds(number)) found.emplace_back(number);
    at = end;
  }
  return found;
}

bool is_instant(std::int64_t number) {
  return number >= first_instant && number < last_instant;
}

bool is_of_the_day(std::int64_t ms) {
  const auto of_day = (ms + riyadh_ms) % day_ms;
  return of_day == 0 || of_day == day_ms - 1;
}

void Known::add(const Life& life, std::string_view phone_index) {
  for (std::size_t i = 0; i < life.ids.size(); ++i)
    holes_[life.ids[i]] = {.kind = Hole::Kind::id, .index = i};
  holes_[life.name] = {.kind = Hole::Kind::name};
  holes_[life.phone] = {.kind = Hole::Kind::phone};
  holes_[hex(phone_index)] = {.kind = Hole::Kind::phone_index};
}

void Known::add_reference(Life& life, const std::string& reference) {
  holes_[reference] = {.kind = Hole::Kind::reference, .index = life.references.size()};
  life.references.push_back({reference, std::stoi(reference.substr(0, 2))});
}

void Known::add_identity(Life& life, const std::string& number) {
  if (holes_.contains(number)) return;
  holes_[number] = {.kind = Hole::Kind::identity, .index = life.identities.size()};
  life.identities.push_back(number);
}

void Known::add_digest(Life& life, const std::string& text, Digest digest) {
  if (holes_.contains(text)) return;
  holes_[text] = {.kind = Hole::Kind::digest, .index = life.digests.size()};
  life.digests.push_back(std::move(digest));
}

Pattern Known::pattern(std::string_view text) const {
  struct Found {
    std::size_t at, size;
    Hole hole;
  };
  std::vector<Found> found;
  for (const auto& [what, hole] : holes_) {
    if (what.empty()) continue;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size()))
      found.push_back({at, what.size(), hole});
  }
  for (std::size_t at = 0; at + instant_size <= text.size(); ++at) {
    if (text[at + 10] != 'T' || text[at + 23] != 'Z') continue;
    const auto instant = parse_instant(text.substr(at, instant_size));
    if (instant && !is_of_the_day(instant->ms))
      found.push_back({
          at, instant_size, {.kind = Hole::Kind::instant, .ms = instant->ms}
      });
  }
  std::ranges::sort(found, {}, &Found::at);
  Pattern pattern;
  std::size_t done = 0;
  for (const auto& one : found) {
    if (one.at < done) continue;  // within another
    pattern.parts.push_back({std::string(text.substr(done, one.at - done)), one.hole});
    done = one.at + one.size;
  }
  pattern.rest = text.substr(done);
  return pattern;
}

}  // namespace app::crowd
