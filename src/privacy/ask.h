#pragma once

#include "privacy/subject_view.h"

namespace privacy {

struct AskBody {
  std::string kind;  // correction | erasure | copy (at the desk alone: in the portal it is taken)
  std::optional<std::string> field, value, calendar, reason;
};
BOOST_DESCRIBE_STRUCT(AskBody, (), (kind, field, value, calendar, reason))

// The person asks, in the portal. Refuses subject_request.kind, subject_request.in_person (numbers
// and phones are bound by sighting a document), subject_request.no_change, subject_request.asked
// (the same is open already), subject_request.nobody, what read_value refuses, and
// subject_request.text.
Result<OwnSubjectRequest> ask_in_portal(db::Transaction& tx, const api::Call& call,
                                        const AskBody& body);
// What somebody asked for by word of mouth, on the phone or by letter, written down at the desk: it
// has the same clock. Refuses the same and not_found.
Result<SubjectPage> note_at_desk(db::Transaction& tx, const api::Call& call,
                                 const parties::Hooks& hooks, const PartyId& party,
                                 const AskBody& body);

// Words of a reason or an answer: one text with its limits, without hidden signs.
Result<std::string> read_words(const std::string& typed, const std::string& pointer, bool needed);

}  // namespace privacy
