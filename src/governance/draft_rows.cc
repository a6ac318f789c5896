#include "governance/draft_rows.h"

#include <algorithm>

namespace governance {
namespace {

constexpr std::size_t files_max = 100;
constexpr std::size_t file_name_max = 100;
constexpr std::size_t all_bytes_max = 768 << 10;  // an editor can send all of them in one body

const db::Sql select_draft(R"sql(
SELECT id, title, base, origin, files, problems, revision, state, version, created_at, created_by,
       changed_at, changed_by
  FROM policy_drafts WHERE association_id = $1 AND id = $2)sql");
const db::Sql select_in_state(R"sql(
SELECT id, title, base, origin, files, problems, revision, state, version, created_at, created_by,
       changed_at, changed_by
  FROM policy_drafts WHERE association_id = $1 AND state = $2
 ORDER BY changed_at DESC, id DESC LIMIT $3)sql");
const db::Sql insert_row(R"sql(
INSERT INTO policy_drafts (association_id, id, title, base, origin, files, problems, revision,
       state, version, created_at, created_by, changed_at, changed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14))sql");
const db::Sql update_row(R"sql(
UPDATE policy_drafts SET title = $3, base = $4, files = $5, problems = $6, revision = $7,
       state = $8, version = $9, changed_at = $10, changed_by = $11
 WHERE association_id = $1 AND id = $2)sql");

Draft read_row(const db::Row& row) {
  return {.id = {row.string(0)},
          .title = row.string(1),
          .base = row.string(2),
          .origin = row.string(3),
          .files = organisation::decode_files(row.bytes(4)),
          .problems = row.integer(5),
          .revision = row.integer(6),
          .state = row.string(7),
          .version = row.optional_string(8),
          .created_at = row.instant(9),
          .created_by = row.string(10),
          .changed_at = row.instant(11),
          .changed_by = row.string(12)};
}

// "requests.yaml", "common/inquiry/messages.yaml": what a pack's folder may hold.
bool is_file_name(std::string_view name) {
  if (name.size() > file_name_max || !name.ends_with(".yaml")) return false;
  bool at_start = true;  // of a part of the path
  for (const char c : name.substr(0, name.size() - std::string_view(".yaml").size())) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (at_start && !word) return false;
    if (!word && c != '-' && c != '/') return false;
    at_start = c == '/';
  }
  return !at_start;
}

}  // namespace

std::optional<Draft> find_draft(db::Transaction& tx, const AssociationId& association,
                                const DraftId& id) {
  return tx.one(select_draft, read_row, association, id);
}

void insert_draft(db::Transaction& tx, const AssociationId& association, const Draft& draft) {
  const auto files = organisation::encode_files(draft.files);
  tx.execute(insert_row, association, draft.id, draft.title, draft.base, draft.origin,
             db::Bytes{files}, draft.problems, draft.revision, draft.state, draft.version,
             draft.created_at, draft.created_by, draft.changed_at, draft.changed_by);
}

void update_draft(db::Transaction& tx, const AssociationId& association, const Draft& draft) {
  const auto files = organisation::encode_files(draft.files);
  tx.execute(update_row, association, draft.id, draft.title, draft.base, db::Bytes{files},
             draft.problems, draft.revision, draft.state, draft.version, draft.changed_at,
             draft.changed_by);
}

std::vector<Draft> drafts_in_state(db::Transaction& tx, const AssociationId& association,
                                   std::string_view state, int limit) {
  std::vector<Draft> drafts;
  tx.each(
      select_in_state, [&](const db::Row& row) { drafts.push_back(read_row(row)); }, association,
      state, limit);
  return drafts;
}

Result<Draft> open_draft(db::Transaction& tx, const api::Call& call, std::int64_t revision) {
  auto draft = find_draft(tx, call.tenant.id, call.id<DraftId>("id"));
  if (!draft) return refuse(RefusalKind::not_found, "policy.draft_unknown");
  if (draft->state == "approved") return refuse(RefusalKind::conflict, "policy.draft_approved");
  if (draft->state != "open") return refuse(RefusalKind::conflict, "policy.draft_discarded");
  if (draft->revision != revision) {
    const auto who = auth::staff_name(tx, *call.tenant.keeper, call.tenant.id, {draft->changed_by});
    Obstacle moved{.code = "policy.draft_changed_meanwhile", .field = "/revision"};
    moved.parameters["who"] = who;
    moved.parameters["at"] = iso(draft->changed_at);
    moved.parameters["revision"] = std::to_string(draft->revision);
    return refuse(RefusalKind::conflict, moved);
  }
  return *std::move(draft);
}

void save_as(db::Transaction& tx, const api::Call& call, Draft& draft, auth::Action right,
             std::string_view audited) {
  ++draft.revision;
  draft.changed_at = call.now;
  draft.changed_by = call.actor.id;
  update_draft(tx, call.tenant.id, draft);
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, right), call.now,
                {.action = std::string(audited),
                 .object = draft.id.text,
                 .detail = "{\"revision\":" + std::to_string(draft.revision) + "}"});
}

DraftCard card_of(db::Transaction& tx, const api::Call& call, const Draft& draft) {
  const auto name = [&](const std::string& staff) {
    return auth::staff_name(tx, *call.tenant.keeper, call.tenant.id, {staff});
  };
  return {.id = draft.id,
          .title = draft.title,
          .base = draft.base,
          .origin = draft.origin,
          .state = draft.state,
          .revision = draft.revision,
          .problems = draft.problems,
          .version = draft.version,
          .created_at = draft.created_at,
          .created_by = name(draft.created_by),
          .changed_at = draft.changed_at,
          .changed_by = name(draft.changed_by)};
}

std::vector<ProblemView> problems_of(const policy::Parsed& parsed) {
  std::vector<ProblemView> views;
  views.reserve(parsed.problems.size());
  for (const auto& problem : parsed.problems) {
    views.push_back({
        .file = problem.file,
        .line = problem.line,
        .column = problem.column,
        .code = problem.code,
        .text = {{"ar", policy::words_of(problem, "ar")},
                 {"en", policy::words_of(problem, "en")}}
    });
  }
  return views;
}

Result<policy::Files> with_changes(policy::Files files, const FileChanges& changes) {
  for (const auto& [name, text] : changes) {
    if (!is_file_name(name)) {
      return refuse(RefusalKind::rule_not_met,
                    Obstacle{.code = "policy.file_name", .field = "/files"});
    }
    if (text) {
      files[name] = *text;
    } else {
      files.erase(name);
    }
  }
  if (files.size() > files_max) {
    return refuse(RefusalKind::rule_not_met,
                  Obstacle{.code = "policy.files_too_many",
                           .field = "/files",
                           .parameters = {{"max", std::to_string(files_max)}}});
  }
  std::size_t bytes = 0;
  for (const auto& [name, text] : files) bytes += text.size();
  if (bytes > all_bytes_max) {
    return refuse(RefusalKind::too_large,
                  Obstacle{.code = "policy.files_too_large",
                           .field = "/files",
                           .parameters = {{"kib", std::to_string(all_bytes_max >> 10)}}});
  }
  return files;
}

}  // namespace governance
