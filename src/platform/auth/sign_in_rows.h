#pragma once

#include <string>

#include "platform/auth/sign_ins.h"

// Private to this room.
namespace auth::rows {

// Signs a member in who has just proven the password or the setup link; the oldest sign-ins beyond
// a number end.
NewSignIn start_desk_sign_in(db::Transaction& tx, const seal::Keeper& keeper,
                             const AssociationId& association, Actor actor, Instant now);

}  // namespace auth::rows
