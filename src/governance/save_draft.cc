#include "governance/draft_rows.h"
#include "governance/lines.h"
#include "governance/standing.h"

namespace governance {

Result<DraftSaved> save_draft(db::Transaction& tx, const api::Call& call, const SaveDraft& body) {
  auto draft = TRY(open_draft(tx, call, body.revision));
  if (body.title) draft.title = TRY(clean_line(*body.title, "/title"));
  draft.files = TRY(with_changes(std::move(draft.files), body.files));
  const auto parsed = policy::parse(draft.files);
  draft.problems = std::ssize(parsed.problems);
  save_as(tx, call, draft, auth::Action::policy_draft, "policy.draft_saved");
  return DraftSaved{draft.revision, draft.changed_at, problems_of(parsed)};
}

Result<DraftCard> rebase_draft(db::Transaction& tx, const api::Call& call,
                               const SeenRevision& body) {
  auto draft = TRY(open_draft(tx, call, body.revision));
  draft.base = newest_version(tx, call.tenant, call.now);
  save_as(tx, call, draft, auth::Action::policy_draft, "policy.draft_rebased");
  return card_of(tx, call, draft);
}

Result<DraftCard> discard_draft(db::Transaction& tx, const api::Call& call,
                                const SeenRevision& body) {
  auto draft = TRY(open_draft(tx, call, body.revision));
  draft.state = "discarded";
  save_as(tx, call, draft, auth::Action::policy_draft, "policy.draft_discarded");
  return card_of(tx, call, draft);
}

}  // namespace governance
