#include <gmock/gmock.h>

#include "parties/name_index.h"
#include "parties/register_for_tests.h"

using namespace parties;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace {

const std::string noura = "نورة سعد محمد الغامدي", noura_again = "نوره سعد محمد الغامدي";

class Duplicates : public Register {
 protected:
  static RegisterPerson without_number(const std::string& name, const std::string& born = "",
                                       const std::string& phone = "") {
    RegisterPerson body{.full_name = name, .identity_type = "none"};
    if (!born.empty()) body.birth_date = born;
    if (!phone.empty()) body.phone = phone;
    return body;
  }
  RegisterPerson with_birth(RegisterPerson body, const std::string& born) {
    body.birth_date = born;
    return body;
  }
  PartyId added(const RegisterPerson& body) {
    auto known = body;
    for (;;) {  // whoever is shown is another person
      const auto made = register_as(officer, known);
      if (made.ok()) return made->party;
      std::vector<PartyId> shown = known.not_same.value_or(std::vector<PartyId>());
      const auto before = shown.size();
      for (const auto& obstacle : made.refusal().obstacles) {
        EXPECT_EQ(obstacle.code, "person.likely_same");
        if (obstacle.code != "person.likely_same") return {};
        shown.push_back({obstacle.parameters.at("party")});
      }
      if (shown.size() == before) return {};
      known.not_same = shown;
    }
  }
  void hide(const PartyId& party) {
    const auto done = write([&](db::Transaction& tx) {
      set_class(tx, tenant.id, party, Class::confidential);
      return Result<Done>(Done{});
    });
    ASSERT_TRUE(done.ok());
  }
  void note(const PartyId& a, const PartyId& b) {
    const auto done = write([&](db::Transaction& tx) {
      note_pair(tx, tenant.id, a, b, {}, clock.now());
      return Result<Done>(Done{});
    });
    ASSERT_TRUE(done.ok());
  }
  std::vector<PossibleDuplicate> queue(const auth::Actor& actor) {
    const auto call = call_of(actor);
    const auto page = read([&](db::Transaction& tx) {
      return list_possible_duplicates(tx, call, hooks, {"", 50});
    });
    EXPECT_TRUE(page.ok());
    return page.ok() ? page->items : std::vector<PossibleDuplicate>();
  }
  Result<PersonFile> merged(const PartyId& kept, const PartyId& second,
                            std::vector<ChosenValue> values = {}) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) {
      return merge_people(tx, call, hooks, kept, {second, std::move(values)});
    });
  }
  Result<PersonFile> undone(const std::string& merge, const std::string& reason = "خطأ") {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) { return undo_merge(tx, call, hooks, merge, {reason}); });
  }
  Result<ComparedPair> judged(const PartyId& a, const PartyId& b, const std::string& state) {
    const auto call = call_of(officer);
    return write([&](db::Transaction& tx) { return judge_pair(tx, call, hooks, a, b, {state}); });
  }
  void corrected(const PartyId& party, const std::string& name) {
    const auto call = call_of(officer);
    const auto done = write([&](db::Transaction& tx) {
      return correct_value(tx, call, hooks, party, "full_name",
                           {.value = name, .calendar = {}, .reason = {}});
    });
    ASSERT_TRUE(done.ok());
  }
  // Two files of one person, that nobody compared.
  std::pair<PartyId, PartyId> two_people() {
    const auto first = added(with_birth(citizen(noura, "1500000003", "0512345678"), "1985-03-07"));
    return {first, added(without_number("سلمى خالد العتيبي", "1985-03-07", "0587654321"))};
  }
  std::pair<PartyId, PartyId> twice() {
    const auto [first, second] = two_people();
    corrected(second, "نورة سعد الحربي");
    return {first, second};
  }
};

TEST_F(Duplicates, ACorrectionThatMakesTwoFilesAlikePutsThemIntoTheQueueAtOnce) {
  const auto [first, second] = two_people();
  EXPECT_THAT(queue(officer), IsEmpty());
  corrected(second, noura_again);
  const auto found = queue(officer);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT((std::vector{found[0].first.party, found[0].second.party}),
              UnorderedElementsAre(first, second));
  ASSERT_TRUE(judged(first, second, "distinct").ok());
  corrected(second, noura);
  EXPECT_THAT(queue(officer), IsEmpty()) << "what was judged stays so";
}

TEST_F(Duplicates, APhoneThatMakesTwoFilesAlikeDoesTheSame) {
  const auto [first, second] = two_people();
  corrected(second, "نورة سعد الغامدي");
  const auto before = queue(officer);
  const auto call = call_of(officer);
  ASSERT_TRUE(write([&](db::Transaction& tx) {
                return add_phone(tx, call, hooks, second, {"0512345678", true, "جوالها"});
              }).ok());
  const auto after = queue(officer);
  ASSERT_EQ(after.size(), 1U);
  EXPECT_TRUE(before.empty() || before[0].probability < after[0].probability);
}

class RegisterOnce : public Duplicates {};

TEST_F(RegisterOnce, ShowsWhoTheyMayBeBeforeAnybodyIsRegisteredTwice) {
  const auto first = registered(noura, "1500000003", "0512345678");
  const auto again = register_as(officer, without_number(noura_again, "", "0512345678"));
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(codes_of(again), Codes{"person.likely_same /not_same"});
  EXPECT_EQ(again.refusal().obstacles[0].parameters.at("party"), first.text);
  EXPECT_EQ(found(officer, noura).size(), 1U);
}

TEST_F(RegisterOnce, SaysWhyTheyMayBeOne) {
  registered(noura, "1500000003", "0512345678");
  const auto body = without_number(noura_again, "", "0512345678");
  const auto call = call_of(officer);
  const auto ready = read_registration(*tenant.keeper, body, call.now);
  const auto likely =
      read([&](db::Transaction& tx) { return find_likely_same(tx, call, hooks, ready.value()); });
  ASSERT_TRUE(likely.ok());
  ASSERT_EQ(likely->items.size(), 1U);
  EXPECT_EQ(likely->items[0].person.name, noura);
  std::map<std::string, std::string> levels;
  for (const auto& one : likely->items[0].evidence) levels[one.part] = one.level;
  EXPECT_EQ(levels["given_name"], "same");
  EXPECT_EQ(levels["phone"], "same");
}

TEST_F(RegisterOnce, TakesTheOfficersWordThatTheyAreAnother) {
  const auto first = registered(noura, "1500000003", "0512345678");
  auto body = without_number(noura_again, "", "0512345678");
  body.not_same = std::vector{first};
  ASSERT_TRUE(register_as(officer, body).ok());
  EXPECT_THAT(queue(officer), IsEmpty());
}

TEST_F(RegisterOnce, LetsAnotherValidNumberPass) {
  registered(noura, "1500000003", "0512345678");
  EXPECT_TRUE(register_as(officer, citizen(noura, "1500000011", "0512345678")).ok());
}

TEST_F(RegisterOnce, LetsBrothersSistersAndTwinsPass) {
  for (const char* name : {"محمد سعد علي الغامدي", "أحمد سعد علي الغامدي", "حسن سعد علي الغامدي",
                           "حسين سعد علي الغامدي"}) {
    EXPECT_TRUE(register_as(officer, without_number(name, "1985-03-07", "0512345678")).ok())
        << name;
  }
}

TEST_F(RegisterOnce, NeverShowsAConfidentialPersonToWhoDoesNotWorkForThem) {
  const auto secret = registered(noura, "1500000003", "0512345678");
  hide(secret);
  const auto again = register_as(officer, without_number(noura_again, "", "0512345678"));
  ASSERT_TRUE(again.ok());
  EXPECT_THAT(queue(officer), IsEmpty());
  hooks.works_for = [&](db::Transaction&, const api::Call& call, const PartyId&) {
    return call.actor.id == officer.id;
  };
  EXPECT_EQ(queue(officer).size(), 1U);
}

class SweepDuplicates : public Duplicates {
 protected:
  Swept swept() {
    clock.advance(day_ms);
    const auto done = sweep_duplicates(tenant, clock.now());
    EXPECT_TRUE(done);
    return done.value_or(Swept{});
  }
};

TEST_F(SweepDuplicates, FindsTwoFilesThatBecameAlike) {
  const auto [a, b] = two_people();
  EXPECT_EQ(swept().people, 2);
  EXPECT_THAT(queue(officer), IsEmpty());
  corrected(b, noura_again);
  EXPECT_EQ(swept().pairs, 1);
  ASSERT_EQ(queue(officer).size(), 1U);
  EXPECT_EQ(queue(officer)[0].verdict, "likely");
}

TEST_F(SweepDuplicates, ForgetsAPairThatIsNoLongerAlike) {
  const auto [a, b] = two_people();
  note(a, b);
  ASSERT_EQ(queue(officer).size(), 1U);
  swept();
  EXPECT_THAT(queue(officer), IsEmpty());
}

TEST_F(SweepDuplicates, IsDueOnceADay) {
  const auto due = [&] {
    return read([&](db::Transaction& tx) { return is_sweep_due(tx, tenant, clock.now()); });
  };
  EXPECT_TRUE(due());
  swept();
  EXPECT_FALSE(due());
  clock.advance(day_ms);
  EXPECT_TRUE(due());
}

class JudgePairs : public Duplicates {};

TEST_F(JudgePairs, ThatAreTwoPeopleAreNeverSuggestedAgain) {
  const auto [a, b] = twice();
  ASSERT_TRUE(judged(a, b, "distinct").ok());
  note(a, b);
  EXPECT_THAT(queue(officer), IsEmpty());
  EXPECT_EQ(codes_of(merged(a, b)), Codes{"merge.judged_distinct"});
  EXPECT_EQ(audited("party.judged_distinct").size(), 2U);
}

TEST_F(JudgePairs, MayBeTakenBack) {
  const auto [a, b] = twice();
  ASSERT_TRUE(judged(a, b, "distinct").ok());
  ASSERT_TRUE(judged(b, a, "open").ok());
  ASSERT_EQ(queue(officer).size(), 1U);
  EXPECT_TRUE(merged(a, b).ok());
}

TEST_F(JudgePairs, KnowsNoOtherWord) {
  const auto [a, b] = twice();
  EXPECT_EQ(codes_of(judged(a, b, "merged")), Codes{"pair.state /state"});
  EXPECT_EQ(codes_of(judged(a, a, "distinct")), Codes{"merge.same_person"});
}

class MergePeopleTest : public Duplicates {};

TEST_F(MergePeopleTest, MakesOneFileOfTwo) {
  const auto [kept, second] = twice();
  const auto file = merged(kept, second);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(value_of(file.value(), "full_name"), noura);
  EXPECT_EQ(file->phones.size(), 2U);
  ASSERT_EQ(file->merges.size(), 1U);
  EXPECT_EQ(file->merges[0].merged, second);
  EXPECT_EQ(found(officer, "نورة سعد").size(), 1U);
  EXPECT_EQ(file_for(officer, second)->party, kept);  // an old address leads to the file
  EXPECT_EQ(audited("party.merged").size(), 2U);
}

TEST_F(MergePeopleTest, TakesTheChosenValuesWithWhoGaveThem) {
  const auto [kept, second] = twice();
  const auto file = merged(kept, second,
                           {
                               {"full_name", second}
  });
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(value_of(file.value(), "full_name"), "نورة سعد الحربي");
  EXPECT_EQ(found(officer, "نورة الحربي").at(0).party, kept);
}

TEST_F(MergePeopleTest, MovesTheDocumentsSoThatTheNumberFindsTheFile) {
  const auto [numbered, second] = twice();
  ASSERT_TRUE(merged(second, numbered).ok());
  const auto hits = found(officer, "1500000003");
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].party, second);
  EXPECT_EQ(opened_by("+966512345678"), std::vector{second});
}

TEST_F(MergePeopleTest, RefusesTwoValidNumbers) {
  const auto a = registered(noura, "1500000003"), b = registered(noura_again, "1500000011");
  const auto refused = merged(a, b);
  EXPECT_EQ(codes_of(refused), Codes{"merge.numbers_differ /merged"});
  EXPECT_EQ(refused.refusal().obstacles[0].clause, "H2");
  EXPECT_EQ(found(officer, noura).size(), 2U);
}

TEST_F(MergePeopleTest, RefusesOneselfStrangersAndClaims) {
  const auto [kept, second] = twice();
  EXPECT_EQ(codes_of(merged(kept, kept)), Codes{"merge.same_person"});
  const auto claim = claimed("نورة سعد", "+966599999999");
  EXPECT_EQ(merged(kept, claim).refusal().kind, RefusalKind::not_found);
  EXPECT_EQ(merged(kept, PartyId{"01890000-0000-7000-8000-00000000ffff"}).refusal().kind,
            RefusalKind::not_found);
  EXPECT_EQ(codes_of(merged(kept, second,
                            {
                                {"iban", second}
  })),
            Codes{"merge.value_unknown /values/0"});
}

TEST_F(MergePeopleTest, ErasesBothWhenThePersonIsErased) {
  const auto [kept, second] = twice();
  ASSERT_TRUE(merged(kept, second).ok());
  const auto erased = write([&](db::Transaction& tx) {
    return erase_person(tx, tenant, kept, {.kind = "system", .id = ""}, clock.now());
  });
  ASSERT_TRUE(erased.ok());
  EXPECT_THAT(found(officer, "نورة سعد"), IsEmpty());
  EXPECT_FALSE(file_for(officer, second).ok());
}

class UndoMergeTest : public Duplicates {};

TEST_F(UndoMergeTest, PutsEverythingBack) {
  const auto [kept, second] = twice();
  const auto before_kept = file_for(officer, kept), before_other = file_for(officer, second);
  const auto file = merged(kept, second,
                           {
                               {"full_name", second}
  });
  ASSERT_TRUE(undone(file->merges[0].id).ok());
  const auto after_kept = file_for(officer, kept), after_other = file_for(officer, second);
  for (const auto* field : {"full_name", "birth_date"}) {
    EXPECT_EQ(value_of(after_kept.value(), field), value_of(before_kept.value(), field));
    EXPECT_EQ(value_of(after_other.value(), field), value_of(before_other.value(), field));
  }
  EXPECT_EQ(after_kept->phones.size(), 1U);
  EXPECT_EQ(after_kept->identities.size(), 1U);
  EXPECT_THAT(after_kept->merges, IsEmpty());
  EXPECT_EQ(found(officer, "نورة الحربي").at(0).party, second);
  EXPECT_EQ(found(officer, noura).at(0).party, kept);
  EXPECT_EQ(opened_by("+966587654321"), std::vector<PartyId>{});
  EXPECT_EQ(audited("party.merge_undone").size(), 2U);
}

TEST_F(UndoMergeTest, LeavesWhatWasChangedSince) {
  const auto [kept, second] = twice();
  const auto file = merged(kept, second,
                           {
                               {"full_name", second}
  });
  corrected(kept, "نورة سعد العتيبي");
  ASSERT_TRUE(undone(file->merges[0].id).ok());
  EXPECT_EQ(value_of(file_for(officer, kept).value(), "full_name"), "نورة سعد العتيبي");
}

TEST_F(UndoMergeTest, IsDoneOnceTheLatestFirstAndForAReason) {
  const auto [kept, second] = twice();
  const auto third = added(without_number("ريم ماجد الحربي", "1990-08-09", "0511111111"));
  const auto first_merge = merged(kept, second)->merges[0].id;
  const auto second_merge = merged(kept, third)->merges[0].id;
  EXPECT_EQ(codes_of(undone(first_merge)), Codes{"merge.not_the_last"});
  EXPECT_EQ(codes_of(undone(second_merge, " ")), Codes{"merge.reason /reason"});
  EXPECT_TRUE(undone(second_merge).ok());
  EXPECT_EQ(codes_of(undone(second_merge)), Codes{"merge.undone"});
  EXPECT_TRUE(undone(first_merge).ok());
  EXPECT_EQ(undone("01890000-0000-7000-8000-00000000ffff").refusal().kind, RefusalKind::not_found);
}

TEST_F(UndoMergeTest, AfterwardsAValueCanBeCorrectedAgain) {
  const auto [kept, second] = twice();
  const auto file = merged(kept, second,
                           {
                               {"full_name", second}
  });
  ASSERT_TRUE(undone(file->merges[0].id).ok());
  corrected(kept, "نورة سعد العتيبي");
  EXPECT_EQ(value_of(file_for(officer, kept).value(), "full_name"), "نورة سعد العتيبي");
}

TEST_F(UndoMergeTest, OfRequestsPutsBackThoseThatWereMoved) {
  const auto [kept, second] = twice();
  MovedRequests back;
  hooks.repoint_requests = [&](db::Transaction&, const api::Call&, const PartyId&, const PartyId&) {
    return MovedRequests{
        .as_beneficiary = {"r1", "r2"},
          .as_applicant = {"r3"   }
    };
  };
  hooks.point_requests_back = [&](db::Transaction&, const api::Call&, const MovedRequests& moved,
                                  const PartyId&, const PartyId&) {
    back = moved;
    return Class::ordinary;
  };
  ASSERT_TRUE(undone(merged(kept, second)->merges[0].id).ok());
  EXPECT_THAT(back.as_beneficiary, ElementsAre("r1", "r2"));
  EXPECT_THAT(back.as_applicant, ElementsAre("r3"));
}

}  // namespace
