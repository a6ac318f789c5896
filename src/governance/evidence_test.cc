#include "base/in_source_for_tests.h"
#include "base/text.h"
#include "governance/council_for_tests.h"
#include "governance/evidence_outline.h"
#include "platform/archive/unzip_for_tests.h"

namespace governance {
namespace {

using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr auto* address = "https://sila.example.org";

class Evidences : public Council {
 protected:
  Evidence evidence(const std::string& digest) {
    return read([&](db::Transaction& tx) {
             return read_evidence(tx,
                                  call_as(quality,
                                          {
                                              {"digest", digest}
             }),
                                  address);
           })
        .value();
  }
  // Everything that stands on the paper, a line for each text.
  std::string paper(const std::string& digest, std::string_view language = "ar") {
    std::string text;
    const auto written = outline_of(evidence(digest), language);
    for (const auto& block : written.blocks) {
      text += block.text + "\n" + join(block.items, "\n") + "\n" + join(block.columns, "|") + "\n";
      for (const auto& row : block.rows) text += join(row, "|") + "\n";
    }
    return text;
  }
  using Download = Result<http::Response> (*)(db::Transaction&, const api::Call&, api::Opening&,
                                              const std::string&);
  Result<http::Response> asks(Download download, const std::string& digest,
                              const std::string& language = "ar") {
    return read([&](db::Transaction& tx) {
      auto call = call_as(quality, {
                                       {"digest", digest}
      });
      call.argument = [&](std::string_view) -> std::optional<std::string> { return language; };
      opening = {};
      return download(tx, call, opening, address);
    });
  }
  std::vector<archive::Entry> folder_of(const std::string& digest) {
    const auto answer = asks(download_evidence, digest);
    EXPECT_TRUE(answer.ok()) << testing::PrintToString(codes_of(answer));
    return answer.ok() ? archive::unzipped(answer->body) : std::vector<archive::Entry>();
  }
  static std::string entry(const std::vector<archive::Entry>& entries, const std::string& name) {
    const auto found = std::ranges::find(entries, name, &archive::Entry::name);
    EXPECT_NE(found, entries.end()) << name;
    return found == entries.end() ? "" : found->bytes;
  }
  static std::vector<std::string> names_in(const std::vector<archive::Entry>& entries) {
    std::vector<std::string> names;
    for (const auto& one : entries) names.push_back(one.name);
    return names;
  }
  Result<Approved> renews(const std::string& digest, const RecordApproval& given) {
    return write([&](db::Transaction& tx) {
      return approve_version(tx,
                             call_as(director,
                                     {
                                         {"digest", digest}
      }),
                             given);
    });
  }
  // With minutes of this name and size.
  void approve_again(const std::string& minutes, std::size_t bytes = 0) {
    auto given = decision();
    given.minutes = upload(minutes, bytes).value().id;
    ASSERT_TRUE(renews(first, given).ok());
  }

  api::Opening opening;
};

TEST_F(Evidences, TellApprovalPublicationCirculationAcknowledgementAndReview) {
  ASSERT_TRUE(renews(first, decision()).ok());
  ASSERT_TRUE(circulates(first).ok());
  ASSERT_TRUE(acknowledges(officer, first).ok());
  clock.set(riyadh_midnight(today() + 365));
  ASSERT_TRUE(remind_of_review(*tenant, clock.now()));
  const auto found = evidence(first);
  EXPECT_EQ(found.version.approvals.size(), 2u);
  EXPECT_TRUE(found.publication.shown);
  EXPECT_EQ(found.publication.address, "https://sila.example.org/teryaq/policy");
  EXPECT_EQ(found.circulation.circulated_by, "director");
  EXPECT_EQ(found.circulation.groups.at(0).acknowledged, 1);
  EXPECT_THAT(found.review.reminded_at, SizeIs(1));
  ASSERT_FALSE(found.files.empty());
  EXPECT_THAT(found.files, Each(testing::Field(&EvidenceFile::digest, SizeIs(64))));
  EXPECT_FALSE(found.differences.from.has_value());
  EXPECT_THAT(paper(first), HasSubstr("حلّ موعدها"));
}

TEST_F(Evidences, ReadTheSameToEverybodyWhoMayReadThem) {
  const auto before = json::write(evidence(first));
  ASSERT_TRUE(acknowledges(quality, first).ok());
  EXPECT_THAT(before, Not(HasSubstr("by_me")));
}

TEST_F(Evidences, OnPaperNameTheMeetingTheTermTheMinutesAndBothCalendars) {
  approve_again("محضر 12.pdf");
  const auto text = paper(first);
  EXPECT_THAT(text, HasSubstr("رقم الاجتماع|12"));
  EXPECT_THAT(text, HasSubstr("الدورة|2"));
  EXPECT_THAT(text, HasSubstr("المحضر|محضر 12.pdf"));
  EXPECT_THAT(text,
              HasSubstr("بصمة المحضر|" + evidence(first).version.approvals[0].minutes->digest));
  EXPECT_THAT(text, HasSubstr("تاريخ القرار|1448/06/08هـ الموافق 2026/11/18م"));
  EXPECT_THAT(text, HasSubstr(first));
  const auto english = paper(first, "en");
  EXPECT_THAT(english, HasSubstr("Date of the decision|2026-11-18 (1448-06-08 AH)"));
  EXPECT_THAT(english, HasSubstr("Minutes|\u2068محضر \u206612.pdf\u2069\u2069"));
  EXPECT_THAT(english,
              HasSubstr("Recorded|\u2068\u2066director\u2069\u2069, 2026-11-18 (1448-06-08 AH), "));
}

TEST_F(Evidences, OnPaperListWhoHasAcknowledgedAndWhoHasNotWithTheirRoles) {
  contractor();
  ASSERT_TRUE(circulates(first).ok());
  ASSERT_TRUE(acknowledges(officer, first).ok());
  const auto text = paper(first);
  EXPECT_THAT(text, HasSubstr("الموظفون|4|1|3"));
  EXPECT_THAT(text, HasSubstr("director|المدير التنفيذي|لم يقرّ بعد"));
  EXPECT_THAT(text, testing::ContainsRegex("officer\\|[^|]+\\|1448/06/08هـ الموافق 2026/11/18م، "));
  EXPECT_THAT(text, HasSubstr("مؤسسة النقل|نقل المرضى|لم يقرّ بعد"));
}

TEST_F(Evidences, KeepWhoAcknowledgedAndWorksHereNoMore) {
  const auto one = contractor();
  const auto done = write([&](db::Transaction& tx) -> Result<Done> {
    acknowledge_outside(tx, *tenant, {first, Outside::contractor, one.id.text, "سالم"},
                        {.kind = "contractor", .id = one.id.text}, now());
    return Done{};
  });
  ASSERT_TRUE(done.ok());
  EXPECT_THAT(paper(first), HasSubstr("مؤسسة النقل\nوقّع باسم سالم|نقل المرضى|"));
  ASSERT_TRUE(write([&](db::Transaction& tx) {
                return change_contractor(tx,
                                         call_as(quality,
                                                 {
                                                     {"id", one.id.text}
                }),
                                         {{one.name, one.purpose, one.email, {}}, "ended"});
              }).ok());
  EXPECT_THAT(paper(first), HasSubstr("مؤسسة النقل\nوقّع باسم سالم|لم يعد من أهل هذه الفئة|"));
}

TEST_F(Evidences, NameNobodyWhoIsConfidentiallyKnownHere) {
  const auto sara = volunteer();
  EXPECT_THAT(paper(first), HasSubstr("سارة خالد|متطوع|لم يقرّ بعد"));
  ASSERT_TRUE(write([&](db::Transaction& tx) -> Result<Done> {
                parties::set_class(tx, tenant->id, sara.acting_for, Class::confidential);
                return Done{};
              }).ok());
  EXPECT_THAT(paper(first), HasSubstr("متطوع لا يُعرض اسمه|متطوع|لم يقرّ بعد"));
  EXPECT_THAT(entry(folder_of(first), "acknowledgements.csv"), Not(HasSubstr("سارة")));
}

TEST_F(Evidences, SayInWordsWhatDiffersFromTheVersionBefore) {
  const auto done = approve(shorter_study(), decision(), director);
  ASSERT_TRUE(done.ok()) << testing::PrintToString(codes_of(done));
  ASSERT_TRUE(force(done->digest, today()).ok());
  EXPECT_THAT(paper(done->digest), HasSubstr("يختلف عن الإصدار " + first.substr(0, 8)));
  EXPECT_THAT(paper(done->digest), HasSubstr("21"));
  EXPECT_THAT(paper(first), HasSubstr("لم يسبق هذا الإصدارَ إصدار سارٍ"));
}

// An association's own clause about its policy is found by what keeps it, not by its number.
TEST_F(Evidences, ShowTheClausesAboutThePolicyItselfWhateverTheirNumbers) {
  const auto done = approve(changed("clauses.yaml", "- id: F6", "- id: X61"), decision(), director);
  ASSERT_TRUE(done.ok()) << testing::PrintToString(codes_of(done));
  std::vector<std::string> ids;
  for (const auto& clause : evidence(done->digest).clauses) ids.push_back(clause.id);
  EXPECT_THAT(ids, testing::Contains("X61"));
  EXPECT_THAT(ids, Not(testing::Contains("H5")));
}

TEST_F(Evidences, ArePrintedInArabicAndInEnglishOnRecordEachTime) {
  const auto arabic = asks(print_evidence, first);
  ASSERT_TRUE(arabic.ok());
  EXPECT_EQ(arabic->content_type, "application/pdf");
  EXPECT_TRUE(arabic->body.starts_with("%PDF"));
  EXPECT_EQ(opening.entry.action, "policy.evidence_printed");
  EXPECT_EQ(opening.entry.object, first);
  EXPECT_TRUE(opening.confidential);
  EXPECT_EQ(asks(print_evidence, first)->body, arabic->body);
  EXPECT_NE(asks(print_evidence, first, "en")->body, arabic->body);
  EXPECT_THAT(codes_of(asks(print_evidence, "0")), ElementsAre("policy.unknown"));
}

TEST_F(Evidences, StandTogetherInOneFolderWithTheDigestOfEachFile) {
  approve_again("محضر 12.pdf");
  approve_again("minutes.pdf");
  const auto found = folder_of(first);
  EXPECT_THAT(names_in(found),
              testing::IsSupersetOf({"evidence-ar.pdf", "evidence-en.pdf", "policy/pack.yaml",
                                     "minutes/1-محضر 12.pdf", "minutes/2-minutes.pdf",
                                     "acknowledgements.csv", "MANIFEST"}));
  const auto files = organisation::read_pack_folder(in_source("policies/teryaq"));
  for (const auto& [name, bytes] : files) EXPECT_EQ(entry(found, "policy/" + name), bytes) << name;
  EXPECT_TRUE(entry(found, "minutes/1-محضر 12.pdf").starts_with("%PDF-1.4"));
  auto entries = found;
  entries.pop_back();
  EXPECT_EQ(archive::with_manifest(entries).back().bytes, found.back().bytes);
  EXPECT_EQ(std::ranges::count(found.back().bytes, '\n'), std::ssize(entries));
}

TEST_F(Evidences, OfTheSameStateAreTheSameFolderOnRecordEachTime) {
  approve_again("minutes.pdf");
  const auto answer = asks(download_evidence, first);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->content_type, "application/zip");
  EXPECT_EQ(opening.entry.action, "policy.evidence_downloaded");
  EXPECT_TRUE(opening.confidential);
  clock.advance(minute_ms);
  EXPECT_EQ(asks(download_evidence, first)->body, answer->body);
  ASSERT_TRUE(acknowledges(officer, first).ok());
  EXPECT_NE(asks(download_evidence, first)->body, answer->body);
  EXPECT_THAT(codes_of(asks(download_evidence, "0")), ElementsAre("policy.unknown"));
}

TEST_F(Evidences, ListNobodyAsAFormula) {
  contractor({"=HYPERLINK(\"https://bad.example\";\"اضغط\")", "+نقل", "a@example.org", {}});
  ASSERT_TRUE(acknowledges(officer, first).ok());
  const auto list = entry(folder_of(first), "acknowledgements.csv");
  EXPECT_TRUE(list.starts_with("\xEF\xBB\xBF\"الفئة\",\"الاسم\""));
  EXPECT_THAT(list,
              HasSubstr("\"'=HYPERLINK(\"\"https://bad.example\"\";\"\"اضغط\"\")\",\"'+نقل\""));
  EXPECT_THAT(list, HasSubstr("\"أقرّ\",\"2026-11-18\",\"1448-06-08\","));
}

TEST_F(Evidences, AreRefusedAsAFolderWhereTheirMinutesAreTooLarge) {
  constexpr int too_many = 7;
  for (int i = 0; i < too_many; ++i)
    approve_again("minutes.pdf", static_cast<std::size_t>(files::max_bytes));
  EXPECT_THAT(codes_of(asks(download_evidence, first)), ElementsAre("policy.evidence_too_large"));
  EXPECT_TRUE(asks(print_evidence, first).ok());
}

}  // namespace
}  // namespace governance
