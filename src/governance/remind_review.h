#pragma once

#include "governance/standing.h"

// A policy is reviewed again and again (F3): the heads and the board hear of the date before it
// comes, on the day, and every week after it until an approval is on record.
namespace governance {

// Which reminder is due on `today`; nothing: none yet. Before the date "month" and "week", on it
// "due", after it "late/1", "late/2" …, one for each week.
std::optional<std::string> review_reminder(Date due, Date today);

// A timer: sends what is due and was not sent yet. Returns whether it sent something.
bool remind_of_review(api::Tenant& tenant, Instant now);

}  // namespace governance
