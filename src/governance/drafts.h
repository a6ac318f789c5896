#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "organisation/organisation.h"

// Drafts of a policy: work that binds nobody. Several may be open side by side; whoever saves says
// which revision they saw, so no editor's work is lost unseen.
namespace governance {

using DraftId = Id<struct DraftTag>;

// One thing wrong in a pack, with its place.
struct ProblemView {
  std::string file;
  int line = 0, column = 0;  // from 1; 0: the whole file
  std::string code;
  policy::Text text;
};
BOOST_DESCRIBE_STRUCT(ProblemView, (), (file, line, column, code, text))

struct DraftCard {
  DraftId id;
  std::string title, base, origin, state;  // open | approved | discarded
  std::int64_t revision = 0, problems = 0;
  std::optional<std::string> version;  // that it became
  Instant created_at;
  std::string created_by;  // a name
  Instant changed_at;
  std::string changed_by;
};
BOOST_DESCRIBE_STRUCT(DraftCard, (),
                      (id, title, base, origin, state, revision, problems, version, created_at,
                       created_by, changed_at, changed_by))

struct DraftList {
  std::vector<DraftCard> items;  // open ones, then the latest of the others
};
BOOST_DESCRIBE_STRUCT(DraftList, (), (items))

struct DraftView : DraftCard {
  policy::Files files;
  std::vector<ProblemView> faults;
  std::string newest;       // the version that it must follow to be approved
  bool base_moved = false;  // it follows another
  bool may_be_approved = false;
};
BOOST_DESCRIBE_STRUCT(DraftView, (DraftCard), (files, faults, newest, base_moved, may_be_approved))

// From what a draft begins: one of the three, or nothing: from the version in force.
struct BeginDraft {
  std::string title;
  std::optional<std::string> version;  // a digest
  std::optional<DraftId> draft;
  std::optional<policy::Files> files;
};
BOOST_DESCRIBE_STRUCT(BeginDraft, (), (title, version, draft, files))

struct SaveDraft {
  std::int64_t revision = 0;  // that the editor saw
  std::optional<std::string> title;
  std::map<std::string, std::optional<std::string>> files;  // null takes a file away
};
BOOST_DESCRIBE_STRUCT(SaveDraft, (), (revision, title, files))

struct DraftSaved {
  std::int64_t revision = 0;
  Instant changed_at;
  std::vector<ProblemView> faults;
};
BOOST_DESCRIBE_STRUCT(DraftSaved, (), (revision, changed_at, faults))

struct SeenRevision {
  std::int64_t revision = 0;
};
BOOST_DESCRIBE_STRUCT(SeenRevision, (), (revision))

// What an editor holds: laid over a draft or a version, or whole by itself.
struct CheckFiles {
  std::optional<DraftId> draft;
  std::optional<std::string> version;
  std::map<std::string, std::optional<std::string>> files;
};
BOOST_DESCRIBE_STRUCT(CheckFiles, (), (draft, version, files))

struct Checked {
  std::vector<ProblemView> faults;
};
BOOST_DESCRIBE_STRUCT(Checked, (), (faults))

// Refuses policy.unknown, policy.draft_unknown, policy.drafts_too_many, policy.draft_no_files,
// policy.file_name, policy.files_too_many, policy.files_too_large.
Result<DraftCard> begin_draft(db::Transaction& tx, const api::Call& call, const BeginDraft& body);
Result<DraftList> list_drafts(db::Transaction& tx, const api::Call& call);
Result<DraftView> read_draft(db::Transaction& tx, const api::Call& call);
// Mistakes may be saved. Refuses policy.draft_changed_meanwhile (by whom and when),
// policy.draft_closed, policy.file_name, policy.files_too_many, policy.files_too_large.
Result<DraftSaved> save_draft(db::Transaction& tx, const api::Call& call, const SaveDraft& body);
// Takes the newest version as its base; the files stay as they are.
Result<DraftCard> rebase_draft(db::Transaction& tx, const api::Call& call,
                               const SeenRevision& body);
Result<DraftCard> discard_draft(db::Transaction& tx, const api::Call& call,
                                const SeenRevision& body);
// Stores nothing.
Result<Checked> check_files(db::Transaction& tx, const api::Call& call, const CheckFiles& body);

}  // namespace governance
