// Answers on their way from the workers and writers to the I/O thread.
#include <boost/asio/post.hpp>

#include "platform/http/server_state.h"

namespace http {

// Only the first of a burst wakes the I/O thread. Nothing is allocated until the answer is in the
// list: a session that was let go here would go down on a thread that does not own it.
void Server::complete(std::shared_ptr<ReadyAnswer> answer) {
  {
    const std::lock_guard lock(done_mutex);
    answer->before = std::move(done);
    done = std::move(answer);
    if (std::exchange(told, true)) return;
  }
  try {
    asio::post(io, [this] { send_answers(); });
  } catch (const std::bad_alloc&) {
    const std::lock_guard lock(done_mutex);
    told = false;
  }
}

void Server::send_answers() {
  std::shared_ptr<ReadyAnswer> newest;
  {
    const std::lock_guard lock(done_mutex);
    newest = std::move(done);
    told = false;
  }
  std::shared_ptr<ReadyAnswer> oldest;
  while (newest) {
    auto before = std::exchange(newest->before, std::move(oldest));
    oldest = std::exchange(newest, std::move(before));
  }
  while (oldest) {
    const auto next = std::exchange(oldest->before, nullptr);
    try {
      oldest->send();
    } catch (const std::bad_alloc&) {  // its client asks again; the others get their answers
      oldest->leave();
    }
    oldest = next;
  }
}

}  // namespace http
