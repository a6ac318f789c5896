#pragma once

#include <map>
#include <string>
#include <vector>

#include "platform/api/api.h"
#include "policy/pack.h"

// How controls stand, read from the projection that requests keeps. A projected row tells how its
// control stood at the request's last event; only the time that has passed since is added here.
namespace reporting {

enum class Standing : std::uint8_t { owed, kept, broken, overridden, late };
std::string_view name_of(Standing standing);
std::optional<Standing> standing_named(std::string_view name);

// Of the day on which a request was received: from `from`, before `until`.
struct Period {
  Instant from{INT64_MIN};
  Instant until{INT64_MAX};
};
// From ?from= &to= (days in Riyadh, both within). Refuses argument.not_a_date,
// argument.period_backwards.
Result<Period> period_of(const api::Call& call);

using Figures = std::map<Standing, std::int64_t>;
// Over every request of the association, whoever may open it: by control id and stored outcome. One
// statement over one index.
struct Counted {
  std::int64_t all = 0;     // with this stored outcome
  std::int64_t passed = 0;  // of them: with a date that has passed
};
using Counts = std::map<std::string, std::map<std::string, Counted, std::less<>>, std::less<>>;
Counts count_outcomes(db::Transaction& tx, const AssociationId& association, const Period& period,
                      Instant now);
// A clock whose date has passed is broken, whatever happens next; an act that is still owed is
// late.
Figures figures_of(const policy::Control& control, const Counts& counts);

struct OutcomeRow {
  RequestId request;
  Instant received_at;
  std::string control;
  Standing standing = Standing::owed;
  std::optional<Instant> due;
  std::string reference, kind, policy_version;
};
// Where a page begins: after this row, in the order newest request first, then control.
struct OutcomeKey {
  Instant received_at{INT64_MAX};
  std::string request, control;
};
struct OutcomeQuery {
  std::vector<const policy::Control*> controls;
  std::vector<Standing> standings;
  Period period;
};
// Only requests that the actor may open: by branch, class and own work as rights have it.
std::vector<OutcomeRow> outcome_rows(db::Transaction& tx, const api::Call& call,
                                     const OutcomeQuery& query, const OutcomeKey& after, int limit);

}  // namespace reporting
