#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "platform/move/move.h"

// Moves as they stand in the directory: asked for by one program, done perhaps by another, and
// still known when either was killed.
namespace move {

struct Asked {
  AssociationId association;
  std::string from, to;  // as associations.database says it
  std::string state;     // asked | moving | cancelling | moved | failed | cancelled
  Progress progress;
  std::string code,
      detail;  // why the last attempt ended; detail is no text for people's eyes alone
  Instant asked_at, told_at;

  bool is_under_way() const {
    return state == "asked" || state == "moving" || state == "cancelling";
  }
};

std::optional<Asked> find(db::Transaction& directory, const AssociationId& association);
std::vector<Asked> under_way(db::Transaction& directory);
// Instead of whatever move of this association was there before.
void ask(db::Transaction& directory, const AssociationId& association, const std::string& from,
         const std::string& to, Instant now);
void tell(db::Transaction& directory, const AssociationId& association, const Progress& progress,
          Instant now);
// `cancelling`, or how it ended; `code`, of a refusal or db::Error, and its parameters, where it
// did not go well. An attempt that will be repeated stays `moving`.
void set_state(db::Transaction& directory, const AssociationId& association,
               const std::string& state, const std::string& code, const std::string& detail,
               Instant now);

}  // namespace move
