#include "platform/db/read_memo.h"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include "platform/db/words_for_tests.h"

namespace db {
namespace {

const Sql person("SELECT name FROM people WHERE id = $1");
const Sql visits("SELECT COUNT(*) FROM visits v JOIN people p ON p.id = v.person WHERE p.id = $1");

class Memo : public testing::Test {
 protected:
  void ask(const Sql& sql, const Value& value, std::size_t bytes = 100) {
    memo_.keep(sql, &value, 1, {PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK), PQclear}, bytes);
  }
  bool knows(const Sql& sql, const Value& value) const {
    return memo_.find(sql, &value, 1) != nullptr;
  }
  ReadMemo memo_;
};

TEST_F(Memo, KnowsAQuestionByItsStatementAndItsValues) {
  ask(person, "1");
  EXPECT_TRUE(knows(person, "1"));
  EXPECT_FALSE(knows(visits, "1"));
  EXPECT_FALSE(knows(person, "2"));
  EXPECT_FALSE(knows(person, 1));
  EXPECT_FALSE(knows(person, nullptr));
}

TEST_F(Memo, TellsValuesApartThatReadAlikeWhenJoined) {
  const Value first[] = {Value("a"), Value("1 21:b")};
  const Value other[] = {Value("a1 2"), Value("b")};
  memo_.keep(person, first, 2, {PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK), PQclear}, 1);
  EXPECT_TRUE(memo_.find(person, first, 2));
  EXPECT_FALSE(memo_.find(person, other, 2));
}

TEST_F(Memo, ForgetsWhatNamesTheTableThatWasWrittenTo) {
  for (const auto* text :
       {"\nINSERT INTO visits (id, person) VALUES ($1, $2)", "INSERT INTO visits(id) VALUES ($1)",
        "INSERT INTO visits (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET n = 1",
        "UPDATE visits SET person = $1", "DELETE FROM visits\n WHERE id = $1", "DELETE FROM visits",
        "INSERT INTO visits (id) VALUES ($1) RETURNING id"}) {
    ask(person, "1");
    ask(visits, "1");
    memo_.wrote(text);
    EXPECT_TRUE(knows(person, "1")) << text;
    EXPECT_FALSE(knows(visits, "1")) << text;
  }
}

TEST_F(Memo, ForgetsAllWhereItIsNotPlainWhatIsWrittenTo) {
  for (const auto* text : {"WITH x AS (DELETE FROM a RETURNING b) SELECT b FROM x", "TRUNCATE a",
                           "DO $$ BEGIN END $$", ""}) {
    ask(person, "1");
    memo_.wrote(text);
    EXPECT_FALSE(knows(person, "1")) << text;
  }
}

TEST_F(Memo, KeepsAllWhenANumberIsDrawn) {
  ask(person, "1");
  memo_.wrote("SELECT nextval('numbers')");
  EXPECT_TRUE(knows(person, "1"));
}

TEST_F(Memo, KeepsNeitherLongAnswersNorMoreThanItsLimit) {
  ask(person, "long", 1'000'000);
  EXPECT_FALSE(knows(person, "long"));
  for (int i = 0; i < 1'000; ++i) ask(person, i);
  EXPECT_TRUE(knows(person, 0));
  EXPECT_FALSE(knows(person, 999));
}

TEST(Question, IsWhatOnlyReadsWhatIsStored) {
  EXPECT_TRUE(only_asks("\nSELECT a FROM b"));
  EXPECT_TRUE(only_asks("WITH x AS (SELECT 1) SELECT a FROM x"));
  for (const auto* text : {"INSERT INTO a (b) VALUES ($1) RETURNING b", "SELECT nextval('numbers')",
                           "SELECT pg_advisory_xact_lock($1)", "SELECT 1", "", "DO $$ BEGIN END $$",
                           "WITH x AS (DELETE FROM a RETURNING b) SELECT b FROM x"})
    EXPECT_FALSE(only_asks(text)) << text;
}

}  // namespace
}  // namespace db
