#include "governance/council_for_tests.h"

namespace governance {
namespace {

class Drafts : public Council {};

TEST_F(Drafts, BeginFromTheVersionInForceWithItsFiles) {
  const auto draft = begun();
  EXPECT_EQ(draft.base, first);
  EXPECT_EQ(draft.origin, first);
  EXPECT_EQ(draft.problems, 0);
  EXPECT_EQ(draft.created_by, "quality");
  const auto seen = view(draft.id);
  EXPECT_TRUE(seen.files.contains("requests.yaml"));
  EXPECT_TRUE(seen.may_be_approved);
  EXPECT_EQ(audited("policy.draft_begun").size(), 1u);
}

TEST_F(Drafts, BeginFromAnotherDraftOrFromFilesOrFromAnEarlierVersion) {
  const auto other = changed("other");
  const auto copy = begin({.title = "نسخة", .draft = other.id}, director).value();
  EXPECT_EQ(view(copy.id).files, view(other.id).files);
  const auto own = begin({.title = "ملفات", .files = view(other.id).files}, director).value();
  EXPECT_EQ(own.origin, "upload");
  const auto second = approved();
  ASSERT_TRUE(force(second, today()).ok());
  const auto back = begin({.title = "رجوع", .version = first}, director).value();
  EXPECT_EQ(back.origin, first);
  EXPECT_EQ(back.base, second);
}

TEST_F(Drafts, AreRefusedWithoutFilesOrFromWhatIsNotThere) {
  EXPECT_THAT(codes_of(begin({.title = "س", .version = std::string(64, '0')}, quality)),
              ElementsAre("policy.unknown"));
  EXPECT_THAT(codes_of(begin({.title = "س", .draft = DraftId{"x"}}, quality)),
              ElementsAre("policy.draft_unknown"));
  EXPECT_THAT(codes_of(begin({.title = "س", .files = policy::Files{}}, quality)),
              ElementsAre("policy.draft_no_files"));
  EXPECT_THAT(codes_of(begin({.title = "  "}, quality)), ElementsAre("text.missing"));
}

TEST_F(Drafts, AreSavedWithMistakesThatHaveTheirPlaceInBothLanguages) {
  const auto draft = begun();
  const auto text = view(draft.id).files.at("requests.yaml") + "\nno_such_key: 1\n";
  const auto saved = save(draft.id, {draft.revision, {}, {{"requests.yaml", text}}}, quality);
  ASSERT_TRUE(saved.ok());
  ASSERT_FALSE(saved->faults.empty());
  const auto& fault = saved->faults.front();
  EXPECT_EQ(fault.file, "requests.yaml");
  EXPECT_GT(fault.line, 1);
  EXPECT_GT(fault.column, 0);
  EXPECT_NE(fault.text.at("ar"), fault.text.at("en"));
  const auto seen = view(draft.id);
  EXPECT_FALSE(seen.may_be_approved);
  EXPECT_EQ(seen.files.at("requests.yaml"), text);
}

TEST_F(Drafts, TellTheSecondEditorWhoChangedThemAndLoseNothing) {
  const auto draft = begun();
  const auto text = view(draft.id).files.at("pack.yaml");
  const SaveDraft ours{draft.revision, {}, {{"pack.yaml", text + "# ours\n"}}};
  const SaveDraft theirs{draft.revision, {}, {{"pack.yaml", text + "# theirs\n"}}};
  ASSERT_TRUE(save(draft.id, ours, board).ok());
  const auto refused = save(draft.id, theirs, quality);
  EXPECT_THAT(codes_of(refused), ElementsAre("policy.draft_changed_meanwhile"));
  EXPECT_EQ(refused.refusal().obstacles[0].parameters.at("who"), "board");
  const auto seen = view(draft.id);
  EXPECT_EQ(seen.files.at("pack.yaml"), text + "# ours\n");
  EXPECT_EQ(seen.changed_by, "board");
}

TEST_F(Drafts, TakeFilesAwayAndKeepWhatWasNotSent) {
  const auto draft = begun();
  const auto before = view(draft.id).files;
  ASSERT_TRUE(
      save(draft.id, {draft.revision, "اسم", {{"messages.yaml", std::nullopt}}}, quality).ok());
  const auto seen = view(draft.id);
  EXPECT_EQ(seen.files.size() + 1, before.size());
  EXPECT_EQ(seen.files.at("pack.yaml"), before.at("pack.yaml"));
  EXPECT_EQ(seen.title, "اسم");
}

TEST_F(Drafts, KeepWithinTheirLimits) {
  const auto draft = begun();
  const auto saves = [&](const std::string& name, const std::string& text) {
    return codes_of(save(draft.id, {draft.revision, {}, {{name, text}}}, quality));
  };
  for (const auto* name :
       {"../pack.yaml", "/etc/x.yaml", "a//b.yaml", ".yaml", "pack.txt", "Pack.yaml", "a/.yaml"})
    EXPECT_THAT(saves(name, "a: 1"), ElementsAre("policy.file_name")) << name;
  EXPECT_THAT(saves("big.yaml", std::string(800 << 10, 'x')),
              ElementsAre("policy.files_too_large"));
  SaveDraft many{draft.revision, {}, {}};
  for (int i = 0; i < 101; ++i) many.files["f" + std::to_string(i) + ".yaml"] = "a: 1";
  EXPECT_THAT(codes_of(save(draft.id, many, quality)), ElementsAre("policy.files_too_many"));
  for (int i = 1; i < 50; ++i) begun();
  EXPECT_THAT(codes_of(begin({.title = "س"}, quality)), ElementsAre("policy.drafts_too_many"));
}

TEST_F(Drafts, AreDiscardedAndStayReadable) {
  const auto draft = begun();
  const auto gone = write([&](db::Transaction& tx) {
    return discard_draft(tx,
                         call_as(quality,
                                 {
                                     {"id", draft.id.text}
    }),
                         {draft.revision});
  });
  ASSERT_TRUE(gone.ok());
  EXPECT_EQ(view(draft.id).state, "discarded");
  EXPECT_THAT(codes_of(save(draft.id, {gone->revision, "x", {}}, quality)),
              ElementsAre("policy.draft_discarded"));
  const auto list =
      read([&](db::Transaction& tx) { return list_drafts(tx, call_as(quality)); }).value();
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].state, "discarded");
}

TEST_F(Drafts, AreCheckedAsTheyAreTypedAndNothingIsStored) {
  const auto draft = begun();
  const auto check = [&](const CheckFiles& body) {
    return read([&](db::Transaction& tx) { return check_files(tx, call_as(quality), body); });
  };
  EXPECT_TRUE(check({draft.id, {}, {}}).value().faults.empty());
  const CheckFiles broken{draft.id, {}, {{"pack.yaml", "id: ["}}};
  EXPECT_FALSE(check(broken).value().faults.empty());
  const CheckFiles on_version{{}, first, {{"pack.yaml", std::nullopt}}};
  EXPECT_FALSE(check(on_version).value().faults.empty());
  EXPECT_EQ(view(draft.id).revision, draft.revision);
}

}  // namespace
}  // namespace governance
