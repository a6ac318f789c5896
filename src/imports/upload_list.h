#pragma once

#include <memory>

#include "imports/import_row.h"
#include "imports/import_view.h"
#include "imports/take_list.h"

// A file that somebody hands in. Private to this room.
namespace imports {

struct ReadList {
  std::string digest;  // of the file
  std::string file;    // its name, cleaned
  List list;
  std::vector<std::string> chunks;
};
// Its sheet of that name, or of none the likeliest. In a child process, before any transaction; one
// at a time in this program. Refuses what sheets::read_book and take_list refuse, file.name,
// list.reading.
Result<ReadList> read_list(const std::string& path, std::string_view file_name,
                           std::string_view sheet);

// Keeps the list, with a mapping of its columns: the one of the last list with these headings, or
// what the headings suggest.
Import keep_list(db::Transaction& tx, const api::Tenant& tenant, const ReadList& read,
                 const audit::Who& by, const BranchId& branch, Instant now);

}  // namespace imports
