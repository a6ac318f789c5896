#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "platform/api/api.h"
#include "policy/policy.h"

// What a draft would have meant for the requests that there were: each is replayed under it
// (procedure/replay), and what it would have met is counted, with the very requests.
namespace reporting {

struct ReplayedRequest {
  std::string request, reference;
};
BOOST_DESCRIBE_STRUCT(ReplayedRequest, (), (request, reference))

struct ReplayFinding {
  // stopped: an act would have been refused. waits: a step would still be open. clock_broken,
  // clock_mended: a date would have been missed, or no longer. answer_later: the answer could not
  // have come before. gone: the draft has no such kind of request. unreadable: not replayed, since
  // what is stored of it is not of a form that this program reads.
  std::string what;
  std::string kind;
  policy::Text kind_title;
  std::string step;
  policy::Text step_title;
  std::string act, code, clause, control, field;
  std::map<std::string, std::string> parameters;  // of the obstacle
  std::int64_t requests = 0;
  std::int64_t days_most = 0;           // answer_later: of the one that moves most
  std::vector<ReplayedRequest> sample;  // at most 100; what is confidential is counted, not named
};
BOOST_DESCRIBE_STRUCT(ReplayFinding, (),
                      (what, kind, kind_title, step, step_title, act, code, clause, control, field,
                       parameters, requests, days_most, sample))

struct ReplayReport {
  std::string draft;  // digest, where it has one
  std::int64_t requests = 0, unaffected = 0;
  std::vector<ReplayFinding> findings;  // most requests first
  Instant measured_at;
};
BOOST_DESCRIBE_STRUCT(ReplayReport, (), (draft, requests, unaffected, findings, measured_at))

// The stored values that conditions of this kind ask for: names of items, or "record.STEP.FIELD".
std::set<std::string> values_asked(const policy::RequestKind& kind);

struct ReplayOptions {
  int threads = 2;
  std::function<void(std::int64_t done, std::int64_t all)> progress;  // from any of the threads
  std::function<bool()> is_stopped = {};                              // asked before each part
};
// Reads in parts, so that others go on writing; what comes meanwhile may be in it or not. Throws
// what the store throws.
ReplayReport replay_policy(api::Tenant& tenant, const policy::Pack& draft, Instant now,
                           const ReplayOptions& options);

}  // namespace reporting
