#pragma once

#include <string_view>
#include <vector>

namespace saudi {

// Given names that are alike and are never one person's: domain/saudi.md section 4.
inline const std::vector<std::vector<std::string_view>> never_merged = {
    {"محمد",            "أحمد",         "حمد", "حامد", "محمود"},
    {"سعد",           "سعيد",                 "سعود"},
    {"حسن",              "حسين"           },
    {"ناصر",                     "نصر"                               },
    {"سالم",                     "سليم",                   "سلمان"},
    {"عبدالله",                     "عبيدالله"},
    {"عبدالرحمن",         "عبدالرحيم"        },
    {"فهد","فهاد"  },
    {"نوره","نوف"  },
    {"خالد",                             "خلود"                                            },
};

}  // namespace saudi
