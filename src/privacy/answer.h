#pragma once

#include "privacy/subject_view.h"

namespace privacy {

struct AnswerBody {
  bool granted = false;
  std::optional<std::string> answer;  // why it is refused (needed), or what was done
  std::optional<bool> sighted;        // of a correction: the officer saw what proves it
};
BOOST_DESCRIBE_STRUCT(AnswerBody, (), (granted, answer, sighted))
struct ExtendBody {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ExtendBody, (), (reason))
struct NoWords {};
BOOST_DESCRIBE_STRUCT(NoWords, (), ())

// Grants or refuses. A correction goes onto the file, with its source and its former value; an
// erasure waits for carry_out. The person is told. Refuses what check_act and read_value refuse,
// subject_request.text, not_found, subject_request.changed (somebody was faster).
Result<SubjectPage> answer_request(db::Transaction& tx, const api::Call& call,
                                   const parties::Hooks& hooks, const SubjectRequestId& id,
                                   const AnswerBody& body);
// Thirty days more, once, before the first have passed; the person is told why.
Result<SubjectPage> extend_request(db::Transaction& tx, const api::Call& call,
                                   const parties::Hooks& hooks, const SubjectRequestId& id,
                                   const ExtendBody& body);
// The person takes it back.
Result<OwnSubjectRequest> withdraw_request(db::Transaction& tx, const api::Call& call,
                                           const SubjectRequestId& id);

// Timer: erasures that were granted and waited long enough, a few at once. Answers how many.
int carry_out_due(api::Tenant& tenant, Instant now);

}  // namespace privacy
