#include "governance/draft_rows.h"
#include "governance/standing.h"

namespace governance {
namespace {

constexpr int open_shown = 50;
constexpr int closed_shown = 20;

}  // namespace

Result<DraftList> list_drafts(db::Transaction& tx, const api::Call& call) {
  DraftList list;
  const auto add = [&](std::string_view state, int limit) {
    for (const auto& draft : drafts_in_state(tx, call.tenant.id, state, limit))
      list.items.push_back(card_of(tx, call, draft));
  };
  add("open", open_shown);
  add("approved", closed_shown);
  add("discarded", closed_shown);
  return list;
}

Result<DraftView> read_draft(db::Transaction& tx, const api::Call& call) {
  auto draft = find_draft(tx, call.tenant.id, call.id<DraftId>("id"));
  if (!draft) return refuse(RefusalKind::not_found, "policy.draft_unknown");
  DraftView view;
  static_cast<DraftCard&>(view) = card_of(tx, call, *draft);
  view.faults = problems_of(policy::parse(draft->files));
  view.files = std::move(draft->files);
  view.newest = newest_version(tx, call.tenant, call.now);
  view.base_moved = draft->base != view.newest;
  view.may_be_approved = draft->state == "open" && view.faults.empty() && !view.base_moved;
  return view;
}

Result<Checked> check_files(db::Transaction& tx, const api::Call& call, const CheckFiles& body) {
  policy::Files files;
  if (body.draft) {
    auto draft = find_draft(tx, call.tenant.id, *body.draft);
    if (!draft) return refuse(RefusalKind::not_found, "policy.draft_unknown");
    files = std::move(draft->files);
  } else if (body.version) {
    auto stored = organisation::version_files(tx, call.tenant.id, *body.version);
    if (!stored) return refuse(RefusalKind::not_found, "policy.unknown");
    files = *std::move(stored);
  }
  const auto laid_over = TRY(with_changes(std::move(files), body.files));
  return Checked{problems_of(policy::parse(laid_over))};
}

}  // namespace governance
