#include "parties/name_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <thread>

#include "base/text.h"
#include "saudi/names_for_tests.h"

using namespace parties;

namespace {

PartyId id_of(int number) {
  char text[37];
  std::snprintf(text, sizeof text, "01890000-0000-7000-8000-%012d", number);
  return {text};
}

int best(const NameIndex& index, std::string_view typed) {
  const auto hits = index.find(typed, 1);
  return hits.empty() ? -1 : std::stoi(hits[0].party.text.substr(24));
}

double score_of(const NameIndex& index, std::string_view typed, int number) {
  for (const auto& hit : index.find(typed, 100)) {
    if (hit.party == id_of(number)) return hit.score;
  }
  return 0;
}

constexpr std::array<std::string_view, 16> given = {
    "محمد", "أحمد",  "خالد",  "فهد",   "سعود",   "سلطان", "فيصل",  "إبراهيم",
    "سارة", "فاطمة", "عائشة", "منيرة", "العنود", "لطيفة", "خديجة", "عبدالعزيز"};
constexpr std::array<std::string_view, 12> families = {
    "الغامدي", "الزهراني", "القحطاني", "العتيبي", "الحربي", "المطيري",
    "الدوسري", "الشهري",   "الشمري",   "السبيعي", "البقمي", "الوادعي"};

std::vector<std::string> made_names(std::size_t count) {
  std::mt19937 random(7);  // the same names every time
  const auto pick = [&](const auto& list) { return std::string(list[random() % list.size()]); };
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) {
    names.push_back(pick(given) + " " + pick(given) + " " + pick(given) + " " + pick(families));
  }
  return names;
}

// One letter (two bytes) of the name is left out, doubled or swapped with its neighbour.
std::string with_typing_error(const std::string& name, std::mt19937& random) {
  auto parts = split(name, ' ');
  auto& part = parts[random() % parts.size()];
  const std::size_t letters = part.size() / 2;
  const std::size_t at = 2 * (1 + random() % (letters - 2));
  switch (random() % 3) {
    case 0:
      part.erase(at, 2);
      break;
    case 1:
      part.insert(at, part.substr(at, 2));
      break;
    default:
      std::swap_ranges(part.begin() + static_cast<std::ptrdiff_t>(at),
                       part.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                       part.begin() + static_cast<std::ptrdiff_t>(at) + 2);
  }
  return join(parts, " ");
}

TEST(LoadNames, KeepsWhatWasPutOrRemovedMeanwhile) {
  NameIndex index;
  index.load([&](const NameIndex::Put& put) {
    index.put(id_of(1), "سارة محمد الحربي");
    index.remove(id_of(2));
    put(id_of(1), "نورة محمد الحربي");  // as it was read, before
    put(id_of(2), "هند محمد الحربي");
    put(id_of(3), "ريم محمد الحربي");
  });
  EXPECT_EQ(index.size(), 2u);
  EXPECT_EQ(index.find("سارة", 1).at(0).party, id_of(1));
  EXPECT_EQ(index.find("ريم", 1).at(0).party, id_of(3));
}

TEST(LoadNames, ReadsThemOnceUnlessTheReadingFails) {
  NameIndex index;
  int read = 0;
  const auto fail = [](const NameIndex::Put&) { throw std::runtime_error("no database"); };
  EXPECT_THROW(index.load_once(fail), std::runtime_error);
  for (int i = 0; i < 3; ++i) {
    index.load_once([&](const NameIndex::Put& put) {
      ++read;
      put(id_of(1), "سارة محمد الحربي");
    });
  }
  EXPECT_EQ(read, 1);
  EXPECT_EQ(index.size(), 1u);
}

}  // namespace

// Bytes of whole letters alone.
std::vector<std::string> as_typed(std::string_view name, std::size_t from) {
  std::vector<std::string> typed;
  for (std::size_t size = from; size <= name.size(); ++size) {
    const bool whole = size == name.size() || (name[size] & 0xc0) != 0x80;
    if (whole) typed.emplace_back(name.substr(0, size));
  }
  return typed;
}

TEST(FindByName, EveryLetterThatIsTypedKeepsWhoIsMeant) {
  NameIndex index;
  index.put(id_of(1), "Saiful Islam");
  index.put(id_of(2), "Anisur Rahman");
  index.put(id_of(3), "حسام الدين شلبي");
  index.put(id_of(4), "سارة سعد الغامدي");
  const std::pair<std::string_view, int> names[] = {
      {"Saiful Islam",                  1},
      {"Anisur Rahman",                 2},
      {"Hosam Al Deen Shalaby",         3},
      {"حسام ال دين شلبي", 3}
  };
  for (const auto& [name, number] : names) {
    for (const auto& typed : as_typed(name, 6)) EXPECT_EQ(best(index, typed), number) << typed;
  }
}

TEST(FindByName, OneSpellingMayBeTwoParts) {
  NameIndex index;
  index.put(id_of(1), "خالد ال زيد");
  index.put(id_of(2), "خالد الزيد");
  index.put(id_of(3), "سيف الإسلام محمد");
  index.put(id_of(4), "Saiful Malik");
  EXPECT_EQ(best(index, "خالد آل زيد"), 1);
  EXPECT_EQ(best(index, "خالد الزيد"), 2);
  EXPECT_EQ(best(index, "Saiful Malik"), 4);
  EXPECT_EQ(best(index, "Saiful Islam Mohammed"), 3);
}

TEST(FindByName, PutsTheSameNameFirst) {
  NameIndex index;
  index.put(id_of(1), "سارة محمد الغامدي");
  index.put(id_of(2), "سارة محمد الزهراني");
  index.put(id_of(3), "سارة سعد الغامدي");
  EXPECT_EQ(best(index, "سارة محمد الغامدي"), 1);
  EXPECT_EQ(best(index, "ساره محمد الزهرانى"), 2);
  EXPECT_EQ(best(index, "سارة بنت سعد غامدي"), 3);
  EXPECT_EQ(score_of(index, "سارة محمد الغامدي", 1), 1);
  EXPECT_LT(score_of(index, "ساره محمد الغامدي", 1), 1);
  EXPECT_GT(score_of(index, "ساره محمد الغامدي", 1), 0.98);
}

TEST(FindByName, FindsAPartOfAName) {
  NameIndex index;
  index.put(id_of(1), "عبد الله محمد سعد الغامدي");
  index.put(id_of(2), "خالد محمد الحربي");
  EXPECT_EQ(best(index, "الغامدي"), 1);
  EXPECT_EQ(best(index, "عبدالله الغامدي"), 1);
  EXPECT_EQ(best(index, "خالد الحربي"), 2);
  EXPECT_TRUE(index.find("فهد", 10).empty());
  EXPECT_TRUE(index.find("خالد الغامدي", 10).empty());
  EXPECT_TRUE(index.find("", 10).empty());
}

TEST(FindByName, PutsTheShorterNameFirstWhenBothHoldAll) {
  NameIndex index;
  index.put(id_of(1), "محمد سعد خالد الغامدي");
  index.put(id_of(2), "محمد الغامدي");
  EXPECT_EQ(best(index, "محمد الغامدي"), 2);
}

TEST(FindByName, NeverTakesNamesThatMustNotBeMergedForOne) {
  for (const auto& group : saudi::never_merged) {
    NameIndex index;
    for (std::size_t i = 0; i < group.size(); ++i) {
      index.put(id_of(static_cast<int>(i)), std::string(group[i]) + " صالح علي الغامدي");
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
      const auto typed = std::string(group[i]) + " صالح علي الغامدي";
      EXPECT_EQ(best(index, typed), static_cast<int>(i)) << typed;
      for (std::size_t j = 0; j < group.size(); ++j) {
        if (j == i) continue;
        EXPECT_LT(score_of(index, typed, static_cast<int>(j)), 0.8) << group[j];
      }
    }
  }
}

TEST(FindByName, SiblingsComeAfterThePerson) {
  NameIndex index;
  index.put(id_of(1), "سارة محمد سعد الغامدي");
  index.put(id_of(2), "نورة محمد سعد الغامدي");
  const auto hits = index.find("سارة محمد سعد الغامدي", 10);
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].party, id_of(1));
  EXPECT_LT(hits[1].score, 0.75);
}

TEST(FindByName, KnowsTheNewNameOnly) {
  NameIndex index;
  index.put(id_of(1), "سارة محمد الغامدي");
  index.put(id_of(1), "سارة محمد الحربي");
  EXPECT_TRUE(index.find("الغامدي", 10).empty());
  EXPECT_EQ(best(index, "سارة الحربي"), 1);
  EXPECT_EQ(index.size(), 1u);
  index.remove(id_of(1));
  index.remove(id_of(9));
  EXPECT_TRUE(index.find("سارة", 10).empty());
  EXPECT_EQ(index.size(), 0u);
  index.put(id_of(2), "خالد محمد الحربي");
  EXPECT_EQ(best(index, "خالد الحربي"), 2);
}

TEST(FindByName, HasNobodyTwice) {
  NameIndex index;
  index.put(id_of(1), "محمد محمد محمد الغامدي");
  EXPECT_EQ(index.find("محمد", 10).size(), 1u);
  EXPECT_EQ(index.find("محمد محمد", 10).size(), 1u);
  index.remove(id_of(1));
  EXPECT_TRUE(index.find("محمد", 10).empty());
}

// Who lacks a token is not looked at where enough others are better for certain.
TEST(FindByName, FindsTheSameFewAsWhenAllAreAskedFor) {
  const auto names = made_names(3'000);
  NameIndex index;
  for (std::size_t i = 0; i < names.size(); ++i) index.put(id_of(static_cast<int>(i)), names[i]);
  std::mt19937 random(13);
  const auto parties_of = [](const std::vector<NameHit>& hits, std::size_t count) {
    std::vector<std::string> parties;
    for (std::size_t i = 0; i < std::min(count, hits.size()); ++i)
      parties.push_back(hits[i].party.text + " " + std::to_string(hits[i].score));
    return parties;
  };
  for (int i = 0; i < 200; ++i) {
    auto words = split(with_typing_error(names[random() % names.size()], random), ' ');
    words.resize(1 + random() % words.size());
    const auto typed = join(words, " ");
    const auto all = index.find(typed, names.size());
    for (const std::size_t limit : {1, 5, 40})
      EXPECT_EQ(parties_of(index.find(typed, limit), limit), parties_of(all, limit)) << typed;
  }
}

// 600 names of few words, one typing error in each query: what an officer does all day.
TEST(FindByName, ForgivesTypingErrors) {
  const auto names = made_names(600);
  NameIndex index;
  for (std::size_t i = 0; i < names.size(); ++i) index.put(id_of(static_cast<int>(i)), names[i]);
  std::mt19937 random(11);
  int first = 0;
  int among_ten = 0;
  for (const auto& name : names) {
    bool here = false;
    const auto hits = index.find(with_typing_error(name, random), 10);
    for (const auto& hit : hits) {
      const bool same = names[std::stoul(hit.party.text.substr(24))] == name;
      here = here || same;
      if (same && &hit == &hits[0]) ++first;
    }
    among_ten += here ? 1 : 0;
  }
  EXPECT_GE(among_ten, 590) << "of 600 among the first ten";
  EXPECT_GE(first, 540) << "of 600 at the top";
}

TEST(FindByName, IsSafeOnManyThreads) {
  NameIndex index;
  const auto names = made_names(200);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = t; i < 200; i += 4) {
        index.put(id_of(i), names[static_cast<std::size_t>(i)]);
        index.find(names[static_cast<std::size_t>(i)], 5);
        if (i % 3 == 0) index.remove(id_of(i));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(index.size(), 200u - 67u);
}

TEST(FindByName, FindsInTheOtherScript) {
  NameIndex index;
  index.put(id_of(1), "محمد سعد الغامدي");
  index.put(id_of(2), "أحمد سعد القحطاني");
  index.put(id_of(3), "Abdul Rahman Khalid Al-Shahri");
  EXPECT_EQ(best(index, "Mohammed Alghamdi"), 1);
  EXPECT_EQ(best(index, "Ahmad Al-Gahtani"), 2);
  EXPECT_EQ(best(index, "عبدالرحمن الشهري"), 3);
  EXPECT_LT(score_of(index, "Mohammed Alghamdi", 2), 0.8);
}

TEST(FindByName, FindsPartsInAnyOrder) {
  NameIndex index;
  index.put(id_of(1), "سارة محمد سعد الغامدي");
  index.put(id_of(2), "نورة خالد فهد الحربي");
  EXPECT_EQ(best(index, "الغامدي سارة"), 1);
  EXPECT_EQ(best(index, "Alharbi Noura"), 2);
  EXPECT_LT(score_of(index, "الغامدي سارة", 1), score_of(index, "سارة الغامدي", 1));
}

TEST(FindByName, FindsWhatTheLastPartBeginsWith) {
  NameIndex index;
  index.put(id_of(1), "سارة محمد الغامدي");
  for (const std::string_view typed :
       {"محم", "غام", "الغام", "سارة م", "س", "Moh", "Sara Gham", "Sa", "Algh", "Alghamdi Sa"}) {
    EXPECT_EQ(best(index, typed), 1) << typed;
  }
  EXPECT_TRUE(index.find("غام سارة", 1).empty()) << "only the last is still being typed";
  index.put(id_of(2), "سارة محم الغامدي");
  EXPECT_EQ(best(index, "سارة محم"), 2);
}

TEST(FindByName, SaysWhy) {
  NameIndex index;
  index.put(id_of(1), "سارة محمد عبد الله الغامدي");
  const auto why = [&](std::string_view typed) {
    std::string text;
    const auto hits = index.find(typed, 1);
    for (const auto& part : hits.at(0).parts) {
      text += (text.empty() ? "" : ", ") + part.part + " " + std::string(name_of(part.how));
      if (part.letters > 0) text += " " + std::to_string(part.letters);
    }
    return text;
  };
  EXPECT_EQ(why("سارة الغامدي"), "سارة same, الغامدي same");
  EXPECT_EQ(why("الغامدى ساره"), "سارة spelling, الغامدي spelling");
  EXPECT_EQ(why("Sara Abdullah"), "سارة script, عبدالله script");
  EXPECT_EQ(why("محمد الغا"), "محمد same, الغامدي beginning 4");
  EXPECT_EQ(why("محمد غا"), "محمد same, الغامدي beginning 4");
  EXPECT_EQ(why("سارة الغامذي"), "سارة same, الغامدي spelling");
  EXPECT_EQ(why("سارة الغاممدي"), "سارة same, الغامدي similar");
}

// What was compared once is compared with the words that came since.
TEST(FindByName, FindsAWordThatCameAfterItWasFirstAskedFor) {
  NameIndex index;
  index.put(id_of(1), "خالد الحربي");
  EXPECT_TRUE(index.find("Mohammed", 9).empty());
  EXPECT_TRUE(index.find("محم", 9).empty());
  index.put(id_of(2), "محمد الحربي");
  EXPECT_EQ(best(index, "Mohammed"), 2);
  EXPECT_EQ(best(index, "محم"), 2);
}

// Bits instead of a list once many bear a word, and rows that were free are used again.
TEST(FindByName, ACommonNameStaysRightAsPeopleComeAndGo) {
  NameIndex index;
  constexpr int many = 5'000;
  for (int i = 0; i < many; ++i) index.put(id_of(i), "محمد " + std::string(families[i % 12]));
  for (int i = 0; i < many; i += 2) index.remove(id_of(i));
  EXPECT_EQ(index.find("محمد", many).size(), 2'500u);
  const auto bearers = [&](std::string_view name) {
    return std::ranges::count(index.find(name, many), 1.0, &NameHit::score);
  };
  EXPECT_EQ(bearers("محمد الزهراني"), 417);
  EXPECT_EQ(bearers("محمد الغامدي"), 0);
  index.put(id_of(many), "محمد الغامدي");
  EXPECT_EQ(best(index, "محمد الغامدي"), many);
  EXPECT_EQ(index.find("محمد", 3).at(0).party, id_of(1)) << "equals stand by id";
}
