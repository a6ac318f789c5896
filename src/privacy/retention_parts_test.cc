#include <gmock/gmock.h>

#include "platform/files/files.h"
#include "privacy/keeping_for_tests.h"

namespace privacy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(Keeping, PartsGoByTheirOwnPeriodsAMonthAfterTheseWereSet) {
  const auto sara = registered();
  put(sara, "city", "جدة");
  put(sara, "city", "الدمام");
  put(sara, "disability", "mobility");
  put(sara, "income", "400000");
  pass_months(13);
  ASSERT_TRUE(set("former_values", 12).ok());
  ASSERT_TRUE(set("circumstances", 12).ok());
  look_through();
  EXPECT_THAT(history(sara, "disability"), ElementsAre("mobility"));
  EXPECT_EQ(history(sara, "city").size(), 2u);
  pass_days(30);
  look_through();
  EXPECT_THAT(history(sara, "city"), ElementsAre("الدمام"));
  EXPECT_THAT(history(sara, "disability"), IsEmpty());
  EXPECT_THAT(history(sara, "income"), IsEmpty());
  EXPECT_TRUE(is_there(sara));
  EXPECT_EQ(category("former_values").destroyed, 1);
  EXPECT_EQ(audited("retention.part_destroyed").size(), 2u);
}

TEST_F(Keeping, AValueReplacedLatelyStaysWithItsPast) {
  const auto sara = registered();
  put(sara, "city", "جدة");
  ASSERT_TRUE(set("former_values", 12).ok());
  pass_months(13);
  put(sara, "city", "الدمام");
  look_through();
  EXPECT_EQ(history(sara, "city").size(), 2u);
  pass_months(13);
  look_through();
  EXPECT_THAT(history(sara, "city"), ElementsAre("الدمام"));
}

// Lets something happen before each write: what its writer has read may be past by then.
class StoreWithPauses final : public db::Store {
 public:
  StoreWithPauses(db::Store& store, std::function<void()> between)
      : store_(store), between_(std::move(between)) {}
  int listen(std::function<void(const db::News&)> hear) override {
    return store_.listen(std::move(hear));
  }
  void forget(int listener) override { store_.forget(listener); }
  bool accepts_writes() const override { return store_.accepts_writes(); }
  void close() override {}

 private:
  void submit(std::unique_ptr<db::Job>) override { FAIL() << "a pass waits for its writes"; }
  void run_read(void (*call)(void*, db::Transaction&), void* self) override {
    store_.read([&](db::Transaction& tx) { call(self, tx); });
  }
  db::End run_write(bool (*call)(void*, db::Transaction&), void* self) override {
    if (const auto between = std::exchange(between_, nullptr)) between();
    return store_.write_and_wait([&](db::Transaction& tx) { return call(self, tx); });
  }

  db::Store& store_;
  std::function<void()> between_;
};

TEST_F(Keeping, AHoldThatIsPlacedWhileAPassLooksKeepsWhatThePassHasFound) {
  const auto sara = registered();
  put(sara, "income", "400000");
  ASSERT_TRUE(set("circumstances", 12).ok());
  pass_months(14);
  auto store = std::move(tenant->store);
  auto& real = *store;
  tenant->store = std::make_unique<StoreWithPauses>(real, [&] {
    std::swap(tenant->store, store);
    EXPECT_TRUE(hold(sara).ok());
    std::swap(tenant->store, store);
  });
  look_through();
  tenant->store = std::move(store);
  EXPECT_THAT(history(sara, "income"), ElementsAre("400000"));
  EXPECT_THAT(audited("retention.part_destroyed"), IsEmpty());
}

TEST_F(Keeping, TextsOfMessagesGoAndThatTheyWereSentStays) {
  const auto sara = registered();
  ASSERT_TRUE(write([&](db::Transaction& tx) {
                return note_at_desk(tx, call_as(officer), hooks, sara, {.kind = "copy"});
              }).ok());
  const auto listed =
      read([&](db::Transaction& tx) { return list_subject_requests(tx, call_as(officer), hooks); });
  ASSERT_TRUE(write([&](db::Transaction& tx) {
                return answer_request(tx, call_as(officer), hooks, {listed->items.at(0).id},
                                      {.granted = true});
              }).ok());
  const auto inbox = [&] {
    return read(
               [&](db::Transaction& tx) { return messages::list_inbox(tx, *tenant, sara, {}, ""); })
        .items.size();
  };
  const auto logged = [&] {
    return read([&](db::Transaction& tx) {
             return messages::list_messages(tx, tenant->id, quality, messages::Wanted::any, {});
           })
        .items.size();
  };
  ASSERT_EQ(inbox(), 1u);
  ASSERT_TRUE(set("messages", 12).ok());
  pass_months(14);
  const auto before = logged();
  look_through();
  EXPECT_EQ(inbox(), 0u);
  EXPECT_EQ(logged(), before);
}

TEST_F(Keeping, PapersGoAndThatTheyWereThereStays) {
  const auto sara = registered();
  const auto path = folder + "/paper.pdf";
  std::ofstream(path) << "%PDF-1.4\n%%EOF\n";
  const auto inspected = files::inspect(path, "صورة.pdf");
  ASSERT_TRUE(inspected.ok()) << testing::PrintToString(codes_of(inspected));
  const auto stored = write([&](db::Transaction& tx) {
    return files::store(tx, *tenant->keeper, tenant->id, sara, now(), inspected.value(), path);
  });
  ASSERT_TRUE(stored.ok());
  ASSERT_TRUE(write([&](db::Transaction& tx) -> Result<bool> {
                return files::mark_attached(tx, tenant->id, stored->id);
              }).ok());
  ASSERT_TRUE(set("documents", 12).ok());
  pass_months(11);
  look_through();
  const auto found = [&] {
    return read([&](db::Transaction& tx) {
      return files::find(tx, *tenant->keeper, tenant->id, stored->id);
    });
  };
  EXPECT_EQ(found()->destroyed_at, std::nullopt);
  pass_months(2);
  look_through();
  ASSERT_TRUE(found());
  EXPECT_NE(found()->destroyed_at, std::nullopt);
  EXPECT_EQ(found()->name, "");
  EXPECT_EQ(found()->digest, stored->digest);
  EXPECT_EQ(codes_of(read([&](db::Transaction& tx) {
              return files::read(tx, *tenant->keeper, tenant->id, stored->id);
            })),
            Codes{"attachment.destroyed"});
}

}  // namespace
}  // namespace privacy
