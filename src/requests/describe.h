#pragma once

#include "requests/open_request.h"
#include "requests/views.h"

// Parts of views that the portal's standing and the desk's page share. Pure but for what is handed
// in.
namespace requests {

PeriodView describe(const policy::Period& period);
std::vector<std::string> who_acts(const policy::ActorSet& by);  // role names, "applicant", "system"

FormItem describe_item(const policy::Item& item);
KindForm describe_form(const policy::Pack& pack, const policy::RequestKind& kind);
KindCard describe_card(const policy::RequestKind& kind);

std::vector<StandingStep> describe_steps(const OpenRequest& open);
std::vector<OfferView> describe_offers(const std::vector<procedure::Offer>& offers);
std::vector<NextStep> describe_next(const std::vector<procedure::Task>& tasks);
std::vector<TellingView> describe_told(const procedure::Request& state);

using Notes = std::map<std::string, std::string>;  // id of a note -> its text
std::optional<std::string> text_of(const Notes& notes, const std::string& id);

std::optional<ReturnedView> describe_return(const OpenRequest& open, const Notes& notes);
std::optional<DecisionView> describe_decision(const OpenRequest& open, const Notes& notes);
std::vector<DeliveryView> describe_deliveries(const OpenRequest& open, const Notes& notes);
std::vector<ReplyView> describe_replies(const OpenRequest& open, const Notes& notes);
std::vector<QuestionView> describe_questions(const OpenRequest& open, const Notes& notes);

// Whether a later event struck this one.
bool is_struck(const procedure::Request& state, std::int64_t seq);

// What is written down at the steps of this kind; for the applicant, what is there of what they are
// shown.
std::vector<StepRecord> describe_records(const OpenRequest& open, const StoredValues& values,
                                         const procedure::Facts& facts);
std::vector<StepRecord> describe_shown_records(const OpenRequest& open, const StoredValues& values);

}  // namespace requests
