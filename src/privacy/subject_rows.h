#pragma once

#include "parties/parties.h"
#include "privacy/day_key.h"
#include "privacy/subject_request.h"

// How subject requests lie in the database. Private to this room.
namespace privacy {

// What they say in words; sealed under the person's key, and so gone with it.
struct SubjectWords {
  std::string value, calendar, printed;  // of a correction: what the value is said to be
  std::string reason;                    // why it was asked
  std::string extension;                 // why the answer takes longer
  std::string answer;                    // why it was refused, or what was done
};
BOOST_DESCRIBE_STRUCT(SubjectWords, (), (value, calendar, printed, reason, extension, answer))

struct StoredRequest {
  SubjectRequest request;
  PartyId person;      // whose it is by now: the file that the asker's became part of
  SubjectWords words;  // empty when the person was erased
};

// Throws std::logic_error when the person has no key.
void insert_request(db::Transaction& tx, const api::Tenant& tenant, const StoredRequest& stored);
// As it stands now, if it still stands as `before` in the database: false when somebody was faster.
bool update_request(db::Transaction& tx, const api::Tenant& tenant, const StoredRequest& stored,
                    SubjectState before);
std::optional<StoredRequest> find_request(db::Transaction& tx, const api::Tenant& tenant,
                                          const SubjectRequestId& id);
// Of one person and of the files that became part of theirs, the latest first.
std::vector<StoredRequest> requests_of_party(db::Transaction& tx, const api::Tenant& tenant,
                                             const PartyId& party);

std::vector<StoredRequest> requests_in_state(db::Transaction& tx, const api::Tenant& tenant,
                                             SubjectState state, const DayKey& after, int limit);

}  // namespace privacy
