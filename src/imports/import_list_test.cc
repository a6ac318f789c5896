#include "imports/lists_for_tests.h"

namespace imports {

const db::Sql select_people_of(R"sql(
SELECT party_id FROM imported_people
 WHERE association_id = $1 AND import_id = $2 AND party_id > '' ORDER BY party_id)sql");

std::vector<PartyId> Lists::people_of(const Import& import) {
  std::vector<PartyId> people;
  tenant.store->read([&](db::Transaction& tx) {
    tx.each(
        select_people_of, [&](const db::Row& row) { people.push_back({row.string(0)}); }, tenant.id,
        import.id);
  });
  return people;
}

namespace {

class ImportList : public Lists {};

std::string many(int from, int until, const std::function<std::string(int)>& line) {
  std::string lines;
  for (int i = from; i < until; ++i) lines += line(i);
  return lines;
}

TEST_F(ImportList, ADryRunCountsAndWritesNobody) {
  came_in(head + line(1));
  const auto import = checked(head + line(1) + line(2) + line(2) + ",1500000004,5.12E+08,,\n" +
                              "سعد عبدالله 1 القحطاني,,0510000001,1405-01-11,ذكر\n");
  EXPECT_EQ(import.state, "checked");
  EXPECT_EQ(import.rows_all, 5);
  EXPECT_EQ(import.rows_failed, 1);
  EXPECT_EQ(import.rows_known, 2) << "one of the register, one twice in the list";
  EXPECT_EQ(import.rows_likely, 1);
  EXPECT_EQ(import.problems.first.size(), 3u);
  EXPECT_EQ(import.problems.first[0].row, 5);
  EXPECT_TRUE(people_of(import).empty());
}

TEST_F(ImportList, ChunksComeInOnceWhateverDies) {
  const auto import = checked(head + many(0, 1'200, line));
  EXPECT_EQ(import.chunks, 3);
  const auto begun = act(import, start_import).value();
  Memory first;
  ASSERT_TRUE(work_on(tenant, first, begun.id, begun.turn, clock.now()));
  EXPECT_EQ(now(begun).rows_done, 500);
  // The task of that step was not marked as done: it comes again, to a program that knows nothing.
  const auto seen = now(begun);
  Memory second;
  ASSERT_TRUE(work_on(tenant, second, begun.id, begun.turn, clock.now()));
  EXPECT_TRUE(import_step(tenant, first, seen, clock.now())) << "what was seen has been done since";
  EXPECT_EQ(now(begun).rows_done, 1'000);
  const auto done = worked(begun);
  EXPECT_EQ(done.state, "done");
  EXPECT_EQ(done.people_made, 1'200);
  EXPECT_EQ(done.rows_known, 0);
  EXPECT_EQ(people_of(done).size(), 1'200u);
  EXPECT_EQ(people_found(number_of(1'199)), 1);
  EXPECT_FALSE(work_on(tenant, second, begun.id, begun.turn, clock.now()));
  EXPECT_EQ(audited("list.imported").at(0).entry.detail,
            R"({"rows":1200,"made":1200,"known":0,"failed":0})");
}

TEST_F(ImportList, TheReturnedWorkbookIsMendedAndComesInWithTheSameMapping) {
  auto mapping = uploaded(head + line(1)).mapping;
  const auto list = uploaded(head + line(1) + "هند علي,1500000004,0512345679,,أنثى\n" + line(3));
  mapping[4] = "";  // somebody leaves a column out
  const auto import = worked(act(worked(mapped(list, mapping).value()), start_import).value());
  EXPECT_EQ(import.people_made, 2);
  EXPECT_EQ(import.rows_failed, 1);
  std::ofstream(folder + "/errors.xlsx", std::ios::binary) << errors_of(import);
  auto book = sheets::read_book(folder + "/errors.xlsx");
  ASSERT_TRUE(book.ok());
  auto& rows = book->sheets.at(0).rows;
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].cells.back().text, reason_heading("ar"));
  EXPECT_NE(rows[1].cells.back().text.find("رقم الهوية: "), std::string::npos);
  EXPECT_EQ(rows[1].cells[1].text, "1500000004");
  sheets::Table mended{.name = "x", .columns = {}, .rows = {rows[1].cells}, .marks = {}};
  for (const auto& cell : rows[0].cells) mended.columns.push_back(cell.text);
  mended.rows[0][1].text = number_of(2);
  const auto again = uploaded(sheets::write_workbook(mended));
  EXPECT_TRUE(again.is_remembered);
  EXPECT_EQ(again.mapping, mapping);
  const auto whole =
      worked(act(worked(mapped(again, again.mapping).value()), start_import).value());
  EXPECT_EQ(whole.people_made, 1);
  EXPECT_EQ(whole.rows_failed, 0);
  EXPECT_FALSE(whole.holds_rows);
  EXPECT_TRUE(whole.about.samples.at(0).empty());
}

TEST_F(ImportList, IsTakenBackButForWhoWasUsedSince) {
  const auto import = came_in(head + many(0, 450, line));
  const auto people = people_of(import);
  const auto given = write([&](db::Transaction& tx) {
    return parties::give_role(tx, tenant.id, people[7], "volunteer", clock.now());
  });
  ASSERT_TRUE(given.ok());
  const auto undone = worked(act(import, start_undo).value());
  EXPECT_EQ(undone.state, "undone");
  EXPECT_EQ(undone.people_withdrawn, 449);
  EXPECT_EQ(undone.people_stayed, 1);
  EXPECT_THAT(people_of(undone), testing::ElementsAre(people[7]));
  EXPECT_EQ(people_found("القحطاني"), 1);
  EXPECT_EQ(audited("list.undone").at(0).entry.detail, R"({"withdrawn":449,"stayed":1})");
}

TEST_F(ImportList, WhoWasMergedIntoAnotherStaysAndSoDoesTheOther) {
  const auto first = came_in(head + line(1));
  const auto second = came_in(head + "سعد عبدالله القحطاني,,0510000001,1405-01-11,ذكر\n");
  const auto kept = people_of(first).at(0), merged = people_of(second).at(0);
  const auto call = call_of({Role::officer});
  const auto outcome = write([&](db::Transaction& tx) {
    return parties::merge_people(tx, call, parties::Hooks{}, kept, {merged, {}});
  });
  ASSERT_TRUE(outcome.ok()) << code_of(outcome);
  EXPECT_EQ(worked(act(second, start_undo).value()).people_stayed, 1);
  EXPECT_EQ(people_found(number_of(1)), 1) << "the file it was merged into is not erased with it";
}

TEST_F(ImportList, WorkThatWasGivenUpGoesOnWhereItStood) {
  std::string lines;
  for (int person = 1; person <= 600; ++person) lines += line(person);
  const auto begun = act(checked(head + lines), start_import).value();
  Memory memory;
  ASSERT_TRUE(work_on(tenant, memory, begun.id, begun.turn, clock.now()));
  const auto half = now(begun);
  ASSERT_GT(half.people_made, 0);
  EXPECT_EQ(code_of(act(begun, resume_import)), "list.working");
  clock.advance(stalled_after_ms + 1);
  EXPECT_TRUE(half.is_stalled(clock.now()));
  const auto resumed = act(begun, resume_import);
  ASSERT_TRUE(resumed.ok()) << code_of(resumed);
  EXPECT_EQ(resumed->people_made, half.people_made);
  EXPECT_FALSE(work_on(tenant, memory, begun.id, begun.turn, clock.now())) << "the turn before";
  const auto done = worked(resumed.value());
  EXPECT_EQ(done.state, "done");
  EXPECT_EQ(done.people_made, 600);
  EXPECT_EQ(people_of(done).size(), 600u);
  EXPECT_EQ(audited("list.resumed").size(), 1u);
  EXPECT_EQ(code_of(act(done, resume_import)), "list.state");
}

TEST_F(ImportList, StatesAreKept) {
  const auto import = uploaded(head + line(1));
  EXPECT_EQ(code_of(act(import, start_import)), "list.state");
  EXPECT_EQ(code_of(act(import, start_undo)), "list.state");
  EXPECT_EQ(code_of(mapped(import, {"full_name"})), "list.mapping_length");
  const auto refused = mapped(import, {"phone", "phone", "shoe", "", ""}, "julian");
  ASSERT_FALSE(refused.ok());
  std::vector<std::string> codes;
  for (const auto& one : refused.refusal().obstacles) codes.push_back(one.code + one.field);
  EXPECT_THAT(codes,
              testing::ElementsAre("list.field_twice/mapping/1", "list.field_unknown/mapping/2",
                                   "list.no_name/mapping", "list.calendar/calendar"));
  EXPECT_TRUE(act(import, discard_import).ok());
  EXPECT_EQ(code_of(mapped(now(import), import.mapping)), "list.state");
}

TEST_F(ImportList, RefusesWhatIsNoListOfPeople) {
  EXPECT_EQ(code_of(read_file("")), "sheet.empty");
  EXPECT_EQ(code_of(read_file("السعر,الكمية\n5,6\n")), "list.wrong_columns");
  EXPECT_EQ(code_of(read_file(head)), "list.no_rows");
  EXPECT_EQ(code_of(read_file(head + line(1), "\x01")), "file.name");
  const auto titled = read_file("كشف المستفيدين,,,,\n" + head + line(1));
  ASSERT_TRUE(titled.ok());
  EXPECT_EQ(titled->list.headings.at(0), "الاسم الكامل") << "below a title";
}

sheets::Sheet sheet_of(const std::string& name, const std::vector<std::vector<std::string>>& rows) {
  sheets::Sheet sheet{.name = name, .rows = {}};
  for (const auto& row : rows) {
    sheet.rows.push_back({.number = static_cast<std::int64_t>(sheet.rows.size()) + 1, .cells = {}});
    for (const auto& text : row)
      sheet.rows.back().cells.push_back({.kind = sheets::Cell::Kind::text, .text = text});
  }
  return sheet;
}

sheets::Book book_of(std::vector<sheets::Sheet> all) {
  return {.format = "xlsx", .encoding = {}, .sheets = std::move(all)};
}

const auto cover = sheet_of("الغلاف", {
                                          {"تعليمات",  "اكتب الاسم"},
                                          {"أُعدّ في", "1447"               }
});
const auto village = sheet_of("القرية", {
                                            {"الاسم",    "ملاحظات"},
                                            {"سعد علي", "-"             }
});
const auto town = sheet_of("المدينة", {
                                          {"الاسم",      "الجوال"},
                                          {"ريم سالم", "0512345678"  }
});

TEST_F(ImportList, OfSeveralSheetsTheOneIsReadWhoseHeadingsSayTheMost) {
  const auto list = take_list(book_of({cover, village, town}));
  ASSERT_TRUE(list.ok()) << code_of(list);
  EXPECT_EQ(list->sheet, "المدينة");
  EXPECT_EQ(list->rows.front().cells.front().text, "ريم سالم");
  EXPECT_THAT(list->other_sheets, testing::ElementsAre("القرية")) << "the cover holds nobody";
}

TEST_F(ImportList, OfSheetsThatSayAsMuchTheFirstIsRead) {
  auto first = town;
  first.name = "الأولى";
  const auto list = take_list(book_of({first, town}));
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(list->sheet, "الأولى");
  EXPECT_THAT(list->other_sheets, testing::ElementsAre("المدينة"));
}

TEST_F(ImportList, ASheetOfBareHeadingsYieldsToOneWithPeople) {
  auto form = town;
  form.name = "نموذج";
  form.rows.resize(1);
  const auto list = take_list(book_of({form, village}));
  ASSERT_TRUE(list.ok()) << code_of(list);
  EXPECT_EQ(list->sheet, "القرية");
  EXPECT_TRUE(list->other_sheets.empty());
  EXPECT_EQ(code_of(take_list(book_of({cover, form}))), "list.no_rows");
}

TEST_F(ImportList, ASheetIsReadByItsName) {
  const auto list = take_list(book_of({cover, village, town}), " القرية ");
  ASSERT_TRUE(list.ok()) << code_of(list);
  EXPECT_EQ(list->sheet, "القرية");
  EXPECT_THAT(list->other_sheets, testing::ElementsAre("المدينة"));
  EXPECT_EQ(code_of(take_list(book_of({village}), "الضاحية")), "list.sheet_unknown");
  EXPECT_EQ(code_of(take_list(book_of({cover, town}), "الغلاف")), "list.wrong_columns");
}

TEST_F(ImportList, WhatElseTheFileHoldsIsKeptWithTheList) {
  const auto import = write([&](db::Transaction& tx) {
    const auto list = take_list(book_of({village, town}));
    const ReadList read{
        .digest = "d", .file = "قرى.xlsx", .list = list.value(), .chunks = pack_rows(list.value())};
    return keep_list(tx, tenant, read, who, {}, clock.now());
  });
  const auto view = this->read([&](db::Transaction& tx) {
    return view_of(tx, tenant, rows::find(tx, tenant, import.id).value(), clock.now());
  });
  EXPECT_EQ(view.sheet, "المدينة");
  EXPECT_THAT(view.other_sheets, testing::ElementsAre("القرية"));
}

TEST_F(ImportList, IsSeenOnlyByItsOwn) {
  const BranchId here{"01890000-0000-7000-8000-0000000000b1"};
  const BranchId there{"01890000-0000-7000-8000-0000000000b2"};
  const auto import = uploaded(head + line(1), here);
  const auto of_all = uploaded(head + line(2));
  const auto sees = [&](const std::vector<BranchId>& branches, const Import& one) {
    const auto call = call_of({Role::supervisor}, branches);
    return read([&](db::Transaction& tx) { return import_for(tx, call, one.id); }).ok();
  };
  EXPECT_TRUE(sees({}, import));
  EXPECT_TRUE(sees({here}, import));
  EXPECT_FALSE(sees({there}, import));
  EXPECT_FALSE(sees({there}, of_all));
  const auto call = call_of({Role::supervisor}, {there});
  EXPECT_TRUE(read([&](db::Transaction& tx) { return list_imports(tx, call, {}); }).items.empty());
  open(other, "two", "01890000-0000-7000-8000-000000000002");
  other.store->read([&](db::Transaction& tx) {
    EXPECT_FALSE(rows::find(tx, other, import.id));
    EXPECT_TRUE(rows::list(tx, other, "", 50).empty());
  });
}

TEST_F(ImportList, ConfidentialPeopleAreComparedWithNobody) {
  const auto first = came_in(head + line(1));
  const std::string alike = head + "سعد عبدالله 1 القحطاني,,0510000001,1405-01-11,ذكر\n";
  EXPECT_EQ(checked(alike).rows_likely, 1);
  const auto hidden = people_of(first).at(0);
  tenant.store->write_and_wait([&](db::Transaction& tx) {
    parties::set_class(tx, tenant.id, hidden, Class::confidential);
    return true;
  });
  EXPECT_EQ(checked(alike).rows_likely, 0);
}

TEST_F(ImportList, RowsGoWhenNobodyMendsThem) {
  const auto waiting = uploaded(head + line(1));
  const auto failed = came_in(head + "هند علي,1500000004,,,\n");
  const auto sweep = [&] {
    return write([&](db::Transaction& tx) { return sweep_rows(tx, tenant, clock.now()); });
  };
  EXPECT_EQ(sweep(), 0);
  clock.advance(8 * day_ms);
  EXPECT_EQ(sweep(), 1);
  EXPECT_EQ(now(waiting).state, "discarded");
  EXPECT_NE(errors_of(now(failed)), "");
  clock.advance(30 * day_ms);
  EXPECT_EQ(sweep(), 1);
  EXPECT_EQ(errors_of(now(failed)), "");
  EXPECT_EQ(sweep(), 0);
}

TEST_F(ImportList, NothingOfItIsReadableOnTheDisk) {
  came_in(head + "سعدالدين المختبر,1500000003,0512345678,,\nسعدالدين,1500000004,,,\n");
  std::filesystem::remove(folder + "/upload");
  const auto bytes = db::stored_bytes(folder);
  for (const auto* secret : {"سعدالدين", "1500000003", "1500000004", "512345678", "قائمة.csv"})
    EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
}

}  // namespace
}  // namespace imports
