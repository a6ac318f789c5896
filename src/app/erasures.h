#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "platform/seal/every_key.h"

// The list of erasures beside a database: who was erased, by id, and when. It outlives the
// database, so that whoever was erased after a backup was made is erased again when it is restored.
// No personal value stands in it.
namespace app {

struct Erasure {
  AssociationId association;
  PartyId party;
  Instant at;

  auto operator<=>(const Erasure&) const = default;
};
using Erasures = std::vector<Erasure>;

// One a line, "ASSOCIATION PARTY INSTANT", sorted, each party once: its first erasure. The reader
// refuses erasures.line {file, line}.
std::string written(Erasures erasures);
Result<Erasures> read_erasures(std::string_view text, const std::string& file);

// Of a file, or of every *.list of a folder; none when there is nothing. Refuses the same.
Result<Erasures> erasures_in(const std::string& place);

// Where the lists of an installation stand: beside its data, and beside its scheduled backups, so
// that the newest outlives the data.
std::vector<std::string> erasure_folders(const std::string& data, const std::string& backups);
std::string erasures_file(const std::string& folder, const std::string& slug);

// Keeps the lists of one association up to date: in every one of the folders. Cheap when nothing
// was erased since it was called last.
class ErasureNotes {
 public:
  ErasureNotes(AssociationId association, std::string slug, std::vector<std::string> folders)
      : association_(std::move(association)),
        slug_(std::move(slug)),
        folders_(std::move(folders)) {}
  // What is in the database is put into the lists; nothing is ever taken out of them. Throws
  // std::runtime_error when a list cannot be read or written.
  void note(db::Transaction& tx);

 private:
  AssociationId association_;
  std::string slug_;
  std::vector<std::string> folders_;
  std::int64_t noted_ = -1;  // how many there were
};

}  // namespace app
