#include "reporting/outcomes.h"

#include <algorithm>
#include <tuple>

#include "base/words.h"

namespace reporting {
namespace {

constexpr std::array<std::string_view, 5> standing_names = {"owed", "kept", "broken", "overridden",
                                                            "late"};

Result<std::optional<Date>> day_of(const api::Call& call, std::string_view name) {
  const auto given = call.argument(name);
  if (!given || given->empty()) return std::optional<Date>();
  const auto date = parse_date(*given);
  if (!date) {
    return refuse(RefusalKind::invalid,
                  {.code = "argument.not_a_date", .field = std::string(name)});
  }
  return date;
}

}  // namespace

std::string_view name_of(Standing standing) {
  return word_of(standing_names, standing);
}

std::optional<Standing> standing_named(std::string_view name) {
  return enumerator<Standing>(standing_names, name);
}

Result<Period> period_of(const api::Call& call) {
  const auto from = TRY(day_of(call, "from"));
  const auto to = TRY(day_of(call, "to"));
  if (from && to && *to < *from)
    return refuse(RefusalKind::invalid, {.code = "argument.period_backwards", .field = "to"});
  Period period;
  if (from) period.from = riyadh_midnight(*from);
  if (to) period.until = riyadh_midnight(*to + 1);
  return period;
}

const db::Sql select_counts(R"sql(
SELECT control, outcome, COUNT(*), SUM(CASE WHEN due < $2 THEN 1 ELSE 0 END)
  FROM control_outcomes
 WHERE association_id = $1 AND received_at >= $3 AND received_at < $4
 GROUP BY control, outcome)sql");

Counts count_outcomes(db::Transaction& tx, const AssociationId& association, const Period& period,
                      Instant now) {
  Counts counts;
  tx.each(
      select_counts,
      [&](const db::Row& row) {
        counts[row.string(0)][row.string(1)] = {row.integer(2), row.integer(3)};
      },
      association, now, period.from, period.until);
  return counts;
}

Figures figures_of(const policy::Control& control, const Counts& counts) {
  Figures figures;
  const auto found = counts.find(control.id);
  if (found == counts.end()) return figures;
  for (const auto& [outcome, counted] : found->second) {
    const auto standing = standing_named(outcome);
    if (!standing) continue;
    const std::int64_t passed = *standing == Standing::owed ? counted.passed : 0;
    figures[*standing] += counted.all - passed;
    figures[control.kind == policy::ControlKind::clock ? Standing::broken : Standing::late] +=
        passed;
  }
  return figures;
}

// $2 control, $3 stored outcome; $4: 1 its date has passed at $5 (now), 2 not yet, 0 either.
// $6 … $7 received within; $8, $9 the last row's, whose equal counts too when $10 is 1.
// What may be opened, as auth::authorise says: $11 staff, $12 sees every branch, $13 sits on a
// body, $14 sees restricted ones.
const db::Sql select_rows(R"sql(
SELECT o.request_id, o.received_at, o.due, r.reference, r.kind, r.policy_version
  FROM control_outcomes o
  JOIN requests r ON r.association_id = o.association_id AND r.id = o.request_id
 WHERE o.association_id = $1 AND o.control = $2 AND o.outcome = $3
   AND ($4 = 0 OR ($4 = 1 AND o.due < $5) OR ($4 = 2 AND (o.due IS NULL OR o.due >= $5)))
   AND o.received_at >= $6 AND o.received_at < $7 AND o.received_at <= $8
   AND (o.received_at < $8 OR o.request_id < $9 OR ($10 = 1 AND o.request_id = $9))
   AND (EXISTS (SELECT 1 FROM request_staff w
                 WHERE w.association_id = r.association_id AND w.request_id = r.id
                   AND w.staff_id = $11 AND w.break_glass_until IS NULL)
        OR ($13 = 1 AND EXISTS (SELECT 1 FROM tasks t
                                 WHERE t.association_id = r.association_id
                                   AND t.request_id = r.id AND t.step_kind = 'study'))
        OR (($12 = 1 OR EXISTS (SELECT 1 FROM staff_branches b
                                 WHERE b.association_id = r.association_id AND b.staff_id = $11
                                   AND b.branch_id = r.branch_id))
            AND (r.class = 'ordinary' OR (r.class = 'restricted' AND $14 = 1)
                 OR EXISTS (SELECT 1 FROM request_staff g
                             WHERE g.association_id = r.association_id AND g.request_id = r.id
                               AND g.staff_id = $11 AND g.break_glass_until > $5))))
 ORDER BY o.received_at DESC, o.request_id DESC LIMIT $15)sql");

namespace {

enum class Passed : std::uint8_t { either, passed, not_yet };
// A part of the index: rows of one control with one stored outcome.
struct Slice {
  const policy::Control* control;
  Standing stored, shown;
  Passed passed = Passed::either;
};

void add_slices(std::vector<Slice>& slices, const policy::Control& control, Standing wanted) {
  const bool clock = control.kind == policy::ControlKind::clock;
  switch (wanted) {
    case Standing::owed:
      return slices.push_back({&control, Standing::owed, wanted, Passed::not_yet});
    case Standing::late:
      if (!clock) slices.push_back({&control, Standing::owed, wanted, Passed::passed});
      return;
    case Standing::broken:
      if (clock) slices.push_back({&control, Standing::owed, wanted, Passed::passed});
      [[fallthrough]];
    case Standing::kept:
    case Standing::overridden:
      return slices.push_back({&control, wanted, wanted, Passed::either});
  }
}

// Whether a role other than the board's lets the actor read requests: the board sees ordinary ones.
bool sees_restricted(const auth::Actor& actor) {
  return std::ranges::any_of(actor.roles, [](Role role) {
    return role != Role::board_member && auth::matrix_allows(role, auth::Action::request_read);
  });
}

void read_slice(db::Transaction& tx, const api::Call& call, const Slice& slice,
                const Period& period, const OutcomeKey& after, int limit,
                std::vector<OutcomeRow>& rows) {
  const auto& actor = call.actor;
  const bool on_body = actor.has(Role::secretary) || actor.has(Role::committee_member);
  tx.each(
      select_rows,
      [&](const db::Row& row) {
        OutcomeRow& one = rows.emplace_back();
        one.request = {row.string(0)};
        one.received_at = row.instant(1);
        if (!row.null(2)) one.due = row.instant(2);
        one.reference = row.string(3);
        one.kind = row.string(4);
        one.policy_version = row.string(5);
        one.control = slice.control->id;
        one.standing = slice.shown;
      },
      call.tenant.id, slice.control->id, name_of(slice.stored),
      static_cast<std::int64_t>(slice.passed), call.now, period.from, period.until,
      after.received_at, after.request, slice.control->id > after.control, actor.id,
      actor.branches.empty(), on_body, sees_restricted(actor), limit);
}

// Newest first; of one request by control.
bool comes_before(const OutcomeRow& one, const OutcomeRow& other) {
  return std::tie(other.received_at, other.request.text, one.control) <
         std::tie(one.received_at, one.request.text, other.control);
}

}  // namespace

std::vector<OutcomeRow> outcome_rows(db::Transaction& tx, const api::Call& call,
                                     const OutcomeQuery& query, const OutcomeKey& after,
                                     int limit) {
  std::vector<Slice> slices;
  for (const auto* control : query.controls) {
    for (const Standing wanted : query.standings) add_slices(slices, *control, wanted);
  }
  std::vector<OutcomeRow> rows;
  for (const Slice& slice : slices) read_slice(tx, call, slice, query.period, after, limit, rows);
  std::ranges::sort(rows, comes_before);
  if (rows.size() > static_cast<std::size_t>(limit)) rows.resize(static_cast<std::size_t>(limit));
  return rows;
}

}  // namespace reporting
