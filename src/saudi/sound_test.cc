#include "saudi/sound.h"

#include <gtest/gtest.h>

#include <iostream>

#include "base/text.h"
#include "saudi/names.h"
#include "saudi/names_for_tests.h"
#include "saudi/spellings_for_tests.h"

namespace {

using namespace saudi;

constexpr double alike_min = 0.8;

// As it stands in a name, where families and houses are.
NameToken in_a_name(std::string_view part) {
  const bool latin = static_cast<unsigned char>(part[0]) < 0x80;
  const auto tokens = name_tokens((latin ? "Khalid " : "خالد ") + std::string(part));
  EXPECT_EQ(tokens.size(), 2u) << part;
  return tokens.back();
}

double across(std::string_view a, std::string_view b) {
  return likeness(in_a_name(a), in_a_name(b));
}

struct Counts {
  int spellings = 0, first = 0, same_key = 0;
};

// Every spelling is like its own name, and no other of the list is more like it.
void find_own_names(const auto& names, Counts& counts) {
  for (const auto& own : names) {
    for (const auto& spelling : split(own.latin, '/')) {
      const TokenPattern typed(in_a_name(spelling));
      const double likeness = typed.likeness(in_a_name(own.arabic));
      EXPECT_GE(likeness, alike_min) << spelling << ' ' << own.arabic;
      bool first = true;
      for (const auto& other : names) {
        if (other.arabic == own.arabic) continue;
        if (typed.likeness(in_a_name(other.arabic)) < likeness) continue;
        first = false;
        std::cout << spelling << ' ' << own.arabic << ' ' << likeness << " after " << other.arabic
                  << ' ' << typed.likeness(in_a_name(other.arabic)) << '\n';
      }
      ++counts.spellings;
      counts.first += first ? 1 : 0;
      counts.same_key += in_a_name(spelling).sound == in_a_name(own.arabic).sound ? 1 : 0;
    }
  }
}

}  // namespace

TEST(SoundOfAName, EverySpellingFindsItsName) {
  Counts counts;
  find_own_names(male_names, counts);
  find_own_names(female_names, counts);
  find_own_names(family_names, counts);
  std::cout << counts.spellings << " spellings, " << counts.first << " first, " << counts.same_key
            << " with the same key\n";
  EXPECT_GE(counts.first * 100, counts.spellings * 95);
  EXPECT_GE(counts.same_key * 100, counts.spellings * 95);
}

TEST(SoundOfAName, IsSymmetricAndLessThanTheSameScript) {
  for (const auto& own : family_names) {
    for (const auto& spelling : split(own.latin, '/')) {
      EXPECT_EQ(across(spelling, own.arabic), across(own.arabic, spelling));
      EXPECT_LE(across(spelling, own.arabic), 0.94);
    }
  }
}

TEST(SoundOfAName, NamesThatMustNotBeMergedStayApartInTheOtherScript) {
  const std::string_view groups[] = {
      "محمد Mohammed,محمد Mohd,أحمد Ahmed,أحمد Ahmad,حمد Hamad,حامد Hamed,محمود Mahmoud",
      "سعد Saad,سعيد Saeed,سعيد Said,سعود Saud,سعود Saoud",
      "حسن Hassan,حسن Hasan,حسين Hussein,حسين Hussain",
      "ناصر Nasser,ناصر Nasir,نصر Nasr",
      "سالم Salem,سليم Saleem,سلمان Salman",
      "عبدالله Abdullah,عبدالله Abdallah,عبيدالله Obaidullah",
      "عبدالرحمن Abdulrahman,عبدالرحمن Abdurrahman,عبدالرحيم Abdulrahim",
      "فهد Fahd,فهد Fahad,فهاد Fahhad",
      "نورة Noura,نورة Norah,نوف Nouf",
      "خالد Khalid,خالد Khaled,خلود Kholoud",
  };
  for (const auto group : groups) {
    const auto pairs = split(group, ',');
    for (const auto& typed : pairs) {
      for (const auto& held : pairs) {
        const auto own = split(typed, ' ').at(0);
        const auto spelling = split(typed, ' ').at(1);
        const auto other = split(held, ' ').at(0);
        if (other == own) {
          EXPECT_GE(across(spelling, other), alike_min) << spelling << ' ' << other;
        } else {
          EXPECT_LE(across(spelling, other), 0.7) << spelling << ' ' << other;
        }
      }
    }
  }
}

TEST(SoundOfAName, PartsOfTwoWordsInLatinAreOne) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"Abd Allah",     "عبدالله"     },
      {"Abdul Rahman",  "عبدالرحمن" },
      {"Abd al-Aziz",   "عبدالعزيز" },
      {"Abd el Rahman", "عبدالرحمن" },
      {"Abu Bakr",      "أبو بكر"      },
      {"Dhaif Allah",   "ضيف الله"    },
      {"Saif Aldin",    "سيف الدين"  },
      {"Al Ghamdi",     "الغامدي"     },
      {"Ash-Shehri",    "الشهري"       },
      {"Az Zahrani",    "الزهراني"   },
      {"Al Zaid",       "آل زيد"        },
      {"Al-Sheikh",     "آل الشيخ"    },
      {"Al Al-Shaikh",  "آل الشيخ"    },
      {"Alalsheikh",    "آل الشيخ"    },
      {"Al Alawi",      "العلوي"       },
      {"Al-Almaee",     "الألمعي"     },
      {"Bin Mahfouz",   "بن محفوظ"    },
      {"Binmahfooz",    "بن محفوظ"    },
      {"Shamsuddin",    "شمس الدين"  },
      {"Shams Aldin",   "شمس الدين"  },
      {"Salah Eldeen",  "صلاح الدين"},
      {"Salahuddin",    "صلاح الدين"},
      {"Alauddin",      "علاء الدين"},
      {"Zulfiqar",      "ذو الفقار"  },
      {"Dhul Fiqar",    "ذو الفقار"  },
      {"Aba Al-Khail",  "أبا الخيل"  },
      {"Abalkhail",     "أبا الخيل"  },
      {"Abou Alkhair",  "أبو الخير"  },
      {"Um Kulthum",    "أم كلثوم"    },
      {"Umm Al-Khair",  "أم الخير"    },
      {"Mahfouz",       "بن محفوظ"    },
      {"Bin Mahfouz",   "محفوظ"         },
  };
  for (const auto& [latin, arabic] : cases) {
    EXPECT_GE(across(latin, arabic), 0.9) << latin;
    EXPECT_EQ(name_tokens(latin).size(), 1u) << latin;
  }
  EXPECT_EQ(name_tokens("An Nguyen").size(), 2u);
}

TEST(SoundOfAName, ASpellingThatCouldBeTwoNamesIsTheOneThatPeopleMean) {
  EXPECT_GE(across("Aymen", "أيمن"), 0.9);
  EXPECT_LE(across("Aymen", "إيمان"), 0.7);
}

TEST(SoundOfAName, TakesAnyText) {
  for (const std::string_view text : {"x", "لا", "ء", "ال", "al", "李", "1", "a1ب"}) {
    for (const auto& token : name_tokens(text)) {
      EXPECT_EQ(likeness(token, token), 1);
      EXPECT_LE(likeness(token, in_a_name("Mohammed")), 0.94);
      EXPECT_LE(likeness(token, in_a_name("محمد")), 0.94);
    }
  }
  for (const char letter : std::string_view("abdhkmrsx")) {
    const auto typed = in_a_name(std::string(200, letter));
    for (const auto* name : {"حصة", "عبدالعزيز", "سارة", "أمل", "بدر"})
      EXPECT_LT(likeness(typed, in_a_name(name)), 0.8) << letter << " " << name;
  }
  std::string long_part;
  for (int i = 0; i < 250; ++i) long_part += "khab";
  EXPECT_LT(likeness(in_a_name(long_part), in_a_name("خالد")), 0.5);
}

TEST(SoundOfAName, TheArticleOfTheSubcontinentIsTheArticle) {
  const std::pair<std::string_view, std::string_view> names[] = {
      {"Noorul Islam",   "نور الإسلام"  },
      {"Saiful Huq",     "سيف الحق"        },
      {"Saiful Haque",   "سيف الحق"        },
      {"Zia-ul-Haq",     "ضياء الحق"      },
      {"Ziaul Haque",    "ضياء الحق"      },
      {"Mizanur Rahman", "ميزان الرحمن"},
      {"Anisur Rahman",  "أنيس الرحمن"  },
      {"Shamsul Alam",   "شمس العالم"    },
      {"Zainul Abedin",  "زين العابدين"},
      {"Rezaul Karim",   "رضا الكريم"    },
      {"Hosam Al Deen",  "حسام الدين"    },
      {"Abul Kalam",     "أبو الكلام"    },
      {"Abdus Salam",    "عبدالسلام"     },
      {"Nurun Nahar",    "نور النهار"    },
  };
  for (const auto& [latin, arabic] : names) {
    const auto typed = name_tokens(latin);
    const auto kept = name_tokens(arabic);
    ASSERT_EQ(typed.size(), kept.size()) << latin;
    for (std::size_t i = 0; i < typed.size(); ++i)
      EXPECT_GE(likeness(typed[i], kept[i]), alike_min)
          << latin << ' ' << typed[i].sounds << ' ' << kept[i].sounds;
  }
}
