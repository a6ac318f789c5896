#include "messages/inbox.h"

#include "messages/house_for_tests.h"

namespace messages {
namespace {

using ReadMessage = House;

TEST_F(ReadMessage, IsNotedOnceAndToldToTheHooksAsProof) {
  std::vector<Fate> told;
  hooks->on_read = [&](db::Transaction&, api::Tenant&, const Fate& fate) { told.push_back(fate); };
  const auto id = send(to_sara())[0];
  const auto unread = [&] {
    std::set<RequestId> found;
    read([&](db::Transaction& tx) { found = unread_requests(tx, tenant.id, sara); });
    return found;
  };
  EXPECT_EQ(unread(), std::set{to_sara().request});
  for (int i = 0; i < 2; ++i) {
    write([&](db::Transaction& tx) {
      EXPECT_TRUE(read_message(tx, tenant, sara, id, now(), hooks.get()).ok());
    });
  }
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].proof, "portal");
  EXPECT_EQ(inbox(sara).items[0].read_at, told[0].at);
  EXPECT_TRUE(unread().empty());
}

TEST_F(ReadMessage, OfSomebodyElseIsNotFoundLikeOneThatIsNotThere) {
  const auto made = send(to_sara());
  write([&](db::Transaction& tx) {
    const auto foreign = read_message(tx, tenant, noura, made[0], now(), nullptr);
    const auto missing = read_message(tx, tenant, sara, MessageId{"none"}, now(), nullptr);
    const auto outside = read_message(tx, tenant, sara, made[1], now(), nullptr);
    EXPECT_EQ(foreign.refusal(), auth::not_found());
    EXPECT_EQ(missing.refusal(), auth::not_found());
    EXPECT_EQ(outside.refusal(), auth::not_found());  // what left by phone is not in the inbox
  });
  EXPECT_FALSE(inbox(sara).items[0].read_at);
  EXPECT_TRUE(inbox(noura).items.empty());
}

using MessagesAbout = House;

TEST_F(MessagesAbout, OneRequestAreCountedWithThoseNotReadYet) {
  const auto first = send(to_sara())[0];
  send(to_sara("again"));
  const auto about = [&](const RequestId& request) {
    About found;
    read([&](db::Transaction& tx) { found = messages_about(tx, tenant.id, sara, request); });
    return std::pair(found.messages, found.unread);
  };
  EXPECT_EQ(about(to_sara().request), std::pair(2L, 2L));
  write([&](db::Transaction& tx) {
    EXPECT_TRUE(read_message(tx, tenant, sara, first, now(), hooks.get()).ok());
  });
  EXPECT_EQ(about(to_sara().request), std::pair(2L, 1L));
  EXPECT_EQ(about(RequestId{"another"}), std::pair(0L, 0L));
}

using ListInbox = House;

TEST_F(ListInbox, GivesEachMessageOnceFromPageToPage) {
  for (int i = 0; i < 5; ++i) send(to_sara("k" + std::to_string(i)));
  std::vector<std::string> seen;
  api::Page page{.limit = 2};
  for (int pages = 0; pages < 5; ++pages) {
    Inbox found;
    read([&](db::Transaction& tx) { found = list_inbox(tx, tenant, sara, page, ""); });
    for (const auto& item : found.items) seen.push_back(item.id.text);
    if (!found.next) break;
    page.after = *found.next;
  }
  EXPECT_EQ(seen.size(), 5u);
  EXPECT_TRUE(std::ranges::is_sorted(seen, std::greater()));
}

}  // namespace
}  // namespace messages
