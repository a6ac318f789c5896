#pragma once

#include "messages/messages.h"
#include "parties/parties.h"
#include "requests/requests.h"

namespace casefile {

// Everything that happened around one person, for the desk: the audit log about their files and
// what they were told, in one order. Requests that the reader may not see are not there, nor what
// was said about them; who opened the file is there for who may read the audit log.
struct PersonEvent {
  std::string kind;  // of timeline_kinds()
  Instant at;
  std::string
      action;  // the audit log's word, "message.told", or "party.imported" (came with a list)
  std::string who_kind;                           // staff | applicant | operator | system
  std::optional<std::string> who_name, role;      // of the staff
  std::optional<std::string> request, reference;  // what it is about
  std::optional<policy::Text> title;              // the kind of request, or the message's subject
  std::optional<policy::Text> purpose;            // of a consent
  std::string detail;                             // the entry's own: codes only; or empty
  std::optional<std::string> channel, state;      // of a message: how it went
  std::optional<Instant> read_at;                 // in the portal
};
BOOST_DESCRIBE_STRUCT(PersonEvent, (),
                      (kind, at, action, who_kind, who_name, role, request, reference, title,
                       purpose, detail, channel, state, read_at))
struct PersonTimeline {
  std::vector<PersonEvent> items;  // newest first
  // There may be more, also where nothing of the wanted kind was among those looked through.
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(PersonTimeline, (), (items, next))
// file | request | message | consent | rights (what the person asks of their data) | portal |
// opening
const std::vector<std::string>& timeline_kinds();

// ?kind= of timeline_kinds(), or none: all. A page looks through at most 1,000 entries of each of
// their files. Refuses argument.unknown_word, argument.not_a_page_key, not_found.
Result<PersonTimeline> read_timeline(db::Transaction& tx, const api::Call& call,
                                     const parties::Hooks& hooks, const PartyId& party,
                                     api::Opening& opening);

}  // namespace casefile
