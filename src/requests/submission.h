#pragma once

#include <vector>

#include "requests/bodies.h"
#include "requests/perform.h"

// Parts of submitting: private to this room.
namespace requests {

struct Submission {
  ItemValues values;
  std::optional<Signature> signature;
};

// Whether nothing is filled in, so that the reception is all there is to submit: a call for help.
bool is_received_whole(const policy::RequestKind& kind);

// Refuses request.if_match_missing and request.changed_meanwhile.
Result<Done> check_seen(const api::Call& call, const RequestRow& row);

// A signature by code is redeemed before anything else is written: the guess counts even when it is
// refused. `applicant`: who signs, of a request taken at the desk. Refuses codes.wrong, also for a
// code that was sent to somebody else's phone, and codes.too_many_guesses, at `field`.
Result<Done> redeem_signature(db::Transaction& tx, const api::Call& call,
                              const std::optional<Signature>& signature, const PartyId& applicant,
                              std::string_view field = "/declaration/code");

// Digests of a value's files, by id. Refuses value.attachment_unknown for files that are not the
// applicant's or the beneficiary's
// (`owners`; empty: whom the actor acts for).
Result<std::map<std::string, std::string>> file_digests(db::Transaction& tx, const api::Call& call,
                                                        const std::string& item,
                                                        const ItemValue& value,
                                                        const std::vector<PartyId>& owners);

// Reads, seals and stores what is new among the values; attaches their files.
Result<Done> store_values(db::Transaction& tx, const api::Call& call, const OpenRequest& open,
                          const ItemValues& given);

procedure::Capacity capacity_of(const RequestRow& row);
Result<Done> add_signature(db::Transaction& tx, const api::Call& call, const OpenRequest& open,
                           const Signature& signature, procedure::Action& action);

// store_values, the signature, and the engine's word.
Result<Done> submit_values(db::Transaction& tx, const api::Call& call, OpenRequest& open,
                           const Submission& submission);

}  // namespace requests
