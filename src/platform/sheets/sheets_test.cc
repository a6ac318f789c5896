#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "platform/sheets/sheets_for_tests.h"

namespace sheets {
namespace {

using testing::ElementsAre;

class Sheets : public SheetsForTests {
 protected:
  // A workbook as others make them.
  std::string made(const std::function<void(lxw_workbook*, lxw_worksheet*)>& fill) const {
    auto* book = workbook_new((path() + ".xlsx").c_str());
    auto* sheet = workbook_add_worksheet(book, "people");
    fill(book, sheet);
    EXPECT_EQ(workbook_close(book), LXW_NO_ERROR);
    return bytes_of(path() + ".xlsx");
  }
};

TEST_F(Sheets, WhatIsWrittenIsReadAgain) {
  Table table{
      .name = "أشخاص", .columns = {"الاسم", "الميلاد", "الهاتف", "العدد"}
  };
  table.rows = {
      {{Cell::Kind::text, "=HYPERLINK(\"x\")"},
       {Cell::Kind::date, "1985-07-30"},
       {Cell::Kind::text, "0512345678"},
       {Cell::Kind::number, "12"}}
  };
  table.marks[{0, 1}] = "تاريخ";
  const auto book = read(write_workbook(table));
  ASSERT_TRUE(book.ok());
  EXPECT_EQ(book->format, "xlsx");
  ASSERT_EQ(book->sheets.size(), 1u);
  EXPECT_EQ(book->sheets[0].name, "أشخاص");
  ASSERT_EQ(book->sheets[0].rows.size(), 2u);
  EXPECT_EQ(texts(book->sheets[0].rows[0]), table.columns);
  EXPECT_EQ(book->sheets[0].rows[1].cells, table.rows[0]) << "a text is no formula";
}

TEST_F(Sheets, AMomentIsADateWithItsTime) {
  const Table table{
      .name = "t",
      .columns = {"at"                                    },
      .rows = { {{Cell::Kind::date, "2026-11-23 17:05"}},
                  {{Cell::Kind::date, "2026-11-23 25:05"}},
                  {{Cell::Kind::date, "2026-11-23T17:05"}}}
  };
  const auto book = read(write_workbook(table));
  const auto& rows = book.value().sheets.front().rows;
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[1].cells.front().kind, Cell::Kind::date);
  EXPECT_TRUE(rows[1].cells.front().text.starts_with("2026-11-23"));
  for (const auto at : {2, 3}) EXPECT_EQ(rows[at].cells.front().kind, Cell::Kind::text);
}

TEST_F(Sheets, CellsAreToldByWhatTheyAre) {
  const auto book = read(made([](lxw_workbook* made, lxw_worksheet* sheet) {
    auto* day = workbook_add_format(made);
    format_set_num_format(day, "[$-1170000]B2dd/mm/yyyy");
    worksheet_write_number(sheet, 1, 0, 512345678, nullptr);
    worksheet_write_formula_num(sheet, 1, 1, "=1+1", nullptr, 2);
    worksheet_write_number(sheet, 1, 2, 31000, day);
    worksheet_write_boolean(sheet, 1, 3, 1, nullptr);
    worksheet_merge_range(sheet, 2, 0, 3, 1, "both", nullptr);
    worksheet_write_number(sheet, 3, 2, 5.5, nullptr);
  }));
  ASSERT_TRUE(book.ok());
  const auto& rows = book->sheets[0].rows;
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].number, 2);
  EXPECT_THAT(rows[0].cells,
              ElementsAre(Cell{Cell::Kind::number, "512345678"}, Cell{Cell::Kind::formula, ""},
                          Cell{Cell::Kind::date, "1984-11-14"}, Cell{Cell::Kind::boolean, "1"}));
  EXPECT_EQ(rows[1].cells[0].kind, Cell::Kind::merged);
  EXPECT_EQ(rows[2].cells[1].kind, Cell::Kind::merged);
  EXPECT_EQ(rows[2].cells[2], (Cell{Cell::Kind::number, "5.5"}));
}

TEST_F(Sheets, CsvInEveryEncodingAndSeparator) {
  using namespace std::string_view_literals;
  const auto utf16 = "\xFF\xFE\x27\x06\x2C\x00\x28\x06\x0A\x00"sv;
  const auto windows = "\xC7\xE1\xC7\xD3\xE3\t\xC7\xE1\xE5\xC7\xCA\xDD\r\n"sv;
  const auto iso = "\xC7\xE4\xC7\xD3\xE5,\xC7\xE4\xE7\xC7\xCA\xE1\n"sv;
  const std::tuple<std::string_view, std::string, std::string> cases[] = {
      {"الاسم,الهاتف\nسعد,05\n", "UTF-8",        "الاسم|الهاتف"},
      {"\xEF\xBB\xBF"
       "الاسم;الهاتف\r\n",   "UTF-8",        "الاسم|الهاتف"},
      {windows,                                "windows-1256", "الاسم|الهاتف"},
      {iso,                                    "ISO-8859-6",   "الاسم|الهاتف"},
      {utf16,                                  "UTF-16LE",     "ا|ب"                  },
      {"a,\"b, \"\"c\"\"\nd\",e\n",            "UTF-8",        "a|b, \"c\"\nd|e"        },
      {"sep=|\na,x|b\n",                       "UTF-8",        "a,x|b"                  },
  };
  for (const auto& [bytes, encoding, fields] : cases) {
    const auto book = read(bytes);
    ASSERT_TRUE(book.ok()) << fields;
    EXPECT_EQ(book->encoding, encoding) << fields;
    EXPECT_EQ(join(texts(book->sheets.at(0).rows.at(0)), "|"), fields);
  }
}

TEST_F(Sheets, WhatCannotBeReadIsRefusedByItsName) {
  using namespace std::string_view_literals;
  const std::string workbook = "xl/workbook.xml";
  std::string locked = "\xD0\xCF\x11\xE0", rows;
  const std::string old = locked + std::string(600, 'x');
  for (const char c : "EncryptedPackage"sv) locked += c, locked += '\0';
  for (int i = 0; i < 200'001; ++i) rows += "a,b\n";
  const auto expect = [&](const char* code, const std::string& bytes) {
    EXPECT_EQ(refused(bytes), code) << bytes.substr(0, 40);
  };
  const auto manifest =
      std::pair<std::string, std::string>("META-INF/manifest.xml", "<encryption-data/>");
  expect("sheet.empty", "");
  expect("sheet.empty", "\n\n");
  expect("sheet.old_format", old);
  expect("sheet.password", locked);
  expect("sheet.password", zipped(
                               {
                                   {workbook, "<x/>"}
  },
                               "secret"));
  expect("sheet.password", zipped({
                               {"content.xml", "x"},
                               manifest
  }));
  expect("sheet.macros", zipped({
                             {workbook,            "<x/>"},
                             {"xl/vbaProject.bin", "x"   }
  }));
  expect("sheet.format", zipped({
                             {"word/document.xml", "x"}
  }));
  expect("sheet.format", "%PDF-1.7");
  expect("sheet.format", "\xEF\xBB\xBF\n<html><table><tr><td>x</td></tr></table></html>");
  expect("sheet.broken", "PK\x03\x04 and no archive");
  expect("sheet.csv_quote", "a,\"b\nc,d\n");
  expect("sheet.too_many_rows", rows);
  expect("sheet.too_many_columns", std::string(300, ','));
  expect("sheet.format", std::string("a\0b,c"sv));
}

TEST_F(Sheets, ABombIsNotInflated) {
  auto bomb = zipped({
      {"xl/workbook.xml", std::string(450 << 20, ' ')}
  });
  EXPECT_LT(bomb.size(), 1u << 20);
  EXPECT_EQ(refused(bomb), "sheet.too_large");
  // The same, said to be nothing: the sizes in the archive's own list are zero.
  const auto entry = bomb.rfind("PK\x01\x02");
  bomb.replace(entry + 24, 4, std::string(4, '\0'));
  EXPECT_THAT(refused(bomb), testing::AnyOf("sheet.too_large", "sheet.broken"));
}

TEST_F(Sheets, CsvRunsNoFormula) {
  Table table{.columns = {"a"}};
  for (const auto* text : {"=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x",
                           " =1", "\xE2\x80\x8F=1", "سعد", "a=1"})
    table.rows.push_back({
        {Cell::Kind::text, text}
    });
  const auto csv = write_csv(table);
  EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF\"a\"\r\n\"'=1\"\r\n"));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\''), 12);
  const Table figures{.columns = {"a"}, .rows = {{{Cell::Kind::number, "-5"}}}};
  EXPECT_TRUE(write_csv(figures).ends_with("\"-5\"\r\n"));
}

}  // namespace
}  // namespace sheets
