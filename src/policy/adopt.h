#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/policy.h"

// A pack as the beginning of an association: its own, or another's rules under its own name.
namespace policy {

struct Adopter {
  std::string id;                    // of the new pack: letters, digits and _
  Text name;                         // Arabic and English
  std::string licence;               // as printed
  std::optional<Approval> approval;  // by its own board; nothing: not yet
  bool may_be_its_own = false;       // the files may be what this association wrote itself
};

// A pack that may be the adopter's own and bears its name is: only its id, and a licence and an
// approval that are given, are put there. Of any other the adopter's name, licence and approval
// stand in place of those that stood there, wherever they are named; how to reach the other is left
// for its own people to write; comments that head a file tell of the other association and are left
// out; a clause that says only when the other's board approved says it of the adopter's own. Common
// parts stay as they are. `files` must parse without problems. Pure text: what is left of it keeps
// its lines and its words.
Files adopt(const Files& files, const Adopter& adopter);

// What may not be handed on to another association: identity numbers, mobile numbers, bank accounts
// and e-mail addresses in its texts belong to people. Code pack.names_person, each with its place.
std::vector<Problem> personal_data_in(const Files& files);

}  // namespace policy
