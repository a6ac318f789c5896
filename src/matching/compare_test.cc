#include "matching/compare.h"

#include <gtest/gtest.h>

#include "matching/crowd.h"
#include "saudi/hijri.h"

namespace matching {
namespace {

constexpr std::int64_t people_of_register = 10'000;

Person person(std::string name, std::optional<Date> born = {}, std::vector<Digest> phones = {}) {
  Person made{.name = std::move(name), .birth = {}, .phones = std::move(phones)};
  if (born) made.birth = Birth{*born};
  return made;
}

// As in a register where each word is borne by one in fifty.
Comparison compared(const Person& a, const Person& b, std::int64_t people = people_of_register) {
  Crowd crowd;
  crowd.add(a);
  crowd.add(b);
  crowd.weigh_as(people, [people](const saudi::NameToken&) { return people / 50; });
  return crowd.compare(0, 1);
}

Level level_of(const Comparison& comparison, Part part) {
  for (const auto& one : comparison.evidence) {
    if (one.part == part) return one.level;
  }
  return Level::missing;
}

const Date day = *make_date(1985, 3, 17);

TEST(ComparePeople, WithOneNationalNumberAreTheSameWhateverTheirNames) {
  auto a = person("نورة سعد محمد الغامدي", day), b = person("سارة علي حسن الحربي");
  a.numbers = b.numbers = {
      {"NAT", 7}
  };
  const auto comparison = compared(a, b);
  EXPECT_EQ(comparison.verdict, Verdict::same);
  EXPECT_EQ(comparison.probability, 1);
}

TEST(ComparePeople, WithTwoValidNumbersAreDifferentHoweverAlike) {
  for (const char* type : {"NAT", "IQA"}) {
    auto a = person("نورة سعد محمد الغامدي", day, {5}), b = a;
    a.numbers = {
        {type, 7}
    };
    b.numbers = {
        {type, 8}
    };
    EXPECT_EQ(compared(a, b).verdict, Verdict::different) << type;
  }
}

TEST(ComparePeople, WithARenewedPassportMayBeOne) {
  auto a = person("نورة سعد محمد الغامدي", day, {5}), b = a;
  a.numbers = {
      {"PAS", 7}
  };
  b.numbers = {
      {"PAS", 8}
  };
  EXPECT_EQ(compared(a, b).verdict, Verdict::likely);
}

TEST(ComparePeople, LikelyAreOneHoweverTheNameIsWritten) {
  const std::pair<const char*, const char*> ways[] = {
      {"نورة سعد محمد الغامدي",       "نوره سعد محمد الغامدي"    },
      {"أحمد إبراهيم علي الشهري",   "احمد ابراهيم على الشهري"},
      {"عبدالله سعد محمد الحربي",   "عبد الله بن سعد الحربي"   },
      {"محمد سعد علي الغامدي",         "الغامدي محمد سعد علي"      },
      {"محمد سعد علي الغامدي",         "محمد سعد علي غامدي"          },
      {"فاطمة خالد صالح القحطاني", "فاطمه خالد القحطاني"       },
      {"يحيى حسن عسيري",                    "Yahya Hassan Asiri"                         },
      {"يحيى حسن عسيري",                    "يحي حسن عسيري"                   },
      {"مها عبدالله الحربي",            "مهى عبدالله الحربي"         },
      {"محمد سعد العبدالرحمن",        "محمد سعد العبد الرحمن"    },
      {"عبدالرحمن بن فهد آل سعود",  "عبد الرحمن فهد السعود"    },
      {"خديجة عمر باوزير",                "Khadijah Omar Bawazir"                      },
      {"أبوبكر محمد فلاته",              "ابو بكر محمد فلاتة"          },
      {"نورة سعد القحطاني",              "Nora Saad Alqahtany"                        },
  };
  for (const auto& [a, b] : ways)
    EXPECT_EQ(compared(person(a, day), person(b, day)).verdict, Verdict::likely) << b;
}

TEST(ComparePeople, BrothersSistersAndTwinsAreNeverOne) {
  const std::pair<const char*, const char*> siblings[] = {
      {"محمد سعد علي الغامدي",           "أحمد سعد علي الغامدي"          },
      {"حمد سعد علي الغامدي",             "محمد سعد علي الغامدي"          },
      {"حسن سعد علي الغامدي",             "حسين سعد علي الغامدي"          },
      {"سعد خالد علي الغامدي",           "سعود خالد علي الغامدي"        },
      {"نورة سعد علي الغامدي",           "نوف سعد علي الغامدي"            },
      {"عبدالله سعد علي الغامدي",     "عبيدالله سعد علي الغامدي"  },
      {"عبدالرحمن سعد علي الغامدي", "عبدالرحيم سعد علي الغامدي"},
      {"خالد سعد علي الغامدي",           "خلود سعد علي الغامدي"          },
      {"سلمان سعد علي الغامدي",         "سليمان سعد علي الغامدي"      },
      {"راشد سعد علي الغامدي",           "رشيد سعد علي الغامدي"          },
      {"عمر سعد علي الغامدي",             "عمار سعد علي الغامدي"          },
      {"ريم سعد علي الغامدي",             "مريم سعد علي الغامدي"          },
      {"لمى سعد علي الغامدي",             "لمياء سعد علي الغامدي"        },
      {"زيد سعد علي الغامدي",             "يزيد سعد علي الغامدي"          },
      {"مشعل سعد علي الغامدي",           "مشاعل سعد علي الغامدي"        },
      {"عبدالمجيد سعد علي الغامدي", "عبدالمحسن سعد علي الغامدي"},
  };
  for (const auto& [a, b] : siblings) {
    auto one = person(a, day, {5}), other = person(b, day, {5});
    one.address = other.address = 9;
    EXPECT_EQ(compared(one, other).verdict, Verdict::different) << a << " / " << b;
  }
}

TEST(ComparePeople, APhoneThatBothHaveNeverSpeaksAgainstTheirBeingOne) {
  const auto a = person("وضحى ماجد سلطان النفيعي", {}, {5});
  const auto same = person("وضحي ماجد سلطان النفيعي", {}, {5});
  const auto other = person("وضحي ماجد سلطان النفيعي", {}, {6});
  for (const std::int64_t people : {30, 3'000, 1'000'000})
    EXPECT_GT(compared(a, same, people).probability, compared(a, other, people).probability)
        << people;
}

TEST(ComparePeople, GrandfatherAndGrandsonOfOneNameAreTwo) {
  auto old = person("محمد سعد محمد الغامدي", *make_date(1944, 5, 2), {5});
  auto young = person("محمد سعد محمد الغامدي", *make_date(2001, 11, 23), {5});
  EXPECT_NE(compared(old, young).verdict, Verdict::likely);
}

TEST(ComparePeople, CousinsWithOtherFathersAreTwo) {
  auto one = person("محمد سعد علي الغامدي", day, {5});
  auto other = person("محمد خالد علي الغامدي", *make_date(1990, 8, 9), {5});
  EXPECT_EQ(compared(one, other).verdict, Verdict::different);
}

TEST(ComparePeople, ASlipInTheGivenNameIsNotBelievedWhenTheBirthDiffers) {
  auto one = person("مهندس سعد علي الغامدي", day, {5});
  auto other = person("مهندسة سعد علي الغامدي", *make_date(1991, 8, 9), {5});
  EXPECT_EQ(compared(one, other).verdict, Verdict::different);
}

TEST(ComparePeople, OldDatesAgreeWithinTwoDaysOnlyBetweenCalendars) {
  const Date old = *make_date(1970, 7, 9);  // two days on, both digits are others
  const auto level = [](Birth a, Birth b) {
    auto one = person("محمد سعد علي الغامدي"), other = one;
    one.birth = a;
    other.birth = b;
    return level_of(compared(one, other), Part::birth);
  };
  EXPECT_EQ(level({old, true}, {old, true}), Level::same);
  EXPECT_EQ(level({old, true}, {old + 2, false}), Level::near);
  EXPECT_EQ(level({old + -2, false}, {old, true}), Level::near);
  EXPECT_EQ(level({old, true}, {old + 3, false}), Level::year);
  const Date now = *make_date(2004, 7, 9);
  EXPECT_EQ(level({now, true}, {now + 2, false}), Level::year);
}

TEST(ComparePeople, DatesThatAreASlipApartAreNear) {
  const std::pair<Date, Date> slips[] = {
      {*make_date(1985, 3, 7),  *make_date(1985, 7, 3) },
      {*make_date(1985, 3, 17), *make_date(1985, 3, 11)},
      {*make_date(1985, 3, 17), *make_date(1986, 3, 17)},
      {*make_date(1985, 3, 17), *make_date(1985, 8, 17)},
  };
  for (const auto& [a, b] : slips) {
    const auto name = "محمد سعد علي الغامدي";
    EXPECT_EQ(level_of(compared(person(name, a), person(name, b)), Part::birth), Level::near)
        << iso(a) << " " << iso(b);
  }
}

TEST(ComparePeople, AFirstOfRajabSaysLessThanADay) {
  const auto bits = [](Date date) {
    auto one = person("محمد سعد علي الغامدي");
    one.birth = Birth{date, true};
    for (const auto& part : compared(one, one).evidence) {
      if (part.part == Part::birth) return part.bits;
    }
    return 0.0;
  };
  EXPECT_LT(bits(*saudi::from_hijri({1370, 7, 1})), bits(*saudi::from_hijri({1370, 7, 2})) - 5);
}

TEST(ComparePeople, ARareNameSaysMoreThanACommonOne) {
  const auto one = person("محمد سعد علي الغامدي");
  const auto probability = [&](std::int64_t bearers) {
    Crowd crowd;
    crowd.add(one);
    crowd.add(one);
    crowd.weigh_as(people_of_register, [&](const saudi::NameToken&) { return bearers; });
    return crowd.compare(0, 1).probability;
  };
  EXPECT_GT(probability(20), probability(2'000));
}

TEST(ComparePeople, TheLargerTheRegisterTheMoreMustAgree) {
  const auto a = person("محمد سعد علي الغامدي", day), b = person("محمد الغامدي", day);
  EXPECT_GT(compared(a, b, 1'000).probability, compared(a, b, 1'000'000).probability);
}

TEST(ComparePeople, TwoNamesAloneAreNoPair) {
  EXPECT_EQ(compared(person("محمد الغامدي"), person("محمد الغامدي")).verdict, Verdict::different);
}

TEST(ComparePeople, SpellingsThatManyBearAreTwoNames) {
  const auto one = person("مهند سعد علي الغامدي", day, {5});
  const auto other = person("مهندا سعد علي الغامدي", day, {5});
  const auto verdict = [&](std::int64_t bearers_of_the_other) {
    Crowd crowd;
    crowd.add(one);
    crowd.add(other);
    crowd.weigh_as(people_of_register, [&](const saudi::NameToken& token) {
      return token.plain == "مهندا" ? bearers_of_the_other : std::int64_t{200};
    });
    return crowd.compare(0, 1).verdict;
  };
  EXPECT_EQ(verdict(1), Verdict::likely);
  EXPECT_EQ(verdict(150), Verdict::different);
}

TEST(ComparePeople, SomebodyWithoutANameIsNobody) {
  EXPECT_EQ(compared(person("", day, {5}), person("", day, {5})).verdict, Verdict::different);
}

TEST(ComparePeople, SaysTheSameInEitherOrder) {
  const auto a = person("محمد سعد علي الغامدي", day, {5}), b = person("محمد علي غامدي", day, {6});
  const auto ab = compared(a, b), ba = compared(b, a);
  EXPECT_EQ(ab.verdict, ba.verdict);
  EXPECT_DOUBLE_EQ(ab.probability, ba.probability);
  EXPECT_EQ(ab.evidence, ba.evidence);
}

}  // namespace
}  // namespace matching
