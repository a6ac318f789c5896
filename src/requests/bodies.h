#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "requests/item_values.h"

// What the routes of this room accept. Unknown keys are refused when a body is read.
namespace requests {

struct Signature {
  std::string method;                  // drawn | code | witness
  std::optional<std::string> drawing;  // attachment id of a drawn signature
  std::optional<std::string> challenge, code;
  std::optional<std::string> witness;  // name of who read it aloud and saw the mark
  int declaration_version = 0;
  std::string content_digest;
};
BOOST_DESCRIBE_STRUCT(Signature, (),
                      (method, drawing, challenge, code, witness, declaration_version,
                       content_digest))

struct ConsentGiven {
  std::string purpose;
  bool given = false;
  int notice_version = 0;
};
BOOST_DESCRIBE_STRUCT(ConsentGiven, (), (purpose, given, notice_version))

struct BeneficiaryData {
  std::string full_name;
  std::optional<std::string> identity_type, identity_number;
  std::string relation;  // what the applicant is to them: father, mother, … other
};
BOOST_DESCRIBE_STRUCT(BeneficiaryData, (), (full_name, identity_type, identity_number, relation))

struct SubmitRequest {
  std::string kind;
  ItemValues values;
  std::vector<ConsentGiven> consents;
  std::optional<Signature> declaration;
  std::string capacity;  // self | guardian | agent
  std::optional<BeneficiaryData> beneficiary;
  // Of whoever applies for another and has no name on file: who signs has a name (H4).
  std::optional<std::string> applicant_name;
};
BOOST_DESCRIBE_STRUCT(SubmitRequest, (),
                      (kind, values, consents, declaration, capacity, beneficiary, applicant_name))

// Said at the desk, by the beneficiary or by whoever applied for them.
struct ConsentSaid {
  bool given = false;
  int notice_version = 0;
};
BOOST_DESCRIBE_STRUCT(ConsentSaid, (), (given, notice_version))

struct DigestBody {
  std::string kind;
  ItemValues values;
  std::optional<std::string> request;   // of a completion: what stands there already counts too
  std::optional<std::string> capacity;  // self | guardian | agent
};
BOOST_DESCRIBE_STRUCT(DigestBody, (), (kind, values, request, capacity))
struct ContentDigest {
  std::string content_digest;
  int declaration_version = 0;
};
BOOST_DESCRIBE_STRUCT(ContentDigest, (), (content_digest, declaration_version))

struct SubmissionBody {
  ItemValues values;
  std::optional<Signature> declaration;
};
BOOST_DESCRIBE_STRUCT(SubmissionBody, (), (values, declaration))

struct OpenRequestBody {
  std::string kind, channel;
  std::optional<std::string> beneficiary, applicant, capacity;  // party ids
  std::optional<std::string> full_name, phone;                  // of somebody without a file
  std::optional<std::string> branch;
  std::optional<Instant> happened_at;
  std::vector<std::string> questions;
};
BOOST_DESCRIBE_STRUCT(OpenRequestBody, (),
                      (kind, channel, beneficiary, applicant, capacity, full_name, phone, branch,
                       happened_at, questions))

struct EmptyBody {};
BOOST_DESCRIBE_STRUCT(EmptyBody, (), ())
struct ReasonBody {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReasonBody, (), (reason))
struct ReferenceReasonBody {
  std::string reference;  // as people say it: any digits, with or without hyphens
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReferenceReasonBody, (), (reference, reason))
struct NoteBody {
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(NoteBody, (), (note))
struct ValueBody {
  ItemValue value;
};
BOOST_DESCRIBE_STRUCT(ValueBody, (), (value))
struct ItemVerification {
  std::string item;
  bool matched = false, valid = false;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ItemVerification, (), (item, matched, valid, note))
struct QuestionBody {
  std::string text;
  std::optional<std::string> step;  // of a clarify step; absent: raised at reception
};
BOOST_DESCRIBE_STRUCT(QuestionBody, (), (text, step))
struct AnswerBody {
  std::string question, text;
};
BOOST_DESCRIBE_STRUCT(AnswerBody, (), (question, text))
struct TellingBody {
  std::string step, channel;
  std::optional<std::string> note;
  std::optional<Instant> happened_at;
};
BOOST_DESCRIBE_STRUCT(TellingBody, (), (step, channel, note, happened_at))
struct DecisionBody {
  std::string step, outcome, reasons;
  std::optional<std::int64_t> amount_halalas;
  std::optional<Instant> happened_at;
};
BOOST_DESCRIBE_STRUCT(DecisionBody, (), (step, outcome, reasons, amount_halalas, happened_at))
struct StepBody {
  std::string step;
};
BOOST_DESCRIBE_STRUCT(StepBody, (), (step))
struct RegistrationBody {
  std::string step;
  std::optional<std::string> outcome;  // registered (when left out) | waiting
  std::optional<ItemValues> values;    // of the step's record
};
BOOST_DESCRIBE_STRUCT(RegistrationBody, (), (step, outcome, values))
struct DeliveryBody {
  std::string step, what;
  std::optional<std::int64_t> amount_halalas;
  std::optional<bool> last;
  std::optional<Instant> happened_at;
  std::optional<ItemValues> values;  // of the step's record
};
BOOST_DESCRIBE_STRUCT(DeliveryBody, (), (step, what, amount_halalas, last, happened_at, values))
struct ReceiptBody {
  std::string step;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ReceiptBody, (), (step, note))
struct ReplyBody {
  std::string step, text, channel;
  std::optional<std::string> outcome;
};
BOOST_DESCRIBE_STRUCT(ReplyBody, (), (step, text, channel, outcome))
struct ResultBody {
  std::string step, outcome;
  std::optional<std::string> record;  // in words; needed where the step has no fields
  std::optional<std::int64_t> amount_halalas;
  std::optional<ItemValues> values;  // of the step's record
};
BOOST_DESCRIBE_STRUCT(ResultBody, (), (step, outcome, record, amount_halalas, values))
struct ProgressBody {
  std::string step;
  std::optional<std::string> record;
  std::optional<ItemValues> values;
};
BOOST_DESCRIBE_STRUCT(ProgressBody, (), (step, record, values))
struct SkipBody {
  std::string step, reason;
};
BOOST_DESCRIBE_STRUCT(SkipBody, (), (step, reason))
struct ClosureBody {
  std::string step;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ClosureBody, (), (step, note))
struct ReturnBody {
  std::vector<std::string> items;
  std::string reason;
  std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(ReturnBody, (), (items, reason, until))
struct HoldBody {
  std::string reason;
  Date until;
};
BOOST_DESCRIBE_STRUCT(HoldBody, (), (reason, until))
struct AssignmentBody {
  std::string staff;
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(AssignmentBody, (), (staff, reason))
struct RectificationBody {
  std::int64_t seq = 0;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RectificationBody, (), (seq, reason))
struct OverrideBody {
  std::string control, step, reason;
};
BOOST_DESCRIBE_STRUCT(OverrideBody, (), (control, step, reason))
struct MergeBody {
  std::string into, reason;
};
BOOST_DESCRIBE_STRUCT(MergeBody, (), (into, reason))
struct RatingBody {
  int score = 0;  // 1 (poor) … 5 (excellent)
  std::optional<std::string> comment;
};
BOOST_DESCRIBE_STRUCT(RatingBody, (), (score, comment))

}  // namespace requests
