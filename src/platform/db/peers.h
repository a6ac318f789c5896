#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace db {

// The other programs on a database, as far as they are heard of: each says every few seconds that
// it is there, on the line on which it tells its news, and says when it leaves. Whoever falls
// silent may have died between a commit and telling of it. Of one thread.
class Peers {
 public:
  using Time = std::chrono::steady_clock::time_point;

  void heard(std::string_view peer, Time now) { last_[std::string(peer)] = now; }
  void left(std::string_view peer) { last_.erase(std::string(peer)); }
  // Our own line was down: nobody is silent yet.
  void begin_anew(Time now) {
    for (auto& [peer, last] : last_) last = now;
  }
  // Whether somebody has fallen silent since this was last asked; forgets them.
  bool somebody_is_lost(Time now) {
    return std::erase_if(last_, [&](const auto& one) { return now - one.second > silent_for; }) > 0;
  }

  static constexpr std::chrono::seconds beat_every{2}, silent_for{8};

 private:
  std::map<std::string, Time> last_;
};

}  // namespace db
