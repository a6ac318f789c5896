#include "platform/print/print.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace print {
namespace {

// What a reader of the file finds in it, by pdftotext; the marks of direction that it adds are left
// out, and the spaces that it guesses from the letters' places.
std::string text_in(const std::string& pdf) {
  const auto file = std::filesystem::temp_directory_path() / "sila-print-test.pdf";
  std::ofstream(file, std::ios::binary) << pdf;
  const std::string command = "pdftotext -layout '" + file.string() + "' -";
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> part{};
  while (const std::size_t count = fread(part.data(), 1, part.size(), pipe))
    text.append(part.data(), count);
  pclose(pipe);
  std::filesystem::remove(file);
  std::string bare;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\xE2\x80") == 0 && i + 2 < text.size()) {
      const auto last = static_cast<unsigned char>(text[i + 2]);
      if (last >= 0xAA && last <= 0xAE) {
        i += 2;
        continue;
      }
    }
    if (text[i] != ' ') bare += text[i];
  }
  return bare;
}

Outline small(const std::string& language) {
  Outline outline;
  outline.language = language;
  outline.title = language == "ar" ? "سياسة العلاقة" : "Policy";
  outline.subtitle = language == "ar" ? "جمعية الأمل" : "Amal";
  outline.page_words = language == "ar" ? "صفحة {page} من {pages}" : "Page {page} of {pages}";
  return outline;
}

void add(Outline& outline, OutlineSort sort, const std::string& text, int level = 0) {
  OutlineBlock& block = outline.blocks.emplace_back();
  block.sort = sort;
  block.text = text;
  block.level = level;
}

}  // namespace

TEST(Print, the_same_document_is_the_same_bytes) {
  Outline outline = small("ar");
  add(outline, OutlineSort::paragraph, "نص");
  EXPECT_EQ(pdf_of(outline), pdf_of(outline));
  EXPECT_TRUE(pdf_of(outline).starts_with("%PDF"));
}

TEST(Print, what_stands_in_the_document_stands_on_paper) {
  Outline outline = small("en");
  add(outline, OutlineSort::heading, "Steps", 1);
  add(outline, OutlineSort::paragraph, "The answer comes within 30 days (at the most).");
  outline.blocks.emplace_back().sort = OutlineSort::list;
  outline.blocks.back().items = {"first of all", "second of all"};
  outline.blocks.emplace_back().sort = OutlineSort::table;
  outline.blocks.back().columns = {"Step", "Who"};
  outline.blocks.back().rows = {
      {"Study", "Secretary\nof the committee"}
  };
  const std::string text = text_in(pdf_of(outline));
  for (const char* words :
       {"Policy", "Amal", "Steps", "within30days(atthemost).", "firstofall", "secondofall", "Study",
        "Secretary", "ofthecommittee", "Page1of2", "Page2of2"})
    EXPECT_NE(text.find(words), std::string::npos) << words;
}

TEST(Print, arabic_is_found_again_with_its_brackets_and_numbers) {
  Outline outline = small("ar");
  add(outline, OutlineSort::paragraph, "الطلب 26-000123-4 (المادة 12) بتاريخ 2025/06/01م");
  const std::string text = text_in(pdf_of(outline));
  EXPECT_NE(text.find("26-000123-4"), std::string::npos) << text;
  EXPECT_NE(text.find("2025/06/01"), std::string::npos) << text;
  EXPECT_NE(text.find("الطلب"), std::string::npos) << text;
}

TEST(Print, a_long_table_goes_on_over_the_page_with_its_head) {
  Outline outline = small("en");
  outline.blocks.emplace_back().sort = OutlineSort::table;
  outline.blocks.back().columns = {"Heading", "Value"};
  for (int i = 0; i < 120; ++i)
    outline.blocks.back().rows.push_back({"row " + std::to_string(i), "value"});
  const std::string text = text_in(pdf_of(outline));
  EXPECT_NE(text.find("row119"), std::string::npos);
  EXPECT_NE(text.find("Heading"), text.rfind("Heading"));
}

TEST(Print, a_paragraph_longer_than_a_page_loses_nothing) {
  Outline outline = small("en");
  std::string words;
  for (int i = 0; i < 3000; ++i) words += "word" + std::to_string(i) + ' ';
  add(outline, OutlineSort::paragraph, words);
  const std::string text = text_in(pdf_of(outline));
  for (const char* word : {"word0", "word1500", "word2999"})
    EXPECT_NE(text.find(word), std::string::npos) << word;
}

TEST(Print, an_empty_document_is_a_title_page) {
  EXPECT_NE(text_in(pdf_of(small("en"))).find("Page1of1"), std::string::npos);
}

TEST(Isolate, what_is_written_from_the_left_is_isolated_whole) {
  const std::string open = "\xE2\x81\xA6", close = "\xE2\x81\xA9";
  EXPECT_EQ(isolated("الطلب 26-000123-4."), "الطلب " + open + "26-000123-4" + close + ".");
  EXPECT_EQ(isolated("نظام Open Source (أ)"), "نظام " + open + "Open Source" + close + " (أ)");
  EXPECT_EQ(isolated("نسبة 75% فأكثر"), "نسبة " + open + "75%" + close + " فأكثر");
  EXPECT_EQ(isolated("لا شيء"), "لا شيء");
  EXPECT_EQ(isolated(""), "");
}

TEST(Isolate, digits_become_arabic_but_not_within_names) {
  EXPECT_EQ(with_arabic_digits("30 يومًا"), "٣٠ يومًا");
  EXPECT_EQ(with_arabic_digits("البند H5"), "البند H5");
  EXPECT_EQ(with_arabic_digits("1446/12/05هـ"), "١٤٤٦/١٢/٠٥هـ");
}

}  // namespace print
