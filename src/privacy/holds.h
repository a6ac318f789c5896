#pragma once

#include "parties/parties.h"
#include "privacy/retention_rows.h"

// Files that must not be destroyed for now, though their period is over or their owner asks for it:
// a case before a court, a complaint, an inspection (regulation art. 8).
namespace privacy {

struct PlaceHold {
  std::string reason, review_on;  // ISO
};
BOOST_DESCRIBE_STRUCT(PlaceHold, (), (reason, review_on))

struct LiftHold {};
BOOST_DESCRIBE_STRUCT(LiftHold, (), ())

struct HoldRow {
  std::string id;
  PartyId party;  // empty when it may not be known
  std::string name;
  std::optional<std::string> reason;  // not of somebody who may not be known
  std::optional<std::string> placed_by;
  Instant placed_at;
  Date review_on;
  bool review_due = false;
};
BOOST_DESCRIBE_STRUCT(HoldRow, (),
                      (id, party, name, reason, placed_by, placed_at, review_on, review_due))
struct HoldPage {
  std::vector<HoldRow> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(HoldPage, (), (items, next))

// Of one person: what holds their file, and when it will be destroyed.
struct FileRetention {
  std::vector<HoldRow> holds;
  std::optional<std::string> category;  // as which it is announced
  std::optional<Date> destroy_on;
};
BOOST_DESCRIBE_STRUCT(FileRetention, (), (holds, category, destroy_on))

struct Held {
  bool held = false;  // whether anything holds the file now
};
BOOST_DESCRIBE_STRUCT(Held, (), (held))

// By the day of their review.
Result<HoldPage> list_holds(db::Transaction& tx, const api::Call& call,
                            const parties::Hooks& hooks);
Result<FileRetention> file_retention(db::Transaction& tx, const api::Call& call,
                                     const parties::Hooks& hooks, const PartyId& party);
// Refuses subject_request.text, retention.review_date, not_found.
Result<FileRetention> place_hold(db::Transaction& tx, const api::Call& call,
                                 const parties::Hooks& hooks, const PartyId& party,
                                 const PlaceHold& body);
// The same on an announced file, by its row: whose it is need not be known.
Result<Held> hold_announced(db::Transaction& tx, const api::Call& call, const parties::Hooks& hooks,
                            const std::string& id, const PlaceHold& body);
// Refuses not_found.
Result<Held> end_hold(db::Transaction& tx, const api::Call& call, const parties::Hooks& hooks,
                      const std::string& id);

}  // namespace privacy
