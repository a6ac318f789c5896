#include "base/reference.h"
#include "parties/register_for_tests.h"
#include "saudi/hijri.h"

using namespace parties;

class FindPeople : public Register {
 protected:
  FindPeople() {
    sara = registered("سارة محمد الغامدي", "1500000003", "0512345678");
    noura = registered("نورة محمد الغامدي", "1500000011", "0512345678");
    khalid = registered("خالد سعد الحربي", "1500000029", "0587654321");
  }
  std::vector<PartyId> ids(const std::string& typed) { return ids(officer, typed); }
  std::vector<PartyId> ids(const auth::Actor& actor, const std::string& typed) {
    std::vector<PartyId> parties;
    for (const auto& hit : found(actor, typed)) parties.push_back(hit.party);
    return parties;
  }
  void make_confidential(const PartyId& party) {
    write([&](db::Transaction& tx) {
      set_class(tx, tenant.id, party, Class::confidential);
      return true;
    });
  }
  PartyId sara, noura, khalid;
};

TEST_F(FindPeople, ByIdentityNumberInAnyDigits) {
  for (const auto typed : {"1500000003", "١٥٠٠٠٠٠٠٠٣", " 1500 000 003 "}) {
    const auto hits = found(officer, typed);
    ASSERT_EQ(hits.size(), 1u) << typed;
    EXPECT_EQ(hits[0].party, sara);
    EXPECT_EQ(hits[0].matched_by, "identity");
    EXPECT_EQ(hits[0].name, "سارة محمد الغامدي");
    EXPECT_EQ(hits[0].identity_masked, "1••••••003");
    EXPECT_EQ(hits[0].phone_masked, "•••• 5678");
  }
  EXPECT_TRUE(ids("1600000002").empty());
  EXPECT_TRUE(ids("1500000004").empty());
}

TEST_F(FindPeople, ByPassportNumber) {
  auto body = citizen("John Smith", "AB123456");
  body.identity_type = "PAS";
  const auto john = register_as(officer, body);
  ASSERT_TRUE(john.ok());
  EXPECT_EQ(ids("ab123456"), std::vector{john->party});
}

TEST_F(FindPeople, ByAPhoneThatAHouseholdShares) {
  EXPECT_EQ(ids("0512345678"), (std::vector{sara, noura}));
  EXPECT_EQ(ids("+966 58 765 4321"), std::vector{khalid});
  EXPECT_EQ(found(officer, "0587654321")[0].matched_by, "phone");
  EXPECT_TRUE(ids("0599999999").empty());
}

TEST_F(FindPeople, ByNameBestFirst) {
  const auto hits = found(officer, "ساره محمد الغامدى");
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].party, sara);
  EXPECT_EQ(hits[0].matched_by, "name");
  EXPECT_GT(*hits[0].score, 0.97);
  EXPECT_LT(*hits[1].score, 0.8);
  EXPECT_EQ(ids("خالد بن سعد"), std::vector{khalid});
}

TEST_F(FindPeople, ByReferenceThroughTheHook) {
  hooks.find_request = [&](db::Transaction&, const api::Call&,
                           const std::string& reference) -> std::optional<FoundRequest> {
    if (reference != "48-000123-1") return std::nullopt;
    return FoundRequest{"a-request", reference, khalid};
  };
  const auto hits = found(officer, "٤٨-٠٠٠١٢٣-١");
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_EQ(hits[0].party, khalid);
  EXPECT_EQ(hits[0].matched_by, "reference");
  EXPECT_EQ(hits[0].request, "a-request");
  EXPECT_TRUE(found(officer, "48-000123-2").empty());
}

TEST_F(FindPeople, ByTheRunningNumberOfARequest) {
  std::vector<std::string> asked;
  hooks.find_request = [&](db::Transaction&, const api::Call& call,
                           const std::string& reference) -> std::optional<FoundRequest> {
    asked.push_back(reference);
    const auto year = saudi::to_hijri(riyadh_date(call.now))->year;
    if (reference != make_reference(year - 1, 123)) return std::nullopt;
    return FoundRequest{"a-request", reference, khalid};
  };
  for (const auto typed : {"000123", "١٢٣", "0123"}) {
    asked.clear();
    const auto hits = found(officer, typed);
    ASSERT_EQ(hits.size(), 1u) << typed;
    EXPECT_EQ(hits[0].request, "a-request");
    EXPECT_EQ(asked.size(), 3u);
  }
  const auto year = saudi::to_hijri(riyadh_date(clock.now()))->year;
  const auto reference = make_reference(year - 1, 123);
  EXPECT_EQ(found(officer, reference.substr(0, 9)).size(), 1u) << "without the check digit";
  EXPECT_TRUE(found(officer, "12").empty());
  EXPECT_TRUE(found(officer, "124").empty());
  EXPECT_TRUE(found(officer, "0512345").empty());
}

TEST_F(FindPeople, ByNameDescribesThemAllLikeOneByOne) {
  for (const auto& hit : found(officer, "محمد الغامدي")) {
    EXPECT_EQ(hit.identity_masked, hit.party == sara ? "1••••••003" : "1••••••011");
    EXPECT_EQ(hit.phone_masked, "•••• 5678");
  }
}

TEST_F(FindPeople, SaysWhyANameWasFound) {
  const auto hits = found(officer, "Alghamdi Sa");
  ASSERT_FALSE(hits.empty());
  EXPECT_EQ(hits[0].party, sara);
  std::string why;
  for (const auto& part : hits[0].parts) why += part.part + " " + part.how + " ";
  EXPECT_EQ(why, "سارة beginning الغامدي script ");
  EXPECT_TRUE(found(officer, "0512345678")[0].parts.empty());
}

namespace {

// Passes everything on and counts what is asked.
class Counting final : public db::Transaction {
 public:
  explicit Counting(db::Transaction& tx) : tx_(tx) {}
  int asked = 0;

  using db::Transaction::serialize;
  void serialize(std::int64_t key) override { tx_.serialize(key); }
  bool alone() override { return tx_.alone(); }
  std::optional<std::int64_t> next_number() override { return tx_.next_number(); }
  bool numbers_have_gaps() const override { return tx_.numbers_have_gaps(); }
  void after_commit(std::function<void()> then) override { tx_.after_commit(std::move(then)); }
  void tell(std::string_view news) override { tx_.tell(news); }

 protected:
  std::int64_t run(const db::Sql& sql, const db::Value* values, std::size_t count, Visit visit,
                   void* self) override {
    ++asked;
    if (visit == nullptr) return tx_.execute_with(sql, {values, count});
    return tx_.each_with(sql, [&](const db::Row& row) { visit(self, row); }, {values, count});
  }

 private:
  db::Transaction& tx_;
};

}  // namespace

TEST_F(FindPeople, AsksAsFewQuestionsForManyAsForOne) {
  int together = 0;
  hooks.works_for_some = [&](db::Transaction&, const api::Call&, const std::vector<PartyId>& some) {
    ++together;
    return std::set<PartyId>(some.begin(), some.end());
  };
  const auto asked_for = [&](const std::string& typed, std::size_t hits) {
    const auto call = call_of(officer);
    return read([&](db::Transaction& tx) {
      Counting counting(tx);
      EXPECT_EQ(find_people(counting, call, hooks, typed)->items.size(), hits) << typed;
      return counting.asked;
    });
  };
  std::ignore = found(officer, "سارة");  // the names are loaded
  const int one = asked_for("خالد سعد الحربي", 1);
  EXPECT_LE(one, 6);
  for (int i = 0; i < 12; ++i)
    make_confidential(claimed("ناصر فهد العتيبي", "+96651234560" + std::to_string(i % 10)));
  EXPECT_EQ(asked_for("ناصر العتيبي", 12), one);
  EXPECT_EQ(together, 1);
}

TEST_F(FindPeople, NeedsSomethingToGoBy) {
  const auto call = call_of(officer);
  const auto asked = [&](const std::string& typed) {
    return codes_of(read([&](db::Transaction& tx) { return find_people(tx, call, hooks, typed); }));
  };
  EXPECT_EQ(asked(""), Codes{"find.too_short q"});
  EXPECT_EQ(asked(" \u200f س "), Codes{"find.too_short q"});
  EXPECT_EQ(asked(std::string(301, 'a')), Codes{"find.too_long q"});
}

TEST_F(FindPeople, HidesConfidentialPeopleFromWhoDoesNotWorkForThem) {
  make_confidential(sara);
  for (const auto typed : {"1500000003", "سارة محمد الغامدي", "سارة"}) {
    const auto parties = ids(typed);
    EXPECT_EQ(std::ranges::count(parties, sara), 0) << typed;
  }
  EXPECT_EQ(ids("0512345678"), std::vector{noura});
  EXPECT_EQ(codes_of(file_for(officer, sara)), Codes{"not_found"});
  hooks.works_for = [&](db::Transaction&, const api::Call& call, const PartyId& party) {
    return call.actor.id == officer.id && party == sara;
  };
  EXPECT_EQ(ids("1500000003"), std::vector{sara});
  EXPECT_TRUE(file_for(officer, sara).ok());
  EXPECT_TRUE(ids(staff(Role::officer), "1500000003").empty());
}

TEST_F(FindPeople, KeepsToTheBranchesOfADelegate) {
  const BranchId own = kernel::new_id<BranchId>(clock.now());
  const BranchId foreign = kernel::new_id<BranchId>(clock.now());
  write([&](db::Transaction& tx) {
    set_branch(tx, tenant.id, sara, own);
    set_branch(tx, tenant.id, noura, foreign);
    return true;
  });
  const auto delegate = staff(Role::delegate, {own});
  EXPECT_EQ(ids(delegate, "0512345678"), std::vector{sara});
  EXPECT_EQ(ids(delegate, "محمد الغامدي"), std::vector{sara});
  EXPECT_EQ(ids("محمد الغامدي").size(), 2u);
  EXPECT_EQ(codes_of(file_for(delegate, noura)), Codes{"not_found"});
}

TEST_F(FindPeople, IsForTheRolesThatMay) {
  const auto call = call_of(staff(Role::board_member));
  EXPECT_EQ(codes_of(read(
                [&](db::Transaction& tx) { return find_people(tx, call, hooks, "1500000003"); })),
            Codes{"rights.role"});
}

TEST_F(FindPeople, FindsTheSameAfterARestart) {
  reopen();
  EXPECT_EQ(ids("سارة محمد الغامدي"), (std::vector{sara, noura}));
}

TEST_F(FindPeople, ScansWhenThereIsNoIndex) {
  tenant.people.reset();
  EXPECT_EQ(ids("سارة محمد الغامدي"), (std::vector{sara, noura}));
}

TEST_F(FindPeople, KnowsANewNameAfterTheCommitOnly) {
  const auto call = call_of(officer);
  tenant.store->write_and_wait([&](db::Transaction& tx) {
    EXPECT_TRUE(
        correct_value(tx, call, hooks, khalid, "full_name", {"فيصل سعد الحربي", {}, {}}).ok());
    return false;  // undone
  });
  EXPECT_TRUE(ids("فيصل الحربي").empty());
  const auto corrected = write([&](db::Transaction& tx) {
    return correct_value(tx, call, hooks, khalid, "full_name", {"فيصل سعد الحربي", {}, {}});
  });
  ASSERT_TRUE(corrected.ok());
  EXPECT_EQ(ids("فيصل الحربي"), std::vector{khalid});
  EXPECT_TRUE(ids("خالد الحربي").empty());
}

TEST_F(FindPeople, OfAnotherAssociationAnswersLikeAMissingOne) {
  const auto foreign = kernel::new_id<PartyId>(clock.now());
  open(other, "two", "01890000-0000-7000-8000-000000000002");
  auto call = call_of(officer);
  api::Call elsewhere{.tenant = other, .actor = officer, .now = clock.now()};
  std::vector<Codes> answers;
  other.store->read([&](db::Transaction& tx) {
    answers.push_back(codes_of(read_person(tx, elsewhere, hooks, sara)));
    answers.push_back(codes_of(read_person(tx, elsewhere, hooks, foreign)));
    answers.push_back(codes_of(read_person(tx, elsewhere, hooks, PartyId{"x"})));
  });
  EXPECT_EQ(answers, (std::vector<Codes>{{"not_found"}, {"not_found"}, {"not_found"}}));
  // The same row, asked for under another association in the same database.
  const AssociationId own = tenant.id;
  tenant.id = other.id;
  EXPECT_EQ(codes_of(file_for(officer, sara)), Codes{"not_found"});
  EXPECT_TRUE(opened_by("+966512345678").empty());
  tenant.id = own;
}
