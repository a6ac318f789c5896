#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "platform/db/move_source.h"

// An association goes from one database into another while it is in use: its rows are copied, what
// changes meanwhile follows in rounds, each smaller than the one before; all of it is compared, and
// only then writes wait for the last few rows and for the switch.
namespace move {

struct Progress {
  std::string phase;            // copying | following | comparing | switching
  std::int64_t rows = 0;        // that are at the new place
  std::int64_t rows_there = 0;  // at the old one, when it began
};

struct Move {
  AssociationId whose;
  db::MoveSource& from;
  std::function<std::unique_ptr<db::Store>()> open_to;
  // Once all is equal, in the snapshot of the old side that it was compared in: the audit chain.
  std::function<Result<Done>(db::Transaction&)> check = {};
  // A write to the old side when nothing else can write any more, copied with the rest.
  std::function<void(db::Transaction&)> last_write = {};
  // The first write at the new place.
  std::function<void(db::Transaction&)> arrive = {};
  // This program's own writes wait from the first to the second, instead of being refused.
  std::function<void()> hold = {}, go_on = {};
  // From when this returns the association lives at the new place, which nobody has open; what it
  // throws leaves the old side fenced, until the next attempt knows how it ended.
  std::function<void()> switch_over = {};
  // Often; what it throws gives the attempt up.
  std::function<void(const Progress&)> tell = {};
};

// One attempt, which goes on where an earlier one was cut off. Refuses move.differs {table}, and
// what `check` refuses; throws db::Error: then nothing was switched and the old side goes on,
// except as switch_over says. `retry` when the last step took longer than the fence stands.
Result<Done> carry_out(const Move& move);

// Whether the place has rows of this association.
bool holds_rows(db::Transaction& tx, const AssociationId& whose);

}  // namespace move
