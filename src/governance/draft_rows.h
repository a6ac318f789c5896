#pragma once

#include "governance/drafts.h"

// What the use cases of drafts share. Private to this room.
namespace governance {

struct Draft {
  DraftId id;
  std::string title, base, origin;
  policy::Files files;
  std::int64_t problems = 0, revision = 1;
  std::string state = "open";
  std::optional<std::string> version;
  Instant created_at;
  std::string created_by;
  Instant changed_at;
  std::string changed_by;
};

std::optional<Draft> find_draft(db::Transaction& tx, const AssociationId& association,
                                const DraftId& id);
void insert_draft(db::Transaction& tx, const AssociationId& association, const Draft& draft);
// Everything that changes, as the next revision.
void update_draft(db::Transaction& tx, const AssociationId& association, const Draft& draft);
std::vector<Draft> drafts_in_state(db::Transaction& tx, const AssociationId& association,
                                   std::string_view state, int limit);

// The open draft that the path names, seen at this revision. Refuses policy.draft_unknown,
// policy.draft_closed, policy.draft_changed_meanwhile.
Result<Draft> open_draft(db::Transaction& tx, const api::Call& call, std::int64_t revision);
// Notes who changed it, saves it and puts it on record.
void save_as(db::Transaction& tx, const api::Call& call, Draft& draft, auth::Action right,
             std::string_view audited);

DraftCard card_of(db::Transaction& tx, const api::Call& call, const Draft& draft);
std::vector<ProblemView> problems_of(const policy::Parsed& parsed);

// `changes` laid over `files`, within the limits. Refuses policy.file_name, policy.files_too_many,
// policy.files_too_large.
using FileChanges = std::map<std::string, std::optional<std::string>>;
Result<policy::Files> with_changes(policy::Files files, const FileChanges& changes);

}  // namespace governance
