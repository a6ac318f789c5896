#pragma once

#include "parties/read_person.h"

namespace parties {

// What somebody needs, as a member of the staff found it (O3): by hand, with its date, kept with
// its history. The person's own figures of that day go onto their file too, verified, so that no
// form asks for them again.
struct Need {
  std::string need;      // of need_names()
  std::string priority;  // urgent | high | normal
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Need, (), (need, priority, note))
const std::vector<std::string>& need_names();
const std::vector<std::string>& priority_names();

struct AssessNeeds {
  std::string on;            // ISO, Gregorian
  std::string how;           // visit | interview | phone | documents
  std::int64_t members = 1;  // who live together, themselves included
  std::int64_t income_halalas = 0, obligations_halalas = 0;  // of a month, of all of them
  std::vector<Need> needs;
  std::string summary;
};
BOOST_DESCRIBE_STRUCT(AssessNeeds, (),
                      (on, how, members, income_halalas, obligations_halalas, needs, summary))
const std::vector<std::string>& assessment_means();

// What is left of a month's income for each who lives there, after obligations; below nothing
// counts as below nothing. Whole halalas, towards minus infinity.
std::int64_t left_per_head(std::int64_t income_halalas, std::int64_t obligations_halalas,
                           std::int64_t members);

struct AssessmentView {
  std::string id;
  AssessNeeds assessment;
  std::int64_t left_per_head_halalas = 0;
  Date again_on;  // a year later, by the association's calendar
  bool due = false;
  std::optional<std::string> by;
  Instant recorded_at;
};
BOOST_DESCRIBE_STRUCT(AssessmentView, (),
                      (id, assessment, left_per_head_halalas, again_on, due, by, recorded_at))
struct AssessmentList {
  std::vector<AssessmentView> items;  // the latest first
};
BOOST_DESCRIBE_STRUCT(AssessmentList, (), (items))

// Refuses assessment.date, assessment.how, assessment.members, assessment.amount, assessment.need,
// assessment.priority, assessment.twice, assessment.text, party.died, not_found.
Result<AssessmentList> assess_needs(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                    const PartyId& party, const AssessNeeds& body);
Result<AssessmentList> list_assessments(db::Transaction& tx, const api::Call& call,
                                        const Hooks& hooks, const PartyId& party);
// Of the person's own copy: without names of the staff.
std::vector<AssessmentView> assessments_of(db::Transaction& tx, const api::Tenant& tenant,
                                           const PartyId& party, Instant now);

}  // namespace parties
