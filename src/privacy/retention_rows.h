#pragma once

#include <map>

#include "parties/parties.h"
#include "privacy/day_key.h"
#include "privacy/retention.h"

// How the schedule of retention, announced files and holds lie in the database. Private to this
// room.
namespace privacy {

using RetentionId = Id<struct RetentionTag>;  // of an announced file, of a hold

struct Period {
  Category category = Category::served_file;
  int months = 0;
  std::string basis, set_by;  // a staff id
  Instant set_at;
  Date works_from;
  std::optional<Date> passed_on;  // everything was last looked through
  std::int64_t destroyed = 0;
};
std::map<Category, Period> periods_of(db::Transaction& tx, const AssociationId& association);
std::optional<Period> period_of(db::Transaction& tx, const AssociationId& association,
                                Category category);
void put_period(db::Transaction& tx, const AssociationId& association, const Period& period);
bool remove_period(db::Transaction& tx, const AssociationId& association, Category category);
void note_pass(db::Transaction& tx, const AssociationId& association, Category category,
               Date today);
void count_destroyed(db::Transaction& tx, const AssociationId& association, Category category,
                     std::int64_t more);

struct Announced {
  std::string id;
  PartyId party;
  Category category = Category::served_file;
  Instant noted_at;
  Date destroy_on;
};
// False: it is announced already.
bool announce(db::Transaction& tx, const AssociationId& association, const Announced& announced);
std::optional<Announced> find_announced(db::Transaction& tx, const AssociationId& association,
                                        const std::string& id);
std::optional<Announced> announced_of(db::Transaction& tx, const AssociationId& association,
                                      const PartyId& party);
std::vector<Announced> announced_after(db::Transaction& tx, const AssociationId& association,
                                       const DayKey& after, int limit);
std::vector<Announced> announced_until(db::Transaction& tx, const AssociationId& association,
                                       Date day, int limit);
void forget_announced(db::Transaction& tx, const AssociationId& association, const std::string& id);

struct Hold {
  std::string id;
  PartyId party;
  Instant placed_at;
  std::string placed_by;  // a staff id
  Date review_on;
  std::string reason;  // sealed under the person's key
};
// Throws std::logic_error when the person has no key.
void put_hold(db::Transaction& tx, const api::Tenant& tenant, const Hold& hold);
// Standing ones: of a person with all the files that became part of theirs, or of everybody by the
// day of their review.
std::vector<Hold> holds_of(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party);
std::vector<Hold> holds_after(db::Transaction& tx, const api::Tenant& tenant, const DayKey& after,
                              int limit);
// Whoever places a hold and whoever destroys go one after the other.
void take_turn(db::Transaction& tx);
// False: it stands no longer.
bool lift_hold(db::Transaction& tx, const AssociationId& association, const std::string& id,
               const std::string& by, Instant now);
bool is_held(db::Transaction& tx, const AssociationId& association, const PartyId& party);

}  // namespace privacy
