#include <algorithm>
#include <array>

#include "policy/pack.h"

// The closed list of controls: which there are, on which kinds of step they stand, and whether they
// may stand on a request kind as a whole. procedure/ implements gates, clocks, duties and rights by
// these names; reporting/ the records and measures.
namespace policy {
namespace {

enum class Whole : std::uint8_t { no, yes };
struct ControlRule {
  ControlKind kind;
  std::string_view name;
  std::vector<StepKind> fits;
  Whole whole = Whole::no;
};

// A gate holds before a step is left (of a study or judgement: before it is recorded).
std::vector<ControlRule> gate_rules() {
  using enum StepKind;
  using enum ControlKind;
  // clang-format off
  return {
      {gate, "question_answered", {receive}},      // H1: every question raised has its answer
      {gate, "channel_offered", {receive}},        // C1…C10: over a channel of the pack
      {gate, "items_present", {complete}},         // H2: every required item is there
      {gate, "items_matched", {verify}},           // H2: each with checks, by whom and when
      {gate, "identity_valid", {complete, verify}},  // H2: not expired at submission
      {gate, "clarified", {clarify, study}},       // H3: no question is open when it ends
      {gate, "declaration_current", {declare}},    // H4: signed over exactly what stands there now
      {gate, "told_first", {study}},               // H5: told of the study and its period
      {gate, "decided_by_body", {study}},          // H5: recorded for the deciding body
      {gate, "reasons_given", {study, judge}},     // a decision always has reasons
      {gate, "papers_complete", {enroll}},         // H6: no required item is missing
      {gate, "receipt_confirmed", {deliver}},      // H7: the beneficiary confirmed the receipt
      {gate, "independent", {judge}},              // J2: the judge had no part in the matter
      {gate, "same_channel", {reply}},             // O5: answered on the channel it came by
      {gate, "record_complete",                    // what is to be written down there is
       {assess, interview, visit, permit, pay, attend, refer, arrive, enroll, deliver}},
      {gate, "fee_settled", {pay}},                // A5: exactly the fee, or waived with a reason
      {gate, "attendance_share", {attend}},        // A3: the least share was attended
      {gate, "place_free", {enroll}},              // A1: no more than there are places
      {gate, "consent_to_share", {refer}},         // R6: data is handed over by consent
      {gate, "in_area", {complete, verify}},       // E1: in the association's area of work
      {gate, "announced", {receive}},              // E5: what is not published is not applied for
      {gate, "acknowledged", {}, Whole::yes},      // F4: whoever acts acknowledged the policy
  };
  // clang-format on
}

// What else stands on steps or on a whole request kind.
std::vector<ControlRule> step_rules() {
  using enum StepKind;
  using enum ControlKind;
  // clang-format off
  return {
      // A clock: it happened in its time.
      {clock, "earliest", {study}},                // at_least
      {clock, "latest",                            // at_most, within
       {receive, complete, verify, clarify, declare, inform,  assess,
        interview, visit, study, permit, enroll, pay, attend,
        deliver, refer, arrive, reply, judge, evaluate, close}},
      // A duty: the act is on record for every request that came to that step.
      {duty, "received", {receive}},
      {duty, "verified", {verify}},
      {duty, "clarified", {clarify}},              // owed only once a question was asked
      {duty, "told", {inform}},                    // with proof; told again if the delivery failed
      {duty, "assessed", {assess}},
      {duty, "interviewed", {interview}},
      {duty, "visited", {visit}},
      {duty, "decided", {study}},
      {duty, "registered", {enroll}},
      {duty, "delivered", {deliver}},
      {duty, "replied", {reply}},
      {duty, "judged", {judge}},
      {duty, "permitted", {permit}},               // H8: granted or refused, on record
      {duty, "paid", {pay}},
      {duty, "attended", {attend}},
      {duty, "referred", {refer}},
      {duty, "arrived", {arrive}},                 // R7: or given up with a reason
      {duty, "invited_to_rate", {evaluate}},
      {duty, "closed_with_outcome", {close}, Whole::yes},  // H0: none ends without an outcome
      // A right: the person could do it, the whole time that it stood open to them.
      {right, "follow", {}, Whole::yes},           // see where it stands
      {right, "withdraw", {}, Whole::yes},
      {right, "correct", {}, Whole::yes},          // answer a return, correct what was submitted
      {right, "rate", {evaluate}, Whole::yes},
      {right, "appeal", {study, judge}, Whole::yes},
      {right, "see_openings", {}, Whole::yes},     // who opened my file
  };
  // clang-format on
}

// What stands alone.
std::vector<ControlRule> standing_rules() {
  using enum ControlKind;
  // clang-format off
  return {
      // Records: the thing exists and is current.
      {record, "registry_of_parties", {}},
      {record, "roles_of_parties", {}},
      {record, "policy_in_force", {}},             // F1: the version that the software runs
      {record, "duties_and_rights", {}},           // F2: rights, duties, liability, disputes
      {record, "shortfalls", {}},                  // F2: late, skipped, overridden steps
      {record, "versions", {}},                    // F3: draft, approved, in force, superseded
      {record, "review_due", {}},
      {record, "circulation", {}},
      {record, "acknowledgements", {}},
      {record, "legal_references", {}},
      {record, "approval", {}},
      {record, "letter_numbers", {}},
      {record, "letterhead", {}},
      {record, "channels", {}},
      {record, "contact_log", {}},
      {record, "portal", {}},
      {record, "branches", {}},                    // C10: branches with their delegates
      {record, "volunteers", {}},                  // C7: registered, offered, assigned
      {record, "reference_documents", {}},         // T1
      {record, "printable_forms", {}},
      {record, "needs_assessment", {}},            // O3
      {record, "known_values", {}},                // O3: nobody is asked twice for what is known
      {record, "circumstances", {}},               // O6: age, disability, distance on the file
      {record, "knowledge_base", {}},              // O5: approved answers
      {record, "published_facts", {}},             // P1
      {record, "public_figures", {}},              // P2
      {record, "published_standards", {}},         // O8
      {record, "rating_explained", {}},            // P3: everyone is told what rating is for
      {record, "scorecards", {}},                  // P4
      {record, "improvements", {}},                // P5
      {record, "improvement_partners", {}},        // O10
      {record, "consents", {}},
      {record, "openings", {}},
      {record, "announcements", {}},               // E5: with their dates and conditions
      {record, "conflicts_of_interest", {}},       // E4: declared, and kept out
      {record, "entity_directory", {}},            // R3: entities and their services
      {record, "surveys", {}},                     // T2: the same on the web and on paper
      {record, "followed_attendance", {}},         // A3: meeting by meeting, with warnings
      // Measures: the figure exists and is fresh.
      {measure, "service_time", {}},               // per step
      {measure, "response_time", {}},
      {measure, "satisfaction", {}},
      {measure, "own_results", {}},                // O7: whoever serves sees their own
      {measure, "complaints", {}},
      {measure, "suggestions_answered", {}},
      {measure, "outreach", {}},                   // O2: people found and told of what they may get
      {measure, "publication", {}},
      {measure, "equality", {}},                   // J1: across groups, with its uncertainty
      {measure, "steps_and_papers", {}},           // O3: per service
      {measure, "remote_requests", {}},            // O4, O6: done from where the person is
      {measure, "rating_share", {}},               // P3: who was invited, who answered
      {measure, "improvement_effect", {}},         // P5: before and after
  };
  // clang-format on
}

const std::vector<ControlRule>& rules() {
  static const std::vector<ControlRule> table = [] {
    std::vector<ControlRule> all = gate_rules();
    for (ControlRule& row : step_rules()) all.push_back(std::move(row));
    for (ControlRule& row : standing_rules()) all.push_back(std::move(row));
    return all;
  }();
  return table;
}

const ControlRule* rule(ControlKind kind, std::string_view name) {
  for (const ControlRule& row : rules())
    if (row.kind == kind && row.name == name) return &row;
  return nullptr;
}

std::vector<std::string> names_of(ControlKind kind) {
  std::vector<std::string> names;
  for (const ControlRule& row : rules())
    if (row.kind == kind) names.emplace_back(row.name);
  return names;
}

}  // namespace

const std::vector<std::string>& control_names(ControlKind kind) {
  static const std::array<std::vector<std::string>, 6> names = {
      names_of(ControlKind::gate),  names_of(ControlKind::clock),  names_of(ControlKind::duty),
      names_of(ControlKind::right), names_of(ControlKind::record), names_of(ControlKind::measure)};
  return names.at(static_cast<std::size_t>(kind));
}

bool control_fits(ControlKind kind, std::string_view name, StepKind step) {
  const ControlRule* row = rule(kind, name);
  return row && std::find(row->fits.begin(), row->fits.end(), step) != row->fits.end();
}

bool control_fits_whole(ControlKind kind, std::string_view name) {
  const ControlRule* row = rule(kind, name);
  return row && row->whole == Whole::yes;
}

bool wants_examples(ControlKind kind, std::string_view name) {
  if (kind == ControlKind::record || kind == ControlKind::measure) return false;
  return name != "follow" && name != "see_openings" && name != "received" && name != "announced";
}

}  // namespace policy
