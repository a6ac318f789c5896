#include "messages/send_message.h"

#include <sqlite3.h>

#include <fstream>

#include "messages/house_for_tests.h"
#include "messages/sent_lines.h"

namespace messages {
namespace {

constexpr std::string_view mark = "\xE2\x80\x8E";  // keeps "26-000123-4" from being turned round

using SendMessage = House;

TEST_F(SendMessage, StandsInTheInboxAtOnceAndLeavesByPhoneAndMail) {
  EXPECT_EQ(send(to_sara()).size(), 3u);
  const auto shown = inbox(sara).items;
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].subject, "طلبك " + std::string(mark) + "26-000123-4");
  EXPECT_FALSE(shown[0].read_at);
  EXPECT_EQ(sms->sent.size(), 0u);  // nothing is sent from inside the transaction
  EXPECT_EQ(tenant.runner->run_due(), 2);
  ASSERT_EQ(sms->sent.size(), 1u);
  ASSERT_EQ(mail->sent.size(), 1u);
  EXPECT_EQ(sms->sent[0].to, "+966500000001");
  EXPECT_EQ(mail->sent[0].to, "sara@example.org");
  EXPECT_EQ(mail->sent[0].sender, "جمعية الاختبار");
  EXPECT_TRUE(sms->sent[0].text.starts_with("جمعية الاختبار: الجواب من "));
  EXPECT_TRUE(sms->sent[0].text.ends_with(
      "https://sila.example.org/one/requests/0192f000-0000-7000-8000-000000000001"));
  EXPECT_EQ(tenant.runner->run_due(), 0);
}

TEST_F(SendMessage, OfTheSameKeyIsOneMessage) {
  send(to_sara());
  EXPECT_TRUE(send(to_sara()).empty());
  EXPECT_EQ(tenant.runner->run_due(), 2);
  EXPECT_EQ(inbox(sara).items.size(), 1u);
}

TEST_F(SendMessage, WithoutPhoneAndMailStandsInTheInboxOnly) {
  auto message = to_sara();
  message.phone = message.email = "";
  EXPECT_EQ(send(message).size(), 1u);
  EXPECT_EQ(tenant.runner->run_due(), 0);
}

TEST_F(SendMessage, SpeaksThePersonsLanguage) {
  auto message = to_sara();
  message.language = "en";
  send(message);
  tenant.runner->run_due();
  EXPECT_TRUE(sms->sent[0].text.starts_with("The test house: the answer from 2026-12-05. https"));
  EXPECT_EQ(mail->sent[0].subject, "Your request 26-000123-4");
}

TEST_F(SendMessage, OfANeutralPackNamesNobodyOutsideAndSaysWhyInside) {
  pack->neutral = true;
  auto message = to_sara();
  message.template_id = "news";
  message.values = {
      {"reason", plain("ورقة ناقصة")}
  };
  send(message);
  tenant.runner->run_due();
  EXPECT_TRUE(sms->sent[0].text.starts_with("خدمة الرسائل: هناك جديد. "));
  EXPECT_EQ(mail->sent[0].sender, "خدمة الرسائل");
  EXPECT_EQ(sms->sent[0].text.find("ناقصة"), std::string::npos);
  EXPECT_EQ(inbox(sara).items[0].text, "السبب: ورقة ناقصة");
}

TEST_F(SendMessage, WithoutATemplateOrAKeySendsNothing) {
  auto message = to_sara();
  message.template_id = "unknown";
  EXPECT_TRUE(send(message).empty());
  message = to_sara();
  message.party = PartyId{"nobody"};
  EXPECT_TRUE(send(message).empty());
}

TEST_F(SendMessage, KeepsNoWordNorAddressReadableInTheDatabase) {
  send(to_sara());
  tenant.runner.reset();
  tenant.store->close();
  std::ifstream file(folder + "/a.db", std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(bytes.find("sara@example.org"), bytes.npos);
  EXPECT_EQ(bytes.find("966500000001"), bytes.npos);
  EXPECT_EQ(bytes.find("26-000123-4"), bytes.npos);
}

TEST_F(SendMessage, ToAnErasedPersonIsNotSentAnyMore) {
  send(to_sara());
  write([&](db::Transaction& tx) { tenant.keeper->erase_party_key(tx, sara, now()); });
  tenant.runner->run_due();
  EXPECT_TRUE(sms->sent.empty());
  EXPECT_TRUE(inbox(sara).items.empty());
  EXPECT_EQ(log().items[0].code, "party.erased");
  EXPECT_EQ(log().items[0].state, "given_up");
}

using Delivery = House;

TEST_F(Delivery, TellsTheHooksOnceTheGatewayTookIt) {
  std::vector<Fate> told;
  hooks->on_sent = [&](db::Transaction&, api::Tenant&, const Fate& fate) { told.push_back(fate); };
  send(to_sara());
  tenant.runner->run_due();
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0].proof, "gateway");
  EXPECT_EQ(told[0].message.about, "study");
  EXPECT_EQ(told[0].message.request, to_sara().request);
  EXPECT_EQ(told[0].message.state, State::sent);
}

TEST_F(Delivery, ThatFailsIsTriedAgainAndTellsTheHooksOnlyWhenItIsGivenUp) {
  int failed = 0;
  hooks->on_failed = [&](db::Transaction&, api::Tenant&, const Fate& fate) {
    ++failed;
    EXPECT_EQ(fate.message.code, "gateway.timeout");
  };
  sms->answer = {outbox::Outcome::retry, "gateway.timeout"};
  auto message = to_sara();
  message.email = "";
  send(message);
  tenant.runner->run_due();
  EXPECT_EQ(log().items[0].state, "failed");
  EXPECT_EQ(log().items[0].attempts, 1);
  EXPECT_EQ(log().items[0].code, "gateway.timeout");
  EXPECT_EQ(failed, 0);
  for (int i = 0; i < 20; ++i) {
    clock.advance(7 * hour_ms);
    tenant.runner->run_due();
  }
  EXPECT_EQ(sms->sent.size(), 12u);
  EXPECT_EQ(log().items[0].state, "given_up");
  EXPECT_EQ(failed, 1);
  for (const auto& attempt : sms->sent) EXPECT_EQ(attempt.key, sms->sent[0].key);
}

TEST_F(Delivery, ThatTheProgramDiedAfterIsNotRepeatedOnceItWasNoted) {
  auto message = to_sara();
  message.email = "";
  hooks->on_sent = [&](db::Transaction&, api::Tenant&, const Fate&) {};
  const auto made = send(message);
  tenant.runner->run_due();
  write([&](db::Transaction& tx) {  // as if the task had never been marked
    outbox::publish(tx, tenant.id, now(), "message.sms", "again",
                    "{\"message\":\"" + made[1].text + "\"}");
  });
  tenant.runner->run_due();
  EXPECT_EQ(sms->sent.size(), 1u);
}

TEST_F(Delivery, WithoutAGatewaySaysSo) {
  sms = nullptr;
  mail = nullptr;
  restart();
  send(to_sara());
  tenant.runner->run_due();
  const auto items = log(Wanted::failed).items;
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].state, "given_up");
  EXPECT_EQ((std::set<std::string>{items[0].code.value(), items[1].code.value()}),
            (std::set<std::string>{"mail.not_set_up", "sms.not_set_up"}));
}

using SendCode = House;

TEST_F(SendCode, SendsTheCodeByTextMessageAndOnlyWhileItIsGood) {
  write([&](db::Transaction& tx) {
    EXPECT_TRUE(auth::request_code(tx, *tenant.keeper, tenant.id, now(), "+966500000001",
                                   auth::CodePurpose::sign_in, "peer")
                    .ok());
    EXPECT_TRUE(auth::request_code(tx, *tenant.keeper, tenant.id, now(), "+966500000002",
                                   auth::CodePurpose::signature, "peer")
                    .ok());
  });
  sms->answer = {outbox::Outcome::retry, "gateway.timeout"};
  tenant.runner->run_due();
  ASSERT_EQ(sms->sent.size(), 2u);
  EXPECT_EQ(sms->sent[0].to, "+966500000001");
  EXPECT_TRUE(sms->sent[0].text.starts_with("رمز الدخول إلى جمعية الاختبار: "));
  EXPECT_EQ(sms->sent[0].text.find('{'), std::string::npos);
  EXPECT_TRUE(sms->sent[1].text.starts_with("رمز توقيع"));
  clock.advance(hour_ms);
  tenant.runner->run_due();
  EXPECT_EQ(sms->sent.size(), 2u);
}

using FileGateway = House;

TEST_F(FileGateway, WritesALineForEachMessageThatOnlyItsOwnerReads) {
  const auto texts = sms_to_file(folder + "/sms", "one");
  EXPECT_EQ(texts
                ->send({.to = "+966500000001",
                        .text = "سطر\nآخر \xE2\x80\x8E"
                                "1",
                        .key = "1"})
                .outcome,
            outbox::Outcome::done);
  mail_to_file(folder + "/sms", "one")->send({.to = "sara@example.org", .text = "b", .key = "2"});
  const auto lines = newest_lines(folder + "/sms", "one", 10);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].key, "2");
  EXPECT_EQ(lines[1].text,
            "سطر\nآخر \xE2\x80\x8E"
            "1");
  EXPECT_EQ(newest_lines(folder + "/sms", "one", 1).size(), 1u);
  EXPECT_TRUE(newest_lines(folder + "/sms", "none", 1).empty());
  EXPECT_EQ(std::filesystem::status(folder + "/sms/one.jsonl").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(FileGateway, LeavesOutALineThatWasCutOff) {
  sms_to_file(folder + "/sms", "one")->send({.to = "x", .text = "whole", .key = "1"});
  std::ofstream(folder + "/sms/one.jsonl", std::ios::app) << "{\"at\":\"2026-";
  EXPECT_EQ(newest_lines(folder + "/sms", "one", 10).size(), 1u);
}

TEST(Masked, ShowsTheEndOfAPhoneAndTheHouseOfAMail) {
  EXPECT_EQ(masked("+966500000001"), "…0001");
  EXPECT_EQ(masked("sara@example.org"), "s…@example.org");
  EXPECT_EQ(masked("1"), "…1");
}

}  // namespace
}  // namespace messages
