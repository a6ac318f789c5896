#pragma once

#include "parties/read_person.h"

namespace parties {

struct NoteDeath {
  std::string on;  // the day, ISO, in `calendar`
  std::optional<std::string> calendar;
  bool sighted = false;  // the certificate, or the record of it, was seen
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(NoteDeath, (), (on, calendar, sighted, note))
struct UndoDeath {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(UndoDeath, (), (reason))

inline constexpr auto* death_field = "death_date";  // among the values of a file

// The death of a person closes the file: nothing on it is changed, nothing new is opened for them,
// nothing is sent to them, and no phone opens it. What is open stays, to be closed by hand. Refuses
// party.date, party.date_future, death.before_birth, death.sighted, party.text_control,
// party.died, death.claim (match it first), not_found.
Result<PersonFile> note_death(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                              const PartyId& party, const NoteDeath& body);
// It was noted of the wrong person: the file is open again, the history tells. Refuses
// death.none, death.reason, not_found.
Result<PersonFile> undo_death(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                              const PartyId& party, const UndoDeath& body);

}  // namespace parties
