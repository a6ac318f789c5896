#pragma once

#include "parties/parties.h"
#include "privacy/retention_rows.h"

// The schedule of retention, as the heads keep it.
namespace privacy {

void add_retention_routes(api::Routes& routes, const parties::Hooks& hooks);

struct CategoryView {
  std::string category;
  int proposed = 0, least = 0, most = 0;  // months
  bool whole_file = false;
  std::optional<int> months;  // nothing: no period is in force
  std::optional<std::string> basis, set_by;
  std::optional<Instant> set_at;
  std::optional<Date> works_from, passed_on;
  std::int64_t destroyed = 0;
};
BOOST_DESCRIBE_STRUCT(CategoryView, (),
                      (category, proposed, least, most, whole_file, months, basis, set_by, set_at,
                       works_from, passed_on, destroyed))
struct RetentionSchedule {
  std::vector<CategoryView> items;
};
BOOST_DESCRIBE_STRUCT(RetentionSchedule, (), (items))

struct SetPeriod {
  std::optional<int> months;  // nothing: the category is no longer destroyed by its age
  std::optional<std::string> basis;
};
BOOST_DESCRIBE_STRUCT(SetPeriod, (), (months, basis))

RetentionSchedule retention_schedule(db::Transaction& tx, const api::Call& call);
// From a month's notice on. Refuses retention.category, retention.months, retention.basis,
// forbidden to whoever works for some branches only.
Result<RetentionSchedule> set_period(db::Transaction& tx, const api::Call& call,
                                     const std::string& category, const SetPeriod& body);

// How many things would be over their period today with `?months=`.
struct Foresight {
  std::int64_t count = 0;
  bool more = false;  // it was not counted further
};
BOOST_DESCRIBE_STRUCT(Foresight, (), (count, more))
Result<Foresight> foresee(db::Transaction& tx, const api::Call& call, const std::string& category);

// As it is told to everybody: only what is in force.
struct KeptFor {
  std::string category;
  int months = 0;
};
BOOST_DESCRIBE_STRUCT(KeptFor, (), (category, months))
struct RetentionNotice {
  std::vector<KeptFor> items;
};
BOOST_DESCRIBE_STRUCT(RetentionNotice, (), (items))
RetentionNotice retention_notice(db::Transaction& tx, const AssociationId& association);

// Files that are destroyed on their day, by that day.
struct AnnouncedRow {
  std::string id;
  PartyId party;  // empty when it may not be known
  std::string name, category;
  Instant noted_at;
  Date destroy_on;
  bool held = false;
};
BOOST_DESCRIBE_STRUCT(AnnouncedRow, (), (id, party, name, category, noted_at, destroy_on, held))
struct AnnouncedPage {
  std::vector<AnnouncedRow> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(AnnouncedPage, (), (items, next))
Result<AnnouncedPage> list_announced(db::Transaction& tx, const api::Call& call,
                                     const parties::Hooks& hooks);

}  // namespace privacy
