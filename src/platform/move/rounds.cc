#include "platform/move/rounds.h"

#include <algorithm>

namespace move {
namespace {

constexpr std::size_t batch_rows = 1'000;

void write(db::Store& store, const std::function<void(db::Transaction&)>& work) {
  const auto end = store.write_and_wait([&](db::Transaction& tx) {
    work(tx);
    return true;
  });
  if (end != db::End::committed)
    throw db::Error(db::Error::Kind::lost, "the new side of a move was not written");
}

}  // namespace

Rounds::Rounds(const Move& move, db::Store& to)
    : move_(move), to_(to), tables_(db::tables_of(db::association_migrations())) {
  move_.from.read([&](db::Transaction& tx) {
    for (const auto& table : tables_)
      progress_.rows_there += db::count_rows(tx, table, move_.whose);
  });
  to_.read([&](db::Transaction& tx) {
    for (const auto& table : tables_) {
      progress_.rows += db::count_rows(tx, table, move_.whose);
      lasts_[table.name] = db::last_row(tx, table, move_.whose);
    }
  });
}

void Rounds::tell(std::int64_t more) {
  progress_.rows += more;
  if (move_.tell) move_.tell(progress_);
}

Result<std::int64_t> Rounds::round(Compare compare, const std::string& phase) {
  progress_.phase = phase;
  tell(0);
  std::int64_t moved = 0;
  std::optional<Refusal> differs;
  move_.from.read([&](db::Transaction& from) {
    const auto next = move_.from.mark(from);
    auto all = look(from);
    bring_changes(all);
    bring_rest(from, all);
    for (const auto& one : all)
      moved += one.appended + static_cast<std::int64_t>(one.changed.size());
    if (compare != Compare::nothing) {
      if (auto same = this->compare(from, all, compare); !same) differs = same.refusal();
    }
    if (!differs && compare == Compare::all && move_.check) {
      if (auto checked = move_.check(from); !checked) differs = checked.refusal();
    }
    mark_ = next;
  });
  if (differs) return *differs;
  return moved;
}

// What was noted beyond the last row that is there comes with the rest.
std::vector<Rounds::OfTable> Rounds::look(db::Transaction& from) {
  std::vector<OfTable> all;
  std::map<std::string_view, OfTable*> known;
  for (const auto& table : tables_) {
    all.push_back({.table = &table,
                   .by_key = db::RowsByKey(table, move_.whose),
                   .last = lasts_.at(table.name)});
  }
  std::map<std::string_view, std::string> lasts;
  for (auto& one : all) {
    known[one.table->name] = &one;
    if (!one.last.empty()) lasts[one.table->name] = one.by_key.key_of(one.last);
  }
  move_.from.each_changed(from, mark_, [&](const db::Table& table, std::string_view key) {
    const auto last = lasts.find(table.name);
    if (last == lasts.end()) return;
    auto& one = *known[table.name];
    if (one.by_key.compare(key, last->second) <= 0) one.changed.emplace_back(key);
  });
  for (auto& one : all) one.rows = one.by_key.find(from, one.changed);
  return all;
}

// All go before any comes, so that what one row has given up another may have (unique indexes). Cut
// off in between, the next round does it again: the notes stay.
void Rounds::bring_changes(const std::vector<OfTable>& all) {
  for (const auto& one : all) {
    std::span<const std::string> keys = one.changed;
    while (!keys.empty()) {
      const auto part = keys.first(std::min(keys.size(), batch_rows));
      write(to_, [&](db::Transaction& to) { one.by_key.erase(to, part); });
      keys = keys.subspan(part.size());
      tell(0);
    }
  }
  db::Loader loader(to_);
  for (const auto& one : all) {
    for (const auto& [key, row] : one.rows) loader.add(*one.table, row);
  }
  loader.finish();
}

void Rounds::bring_rest(db::Transaction& from, std::vector<OfTable>& all) {
  db::Loader loader(to_);
  for (auto& one : all) {
    db::for_each_row(from, *one.table, move_.whose, one.last, [&](std::string_view row) {
      loader.add(*one.table, row);
      ++one.appended;
      lasts_[one.table->name] = row;
      tell(1);
    });
  }
  loader.finish();
}

Result<Done> Rounds::compare(db::Transaction& from, const std::vector<OfTable>& all, Compare how) {
  const db::Table* differs = nullptr;
  to_.read([&](db::Transaction& to) {
    differs = nullptr;
    for (const auto& one : all) {
      if (differs != nullptr) return;
      if (!same(from, to, one, how)) differs = one.table;
      tell(0);
    }
  });
  if (differs == nullptr) return Done{};
  return refuse(RefusalKind::conflict,
                Obstacle{.code = "move.differs", .parameters = {{"table", differs->name}}});
}

bool Rounds::same(db::Transaction& from, db::Transaction& to, const OfTable& one, Compare how) {
  const auto& table = *one.table;
  if (how == Compare::changed && one.appended == 0 && one.changed.empty()) return true;
  if (db::count_rows(from, table, move_.whose) != db::count_rows(to, table, move_.whose))
    return false;
  const auto sum = [&](db::Transaction& tx) {
    db::TableSum rows(table);
    const std::string_view after = how == Compare::all ? std::string_view() : one.last;
    db::for_each_row(tx, table, move_.whose, after, [&](std::string_view row) {
      rows.add(row);
      tell(0);
    });
    return rows.digest();
  };
  return sum(from) == sum(to) && one.by_key.find(to, one.changed) == one.rows;
}

}  // namespace move
