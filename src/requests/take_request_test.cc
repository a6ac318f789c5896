#include "requests/desk_for_tests.h"

namespace requests {
namespace {

using TakeRequest = Desk;

TEST_F(TakeRequest, OpensAClaimAndARequestForSomebodyWhoCame) {
  const auto open = this->open(taken());
  EXPECT_EQ(open.row.status, "open");
  EXPECT_EQ(open.row.entered_by, officer.id);
  EXPECT_EQ(open.row.reference.substr(0, 3), "48-");
  EXPECT_EQ(open.events.front().kind, procedure::EventKind::received);
  EXPECT_EQ(audited("request.received").size(), 1u);
  EXPECT_TRUE(read([&](db::Transaction& tx) {
    return parties::is_claim(tx, tenant->id, open.row.beneficiary);
  }));
}

TEST_F(TakeRequest, ReceptionStaysOpenUntilItsQuestionIsAnswered) {
  OpenRequestBody body{.kind = "assistance", .channel = "interview"};
  body.questions = {"متى أعرف النتيجة؟"};
  const auto id = take(body)->row.id;
  EXPECT_EQ(open(id).state.steps[0].status, procedure::StepStatus::open);
  const auto question = open(id).state.questions.at(0).id;
  must(officer, id, deed_of(AnswerBody{question, "بعد أسبوعين على الأقل"}));
  EXPECT_EQ(open(id).state.steps[0].status, procedure::StepStatus::done);
}

TEST_F(TakeRequest, RefusesWhatIsUnknownAndLeavesNothingBehind) {
  struct Case {
    OpenRequestBody body;
    std::string code;
  };
  OpenRequestBody good{.kind = "assistance", .channel = "interview"};
  auto kind = good, channel = good, phone = good, capacity = good, person = good, question = good;
  kind.kind = "loan";
  channel.channel = "pigeon";
  phone.phone = "123";
  capacity.capacity = "friend";
  person.beneficiary = "01890000-0000-7000-8000-00000000ffff";
  question.questions = {"أول\xE2\x80\xAE"};
  const Case cases[] = {
      {kind,     "kind.unknown /kind"                  },
      {channel,  "request.channel_not_offered /channel"},
      {phone,    "value.phone /phone"                  },
      {capacity, "capacity.unknown /capacity"          },
      {person,   "not_found"                           },
      {question, "text.bidi_control /questions/0"      },
  };
  for (const auto& one : cases) EXPECT_EQ(codes_of(take(one.body)), Codes{one.code});
  EXPECT_TRUE(queue(officer,
                    {
                        {"scope", "all"}
  })
                  ->items.empty());
  EXPECT_TRUE(audited("request.received").empty());
}

TEST_F(TakeRequest, AMemberOfABranchOpensOnlyInIt) {
  const auto branch = write([&](db::Transaction& tx) {
                        return organisation::add_branch(tx, tenant->id, founder,
                                                        {
                                                            {"ar", "فرع"},
                                                            {"en", "Branch"}
                        },
                                                        now());
                      })->id;
  const auto delegate = invite("delegate", {Role::delegate}, {branch});
  OpenRequestBody body{.kind = "assistance", .channel = "branch"};
  body.full_name = "نورة فهد";
  EXPECT_EQ(take(delegate, body)->row.branch, branch);
  body.branch = "01890000-0000-7000-8000-00000000ffff";
  EXPECT_FALSE(take(delegate, body).ok());
}

}  // namespace
}  // namespace requests
