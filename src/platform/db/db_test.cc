// What every store does, whichever database it is on.
#include <atomic>
#include <future>
#include <new>

#include "platform/db/words_for_tests.h"

namespace db {
namespace {

const Sql find_word("SELECT word FROM words WHERE word = $2 AND $1 = 1");

using Write = StoreTest;

TEST_F(Write, IsThereAfterItWasAcknowledged) {
  auto store = open_store();
  EXPECT_EQ(add(*store, "صلة"), End::committed);
  EXPECT_EQ(count(*store), 1);
}

TEST_F(Write, ThatIsRefusedLeavesNothing) {
  auto store = open_store();
  EXPECT_EQ(add(*store, "no", false), End::refused);
  EXPECT_EQ(count(*store), 0);
}

TEST_F(Write, ThatThrowsDoesNotHarmItsNeighboursInTheBatch) {
  auto store = open_store();
  std::atomic<int> ended = 0;
  std::atomic<int> errors = 0;
  for (int i = 0; i < 20; ++i) {
    store->write<char>(
        [i](Transaction& tx, char&) {
          tx.execute(insert_word, std::to_string(i));
          if (i % 5 == 0) tx.execute(insert_word, std::to_string(i));  // a double: unique
          return true;
        },
        [&](End end, char&) {
          errors += end == End::error;
          ++ended;
        });
  }
  store->close();
  EXPECT_EQ(ended, 20);
  EXPECT_EQ(errors, 4);
  store.reset();
  store = open_store();
  EXPECT_EQ(count(*store), 16);
}

TEST_F(Write, ThatIsADoubleIsUndoneAndHarmsNobodyAfterIt) {
  auto store = open_store();
  ASSERT_EQ(add(*store, "one"), End::committed);
  int added = 1;
  for (const bool keep : {true, false}) {
    for (int i = 0; i < 10; ++i) {
      const auto end = store->write_and_wait([&](Transaction& tx) {
        tx.execute(insert_word, "before it");
        tx.execute(insert_word, "one");
        return keep;
      });
      EXPECT_TRUE(end == End::error || (end == End::refused && !keep));
      EXPECT_EQ(add(*store, std::to_string(added++)), End::committed);
    }
  }
  EXPECT_EQ(count(*store), added);
}

TEST_F(Write, KeepsEveryRowOfMany) {
  auto store = open_store();
  const auto end = store->write_and_wait([](Transaction& tx) {
    for (int i = 0; i < 1'000; ++i) {
      if (tx.execute(insert_word, std::to_string(i)) != 1) return false;
    }
    return true;
  });
  EXPECT_EQ(end, End::committed);
  EXPECT_EQ(count(*store), 1'000);
}

TEST_F(Write, WhoseAnswerFindsNoMemoryIsKeptAndHarmsNobodyElse) {
  auto store = open_store();
  store->write<char>([](Transaction& tx, char&) { return tx.execute(insert_word, "one") == 1; },
                     [](End, char&) { throw std::bad_alloc(); });
  EXPECT_EQ(add(*store, "two"), End::committed);
  store->close();  // both have ended
  store.reset();
  EXPECT_EQ(count(*open_store()), 2);
}

TEST_F(Write, WithoutMemoryForWhatFollowsIsKeptAndWhoListensHearsThatSomethingMayBeMissed) {
  auto store = open_store();
  std::promise<void> heard;
  std::atomic<bool> is_told = false;
  const int listener = store->listen([&](const News& news) {
    if (news.text == missed && !is_told.exchange(true)) heard.set_value();
  });
  const auto end = store->write_and_wait([](Transaction& tx) {
    tx.after_commit([] { throw std::bad_alloc(); });
    return tx.execute(insert_word, "one") == 1;
  });
  EXPECT_EQ(end, End::committed);
  heard.get_future().wait();
  EXPECT_EQ(add(*store, "two"), End::committed);
  EXPECT_EQ(count(*store), 2);
  store->forget(listener);
}

TEST_F(Write, CallsAfterCommitOnlyWhenItWasKept) {
  auto store = open_store();
  int called = 0;
  for (const bool keep : {true, false}) {
    store->write_and_wait([&](Transaction& tx) {
      tx.after_commit([&] { ++called; });
      return keep;
    });
  }
  store->close();
  EXPECT_EQ(called, 1);
}

TEST_F(Write, IsAnnouncedToListenersOnlyWhenItWasKept) {
  auto store = open_store();
  std::atomic<int> heard = 0;
  const int listener = store->listen([&](const News&) { ++heard; });
  const auto announce = [&](bool keep) {
    store->write_and_wait([&](Transaction& tx) {
      tx.tell("jobs");
      return keep;
    });
  };
  announce(false);
  announce(true);
  announce(false);  // the one before has been heard by now
  EXPECT_EQ(heard, 1);
  store->forget(listener);
  announce(true);
  store->close();
  EXPECT_EQ(heard, 1);
}

TEST_F(Write, AfterAnErrorInItsClosureRunsNothingMore) {
  auto store = open_store();
  const auto end = store->write_and_wait([](Transaction& tx) {
    const auto double_and_look = [&] {  // a row's refusal may be known at the next look only
      tx.execute(insert_word, "one");
      tx.each(count_words, [](const Row&) {});
    };
    tx.execute(insert_word, "one");
    EXPECT_THROW(double_and_look(), Error);
    EXPECT_THROW(tx.execute(insert_word, "two"), Error);
    return true;  // a closure that swallows the error is undone all the same
  });
  EXPECT_EQ(end, End::error);
  EXPECT_EQ(count(*store), 0);
}

const Sql change_word("UPDATE words SET word = $2 WHERE word = $1");

TEST_F(Write, CountsWhatItIsAskedForAfterChangesThatNobodyCounts) {
  auto store = open_store();
  for (const auto* word : {"one", "two", "three"}) add(*store, word);
  for (int round = 0; round < 3; ++round) {  // the first prepares
    EXPECT_EQ(store->write_and_wait([](Transaction& tx) {
      tx.each(count_words, [](const Row&) {});
      tx.execute(change_word, "one", "four");
      tx.execute(change_word, "nothing", "here");
      const std::int64_t none = tx.execute(change_word, "one", "five");
      const std::int64_t some = tx.execute(change_word, "four", "one");
      tx.execute(change_word, "two", "two");
      return none == 0 && some == 1;
    }),
              End::committed);
  }
  EXPECT_EQ(count(*store), 3);
}

TEST_F(Write, WithARefusedChangeThatNobodyCountsIsUndone) {
  auto store = open_store();
  add(*store, "one");
  add(*store, "two");
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(store->write_and_wait([](Transaction& tx) {
      tx.each(count_words, [](const Row&) {});
      tx.execute(insert_word, "three");
      tx.execute(change_word, "one", "two");  // a double
      return true;
    }),
              End::error);
  }
  EXPECT_EQ(count(*store), 2);
}

TEST_F(Write, TellsADoubleFromOtherErrors) {
  auto store = open_store();
  add(*store, "one");
  auto kind = Error::Kind::other;
  store->write_and_wait([&](Transaction& tx) {
    try {
      tx.execute(insert_word, "one");
    } catch (const Error& error) {
      kind = error.kind;
    }
    return false;
  });
  EXPECT_EQ(kind, Error::Kind::unique);
}

TEST_F(Write, WithAWrongNumberOfValuesIsAnError) {
  auto store = open_store();
  EXPECT_EQ(store->write_and_wait([](Transaction& tx) { return tx.execute(insert_word) == 1; }),
            End::error);
}

TEST_F(Write, AfterClosingIsStopped) {
  auto store = open_store();
  store->close();
  EXPECT_EQ(add(*store, "late"), End::stopped);
}

using Read = StoreTest;

TEST_F(Read, SeesOneMomentThroughoutItsTransaction) {
  auto store = open_store();
  add(*store, "one");
  store->read([&](Transaction& tx) {
    const auto words = [&] {
      return tx.one(count_words, [](const Row& row) { return row.integer(0); }).value();
    };
    EXPECT_EQ(words(), 1);
    EXPECT_EQ(add(*store, "two"), End::committed);
    EXPECT_EQ(words(), 1);
  });
  EXPECT_EQ(count(*store), 2);
}

TEST_F(Read, CannotWrite) {
  auto store = open_store();
  store->read([&](Transaction& tx) { EXPECT_THROW(tx.execute(insert_word, "x"), Error); });
  EXPECT_EQ(count(*store), 0);
}

TEST_F(Read, BindsParametersByTheirNumber) {
  auto store = open_store();
  add(*store, "word");
  store->read([&](Transaction& tx) {
    EXPECT_EQ(tx.one(
                  find_word, [](const Row& row) { return row.string(0); }, 1, "word"),
              "word");
  });
}

TEST_F(Read, OfAClosedStoreIsAnError) {
  auto store = open_store();
  store->close();
  EXPECT_THROW(count(*store), Error);
}

}  // namespace
}  // namespace db
