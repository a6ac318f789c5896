// Answers on their way from the workers and writers to the I/O thread.
#include "platform/http/server_state.h"

namespace http {

// Only the first of a burst wakes the I/O thread. Nothing is allocated, neither before the answer
// is in the list (a session that was let go here would go down on a thread that does not own it)
// nor afterwards: without memory to say so nobody would be answered until the next one is.
void Server::complete(std::shared_ptr<ReadyAnswer> answer) {
  {
    const std::lock_guard lock(done_mutex);
    answer->before = std::move(done);
    done = std::move(answer);
    if (std::exchange(told, true)) return;
  }
  ::eventfd_write(wake.native_handle(), 1);
}

// Waits anew before it sends: then asio has the memory of the last wait at hand.
void Server::await_answers() {
  wake.async_wait(asio::posix::stream_descriptor::wait_read,
                  [this](boost::system::error_code error) {
                    awaits = false;
                    if (error) return;
                    eventfd_t count = 0;
                    ::eventfd_read(wake.native_handle(), &count);
                    await_answers();
                    send_answers();
                  });
  awaits = true;
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
