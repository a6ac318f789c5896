#include "platform/db/movable_store.h"

#include <future>

#include "platform/db/move_source.h"
#include "platform/db/words_for_tests.h"

namespace db {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A write as the old side answers it behind the fence.
bool refused(Transaction&) {
  throw Error(Error::Kind::constraint, "it is being moved", being_moved);
}

class MovableStoreTest : public StoreTest {
 protected:
  std::unique_ptr<Store> open_other() const {
    return open_for_tests(folder_ + "/other.db", first, "");
  }
  std::future<End> begin_to_add(MovableStore& store, const std::string& word) {
    auto ended = std::make_shared<std::promise<End>>();
    store.write<char>(
        [word](Transaction& tx, char&) {
          tx.execute(insert_word, word);
          return true;
        },
        [ended](End end, char&) { ended->set_value(end); });
    return ended->get_future();
  }
};

using Movable = MovableStoreTest;

TEST_F(Movable, WritesAndReadsLikeTheStoreBeneath) {
  MovableStore store(open_store(), [] {});
  EXPECT_EQ(add(store, "one"), End::committed);
  EXPECT_EQ(add(store, "two", false), End::refused);
  EXPECT_EQ(add(store, "one"), End::error);
  EXPECT_EQ(count(store), 1);
  EXPECT_TRUE(store.accepts_writes());
}

TEST_F(Movable, KeepsWritesThatCameMeanwhileForTheNewPlace) {
  MovableStore store(
      open_store(), [] {}, seconds(60));
  ASSERT_EQ(add(store, "before"), End::committed);
  store.hold();
  auto waits = begin_to_add(store, "meanwhile");
  EXPECT_EQ(count(store), 1) << "reads go on";
  store.exchange(open_other());
  EXPECT_EQ(waits.get(), End::committed);
  EXPECT_EQ(count(store), 1) << "of the new place";
  store.close();
  EXPECT_EQ(count(*open_store()), 1);
}

TEST_F(Movable, GoesOnAtTheOldPlaceWhenNothingWasSwitched) {
  MovableStore store(
      open_store(), [] {}, seconds(60));
  store.hold();
  auto waits = begin_to_add(store, "meanwhile");
  store.go_on();
  EXPECT_EQ(waits.get(), End::committed);
  EXPECT_EQ(count(store), 1);
}

TEST_F(Movable, TurnsAwayWhatWaitedTooLong) {
  MovableStore store(
      open_store(), [] {}, milliseconds(1));
  store.hold();
  EXPECT_EQ(begin_to_add(store, "meanwhile").get(), End::full);
  store.go_on();
  EXPECT_EQ(count(store), 0);
}

TEST_F(Movable, BringsAWriteThatTheOldPlaceRefusedToTheNewOne) {
  std::atomic<int> looked = 0;
  MovableStore* self = nullptr;
  MovableStore store(
      open_store(),
      [&] {
        if (++looked == 2) self->exchange(open_other());
      },
      seconds(60));
  self = &store;
  const auto end = store.write_and_wait([&](Transaction& tx) {
    if (looked < 2) return refused(tx);
    tx.execute(insert_word, "after all");
    return true;
  });
  EXPECT_EQ(end, End::committed);
  EXPECT_EQ(count(store), 1);
  store.close();
  EXPECT_EQ(count(*open_store()), 0);
}

TEST_F(Movable, SaysThatItIsBeingMovedToWhomItTurnsAwayAfterARefusal) {
  MovableStore store(
      open_store(), [] {}, milliseconds(1));
  bool said = false;
  std::promise<End> ended;
  store.write<char>([](Transaction& tx, char&) { return refused(tx); },
                    [&](End end, char&) {
                      said = store.is_held();
                      ended.set_value(end);
                    });
  EXPECT_EQ(ended.get_future().get(), End::full);
  EXPECT_TRUE(said);
}

TEST_F(Movable, OutlivesADirectoryThatDoesNotAnswer) {
  std::atomic<int> looked = 0;
  MovableStore store(
      open_store(),
      [&] {
        if (++looked == 1) throw Error(Error::Kind::lost, "the directory does not answer");
      },
      seconds(60));
  const auto end = store.write_and_wait([&](Transaction& tx) {
    if (looked < 2) return refused(tx);
    tx.execute(insert_word, "word");
    return true;
  });
  EXPECT_EQ(end, End::committed);
}

TEST_F(Movable, TellsListenersThatTheyMayHaveMissedSomething) {
  MovableStore store(open_store(), [] {});
  std::promise<std::string> heard;
  const int listener =
      store.listen([&](const News& news) { heard.set_value(std::string(news.text)); });
  store.exchange(open_other());
  EXPECT_EQ(heard.get_future().get(), missed);
  store.forget(listener);
  std::promise<std::string> told;
  store.listen([&](const News& news) { told.set_value(std::string(news.text)); });
  store.write_and_wait([](Transaction& tx) {
    tx.execute(insert_word, "word");
    tx.tell("news");
    return true;
  });
  EXPECT_EQ(told.get_future().get(), "news");
}

TEST_F(Movable, ClosesTheOldPlaceWhenItsLastReadHasEnded) {
  MovableStore store(open_store(), [] {});
  ASSERT_EQ(add(store, "old"), End::committed);
  store.read([&](Transaction& tx) {
    store.exchange(open_other());
    EXPECT_EQ(tx.one(count_words, [](const Row& row) { return row.integer(0); }), 1)
        << "what was begun goes on where it began";
  });
  EXPECT_EQ(count(store), 0);
}

TEST_F(Movable, EndsWhatWaitsWhenItCloses) {
  MovableStore store(
      open_store(), [] {}, seconds(60));
  store.hold();
  auto waits = begin_to_add(store, "never");
  store.close();
  EXPECT_EQ(waits.get(), End::stopped);
}

}  // namespace
}  // namespace db
