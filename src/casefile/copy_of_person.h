#pragma once

#include "messages/messages.h"
#include "parties/parties.h"
#include "privacy/privacy.h"
#include "requests/requests.h"

namespace casefile {

// A copy of everything that the association holds of one person, for that person (PDPL art. 4, law;
// art. 5 and 6, regulation): readable and to be taken along. Nobody else stands in it by name:
// members of the staff are shown by their part.
struct CopyOfPerson {
  policy::Text association;
  Instant made_at;
  parties::CopiedFile file;
  std::vector<requests::RequestStanding> requests;  // as the applicant sees them, newest first
  std::vector<messages::Shown> messages;            // newest first
  std::vector<parties::OpeningView> openings;       // who of the staff looked, newest first
  std::vector<privacy::OwnSubjectRequest> subject_requests;
  bool is_whole = true;  // false: of the long lists only the newest `copied_max`
};
BOOST_DESCRIBE_STRUCT(CopyOfPerson, (),
                      (association, made_at, file, requests, messages, openings, subject_requests,
                       is_whole))

inline constexpr std::size_t copied_max = 2'000;

// Of a claim only what it said itself. Refuses not_found (erased, unknown).
Result<CopyOfPerson> copy_person(db::Transaction& tx, const api::Call& call, const PartyId& party,
                                 const std::string& public_address);

// The same on paper.
std::string paper_of(const CopyOfPerson& copy, std::string_view language);

}  // namespace casefile
