#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/auth/rights.h"

// A sign-in is an authenticated period. Only a keyed digest of its token is stored. It ends by
// signing out, by a new password, when the staff member is disabled, after a time of not being
// used, and in any case at its absolute end.
namespace auth {

enum class Area : std::uint8_t { desk, portal };

// "__Host-teryaq-desk"; "teryaq-desk" where cookies cannot be Secure (http on loopback).
std::string cookie_name(Area area, std::string_view slug, bool secure);

struct NewSignIn {
  std::string token;           // for the cookie, nowhere else
  std::int64_t max_age_s = 0;  // of the cookie
  Actor actor;
};

// Which parties a verified phone may act for (the parties room answers; set at composition).
using MayActFor =
    std::function<std::vector<PartyId>(db::Transaction& tx, std::string_view phone_index)>;

struct Holder {
  Actor actor;             // Kind::nobody when the token opens nothing
  bool touch_due = false;  // then call touch() in some write, soon; nobody need wait for it
};
// Who holds `token`. Reads the database each time: what was ended a moment ago opens nothing.
Holder authenticate(db::Transaction& tx, const seal::Keeper& keeper,
                    const AssociationId& association, Area area, std::string_view token,
                    Instant now, const MayActFor& may_act_for);
// Moves the end by idleness.
void touch(db::Transaction& tx, const AssociationId& association, const std::string& sign_in,
           Instant now);

// A new token for a sign-in; the old one opens it for another minute (answers under way).
// Ask at /me when `rotation_due`. Nothing when the sign-in has ended.
bool rotation_due(db::Transaction& tx, const AssociationId& association, const std::string& sign_in,
                  Instant now);
std::optional<NewSignIn> rotate(db::Transaction& tx, const seal::Keeper& keeper,
                                const AssociationId& association, const Actor& actor, Instant now);

// Signs an applicant in whose phone was just proven (redeem_code).
NewSignIn start_portal_sign_in(db::Transaction& tx, const seal::Keeper& keeper,
                               const AssociationId& association, std::string_view phone,
                               Instant now, const MayActFor& may_act_for);
// Refuses not_found when the phone does not open this party.
Result<Done> act_for(db::Transaction& tx, const AssociationId& association, const Actor& actor,
                     const PartyId& party, Instant now);
// The phone of an applicant's sign-in in E.164; empty when there is none.
std::string phone_of(db::Transaction& tx, const seal::Keeper& keeper,
                     const AssociationId& association, const Actor& actor);

void end_sign_in(db::Transaction& tx, const AssociationId& association, const Actor& actor,
                 Instant now);
// Every sign-in of a staff member but `except` (empty: all); returns how many.
std::int64_t end_sign_ins_of(db::Transaction& tx, const AssociationId& association,
                             const StaffId& staff, std::string_view except, Instant now);

struct ListedSignIn {
  std::string id;
  Instant started_at, seen_at;
  bool current = false;
};
std::vector<ListedSignIn> list_sign_ins(db::Transaction& tx, const AssociationId& association,
                                        const Actor& actor, Instant now);

// How many are open.
struct OpenSignIns {
  std::int64_t desk = 0, portal = 0;
};
OpenSignIns count_sign_ins(db::Transaction& tx, const AssociationId& association, Instant now);

// Deletes every sign-in, code and counter of a phone: when its person is erased.
void forget_phone(db::Transaction& tx, const AssociationId& association,
                  std::string_view phone_index);

// Deletes what has ended long ago: sign-ins, codes, links, counters. A job; returns how many rows.
std::int64_t sweep(db::Transaction& tx, const AssociationId& association, Instant now);

}  // namespace auth
