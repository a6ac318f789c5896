#include "messages/message_log.h"

#include "messages/house_for_tests.h"

namespace messages {
namespace {

auth::Actor officer(const std::string& branch = "") {
  auth::Actor actor{.kind = auth::Actor::Kind::staff, .id = "s1", .roles = {Role::officer}};
  if (!branch.empty()) actor.branches = {BranchId{branch}};
  return actor;
}

class MessageLog : public House {
 protected:
  MessageLog() {
    write(
        [&](db::Transaction& tx) { tx.execute(insert_branch_of_staff, tenant.id, "s1", "north"); });
  }
  Result<Done> retry(const MessageId& id, const auth::Actor& actor) {
    std::optional<Result<Done>> outcome;
    write([&](db::Transaction& tx) { outcome = retry_message(tx, tenant.id, actor, id, now()); });
    return *outcome;
  }
  static inline const db::Sql insert_branch_of_staff{
      "INSERT INTO staff_branches (association_id, staff_id, branch_id) VALUES ($1, $2, $3)"};
};

using ListMessages = MessageLog;

TEST_F(ListMessages, ShowsWhatLeftTheHouseNewestFirstAndByState) {
  sms->answer = {outbox::Outcome::retry, "gateway.timeout"};
  send(to_sara());
  tenant.runner->run_due();
  send(to_sara("k2"));
  EXPECT_EQ(log().items.size(), 4u);
  EXPECT_EQ(log(Wanted::failed).items.size(), 1u);
  EXPECT_EQ(log(Wanted::waiting).items.size(), 2u);
  EXPECT_EQ(log(Wanted::failed).items[0].channel, "sms");
  EXPECT_EQ(log(Wanted::failed).items[0].template_id, "told");
  EXPECT_EQ(log(Wanted::failed).items[0].request, to_sara().request);
  EXPECT_NE(json::write(log()).find("\"template\":\"told\""), std::string::npos);
  EXPECT_EQ(json::write(log()).find("sara@"), std::string::npos);
}

TEST_F(ListMessages, NamesNoConfidentialRequest) {
  auto message = to_sara();
  message.request_class = Class::confidential;
  send(message);
  for (const auto& item : log().items) EXPECT_FALSE(item.request);
}

TEST_F(ListMessages, OfAnotherBranchAreNotSeen) {
  auto message = to_sara("north");
  message.branch = BranchId{"north"};
  send(message);
  message = to_sara("south");
  message.branch = BranchId{"south"};
  send(message);
  EXPECT_EQ(log(Wanted::any, officer("north")).items.size(), 2u);
  EXPECT_EQ(log(Wanted::waiting, officer("north")).items.size(), 2u);
  EXPECT_EQ(log(Wanted::any, officer()).items.size(), 4u);
}

TEST_F(ListMessages, OfNoBranchAreSeenInABranchOnlyWhenTheyAreAboutNoRequest) {
  auto message = to_sara("code");
  message.request = {};
  send(message);
  send(to_sara("none"));
  EXPECT_EQ(log(Wanted::any, officer("north")).items.size(), 2u);
  EXPECT_EQ(log(Wanted::any, officer()).items.size(), 4u);
}

TEST_F(ListMessages, GivesEachMessageOnceFromPageToPage) {
  for (int i = 0; i < 3; ++i) send(to_sara("k" + std::to_string(i)));
  std::set<std::string> seen;
  api::Page page{.limit = 4};
  LogPage first, second;
  read([&](db::Transaction& tx) {
    first = list_messages(tx, tenant.id, officer(), Wanted::any, page);
    page.after = first.next.value_or("");
    second = list_messages(tx, tenant.id, officer(), Wanted::any, page);
  });
  for (const auto& item : first.items) seen.insert(item.id.text);
  for (const auto& item : second.items) seen.insert(item.id.text);
  EXPECT_EQ(first.items.size(), 4u);
  EXPECT_FALSE(second.next);
  EXPECT_EQ(seen.size(), 6u);
}

using RetryMessage = MessageLog;

TEST_F(RetryMessage, SendsWhatWasGivenUpAndPutsItOnRecord) {
  auto message = to_sara();
  message.email = "";
  sms->answer = {outbox::Outcome::give_up, "gateway.refused"};
  const auto id = send(message)[1];
  tenant.runner->run_due();
  sms->answer = {};
  EXPECT_TRUE(retry(id, officer()).ok());
  EXPECT_EQ(log().items[0].state, "waiting");
  EXPECT_EQ(tenant.runner->run_due(), 1);
  EXPECT_EQ(log().items[0].state, "sent");
  EXPECT_FALSE(log().items[0].code);
  read([&](db::Transaction& tx) {
    const auto entries = audit::list(tx, tenant.id, {.action = "message.retried"}, 0, 10);
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0].entry.object, id.text);
    EXPECT_EQ(entries[0].entry.party, "sara");
  });
}

TEST_F(RetryMessage, RefusesWhatWasSentWhatIsMissingAndWhatIsElsewhere) {
  auto message = to_sara();
  message.branch = BranchId{"south"};
  const auto made = send(message);
  EXPECT_EQ(retry(made[1], officer("north")).refusal(), auth::not_found());
  const auto of_no_branch = send(to_sara("none"));
  EXPECT_EQ(retry(of_no_branch[1], officer("north")).refusal(), auth::not_found());
  EXPECT_EQ(retry(made[0], officer()).refusal(), auth::not_found());
  EXPECT_EQ(retry(MessageId{"none"}, officer()).refusal(), auth::not_found());
  tenant.runner->run_due();
  EXPECT_EQ(retry(made[1], officer()).refusal().obstacles[0].code, "message.already_sent");
}

}  // namespace
}  // namespace messages
