#pragma once

#include <boost/describe.hpp>

#include "governance/standing.h"

// A version as people read it: its clauses in words, not its files.
namespace governance {

struct ReadableClause {
  std::string id;
  policy::Text text;
  std::optional<std::string> source;
};
BOOST_DESCRIBE_STRUCT(ReadableClause, (), (id, text, source))

struct ReadableTerm {
  std::string id;  // rights, duties, performance, shortfall, liability, disputes
  policy::Text title, text;
};
BOOST_DESCRIBE_STRUCT(ReadableTerm, (), (id, title, text))

struct ReadableApproval {
  std::string body, meeting, term;
  std::optional<Date> decided_on;
};
BOOST_DESCRIBE_STRUCT(ReadableApproval, (), (body, meeting, term, decided_on))

struct ReadableVersion {
  std::string digest, state;
  policy::Text name, document;
  std::optional<ReadableApproval> approval;
  std::optional<Instant> effective_at;
  std::vector<ReadableClause> clauses;  // those that bind
  std::vector<ReadableTerm> terms;      // what each side owes and is owed (F2)
  std::vector<policy::Text> legal_references;
};
BOOST_DESCRIBE_STRUCT(ReadableVersion, (),
                      (digest, state, name, document, approval, effective_at, clauses, terms,
                       legal_references))

// Refuses policy.unknown.
Result<ReadableVersion> readable_version(db::Transaction& tx, const api::Tenant& tenant,
                                         std::string_view digest, Instant now);

}  // namespace governance
