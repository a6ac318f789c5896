#include "requests/references.h"

#include <condition_variable>
#include <set>

#include "base/reference.h"
#include "requests/desk_for_tests.h"
#include "requests/request_row.h"

namespace requests {
namespace {

using References = Desk;

TEST_F(References, AreNeverGivenTwiceToThoseWhoAskAtOnce) {
  constexpr int asked = 300;
  std::mutex mutex;
  std::condition_variable ended;
  std::set<std::string> given;
  int left = asked;
  for (int i = 0; i < asked; ++i) {
    tenant->store->write<std::string>(
        [&](db::Transaction& tx, std::string& reference) {
          reference = next_reference(tx, tenant->id, clock.now());
          return true;
        },
        [&](db::End end, std::string& reference) {
          const std::lock_guard hold(mutex);
          if (end == db::End::committed) given.insert(reference);
          --left;
          ended.notify_all();
        });
  }
  std::unique_lock hold(mutex);
  ended.wait(hold, [&] { return left == 0; });
  EXPECT_EQ(given.size(), static_cast<std::size_t>(asked));
}

TEST_F(References, AreNotAmongThoseThatWereSetAside) {
  std::set<std::string> given;
  std::int64_t first = 0;
  for (int i = 0; i < 3; ++i) {
    tenant->store->write_and_wait([&](db::Transaction& tx) {
      first = set_references_aside(tx, tenant->id, clock.now(), 10);
      return true;
    });
    for (int number = 0; number < 10; ++number)
      EXPECT_TRUE(given.insert(make_reference(48, first + number)).second);
    for (int next = 0; next < 40; ++next) {
      tenant->store->write_and_wait([&](db::Transaction& tx) {
        EXPECT_TRUE(given.insert(next_reference(tx, tenant->id, clock.now())).second);
        return true;
      });
    }
  }
}

}  // namespace
}  // namespace requests
