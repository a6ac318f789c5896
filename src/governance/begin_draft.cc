#include "governance/draft_rows.h"
#include "governance/lines.h"
#include "governance/standing.h"

namespace governance {
namespace {

constexpr int open_drafts_max = 50;

struct Source {
  policy::Files files;
  std::string origin;
};

Result<Source> version_source(db::Transaction& tx, const api::Call& call, std::string digest) {
  auto files = organisation::version_files(tx, call.tenant.id, digest);
  if (!files) return refuse(RefusalKind::not_found, "policy.unknown");
  return Source{*std::move(files), std::move(digest)};
}

Result<Source> source_of(db::Transaction& tx, const api::Call& call, const BeginDraft& body) {
  if (body.files) {
    FileChanges given;
    for (const auto& [name, text] : *body.files) given[name] = text;
    auto files = TRY(with_changes({}, given));
    return Source{std::move(files), "upload"};
  }
  if (body.draft) {
    auto other = find_draft(tx, call.tenant.id, *body.draft);
    if (!other) return refuse(RefusalKind::not_found, "policy.draft_unknown");
    return Source{std::move(other->files), other->id.text};
  }
  if (body.version) return version_source(tx, call, *body.version);
  const auto in_force = organisation::version_in_force(tx, call.tenant.id, call.now);
  if (!in_force) return refuse(RefusalKind::rule_not_met, "policy.draft_no_files");
  return version_source(tx, call, in_force->digest);
}

}  // namespace

Result<DraftCard> begin_draft(db::Transaction& tx, const api::Call& call, const BeginDraft& body) {
  const auto title = TRY(clean_line(body.title, "/title"));
  const auto& association = call.tenant.id;
  if (std::ssize(drafts_in_state(tx, association, "open", open_drafts_max)) == open_drafts_max) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "policy.drafts_too_many",
                           .parameters = {{"max", std::to_string(open_drafts_max)}}});
  }
  auto source = TRY(source_of(tx, call, body));
  if (source.files.empty()) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "policy.draft_no_files", .field = "/files"});
  }
  Draft draft{.id = kernel::new_id<DraftId>(call.now),
              .title = title,
              .base = newest_version(tx, call.tenant, call.now),
              .origin = std::move(source.origin),
              .files = std::move(source.files),
              .version = {},
              .created_at = call.now,
              .created_by = call.actor.id,
              .changed_at = call.now,
              .changed_by = call.actor.id};
  draft.problems = std::ssize(policy::parse(draft.files).problems);
  insert_draft(tx, association, draft);
  audit::record(tx, association, auth::who_of(call.actor, auth::Action::policy_draft), call.now,
                {.action = "policy.draft_begun", .object = draft.id.text});
  return card_of(tx, call, draft);
}

}  // namespace governance
