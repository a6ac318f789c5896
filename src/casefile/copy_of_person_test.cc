#include "casefile/copy_of_person.h"

#include <gmock/gmock.h>

#include "base/json.h"
#include "requests/desk_for_tests.h"

namespace casefile {
namespace {

using testing::HasSubstr;
using testing::Not;

class TakingMyDataAlong : public requests::Desk {
 protected:
  Result<CopyOfPerson> copied(const PartyId& person) {
    return read([&](db::Transaction& tx) {
      return copy_person(tx, call_as(officer), person, "https://sila.example.org");
    });
  }
};

TEST_F(TakingMyDataAlong, HoldsWhatThePersonGaveWhatWasDecidedAndWhatTheyWereTold) {
  const RequestId id = decided();
  const auto person = open(id).row.beneficiary;
  const auto copy = copied(person);
  ASSERT_TRUE(copy.ok());
  const auto text = json::write(copy.value());
  for (const auto* part :
       {"نورة فهد العتيبي", "+966500000202", "أحتاج نقلًا إلى موعد المستشفى", "درست اللجنة الطلب"})
    EXPECT_THAT(text, HasSubstr(part));
  ASSERT_EQ(copy->requests.size(), 1u);
  EXPECT_EQ(copy->requests[0].reference, open(id).row.reference);
  EXPECT_TRUE(copy->requests[0].actions.empty());
  EXPECT_FALSE(copy->messages.empty());
  EXPECT_TRUE(copy->is_whole);
}

TEST_F(TakingMyDataAlong, NamesNoMemberOfTheStaffAndNobodyElse) {
  officer = invite("haya.alharbi", {Role::officer});
  const RequestId id = decided();
  const auto person = open(id).row.beneficiary;
  taken();  // somebody else's
  const auto opened = write([&](db::Transaction& tx) -> Result<Done> {
    audit::record(tx, tenant->id, auth::who_of(officer, auth::Action::person_read), now(),
                  {.action = "party.opened", .object = person.text, .party = person.text});
    audit::record(tx, tenant->id, auth::who_of(officer, auth::Action::person_edit), now(),
                  {.action = "party.copied", .object = person.text, .party = person.text});
    return Done{};
  });
  ASSERT_TRUE(opened.ok());
  const auto copy = copied(person);
  ASSERT_TRUE(copy.ok());
  EXPECT_EQ(copy->requests.size(), 1u);
  ASSERT_FALSE(copy->openings.empty());
  EXPECT_EQ(copy->openings[0].who_role, "officer");
  EXPECT_EQ(copy->openings[0].what, "export");
  const auto text = json::write(copy.value());
  for (const auto* part : {officer.id.c_str(), secretary.id.c_str(), "haya", "@sila.example"})
    EXPECT_THAT(text, Not(HasSubstr(part)));
}

TEST_F(TakingMyDataAlong, TellsFormerValuesFromThoseOfToday) {
  const auto person = open(decided()).row.beneficiary;
  const auto put = [&](const std::string& city, const std::string& by) {
    return write([&](db::Transaction& tx) {
      const auto source = by.empty() ? parties::Source::portal : parties::Source::desk;
      return parties::put_value(tx, *tenant, person,
                                {
                                    "city", {city, {}, {}},
                                     source, by, {  }
      },
                                now());
    });
  };
  ASSERT_TRUE(put("الطائف", "").ok());
  ASSERT_TRUE(put("جدة", "").ok());
  std::vector<std::string> cities;
  int current = 0;
  const auto copy = copied(person);
  for (const auto& one : copy->file.values) {
    if (one.value.field != "city") continue;
    cities.push_back(one.value.value);
    current += one.is_current ? 1 : 0;
  }
  EXPECT_EQ(cities, (std::vector<std::string>{"جدة", "الطائف"}));
  EXPECT_EQ(current, 1);
  // Nobody has matched this claim with a person: what an officer wrote is not theirs to see yet.
  ASSERT_TRUE(put("مكة", officer.id).ok());
  EXPECT_THAT(json::write(copied(person).value()), Not(HasSubstr("مكة")));
}

TEST_F(TakingMyDataAlong, IsAPaperInEitherLanguage) {
  const auto copy = copied(open(decided()).row.beneficiary);
  for (const auto* language : {"ar", "en"}) {
    const auto bytes = paper_of(copy.value(), language);
    EXPECT_TRUE(bytes.starts_with("%PDF-1."));
    EXPECT_EQ(bytes, paper_of(copy.value(), language));
  }
}

TEST_F(TakingMyDataAlong, OfWhomNothingIsLeftThereIsNoCopy) {
  const auto person = open(decided()).row.beneficiary;
  ASSERT_TRUE(write([&](db::Transaction& tx) {
                return parties::erase_person(tx, *tenant, person,
                                             {.kind = "staff", .id = quality.id}, now());
              }).ok());
  EXPECT_EQ(codes_of(copied(person)), Codes{"not_found"});
}

}  // namespace
}  // namespace casefile
