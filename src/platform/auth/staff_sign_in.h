#pragma once

#include <string>
#include <string_view>

#include "platform/auth/hasher.h"
#include "platform/auth/rights.h"
#include "platform/auth/sign_ins.h"

// Signing staff in. In three parts, because the middle one costs 100 ms of a core and must not run
// in a transaction: count the attempt (and keep that, whatever follows), verify, then start the
// sign-in. An unknown address takes the same way and the same time, and gets the same answer:
// sign_in.wrong.
namespace auth {

struct Attempt {
  std::string subject;  // keyed digest of the address
  std::string peer;     // keyed digest of the network address
  StaffId staff;        // empty when unknown, not set up or disabled
  std::string stored;   // hash of the password, empty then
};
// Part one. KEEP THE TRANSACTION even when it refuses (sign_in.too_many with retry_after_s). At
// most five attempts at an address and thirty from a peer before a pause, however many run side by
// side.
Result<Attempt> count_attempt(db::Transaction& tx, const seal::Keeper& keeper,
                              const AssociationId& association, std::string_view email,
                              std::string_view peer, Instant now);
// Part two: hasher.verify(password, attempt.stored).
// Part three. Refuses sign_in.wrong; gives the counted attempt back when it was right.
Result<NewSignIn> finish_sign_in(db::Transaction& tx, const seal::Keeper& keeper,
                                 const AssociationId& association, const Attempt& attempt,
                                 bool verified, Instant now);

// Setting up an account through its one-time link. Part one finds the link (and counts the attempt
// of this peer: KEEP THE TRANSACTION); then check_new_password and hasher.hash; part three uses the
// link up and signs in. Refuses setup.link (unknown, used, over), staff.email_form,
// staff.email_taken, staff.email_differs (an invitation's address is not changed by its receiver),
// staff.name_form.
struct Setup {
  std::string token_index;
  StaffId staff;
};
Result<Setup> find_setup(db::Transaction& tx, const seal::Keeper& keeper,
                         const AssociationId& association, std::string_view token,
                         std::string_view peer, Instant now);
struct SetupGiven {
  std::string name, email;
  std::string stored;  // hash of the new password
};
Result<NewSignIn> complete_setup(db::Transaction& tx, const seal::Keeper& keeper,
                                 const AssociationId& association, const Setup& setup,
                                 const SetupGiven& given, Instant now);

// Changing one's own password: count_password_attempt, hasher.verify(current), check_new_password,
// hasher.hash(new), then change_password, which ends every other sign-in and gives this one a new
// token. Refuses password.wrong.
Result<Attempt> count_password_attempt(db::Transaction& tx, const seal::Keeper& keeper,
                                       const AssociationId& association, const Actor& actor,
                                       std::string_view peer, Instant now);
Result<NewSignIn> change_password(db::Transaction& tx, const seal::Keeper& keeper,
                                  const AssociationId& association, const Actor& actor,
                                  const Attempt& attempt, bool verified, std::string_view stored,
                                  Instant now);

}  // namespace auth
