#include "requests/desk_for_tests.h"

namespace requests {
namespace {

using Perform = Desk;

TEST_F(Perform, OfTwoOfficersTheSecondIsToldWhatChanged) {
  const auto id = submitted();
  const auto first = call_on(officer, id), second = call_on(colleague, id);
  const auto verified = [&](const api::Call& call, const std::string& item) {
    return write([&](db::Transaction& tx) {
      return perform(tx, call, id, deed_of(ItemVerification{item, true, true, {}}));
    });
  };
  ASSERT_TRUE(verified(first, "identity_document").ok());
  const auto refused = verified(second, "phone");
  EXPECT_EQ(codes_of(refused), Codes{"request.changed_meanwhile"});
  EXPECT_EQ(refused.refusal().kind, RefusalKind::conflict);
  const auto& told = refused.refusal().obstacles[0].parameters;
  EXPECT_EQ(told.at("seen"), std::to_string(*second.if_match));
  EXPECT_EQ(told.at("now"), std::to_string(open(id).row.seq));
  EXPECT_FALSE(open(id).state.items.at("phone").verified);
  must(colleague, id, deed_of(ItemVerification{"phone", true, true, {}}));
}

TEST_F(Perform, WhoDoesNotSayWhatTheySawIsRefused) {
  const auto id = submitted();
  auto call = call_on(officer, id);
  call.if_match.reset();
  const auto done =
      write([&](db::Transaction& tx) { return perform(tx, call, id, finish_verification()); });
  EXPECT_EQ(codes_of(done), Codes{"request.if_match_missing"});
}

TEST_F(Perform, ARefusedDeedChangesNothing) {
  const auto id = studied();
  const auto seq = open(id).row.seq;
  const auto notes = [&] {
    return read([&](db::Transaction& tx) {
      return load_notes(tx, *tenant->keeper, tenant->id, id).size();
    });
  };
  const auto before = notes();
  EXPECT_FALSE(act(secretary, id, decision("accepted")).ok());
  EXPECT_EQ(open(id).row.seq, seq);
  EXPECT_EQ(notes(), before);
  EXPECT_TRUE(audited("request.decided").empty());
}

TEST_F(Perform, AnEarlyDecisionIsRefusedByItsClauseAndThenOverridden) {
  const auto id = studied();
  pass_days(3);
  const auto early = act(secretary, id, decision("accepted"));
  ASSERT_EQ(codes_of(early), Codes{"study.too_early"});
  EXPECT_EQ(early.refusal().obstacles[0].clause, "H5");
  must(director, id, deed_of(OverrideBody{"clock.earliest", "study", "حالة لا تنتظر"}));
  must(secretary, id, decision("accepted"));
  const auto open = this->open(id);
  EXPECT_EQ(open.state.decision, "accepted");
  EXPECT_EQ(open.state.overrides.at(0).control, "clock.earliest");
  EXPECT_EQ(audited("request.overridden").size(), 1u);
}

TEST_F(Perform, AnOfficerDoesNotOverride) {
  const auto id = studied();
  const auto done = act(officer, id, deed_of(OverrideBody{"clock.earliest", "study", "عجلة"}));
  EXPECT_EQ(done.refusal().kind, RefusalKind::forbidden);
}

TEST_F(Perform, AChangedValueVoidsTheDeclarationUntilItIsSignedAgain) {
  const auto id = submitted();
  const auto corrected = write([&](db::Transaction& tx) {
    auto call = call_as(officer, {
                                     {"id",   id.text},
                                     {"item", "city" }
    });
    call.if_match = open_request(tx, *tenant, id)->row.seq;
    return correct_item(tx, call, {text("مكة")});
  });
  ASSERT_TRUE(corrected.ok()) << testing::PrintToString(codes_of(corrected));
  EXPECT_TRUE(open(id).state.declared_digest.empty());
  EXPECT_EQ(stored(id).at("city").version, 2);
  const auto signed_again = write([&](db::Transaction& tx) -> Result<Done> {
    const auto call = call_on(officer, id);
    const auto signature = TRY(witnessed(tx, call, id, {}));
    TRY(sign_for_person(tx, call, signature));
    return Done{};
  });
  EXPECT_TRUE(signed_again.ok()) << testing::PrintToString(codes_of(signed_again));
  EXPECT_FALSE(open(id).state.declared_digest.empty());
}

TEST_F(Perform, AClarificationThatNobodyAskedForIsNotShownAsOpen) {
  const auto id = submitted();
  const auto shown = [&] {
    const auto page = read([&](db::Transaction& tx) -> Result<RequestPage> {
      return describe_page(tx, call_on(officer, id), open_request(tx, *tenant, id).value());
    });
    const auto step = std::ranges::find(page->steps, "clarify", &StandingStep::id);
    EXPECT_TRUE(step->optional);
    return step->status + (step->due ? " with a date" : "");
  };
  EXPECT_EQ(shown(), "waiting");
  must(officer, id, deed_of(QuestionBody{"كم دخل الأسرة؟", "clarify"}));
  EXPECT_EQ(shown(), "open with a date");
}

TEST_F(Perform, NotesAreKeptSealedAndReadBack) {
  const auto id = decided();
  const auto page = read([&](db::Transaction& tx) {
    return describe_page(tx, call_on(officer, id), open_request(tx, *tenant, id).value());
  });
  EXPECT_EQ(page.decision->reasons, "درست اللجنة الطلب");
  EXPECT_EQ(page.decision->outcome, "refused");
}

TEST_F(Perform, ANoteIsRefusedWhenItIsEmptyTooLongOrHidesItsDirection) {
  const auto id = submitted();
  struct Case {
    std::string text, code;
  };
  const Case cases[] = {
      {" ",               "text.missing /reason"},
      {std::string(4'001, 'a'),                   "text.too_long /reason"},
      {"سبب\xE2\x80\xAE مقلوب",                 "text.bidi_control /reason"        },
      {"سبب\x02",                 "text.control_character /reason"                   },
  };
  for (const auto& one : cases) {
    ReturnBody body{.items = {"phone"}, .reason = one.text};
    EXPECT_EQ(codes_of(act(officer, id, deed_of(body))), Codes{one.code});
  }
}

const db::Sql select_event_texts(R"sql(
SELECT payload, actor_id, step, channel FROM request_events WHERE association_id = $1)sql");
const db::Sql select_audit_texts(R"sql(
SELECT action, object, party, detail FROM audit_entries WHERE association_id = $1)sql");

TEST_F(Perform, NoPersonalValueStandsInEventsOrAudit) {
  auto given = values();
  given["full_name"] = text("MARKERNAME");
  given["city"] = text("MARKERCITY");
  given["description"] = text("MARKERDESCRIPTION of my need");
  const auto id = taken();
  ASSERT_TRUE(submit(id, given).ok());
  verify(id);
  must(officer, id, deed_of(TellingBody{"tell_study_period", "phone", "MARKERTOLD", {}}));
  must(director, id, deed_of(OverrideBody{"clock.earliest", "study", "MARKEROVERRIDE"}));
  must(secretary, id, deed_of(DecisionBody{"study", "refused", "MARKERREASONS", {}, {}}));
  std::string bytes;
  const auto gather = [&](const db::Row& row) {
    for (int column = 0; column < 4; ++column) bytes += row.string(column) + "\n";
  };
  tenant->store->read([&](db::Transaction& tx) {
    tx.each(select_event_texts, gather, tenant->id);
    tx.each(select_audit_texts, gather, tenant->id);
  });
  ASSERT_NE(bytes.find("request.decided"), bytes.npos);
  for (const char* value : {"MARKER", identity_number, "0500000202", "500000202", "1990-02-03"})
    EXPECT_EQ(bytes.find(value), bytes.npos) << value;
}

TEST_F(Perform, NoPersonalValueStandsOpenInTheFile) {
  auto given = values();
  given["description"] = text("MARKERDESCRIPTION of my need");
  const auto id = taken();
  ASSERT_TRUE(submit(id, given).ok());
  must(officer, id, deed_of(HoldBody{"MARKERHOLD", riyadh_date(clock.now()) + 5}));
  const auto bytes = db::stored_bytes(folder);
  ASSERT_NE(bytes.find("request.held"), bytes.npos);
  for (const char* value : {"MARKER", identity_number, "500000202"})
    EXPECT_EQ(bytes.find(value), bytes.npos) << value;
}

TEST_F(Perform, ARequestShowsTheOthersOfItsKindThatAreOpenForTheSamePerson) {
  const RequestId first = taken();
  OpenRequestBody again{.kind = "assistance", .channel = "interview"};
  again.beneficiary = open(first).row.beneficiary.text;
  const auto second = take(again);
  ASSERT_TRUE(second.ok()) << testing::PrintToString(codes_of(second));
  const auto twins_of = [&](const RequestId& id) {
    return read([&](db::Transaction& tx) -> Result<RequestPage> {
             return describe_page(tx, call_on(officer, id), open(id));
           })
        ->twins;
  };
  const auto twins = twins_of(second->row.id);
  ASSERT_EQ(twins.size(), 1u);
  EXPECT_EQ(twins[0].reference, open(first).row.reference);
  must(officer, first, withdrawal_of({"لم تعد تحتاج"}, auth::Action::request_return));
  EXPECT_EQ(twins_of(second->row.id).size(), 0u);
}

}  // namespace
}  // namespace requests
