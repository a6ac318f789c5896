#include <gmock/gmock.h>

#include "platform/sheets/sheets_for_tests.h"

namespace sheets {
namespace {

using testing::ElementsAre;

constexpr const char* transitional = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";

Cell text(std::string said) {
  return {Cell::Kind::text, std::move(said)};
}

void replace_all(std::string& where, const std::string& from, const std::string& to) {
  for (auto at = where.find(from); at != where.npos; at = where.find(from, at + to.size()))
    where.replace(at, from.size(), to);
}

// How a workbook's files lie and are written: this differs from program to program.
struct Shape {
  std::string data;  // of <sheetData>
  std::string after, settings, strings, styles;
  std::string space = transitional;
  std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  std::string book = "xl/workbook.xml", to_book = "xl/workbook.xml";
  std::string sheet = "xl/worksheets/sheet1.xml", to_sheet = "worksheets/sheet1.xml";
};

class SheetsOfOthers : public SheetsForTests {
 protected:
  using Entries = std::vector<std::pair<std::string, std::string>>;

  static std::string relation(const Shape& shape, const std::string& id, const std::string& type,
                              const std::string& target) {
    return "<Relationship Id='" + id + "' Type='" + shape.relations + "/" + type + "' Target='" +
           target + "'/>";
  }
  static std::string related(const std::string& all) {
    return "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" +
           all + "</Relationships>";
  }
  std::string workbook(const Shape& shape) const {
    const auto root = [&](const std::string& name, const std::string& inner) {
      return "<?xml version='1.0'?><" + name + " xmlns='" + shape.space + "' xmlns:r='" +
             shape.relations + "'>" + inner + "</" + name + ">";
    };
    const auto slash = shape.book.find_last_of("/\\") + 1;
    const auto to_book = relation(shape, "a", "extended-properties", "docProps/app.xml") +
                         relation(shape, "b", "officeDocument", shape.to_book);
    const auto to_sheets = relation(shape, "r1", "worksheet", shape.to_sheet) +
                           relation(shape, "r2", "sharedStrings", "sharedStrings.xml") +
                           relation(shape, "r3", "styles", "styles.xml");
    const std::string sheets = "<sheets><sheet name='x' sheetId='7' r:id='r1'/></sheets>";
    const auto data = "<sheetData>" + shape.data + "</sheetData>" + shape.after;
    const auto folder = shape.book.substr(0, slash) + "_rels/";
    Entries entries;
    entries.emplace_back("[Content_Types].xml", "<Types/>");
    entries.emplace_back("_rels/.rels", related(to_book));
    entries.emplace_back(shape.book, root("workbook", shape.settings + sheets));
    entries.emplace_back(folder + shape.book.substr(slash) + ".rels", related(to_sheets));
    entries.emplace_back(shape.sheet, root("worksheet", data));
    if (!shape.strings.empty())
      entries.emplace_back("xl/sharedStrings.xml", root("sst", shape.strings));
    if (!shape.styles.empty())
      entries.emplace_back("xl/styles.xml", root("styleSheet", shape.styles));
    return zipped(entries);
  }
  std::vector<Row> rows(const std::string& bytes) const {
    const auto book = read(bytes);
    if (!book)
      return {
          {0, {text(book.refusal().obstacles.front().code)}}
      };
    return book->sheets.at(0).rows;
  }
  std::vector<Cell> cells(const Shape& shape) const { return rows(workbook(shape)).at(0).cells; }

  static std::string ods_of(const std::string& table) {
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="ورقة">)" +
           table + "</table:table></office:spreadsheet></office:body></office:document-content>";
  }
  std::string ods(const std::string& table) const {
    return zipped({
        {"mimetype",              "application/vnd.oasis.opendocument.spreadsheet"},
        {"content.xml",           ods_of(table)                                   },
        {"META-INF/manifest.xml", "<x/>"                                          }
    });
  }
};

const std::string inline_row =
    "<row r='1'><c r='A1' t='inlineStr'><is><t>سعد</t></is></c>"
    "<c r='B1'><v>512345678</v></c></row>";

TEST_F(SheetsOfOthers, TheFilesOfAWorkbookLieWhereItSays) {
  const std::vector<Cell> row = {
      text("سعد"), {Cell::Kind::number, "512345678"}
  };
  EXPECT_EQ(cells({.data = inline_row}), row);
  EXPECT_EQ(cells({.data = inline_row, .to_sheet = "/xl/worksheets/sheet1.xml"}), row);
  EXPECT_EQ(cells({.data = inline_row, .to_book = "/xl/workbook.xml"}), row);
  EXPECT_EQ(cells({.data = inline_row, .to_sheet = "../xl/./worksheets/sheet1.xml"}), row);
  EXPECT_EQ(cells({.data = inline_row, .sheet = "XL/Worksheets/Sheet1.xml"}), row);
  EXPECT_EQ(cells({.data = inline_row, .sheet = "xl\\worksheets\\sheet1.xml"}), row);
  EXPECT_EQ(cells({.data = inline_row, .book = "xl/book2.xml", .to_book = "xl/book2.xml"}), row);
  EXPECT_EQ(cells({.data = inline_row,
                   .space = strict,
                   .relations = "http://purl.oclc.org/ooxml/officeDocument/relationships"}),
            row);
  EXPECT_THAT(cells({.data = inline_row, .to_sheet = "worksheets/other.xml"}),
              ElementsAre(text("sheet.broken")));
  EXPECT_THAT(cells({.data = inline_row, .book = "xl/book.bin", .to_book = "xl/book.bin"}),
              ElementsAre(text("sheet.format")));
}

TEST_F(SheetsOfOthers, TheNamesOfElementsMayHaveAPrefix) {
  auto data = inline_row;
  replace_all(data, "</", "</x:");
  for (const auto* name : {"row ", "c ", "is>", "t>", "v>"})
    replace_all(data, "<" + std::string(name), "<x:" + std::string(name));
  const auto row = cells({.data = "</sheetData><x:sheetData xmlns:x='" + std::string(transitional) +
                                  "'>" + data + "</x:sheetData><sheetData>"});
  EXPECT_THAT(row, ElementsAre(text("سعد"), Cell{Cell::Kind::number, "512345678"}));
}

TEST_F(SheetsOfOthers, ACellThatDoesNotSayWhereItIsIsTheNext) {
  const auto found = rows(workbook({.data = "<row><c><v>1</v></c><c/><c><v>2</v></c></row>"
                                            "<row r='5'><c r='C5'><v>3</v></c><c><v>4</v></c>"
                                            "</row><row><c><v>5</v></c></row>"}));
  ASSERT_EQ(found.size(), 3u);
  EXPECT_THAT(found[0].cells,
              ElementsAre(Cell{Cell::Kind::number, "1"}, Cell{}, Cell{Cell::Kind::number, "2"}));
  EXPECT_EQ(found[1].number, 5);
  EXPECT_EQ(found[1].cells.at(3).text, "4");
  EXPECT_EQ(found[2].number, 6);
}

TEST_F(SheetsOfOthers, TextIsReadWhereverItStands) {
  EXPECT_THAT(
      cells({.data = "<row r='1'><c t='s'><v>0</v></c><c t='s'><v>1</v></c>"
                     "<c t='str'><v>هند</v></c>"
                     "<c t='inlineStr'><is><r><t>من</t></r><r><t>ى</t></r></is></c>"
                     "<c t='str'><v>a_x000D_b_x005F_x000D_</v></c><c t='inlineStr'><is/></c>"
                     "<c t='e'><v>#REF!</v></c><c><v>نص</v></c></row>",
             .strings = "<si><t>سعد</t></si><si><r><rPr><b/></rPr><t>عبد </t></r><r><t>الله</t>"
                        "</r><rPh sb='0' eb='1'><t>ABC</t></rPh></si>"}),
      ElementsAre(text("سعد"), text("عبد الله"), text("هند"), text("منى"), text("a\rb_x000D_"),
                  Cell{}, Cell{Cell::Kind::formula, ""}, text("نص")));
}

TEST_F(SheetsOfOthers, DaysAreCountedFromWhereTheWorkbookSays) {
  Shape shape{.data =
                  "<row r='1'><c s='1'><v>31336</v></c><c s='2'><v>31336.75</v></c>"
                  "<c s='3'><v>31336</v></c><c t='d'><v>1985-10-16T00:00:00</v></c>"
                  "<c s='1'><v>59</v></c><c s='1'><v>-4</v></c></row>",
              .styles =
                  "<numFmts><numFmt numFmtId='164' formatCode='[$-2060401]d/m/yyyy;@'/>"
                  "<numFmt numFmtId='165' formatCode='[Red]0.0&quot; day&quot;'/></numFmts>"
                  "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                  "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/>"
                  "<xf numFmtId='165'/></cellXfs>"};
  const auto day = [](const char* iso) { return Cell{Cell::Kind::date, iso}; };
  EXPECT_THAT(cells(shape),
              ElementsAre(day("1985-10-16"), day("1985-10-16"), Cell{Cell::Kind::number, "31336"},
                          day("1985-10-16"), day("1900-02-28"), Cell{Cell::Kind::number, "-4"}));
  shape.settings = "<workbookPr date1904='1'/>";
  EXPECT_EQ(cells(shape).at(0), day("1989-10-17"));
}

TEST_F(SheetsOfOthers, FormulasAndMergesAreMarkedWhole) {
  const auto found = rows(workbook(
      {.data =
           "<row r='1'><c r='A1'><f t='array' ref='A1:A2'>B1:B2</f><v>1</v></c>"
           "<c r='B1' t='str'><f t='shared' si='0'/><v>x</v></c></row>"
           "<row r='2'><c r='A2'><v>2</v></c><c r='B2'><v>7</v></c><c r='C2'><v>8</v></c></row>",
       .after = "<mergeCells><mergeCell ref='B2:C9'/><mergeCell ref='A1'/></mergeCells>"}));
  ASSERT_EQ(found.size(), 2u);
  const Cell formula{Cell::Kind::formula, ""}, merged{Cell::Kind::merged, ""};
  EXPECT_THAT(found[0].cells, ElementsAre(formula, formula));
  EXPECT_THAT(found[1].cells, ElementsAre(formula, merged, merged));
}

TEST_F(SheetsOfOthers, WhatPointsNowhereIsBrokenAndNotLeftOut) {
  for (const auto* data :
       {"<row r='1'><c t='s'><v>3</v></c></row>", "<row r='1'><c t='s'><v>x</v></c></row>",
        "<row r='0'><c><v>1</v></c></row>", "<row r='1'><c r='1A'><v>1</v></c></row>",
        "<row r='1'><c r='A99999999999999999999'><v>1</v></c></row>", "<row r='1'><c>",
        "<row r='1'><c r='A1'><v>1</v></row>"}) {
    EXPECT_THAT(cells({.data = data}), ElementsAre(text("sheet.broken"))) << data;
  }
  EXPECT_THAT(cells({.data = "<row r='1'><c r='ZZ1'><v>1</v></c></row>"}),
              ElementsAre(text("sheet.too_many_columns")));
  EXPECT_THAT(cells({.data = "<row r='1'><c r='ZZ1' s='1'/><c r='A1'><v>1</v></c></row>"}),
              ElementsAre(Cell{Cell::Kind::number, "1"}));
}

TEST_F(SheetsOfOthers, EntitiesThatAreDefinedInItAreNotRead) {
  const std::string laughs =
      "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><x xmlns='y'>&b;</x>";
  EXPECT_EQ(refused(zipped({
                {"xl/workbook.xml", laughs}
  })),
            "sheet.broken");
  EXPECT_EQ(refused(zipped({
                {"content.xml", laughs}
  })),
            "sheet.broken");
}

TEST_F(SheetsOfOthers, OdsIsRead) {
  const std::string content = R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="ورقة">
<table:table-row>
<table:table-cell office:value-type="string">
<text:p>الاسم</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="512345678">
<text:p>5</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="1985-07-30">
<text:p>x</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>)";
  const auto book = read(zipped({
      {"mimetype",              "application/vnd.oasis.opendocument.spreadsheet"},
      {"content.xml",           content                                         },
      {"META-INF/manifest.xml", "<x/>"                                          }
  }));
  ASSERT_TRUE(book.ok()) << book.refusal().obstacles.front().code;
  EXPECT_EQ(book->format, "ods");
  EXPECT_THAT(book->sheets.at(0).rows.at(0).cells,
              ElementsAre(Cell{Cell::Kind::text, "الاسم"}, Cell{Cell::Kind::number, "512345678"},
                          Cell{Cell::Kind::date, "1985-07-30"}));
}

TEST_F(SheetsOfOthers, OdsRepeatsCellsAndRows) {
  const auto found = rows(ods(
      R"(<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
<table:table-header-rows><table:table-row table:number-rows-repeated="2">
<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="5">
<text:p>5</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16000"/></table:table-row>
</table:table-header-rows>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>)"));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].number, 4);
  EXPECT_EQ(found[1].number, 5);
  const Cell five{Cell::Kind::number, "5"};
  EXPECT_THAT(found[1].cells, ElementsAre(five, five));
  const auto table = [&](const char* rows, const char* columns) {
    return refused(ods("<table:table-row table:number-rows-repeated='" + std::string(rows) +
                       "'><table:table-cell table:number-columns-repeated='" + columns +
                       "' office:value-type='string'><text:p>x</text:p></table:table-cell>"
                       "</table:table-row>"));
  };
  EXPECT_EQ(table("1000000", "1"), "sheet.too_many_rows");
  EXPECT_EQ(table("1", "16000"), "sheet.too_many_columns");
}

TEST_F(SheetsOfOthers, OdsCellsSayWhatTheySay) {
  const auto found = rows(ods(
      R"(<table:table-row>
<table:table-cell office:value-type="string" calcext:value-type="string"><office:annotation>
<text:p>remark</text:p></office:annotation>
<text:p>عبد<text:s text:c="2"/><text:span>الله</text:span>
</text:p><text:p>سعد</text:p></table:table-cell>
<table:table-cell office:value-type="string" office:string-value="هند"/>
<table:table-cell office:value-type="currency" office:value="3500.5"><text:p>3,500.5</text:p>
</table:table-cell>
<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>نعم</text:p>
</table:table-cell>
<table:table-cell table:formula="of:=[.A1]" office:value-type="float" office:value="1"/>
<table:table-cell office:value-type="date" office:date-value="1985-10-16T07:00:00"/>
<table:table-cell office:value-type="time" office:time-value="PT1H"><text:p>01:00</text:p>
</table:table-cell>
<table:table-cell table:number-columns-spanned="2"><text:p>two</text:p></table:table-cell>
<table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell>
<table:table-cell><text:p>last</text:p></table:table-cell></table:table-row>)"));
  ASSERT_EQ(found.size(), 1u);
  const Cell merged{Cell::Kind::merged, ""};
  EXPECT_THAT(found[0].cells,
              ElementsAre(text("عبد  الله\n\nسعد"), text("هند"), Cell{Cell::Kind::number, "3500.5"},
                          Cell{Cell::Kind::boolean, "1"}, Cell{Cell::Kind::formula, ""},
                          Cell{Cell::Kind::date, "1985-10-16"}, text("01:00"), merged, merged,
                          text("last")));
}

}  // namespace
}  // namespace sheets
