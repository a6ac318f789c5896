#include "platform/auth/hasher.h"

#include <sodium.h>

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <new>
#include <stdexcept>
#include <thread>
#include <vector>

#include "platform/kernel/kernel.h"

namespace auth {

struct Hasher::State {
  HasherLimits limits;
  std::string
      never_right;  // hash of a random password: what an unknown account is verified against
  std::mutex mutex;
  std::condition_variable came;
  std::deque<std::function<void()>> waiting;
  bool stopping = false;
  std::vector<std::thread> threads;

  bool take_in(std::function<void()> work) {
    {
      const std::lock_guard hold(mutex);
      if (stopping || waiting.size() >= limits.waiting_max) return false;
      waiting.push_back(std::move(work));
    }
    came.notify_one();
    return true;
  }

  void work() {
    for (;;) {
      std::function<void()> next;
      {
        std::unique_lock hold(mutex);
        came.wait(hold, [this] { return stopping || !waiting.empty(); });
        if (waiting.empty()) return;
        next = std::move(waiting.front());
        waiting.pop_front();
      }
      try {
        next();
      } catch (const std::bad_alloc&) {  // whoever asked is left without an answer, nobody else
        kernel::log::error("auth.no_memory", {});
      }
    }
  }

  std::string stored_form(const std::string& password) const {
    std::string stored(crypto_pwhash_STRBYTES, '\0');
    const int outcome =
        crypto_pwhash_str_alg(stored.data(), password.data(), password.size(), limits.passes,
                              limits.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
    if (outcome != 0) return {};  // out of memory
    stored.resize(stored.find('\0'));
    return stored;
  }
};

namespace {

Refusal busy() {
  return refuse(RefusalKind::unavailable, "auth.busy");
}

void wipe(std::string& secret) {
  sodium_memzero(secret.data(), secret.size());
  secret.clear();
}

template <class Value, class Start>
Result<Value> wait_for(Start start) {
  // Shared: the waiting thread may be gone from here before set_value has returned.
  auto promise = std::make_shared<std::promise<Result<Value>>>();
  auto outcome = promise->get_future();
  start([promise](Result<Value> value) { promise->set_value(std::move(value)); });
  return outcome.get();
}

}  // namespace

Hasher::Hasher(HasherLimits limits) : state_(std::make_unique<State>()) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  state_->limits = limits;
  state_->never_right = state_->stored_form(kernel::random_text());
  for (int i = 0; i < limits.threads; ++i) {
    state_->threads.emplace_back([self = state_.get()] { self->work(); });
  }
}

Hasher::~Hasher() {
  {
    const std::lock_guard hold(state_->mutex);
    state_->stopping = true;
  }
  state_->came.notify_all();
  for (auto& thread : state_->threads) thread.join();
}

void Hasher::hash(std::string password, const std::function<void(Result<std::string>)>& then) {
  const bool taken = state_->take_in([self = state_.get(), password, then]() mutable {
    auto stored = self->stored_form(password);
    wipe(password);
    if (stored.empty()) {
      then(busy());
    } else {
      then(std::move(stored));
    }
  });
  wipe(password);
  if (!taken) then(busy());
}

void Hasher::verify(std::string password, std::string stored,
                    const std::function<void(Result<bool>)>& then) {
  const bool taken =
      state_->take_in([self = state_.get(), password, stored = std::move(stored), then]() mutable {
        const auto& against = stored.empty() ? self->never_right : stored;
        const bool right =
            password.size() <= limits::password_bytes_max &&
            crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
        wipe(password);
        then(right && !stored.empty());
      });
  wipe(password);
  if (!taken) then(busy());
}

Result<std::string> Hasher::hash(std::string password) {
  return wait_for<std::string>([&](auto then) { hash(std::move(password), then); });
}

Result<bool> Hasher::verify(std::string password, std::string stored) {
  return wait_for<bool>([&](auto then) { verify(std::move(password), std::move(stored), then); });
}

}  // namespace auth
