#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

// What a person asks of their own data (PDPL, law art. 4): that a value be corrected, that their
// data be destroyed, a copy handed over. Pure: no database, no clock.
namespace privacy {

using SubjectRequestId = Id<struct SubjectRequestTag>;

enum class SubjectKind : std::uint8_t { correction, erasure, copy };
std::string_view name_of(SubjectKind kind);
std::optional<SubjectKind> subject_kind_named(std::string_view name);

// open → granted | refused | withdrawn. A granted erasure is carried out later (done); until then
// it can be stopped: the person takes it back (withdrawn) or the association refuses it after all.
enum class SubjectState : std::uint8_t { open, granted, refused, withdrawn, done };
std::string_view name_of(SubjectState state);
SubjectState subject_state_named(std::string_view name);  // throws std::invalid_argument

// Regulation art. 3: an answer within 30 days, 30 more with reasons told beforehand.
inline constexpr int answer_days = 30;
inline constexpr int extension_days = 30;
// What was granted is destroyed for good; so long somebody may still stop it.
inline constexpr std::int64_t erasure_delay_ms = 3 * day_ms;
inline constexpr std::size_t reason_characters_max = 1'000;

struct SubjectRequest {
  SubjectRequestId id;
  PartyId party;
  SubjectKind kind = SubjectKind::correction;
  std::string field;  // of a correction: which value of the file
  SubjectState state = SubjectState::open;
  Instant asked_at;
  std::string entered_by;  // the staff member who wrote it down; empty: asked in the portal
  Date due_on;             // the last day of the answer, in Riyadh
  std::optional<Instant> extended_at, answered_at, carry_out_at, ended_at;
  std::string answered_by;
};

Date answer_due(Instant asked_at);  // day 0 is the day on which it was asked
bool is_late(const SubjectRequest& request, Instant now);

enum class SubjectAct : std::uint8_t { grant, refuse, extend, withdraw, carry_out };
std::string_view name_of(SubjectAct act);

// What stands around a request that its decision rests on.
struct SubjectFacts {
  int open_requests = 0;           // matters of the person with the association that are not closed
  bool by_who_entered_it = false;  // the actor wrote it down themselves
  bool is_held = false;            // the file must not be destroyed for now
};
// Whether `act` may be done now; else all that stands in the way: subject_request.over,
// subject_request.extended_already, subject_request.too_late_to_extend, subject_request.not_due,
// erasure.open_requests, erasure.held, subject_request.own_entry.
Result<Done> check_act(const SubjectRequest& request, SubjectAct act, const SubjectFacts& facts,
                       Instant now);
// As it stands after the act; check_act has let it through.
SubjectRequest after_act(SubjectRequest request, SubjectAct act, const std::string& staff,
                         Instant now);

}  // namespace privacy
