#include "app/crowd_copies.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <span>

#include "app/demo_words.h"
#include "base/reference.h"
#include "base/text.h"
#include "platform/audit/audit.h"
#include "requests/requests.h"
#include "saudi/identity.h"

namespace app::crowd {
namespace {

// Numbers that follow from the seed, the copy and the place where they are wanted.
std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = a * 0x9e3779b97f4a7c15ULL + b;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

enum class Want : std::uint64_t { life = 1, other_life, name, identity, colleague, id, more_id };

std::uint64_t drawn(std::uint32_t seed, std::uint64_t copy, Want want, std::uint64_t index = 0) {
  return mixed(mixed(mixed(seed, copy), static_cast<std::uint64_t>(want)), index);
}

// What a room writes in a transaction, kept instead of written; what it asks for, answered.
class StandIn final : public db::Transaction {
 public:
  std::function<void(std::span<const db::Value>)> on_write;
  std::string_view answer;  // the first column of the one row that is found
  std::int64_t number = 0;  // the next

  using db::Transaction::serialize;
  void serialize(std::int64_t) override {}
  bool alone() override { return true; }
  std::optional<std::int64_t> next_number() override { return number; }
  bool numbers_have_gaps() const override { return false; }
  void after_commit(std::function<void()>) override {}
  void tell(std::string_view) override {}

 protected:
  std::int64_t run(const db::Sql&, const db::Value* values, std::size_t count, Visit visit,
                   void* self) override {
    if (visit == nullptr) {
      on_write({values, count});
      return 1;
    }
    visit(self, Answer(answer));
    return 1;
  }

 private:
  class Answer final : public db::Row {
   public:
    explicit Answer(std::string_view data) : data_(data) {}
    bool null(int) const override { return false; }
    std::int64_t integer(int) const override { return 0; }
    std::string_view text(int) const override { return data_; }
    std::string bytes(int) const override { return std::string(data_); }

   private:
    std::string_view data_;
  };
};

constexpr std::int64_t hour_less_one = hour_ms - 1;

}  // namespace

Plan spread(const Lives& lives, std::int64_t people, std::int64_t requests, std::uint32_t seed) {
  Plan plan{.seed = seed, .life_of = {}, .copies = {}, .first_reference = {}};
  plan.copies.resize(lives.lives.size());
  const auto count = [&](std::size_t life) {
    return static_cast<std::int64_t>(lives.lives[life].requests.size());
  };
  std::int64_t most = 0;
  for (std::size_t life = 0; life < lives.lives.size(); ++life) most = std::max(most, count(life));
  for (std::int64_t i = 0; i < people; ++i) {
    const auto left = people - i;
    const auto owed = requests - plan.requests;
    // Of two that are drawn the one with more, or with fewer, when the mean is left; towards the
    // end whoever comes nearest to what is owed.
    const auto off = [&](std::size_t life) { return std::abs(owed - count(life) * left); };
    auto chosen = drawn(seed, static_cast<std::uint64_t>(i), Want::life) % lives.lives.size();
    const auto other =
        drawn(seed, static_cast<std::uint64_t>(i), Want::other_life) % lives.lives.size();
    const auto mean = static_cast<double>(requests) / static_cast<double>(people);
    const auto astray = static_cast<double>(owed) - mean * static_cast<double>(left);
    const bool too_few = astray > static_cast<double>(3 * most);
    const bool too_many = astray < -static_cast<double>(3 * most);
    if ((too_few && count(other) > count(chosen)) || (too_many && count(other) < count(chosen)))
      chosen = other;
    if (left <= 4 * most) {
      for (std::size_t life = 0; life < lives.lives.size(); ++life) {
        if (off(life) < off(chosen)) chosen = life;
      }
    }
    plan.life_of.push_back(static_cast<std::uint32_t>(chosen));
    plan.copies[chosen].push_back(static_cast<std::uint32_t>(i));
    plan.requests += count(chosen);
    ++plan.people;
  }
  return plan;
}

void number_requests(const Lives& lives, std::int64_t next_reference, Plan& plan) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> in_order;
  for (std::size_t life = 0; life < lives.lives.size(); ++life) {
    const auto& references = lives.lives[life].references;
    plan.first_reference.emplace_back(references.size());
    for (std::size_t i = 0; i < references.size(); ++i) in_order[references[i].text] = {life, i};
  }
  for (const auto& [text, place] : in_order) {
    plan.first_reference[place.first][place.second] = next_reference;
    next_reference += static_cast<std::int64_t>(plan.copies[place.first].size());
  }
}

Copies::Copies(const Lives& lives, const Plan& plan, seal::Keeper& keeper,
               AssociationId association)
    : lives_(lives), plan_(plan), keeper_(keeper), association_(std::move(association)) {
  wrapped_.resize(plan.life_of.size());
  StandIn tx;
  std::string* into = nullptr;
  tx.on_write = [&](std::span<const db::Value> row) { *into = row[2].data; };
  for (std::size_t life = 0; life < lives.lives.size(); ++life) {
    for (std::size_t place = 0; place < plan.copies[life].size(); ++place) {
      const auto copy = plan.copies[life][place];
      into = &wrapped_[copy];
      const PartyId party{id_of(copy, lives.lives[life].ids.front(), 0, later_ms(life, place))};
      keeper.create_party_key(tx, party, {});
    }
  }
}

std::int64_t Copies::later_ms(std::size_t life, std::size_t place) const {
  const auto copies = static_cast<std::int64_t>(plan_.copies[life].size());
  return hour_less_one * static_cast<std::int64_t>(place + 1) / (copies + 1);
}

std::string Copies::id_of(std::uint32_t copy, const std::string& id, std::size_t index,
                          std::int64_t later) const {
  const std::string digits = id.substr(0, 8) + id.substr(9, 4);
  const auto made = static_cast<std::int64_t>(std::stoull(digits, nullptr, 16));
  std::array<std::uint8_t, 10> random{};
  const auto one = drawn(plan_.seed, copy, Want::id, index);
  const auto two = drawn(plan_.seed, copy, Want::more_id, index);
  for (std::size_t i = 0; i < random.size(); ++i) {
    const auto bits = i < 8 ? one >> (8 * i) : two >> (8 * (i - 8));
    random[i] = static_cast<std::uint8_t>(bits);
  }
  return uuid_v7(Instant{made + later}, random);
}

// One copy while rows of it are made.
class Copies::Copy {
 public:
  Copy(const Copies& all, std::size_t life, std::size_t place)
      : all_(all),
        life_(all.lives_.lives[life]),
        number_life_(life),
        place_(place),
        copy_(all.plan_.copies[life][place]),
        later_(all.later_ms(life, place)),
        digests_(life_.digests.size()) {}

  void put(const Cell& cell, db::Sheet& sheet) {
    switch (cell.kind) {
      case Cell::Kind::null:
        return sheet.add_null();
      case Cell::Kind::number:
        return sheet.add(cell.number);
      case Cell::Kind::instant:
        return sheet.add(cell.number + later_);
      case Cell::Kind::text:
        return sheet.add(filled(cell.text));
      case Cell::Kind::sealed:
        return sheet.add(key().close(filled(cell.text), filled(cell.context)));
      case Cell::Kind::phone_index:
        return sheet.add(all_.keeper_.fast_index("phone", phone()));
      case Cell::Kind::party_key:
        return sheet.add(all_.wrapped_[copy_]);
    }
  }

  // An entry of the audit log, as audit writes it.
  void put_entry(const Row& row, std::int64_t number, db::Sheet& sheet) {
    StandIn tx;
    tx.number = number;
    tx.on_write = [&](std::span<const db::Value> cells) {
      for (const auto& cell : cells) {
        if (cell.kind == db::Value::Kind::integer) {
          sheet.add(cell.integer);
        } else {
          sheet.add(cell.data);
        }
      }
    };
    const audit::Who who{filled(row[3].text), filled(row[4].text), filled(row[5].text),
                         filled(row[6].text)};
    const auto at = row[2].number + (row[2].kind == Cell::Kind::instant ? later_ : 0);
    audit::record(tx, all_.association_, who, {at},
                  {.action = filled(row[7].text),
                   .object = filled(row[8].text),
                   .party = filled(row[9].text),
                   .detail = filled(row[10].text)});
  }

 private:
  std::string filled(const Pattern& pattern) {
    std::string text;
    for (const auto& part : pattern.parts) {
      text += part.before;
      text += filled(part.hole);
    }
    text += pattern.rest;
    return text;
  }

  std::string filled(const Hole& hole) {
    switch (hole.kind) {
      case Hole::Kind::id:
        return all_.id_of(copy_, life_.ids[hole.index], hole.index, later_);
      case Hole::Kind::colleague:
        return colleague(hole);
      case Hole::Kind::digest:
        return digest(hole.index);
      case Hole::Kind::instant:
        return iso(Instant{hole.ms + later_});
      case Hole::Kind::reference:
        return make_reference(life_.references[hole.index].hijri_year,
                              all_.plan_.first_reference[number_life_][hole.index] +
                                  static_cast<std::int64_t>(place_));
      case Hole::Kind::name:
        return name();
      case Hole::Kind::phone:
        return phone();
      case Hole::Kind::phone_index:
        return hex(all_.keeper_.fast_index("phone", phone()));
      case Hole::Kind::identity:
        return identity(hole.index);
    }
    return {};
  }

  // Everybody of a team by the same step, so that whoever were two stay two.
  std::string colleague(const Hole& hole) const {
    const auto& team = all_.lives_.colleagues[hole.team];
    const auto step = drawn(all_.plan_.seed, copy_, Want::colleague, hole.team) % team.size();
    return team[(hole.index + step) % team.size()];
  }

  const std::string& digest(std::size_t index) {
    auto& made = digests_[index];
    if (!made.empty()) return made;
    const auto& pattern = life_.digests[index];
    if (pattern.items.empty()) return made = hex(seal::blake2b(filled(pattern.value)));
    std::map<std::string, std::string> items;
    for (const auto& [item, of_item] : pattern.items) items[item] = digest(of_item);
    return made = requests::content_digest(items, pattern.version);
  }

  const std::string& name() {
    if (name_.empty()) {
      std::uint64_t place = 0;
      name_ = demo_name(life_.woman, [&](std::size_t below) {
        return drawn(all_.plan_.seed, copy_, Want::name, place++) % below;
      });
    }
    return name_;
  }

  // The people that were lived have +966 50 000 and four digits.
  const std::string& phone() {
    if (phone_.empty()) {
      char text[20];
      std::snprintf(text, sizeof text, "+9665%08u", 10'000'000 + copy_);
      phone_ = text;
    }
    return phone_;
  }

  // Synthetic: 15… to 19…
  std::string identity(std::size_t index) const {
    constexpr std::uint64_t first = 150'000'000, count = 50'000'000;
    const auto digits =
        std::to_string(first + drawn(all_.plan_.seed, copy_, Want::identity, index) % count);
    for (char check = '0'; check < '9'; ++check) {
      if (saudi::luhn_holds(digits + check)) return digits + check;
    }
    return digits + '9';
  }

  const seal::Key& key() {
    if (!key_) {
      StandIn tx;
      tx.answer = all_.wrapped_[copy_];
      key_ = all_.keeper_.party_key(tx, {all_.id_of(copy_, life_.ids.front(), 0, later_)});
    }
    return *key_;
  }

  const Copies& all_;
  const Life& life_;
  const std::size_t number_life_, place_;
  const std::uint32_t copy_;
  const std::int64_t later_;
  std::vector<std::string> digests_;
  std::string name_, phone_;
  std::optional<seal::Key> key_;
};

void Copies::fill(const Group& group, std::size_t from, std::size_t to, std::int64_t first_entry,
                  db::Sheet& sheet) const {
  const bool is_log = sheet.table().name == "audit_entries";
  for (std::size_t place = from; place < to; ++place) {
    Copy copy(*this, group.life, place);
    for (const auto& row : group.rows) {
      if (is_log) {
        copy.put_entry(row, first_entry++, sheet);
        continue;
      }
      for (const auto& cell : row) copy.put(cell, sheet);
    }
  }
}

RequestId Copies::request_of(std::uint32_t copy, std::size_t request) const {
  const auto life = plan_.life_of[copy];
  const auto& copies = plan_.copies[life];
  const auto place =
      static_cast<std::size_t>(std::ranges::lower_bound(copies, copy) - copies.begin());
  const auto& known = lives_.lives[life];
  const auto& id = known.requests[request];
  const auto index = static_cast<std::size_t>(std::ranges::find(known.ids, id) - known.ids.begin());
  return {id_of(copy, id, index, later_ms(life, place))};
}

}  // namespace app::crowd
