#include "platform/exports/exports.h"

#include <gmock/gmock.h>

#include "platform/api/tenants_for_tests.h"
#include "platform/sheets/sheets.h"

namespace exports {
namespace {

struct Person {
  std::string name, phone;
  Date born;
  std::int64_t children = 0;
};
struct People {
  std::vector<Person> items;
  std::optional<std::string> next;
};

class Exports : public api::Tenants {
 protected:
  Exports() {
    for (int i = 0; i < 5; ++i)
      people.push_back({"محمد " + std::to_string(i), "0500000001", *make_date(1990, 1, 2), i});
    people[0].name = "=HYPERLINK(\"x\")";
    const auto page = [this](db::Transaction&, const api::Call& call) { return some(call); };
    auto list = list_of<People>("people", columns(), page);
    list.rows_max = 6;
    add_export(*routes, "/desk/people", auth::Action::person_find, list);
    start();
    officer = member(Role::officer);
  }
  static Columns<Person> columns() {
    return Columns<Person>()
        .add("name", &Person::name)
        .add("phone", &Person::phone)
        .add("added", &Person::born)
        .add("rows", &Person::children)
        .add("state",
             [](const Person&, const Words& words) { return words.of("subject_state", "open"); });
  }
  // Two at a time, as somebody's page would read them; `?like=` filters.
  Result<People> some(const api::Call& call) {
    ++pages;
    const auto asked = TRY(api::page_of(call));
    EXPECT_EQ(asked.limit, 200);
    const auto like = call.argument("like").value_or("");
    People found;
    auto at = asked.after.empty() ? 0u : static_cast<unsigned>(std::stoul(asked.after));
    for (; at < people.size() && found.items.size() < 2; ++at) {
      if (people[at].name.find(like) != std::string::npos) found.items.push_back(people[at]);
    }
    if (at < people.size()) found.next = std::to_string(at);
    return found;
  }
  auto taken(const std::string& query) {
    return get("/api/one/desk/people/export" + query, officer);
  }
  std::vector<audit::Listed> on_record() {
    auto& tenant = *tenants.at("one");
    return write(tenant, [&](db::Transaction& tx) {
      return audit::list(tx, tenant.id, {.action = "list.exported"}, 0, 50);
    });
  }

  std::vector<Person> people;
  int pages = 0;
  std::string officer;
};

TEST_F(Exports, EveryPageIsInTheFileAndOnlyWhatTheFilterLetsThrough) {
  const auto all = taken("?format=csv&language=en");
  EXPECT_EQ(all.status, 200);
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(all.body,
            "\xEF\xBB\xBF\"Name\",\"Phone\",\"Added on\",\"Rows\",\"State\"\r\n"
            "\"'=HYPERLINK(\"\"x\"\")\",\"0500000001\",\"1990-01-02\",\"0\",\"To be answered\"\r\n"
            "\"محمد 1\",\"0500000001\",\"1990-01-02\",\"1\",\"To be answered\"\r\n"
            "\"محمد 2\",\"0500000001\",\"1990-01-02\",\"2\",\"To be answered\"\r\n"
            "\"محمد 3\",\"0500000001\",\"1990-01-02\",\"3\",\"To be answered\"\r\n"
            "\"محمد 4\",\"0500000001\",\"1990-01-02\",\"4\",\"To be answered\"\r\n");
  const auto one = taken("?format=csv&language=en&like=3");
  EXPECT_EQ(std::count(one.body.begin(), one.body.end(), '\n'), 2);
}

TEST_F(Exports, AWorkbookInTheAskersLanguage) {
  const auto arabic = taken("?format=xlsx");
  ASSERT_EQ(arabic.status, 200);
  const auto file = folder + "/taken.xlsx";
  std::ofstream(file, std::ios::binary) << arabic.body;
  const auto book = sheets::read_book(file);
  ASSERT_TRUE(book.ok());
  const auto& sheet = book.value().sheets.front();
  EXPECT_EQ(sheet.name, "الأشخاص");
  ASSERT_EQ(sheet.rows.size(), 6u);
  EXPECT_EQ(sheet.rows[0].cells[0].text, "الاسم");
  using Kind = Cell::Kind;
  const std::vector<Cell> first = {
      {Kind::text,   "=HYPERLINK(\"x\")"      },
      {Kind::text,   "0500000001"             },
      {Kind::date,   "1990-01-02"             },
      {Kind::number, "0"                      },
      {Kind::text,   "ينتظر الجواب"}
  };
  EXPECT_EQ(sheet.rows[1].cells, first);
}

TEST_F(Exports, EachIsOnRecordWithItsListItsFormAndItsRowsAndNobodysName) {
  EXPECT_EQ(taken("?format=csv&like=3").status, 200);
  EXPECT_EQ(taken("?format=csv&like=3").status, 200);
  const auto entries = on_record();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].entry.object, "people");
  EXPECT_EQ(entries[0].entry.party, "");
  EXPECT_EQ(entries[0].entry.detail, R"({"format":"csv","list":"people","rows":1})");
}

TEST_F(Exports, AListThatIsTooLongIsRefusedAndNotCutOff) {
  people.resize(6, people.back());
  EXPECT_EQ(taken("?format=csv").status, 200);
  people.resize(7, people.back());
  const auto refused = taken("?format=csv");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(code_in(refused), "export.too_many");
  EXPECT_EQ(on_record().size(), 1u);
}

TEST_F(Exports, NeedTheListsOwnRightAndAKnownForm) {
  EXPECT_EQ(get("/api/one/desk/people/export?format=csv", "").status, 401);
  EXPECT_EQ(get("/api/one/desk/people/export?format=csv", member(Role::board_member)).status, 403);
  EXPECT_EQ(code_in(taken("?format=pdf")), "argument.unknown_word");
  EXPECT_EQ(on_record().size(), 0u);
}

TEST(ExportWords, ACodeWithoutAWordStandsAsItIs) {
  const Words words("en");
  EXPECT_EQ(words.of("subject_state", "new_one"), "new_one");
  EXPECT_EQ(words.all_of("role", {"officer", "director"}), "Relations officer, Executive director");
  EXPECT_THROW(static_cast<void>(words.heading("no such heading")), std::logic_error);
}

}  // namespace
}  // namespace exports
