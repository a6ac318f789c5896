#include "platform/move/move.h"

#include <chrono>

#include "platform/db/tables.h"
#include "platform/move/rounds.h"

namespace move {
namespace {

// A round that takes no longer may be waited for.
constexpr std::chrono::milliseconds short_enough{250};
constexpr int rounds_max = 12;

// Each round has as much to bring as was written during the one before, so they get shorter; where
// writes come as fast as rows can be brought they do not, and the last one is the longer.
Result<Done> follow(Rounds& rounds, Compare compare, const std::string& phase) {
  auto before = std::chrono::steady_clock::duration::max();
  for (int i = 0; i < rounds_max; ++i) {
    const auto began = std::chrono::steady_clock::now();
    TRY(rounds.round(compare, phase));
    const auto took = std::chrono::steady_clock::now() - began;
    if (took < short_enough || took > before / 4 * 3) break;
    before = took;
  }
  return Done{};
}

void call(const std::function<void()>& what) {
  if (what) what();
}

// Writes go on as they did, unless they were switched.
class Pause {
 public:
  explicit Pause(const Move& move) : move_(move) { call(move_.hold); }
  Pause(const Pause&) = delete;
  Pause& operator=(const Pause&) = delete;
  ~Pause() {
    try {
      if (is_fenced_) move_.from.open_fence();
    } catch (const std::exception&) {
      is_fenced_ = true;  // the next attempt opens it, or it lapses
    }
    call(move_.go_on);
  }
  void fence() {
    is_fenced_ = true;
    move_.from.fence();
  }
  void keep_fence() { is_fenced_ = false; }

 private:
  const Move& move_;
  bool is_fenced_ = false;
};

Result<Done> switch_over(const Move& move, std::unique_ptr<db::Store> to, Rounds& rounds) {
  Pause pause(move);
  pause.fence();
  if (move.last_write) move.from.write(move.last_write);
  TRY(rounds.round(Compare::changed, "switching"));
  if (move.arrive) {
    const auto arrived = to->write_and_wait([&](db::Transaction& tx) {
      move.arrive(tx);
      return true;
    });
    if (arrived != db::End::committed)
      throw db::Error(db::Error::Kind::lost, "the new side of a move was not written");
  }
  to->close();
  if (!move.from.close_fence())
    throw db::Error(db::Error::Kind::retry, "the last step of the move took too long");
  pause.keep_fence();
  call(move.switch_over);
  return Done{};
}

}  // namespace

Result<Done> carry_out(const Move& move) {
  move.from.note_changes(db::tables_of(db::association_migrations()));
  auto to = move.open_to();
  Rounds rounds(move, *to);
  TRY(follow(rounds, Compare::nothing, "copying"));
  TRY(rounds.round(Compare::all, "comparing"));
  TRY(follow(rounds, Compare::changed, "following"));
  return switch_over(move, std::move(to), rounds);
}

bool holds_rows(db::Transaction& tx, const AssociationId& whose) {
  for (const auto& table : db::tables_of(db::association_migrations()))
    if (db::holds_rows(tx, table, whose)) return true;
  return false;
}

}  // namespace move
