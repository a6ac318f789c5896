#include <mutex>
#include <set>
#include <thread>

#include "platform/api/tenants_for_tests.h"

namespace api {
namespace {

using auth::Action;

struct PayBody {
  std::string to;
};
BOOST_DESCRIBE_STRUCT(PayBody, (), (to))

struct PayView {
  std::string to;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(PayView, (), (to, number))

class Idempotency : public Tenants {
 protected:
  Idempotency() {
    const auto pay = [this](db::Transaction& tx, const Call& call,
                            const PayBody& body) -> Result<PayView> {
      audit::record(tx, call.tenant.id, auth::who_of(call.actor, Action::portal_use), call.now,
                    {.action = "paid", .object = "payment"});
      ++ran;
      if (refuses) return ::refuse(RefusalKind::conflict, "http.not_found");
      return PayView{body.to, ran};
    };
    routes->change<PayBody, PayView>("POST", "/portal/payments", Action::portal_use, pay);
    routes->change<PayBody, PayView>("POST", "/portal/other", Action::portal_use, pay);
    routes->change<PayBody, PayView>("POST", "/portal/open", Action::anyone, pay);
    routes->upload<PayView>("/portal/files", Action::portal_use,
                            [this](db::Transaction&, const Call&, const files::Inspected& file,
                                   const std::string& spooled) -> Result<PayView> {
                              ++ran;
                              EXPECT_TRUE(std::filesystem::exists(spooled));
                              return PayView{file.type + " " + file.name, file.bytes};
                            });
  }
  http::Answer pay(const std::string& headers, const std::string& body = R"({"to":"Nora"})",
                   const std::string& path = "/api/one/portal/payments") {
    return change("POST", path, body, headers);
  }
  std::atomic<int> ran = 0;
  std::atomic<bool> refuses = false;
};

using Turns = Idempotency;

// Each decides by what those before it have left; two at once would decide by the same.
TEST_F(Turns, AreTakenByChangesOfOneThing) {
  routes->change<PayBody, PayView>(
      "POST", "/portal/things/{id}", Action::portal_use,
      [](db::Transaction& tx, const Call& call, const PayBody&) -> Result<PayView> {
        const audit::Filter of_thing{.object = call.param("id")};
        const auto before = audit::list(tx, call.tenant.id, of_thing, 0, 200).size();
        audit::record(tx, call.tenant.id, auth::who_of(call.actor, Action::portal_use), call.now,
                      {.action = "taken", .object = call.param("id")});
        return PayView{.number = static_cast<std::int64_t>(before)};
      });
  start();
  std::mutex mutex;
  std::set<std::string> answers;
  std::vector<std::thread> people;
  for (int person = 0; person < 4; ++person) {
    const auto me = applicant("+96650000001" + std::to_string(person));
    people.emplace_back([&, me, person] {
      for (int i = 0; i < 5; ++i) {
        const auto answer =
            pay(me + keyed(100 + person * 10 + i), R"({"to":"x"})", "/api/one/portal/things/7");
        EXPECT_EQ(answer.status, 200);
        const std::lock_guard hold(mutex);
        answers.insert(answer.body);
      }
    });
  }
  for (auto& person : people) person.join();
  EXPECT_EQ(answers.size(), 20u);
}

TEST_F(Idempotency, NeedsAKeyInTheFormOfAnId) {
  start();
  const auto me = applicant();
  EXPECT_EQ(code_in(pay(me)), "idempotency.key_missing");
  for (const auto* wrong : {"1", "01890000-0000-7000-8000-00000000000", "' OR 1=1 --"}) {
    const auto answer = pay(me + "Idempotency-Key: " + wrong + "\r\n");
    EXPECT_EQ(answer.status, 400) << wrong;
    EXPECT_EQ(code_in(answer), "idempotency.key_form") << wrong;
  }
  EXPECT_EQ(ran, 0);
}

TEST_F(Idempotency, AnswersARetryAsTheFirstTimeAndActsOnce) {
  start();
  const auto first = pay(applicant() + keyed(1));
  EXPECT_EQ(first.body, R"({"to":"Nora","number":1})");
  const auto again = pay(applicant() + keyed(1));  // after signing in anew
  EXPECT_EQ(again.status, first.status);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(pay(applicant() + keyed(2)).body, R"({"to":"Nora","number":2})");
  EXPECT_EQ(audited("paid").size(), 2u);
}

TEST_F(Idempotency, RefusesAKeyThatWasUsedForSomethingElse) {
  start();
  const auto me = applicant();
  EXPECT_EQ(pay(me + keyed(1)).status, 200);
  const auto other_body = pay(me + keyed(1), R"({"to":"Huda"})");
  EXPECT_EQ(other_body.status, 422);
  EXPECT_EQ(code_in(other_body), "idempotency.key_reused");
  EXPECT_EQ(pay(me + keyed(1), R"({"to":"Nora"})", "/api/one/portal/other").status, 422);
  EXPECT_EQ(pay(me + keyed(1), R"({"to":"Nora"})", "/api/one/portal/payments?a=b").status, 422);
  EXPECT_EQ(pay(me + keyed(1) + "If-Match: 3\r\n").status, 422);
  EXPECT_EQ(ran, 1);
}

TEST_F(Idempotency, KeepsTheKeysOfActorsAndAssociationsApart) {
  open("two");
  start();
  pay(applicant("+966500000001") + keyed(1));
  pay(applicant("+966500000002") + keyed(1));
  change("POST", "/api/two/portal/payments", R"({"to":"Nora"})",
         applicant("+966500000001", "two") + keyed(1));
  EXPECT_EQ(ran, 3);
}

TEST_F(Idempotency, LetsARefusedChangeBeTriedAgainWithItsKey) {
  start();
  const auto me = applicant();
  refuses = true;
  EXPECT_EQ(pay(me + keyed(1)).status, 409);
  refuses = false;
  EXPECT_EQ(pay(me + keyed(1)).status, 200);
  EXPECT_EQ(audited("paid").size(), 1u);
}

TEST_F(Idempotency, ActsOnceWhenTheSameChangeArrivesManyTimesAtOnce) {
  options.workers = 4;
  start();
  const auto me = applicant();
  std::vector<std::string> bodies(12);
  std::vector<std::thread> clients;
  for (auto& body : bodies) clients.emplace_back([&] { body = pay(me + keyed(1)).body; });
  for (auto& client : clients) client.join();
  for (const auto& body : bodies) EXPECT_EQ(body, R"({"to":"Nora","number":1})");
  EXPECT_EQ(audited("paid").size(), 1u);
}

TEST_F(Idempotency, HoldsForWhoIsNotSignedInWhenTheyGiveAKey) {
  start();
  const std::string path = "/api/one/portal/open", body = R"({"to":"Nora"})";
  EXPECT_EQ(pay("", body, path).status, 200);
  EXPECT_EQ(pay("", body, path).status, 200);
  EXPECT_EQ(pay(keyed(1), body, path).body, R"({"to":"Nora","number":3})");
  EXPECT_EQ(pay(keyed(1), body, path).body, R"({"to":"Nora","number":3})");
  EXPECT_EQ(pay(keyed(1), R"({"to":"Huda"})", path).status, 422);
  EXPECT_EQ(ran, 3);
}

TEST_F(Idempotency, SealsWhatItKeeps) {
  start();
  pay(applicant() + keyed(1), R"({"to":"UNSEALED"})");
  stop();
  tenants.clear();
  EXPECT_EQ(bytes_on_disk().find("UNSEALED"), std::string::npos);
}

TEST_F(Idempotency, StillActsOnceWhenItsAnswerWasErased) {
  start();
  const auto me = applicant();
  pay(me + keyed(1));
  auto& tenant = *tenants.at("one");
  write(tenant, [&](db::Transaction& tx) {
    erase_answers(tx, tenant.id);
    return Done{};
  });
  const auto again = pay(me + keyed(1));
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(code_in(again), "idempotency.answer_erased");
  EXPECT_EQ(ran, 1);
}

TEST_F(Idempotency, ForgetsAnswersAfterNinetyDays) {
  start();
  const auto me = applicant();
  pay(me + keyed(1));
  auto& tenant = *tenants.at("one");
  const auto swept_after = [&](int days) {
    return write(tenant, [&](db::Transaction& tx) {
      return sweep_answers(tx, tenant.id, clock.now() + days * day_ms);
    });
  };
  EXPECT_EQ(swept_after(90), 0);
  EXPECT_EQ(swept_after(91), 1);
  EXPECT_EQ(swept_after(91), 0);
}

class Uploads : public Idempotency {
 protected:
  // The least that is a PNG.
  std::string png = std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\6\0\0\0", 29) +
                    std::string(40, '\0');
};

TEST_F(Uploads, HandOverAFileThatIsWhatItSays) {
  start();
  const auto answer = upload("/api/one/portal/files", "id.png", png, applicant() + keyed(1));
  EXPECT_EQ(answer.body, R"({"to":"image/png id.png","number":69})");
}

TEST_F(Uploads, AnswerARetryOnceAndTellAnotherFileApart) {
  start();
  const auto me = applicant();
  const auto first = upload("/api/one/portal/files", "id.png", png, me + keyed(1));
  EXPECT_EQ(upload("/api/one/portal/files", "id.png", png, me + keyed(1)).body, first.body);
  auto other = png;
  other.back() = 'x';
  EXPECT_EQ(upload("/api/one/portal/files", "id.png", other, me + keyed(1)).status, 422);
  EXPECT_EQ(ran, 1);
}

TEST_F(Uploads, AreRefusedWithoutASignInAKeyOrAFile) {
  start();
  const auto me = applicant();
  EXPECT_EQ(upload("/api/one/portal/files", "id.png", png, keyed(1)).status, 401);
  EXPECT_EQ(code_in(upload("/api/one/portal/files", "id.png", png, me)), "idempotency.key_missing");
  EXPECT_EQ(code_in(upload("/api/one/portal/files", "", png, me + keyed(1))), "file.missing");
  EXPECT_EQ(code_in(upload("/api/one/portal/files", "id.png", "", me + keyed(1))), "file.empty");
  EXPECT_EQ(code_in(upload("/api/one/portal/files", "id.png", "hello", me + keyed(1))),
            "file.type");
  EXPECT_EQ(code_in(upload("/api/one/portal/files", "id.pdf", png, me + keyed(1))),
            "file.false_type");
  EXPECT_EQ(ran, 0);
  stop();
  EXPECT_EQ(spooled(), 0u);
}

}  // namespace
}  // namespace api
