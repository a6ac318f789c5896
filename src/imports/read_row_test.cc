#include "imports/read_row.h"

#include "imports/lists_for_tests.h"

namespace imports {
namespace {

using Kind = sheets::Cell::Kind;
using testing::ElementsAre;

TEST(Columns, AreKnownByTheirHeadingsInBothLanguages) {
  EXPECT_THAT(suggest_mapping({"الإسم الكامل", "رقم الهويه", "رقم  الجوال:", "تاريخ الميلاد (هجري)",
                               "الجنس", "ملاحظات"}),
              ElementsAre("full_name", "identity_number", "phone", "birth_date", "gender", ""));
  EXPECT_THAT(suggest_mapping({"Full Name", "ID No.", "Mobile", "DOB", "E-mail", "Phone"}),
              ElementsAre("full_name", "identity_number", "phone", "birth_date", "email", ""));
}

TEST(Columns, EveryFieldThatAListMayBringIsKnownByAHeading) {
  for (const auto& field : list_fields()) {
    const std::string words = field == "distance_km" ? "البعد عن الفرع (كم)" : field;
    std::string heading = words;
    std::ranges::replace(heading, '_', ' ');
    EXPECT_THAT(suggest_mapping({heading}), ElementsAre(field));
  }
  EXPECT_THAT(list_fields(), testing::Not(testing::Contains("death_date")));
}

TEST(Columns, ANameIsMadeOfItsPartsUnlessItStandsWhole) {
  EXPECT_THAT(suggest_mapping({"الاسم الأول", "اسم الأب", "العائلة"}),
              ElementsAre("full_name", "full_name", "full_name"));
  EXPECT_THAT(suggest_mapping({"الاسم", "العائلة"}), ElementsAre("full_name", "full_name"));
  EXPECT_THAT(suggest_mapping({"الاسم الأول", "العائلة", "الاسم الرباعي"}),
              ElementsAre("", "", "full_name"));
  EXPECT_THAT(suggest_mapping({"الاسم", "الاسم الأول", "العائلة"}),
              ElementsAre("full_name", "", ""));
}

class ReadRow : public Lists {
 protected:
  // A row of a name and one more column.
  RowRead of(const std::string& field, const std::string& text, Kind kind = Kind::text,
             const std::string& calendar = "") {
    const Reading reading{
        .keeper = tenant.keeper.get(),
        .headings = {"الاسم", "العمود"},
        .mapping = {"full_name",  field         },
        .calendar = calendar,
        .today = riyadh_date(clock.now())
    };
    return read_row(reading, {
                                 .number = 2, .cells = {{Kind::text, "سعد علي"}, {kind, text}}
    });
  }
  std::string refused(const std::string& field, const std::string& text, Kind kind = Kind::text) {
    const auto read = of(field, text, kind);
    if (read.problems.empty()) return "";
    EXPECT_EQ(read.problems.size(), 1u);
    EXPECT_EQ(read.problems[0].column, 1u);
    return read.problems[0].obstacle.code;
  }
  std::string value(const std::string& field, const std::string& text, Kind kind = Kind::text,
                    const std::string& calendar = "") {
    const auto read = of(field, text, kind, calendar);
    EXPECT_TRUE(read.person) << field << " " << text;
    if (!read.person) return "";
    if (field == "phone") return read.person->phone;
    if (field == "identity_number") return read.person->identity->number;
    const auto& found = read.person->values.at(field);
    return found.printed.empty() ? found.value : found.calendar.substr(0, 1) + found.printed;
  }
};

TEST_F(ReadRow, WhatASpreadsheetDamagedIsMendedWhereItIsPlain) {
  EXPECT_EQ(value("phone", "512345678", Kind::number), "+966512345678");
  EXPECT_EQ(value("phone", "٠٥١٢٣٤٥٦٧٨"), "+966512345678");
  EXPECT_EQ(value("identity_number", " 1500000003 "), "1500000003");
  EXPECT_EQ(value("identity_number", "1500000003", Kind::number), "1500000003");
  EXPECT_EQ(value("birth_date", "1405-01-30"), "h1405-01-30");
  EXPECT_EQ(value("birth_date", "30/1/1405هـ"), "h1405-01-30");
  EXPECT_EQ(value("birth_date", "١٤٠٥/١/٣٠"), "h1405-01-30");
  EXPECT_EQ(value("birth_date", "15-10-1985"), "g1985-10-15");
  EXPECT_EQ(value("birth_date", "10/15/1985"), "g1985-10-15");
  EXPECT_EQ(value("birth_date", "1985-10-15 00:00:00"), "g1985-10-15");
  EXPECT_EQ(value("birth_date", "19851015", Kind::number), "g1985-10-15");
  EXPECT_EQ(value("birth_date", "1985-10-15", Kind::date, "hijri"), "g1985-10-15");
  EXPECT_EQ(value("birth_date", "15-Oct-1985 12:00:00 AM"), "g1985-10-15");
  EXPECT_EQ(value("birth_date", "October 5, 1985"), "g1985-10-05");
  EXPECT_EQ(value("birth_date", "1985 أكتوبر 15م"), "g1985-10-15");
  EXPECT_EQ(value("birth_date", "٥ تشرين الأول ١٩٨٥"), "g1985-10-05");
  EXPECT_EQ(value("birth_date", "12 رمضان 1410"), "h1410-09-12");
  EXPECT_EQ(value("birth_date", "2 جُمَادى الأولى 1410 هـ"), "h1410-05-02");
  EXPECT_EQ(value("birth_date", "1410 ذي الحجه 2"), "h1410-12-02");
  EXPECT_EQ(value("gender", "أنثي"), "female");
  EXPECT_EQ(value("region", "الرياض"), "SA-01");
  EXPECT_EQ(value("income", "3,500.5"), "350050");
  EXPECT_EQ(value("obligations", "٩٠٠"), "90000");
  EXPECT_EQ(value("disability", "إعاقة حركيه"), "mobility");
  EXPECT_EQ(value("disability", "لا يوجد"), "none");
  EXPECT_EQ(value("literacy", "أُمي"), "cannot");
  EXPECT_EQ(value("housing", "إيجار"), "rented");
  EXPECT_EQ(value("building_number", "٢٩٢٩"), "2929");
  EXPECT_EQ(value("distance_km", "45", Kind::number), "45");
}

TEST_F(ReadRow, ACellThatSaysNothingIsEmpty) {
  for (const auto* nothing : {"-", "—", "...", "لا يوجد", "غير متوفّر", "N/A", "null"}) {
    const auto read = of("phone", nothing);
    ASSERT_TRUE(read.person) << nothing;
    EXPECT_EQ(read.person->phone, "") << nothing;
    EXPECT_EQ(of("city", nothing).person->values.count("city"), 0u) << nothing;
    EXPECT_EQ(refused("full_name", nothing), "") << nothing;  // the grandfather's name
  }
  EXPECT_EQ(value("disability", "لا يوجد"), "none");
}

TEST_F(ReadRow, WhatIsLostIsRefusedAndNamed) {
  EXPECT_EQ(refused("phone", "5.12E+08"), "cell.scientific");
  EXPECT_EQ(refused("identity_number", "1.5E+09"), "cell.scientific");
  EXPECT_EQ(refused("identity_number", "150000003"), "cell.number_short");
  EXPECT_EQ(refused("identity_number", "1500000004"), "identity.number");
  EXPECT_EQ(refused("phone", "12345678"), "party.phone_form");
  EXPECT_EQ(refused("birth_date", "31245", Kind::number), "cell.date_number");
  EXPECT_EQ(refused("birth_date", "1/2/85"), "cell.date_year");
  EXPECT_EQ(refused("birth_date", "1405-02-30"), "party.date");
  EXPECT_EQ(refused("birth_date", "2031-01-01"), "party.date_future");
  EXPECT_EQ(refused("birth_date", "أمس"), "party.date");
  EXPECT_EQ(refused("birth_date", "10:30"), "cell.date_number");
  EXPECT_EQ(refused("birth_date", "ا:"), "party.date");
  EXPECT_EQ(refused("birth_date", "15-Oct-85"), "cell.date_year");
  EXPECT_EQ(refused("birth_date", "12 رمضان 1410م"), "party.date");
  EXPECT_EQ(refused("birth_date", "رمضان شوال 1410"), "party.date");
  EXPECT_EQ(refused("birth_date", "رمضان 1410"), "party.date");
  EXPECT_EQ(refused("birth_date", "30 رمضان 1410"), "party.date");
  EXPECT_EQ(refused("phone", "0512345678 / 0512345679"), "cell.two_phones");
  EXPECT_EQ(refused("gender", "قطة"), "cell.choice");
  EXPECT_EQ(refused("disability", "نعم"), "cell.choice");
  EXPECT_EQ(refused("housing", "فيلا"), "cell.choice");
  EXPECT_EQ(refused("postal_code", "999"), "party.postal_code_form");
  EXPECT_EQ(refused("distance_km", "بعيد"), "party.number_form");
  EXPECT_EQ(refused("additional_number", "1.2E+03"), "cell.scientific");
  EXPECT_EQ(refused("phone", "", Kind::formula), "cell.formula");
  EXPECT_EQ(refused("city", "", Kind::merged), "cell.merged");
  EXPECT_EQ(of("phone", "5.12E+08").problems[0].obstacle.parameters.at("column"), "العمود");
}

TEST_F(ReadRow, EveryWrongCellOfARowIsNamed) {
  const Reading reading{
      .keeper = tenant.keeper.get(),
      .headings = {"الاسم", "الهوية",    "الجوال"},
      .mapping = {"full_name",  "identity_number", "phone"       },
      .calendar = "",
      .today = riyadh_date(clock.now())
  };
  const auto read = read_row(
      reading,
      {
          .number = 2, .cells = {{Kind::text, ""}, {Kind::text, "15"}, {Kind::text, "5E+08"}}
  });
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const auto& one : read.problems) found.emplace_back(one.column, one.obstacle.code);
  EXPECT_THAT(found, testing::UnorderedElementsAre(std::pair(1, "cell.number_short"),
                                                   std::pair(2, "cell.scientific"),
                                                   std::pair(0, "party.text_length")));
}

}  // namespace
}  // namespace imports
