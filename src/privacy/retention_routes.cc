#include "platform/exports/exports.h"
#include "privacy/holds.h"
#include "privacy/privacy.h"
#include "privacy/retention_desk.h"

namespace privacy {
namespace {

using Tx = db::Transaction;
using auth::Action;
using exports::Words;

constexpr auto right = Action::person_erase;

std::string shown(const std::string& name, const Words& words) {
  return name.empty() ? words.heading("somebody") : name;
}

exports::Columns<AnnouncedRow> announced_columns() {
  using Row = AnnouncedRow;
  return exports::Columns<Row>()
      .add("name", [](const Row& row, const Words& words) { return shown(row.name, words); })
      .add("retention_category",
           [](const Row& row, const Words& words) {
             return words.of("retention_category", row.category);
           })
      .add("noted", &Row::noted_at)
      .add("destroy_on", &Row::destroy_on)
      .add("held", [](const Row& row, const Words& words) { return words.if_so(row.held); });
}

exports::Columns<HoldRow> hold_columns() {
  using Row = HoldRow;
  return exports::Columns<Row>()
      .add("name", [](const Row& row, const Words& words) { return shown(row.name, words); })
      .add("hold_reason", [](const Row& row, const Words&) { return row.reason.value_or(""); })
      .add("placed", &Row::placed_at)
      .add("placed_by", [](const Row& row, const Words&) { return row.placed_by.value_or(""); })
      .add("review_on", &Row::review_on);
}

exports::Columns<CategoryView> schedule_columns() {
  using Row = CategoryView;
  return exports::Columns<Row>()
      .add("retention_category",
           [](const Row& row, const Words& words) {
             return words.of("retention_category", row.category);
           })
      .add("months",
           [](const Row& row) {
             return row.months ? std::optional<std::int64_t>(*row.months) : std::nullopt;
           })
      .add("basis", [](const Row& row, const Words&) { return row.basis.value_or(""); })
      .add("set_on", &Row::set_at)
      .add("set_by", [](const Row& row, const Words&) { return row.set_by.value_or(""); })
      .add("works_from", &Row::works_from)
      .add("passed_on", &Row::passed_on)
      .add("destroyed", &Row::destroyed);
}

void add_schedule_routes(api::Routes& routes, const parties::Hooks& hooks) {
  routes.get<RetentionNotice>("/portal/retention", Action::anyone,
                              [](Tx& tx, const api::Call& call) -> Result<RetentionNotice> {
                                return retention_notice(tx, call.tenant.id);
                              });
  const auto schedule = [](Tx& tx, const api::Call& call) -> Result<RetentionSchedule> {
    return retention_schedule(tx, call);
  };
  routes.get<RetentionSchedule>("/desk/retention", right, schedule);
  exports::add_export(
      routes, "/desk/retention", right,
      exports::list_of<RetentionSchedule>("retention-periods", schedule_columns(), schedule));
  routes.change<SetPeriod, RetentionSchedule>(
      "PUT", "/desk/retention/{category}", right,
      [](Tx& tx, const api::Call& call, const SetPeriod& body) {
        return set_period(tx, call, call.param("category"), body);
      });
  routes.get<Foresight>(
      "/desk/retention/{category}/foresight", right,
      [](Tx& tx, const api::Call& call) { return foresee(tx, call, call.param("category")); });
  const auto list = [hooks](Tx& tx, const api::Call& call) {
    return list_announced(tx, call, hooks);
  };
  routes.get<AnnouncedPage>("/desk/retention-files", right, list);
  exports::add_export(routes, "/desk/retention-files", right,
                      exports::list_of<AnnouncedPage>("retention", announced_columns(), list));
}

void add_hold_routes(api::Routes& routes, const parties::Hooks& hooks) {
  const auto list = [hooks](Tx& tx, const api::Call& call) { return list_holds(tx, call, hooks); };
  routes.get<HoldPage>("/desk/holds", right, list);
  exports::add_export(routes, "/desk/holds", right,
                      exports::list_of<HoldPage>("holds", hold_columns(), list));
  routes.change<PlaceHold, Held>("POST", "/desk/retention-files/{id}/hold", right,
                                 [hooks](Tx& tx, const api::Call& call, const PlaceHold& body) {
                                   return hold_announced(tx, call, hooks, call.param("id"), body);
                                 });
  routes.get<FileRetention>("/desk/people/{id}/holds", right,
                            [hooks](Tx& tx, const api::Call& call) {
                              return file_retention(tx, call, hooks, call.id<PartyId>("id"));
                            });
  routes.change<PlaceHold, FileRetention>(
      "POST", "/desk/people/{id}/holds", right,
      [hooks](Tx& tx, const api::Call& call, const PlaceHold& body) {
        return place_hold(tx, call, hooks, call.id<PartyId>("id"), body);
      });
  routes.change<LiftHold, Held>("POST", "/desk/holds/{id}/end", right,
                                [hooks](Tx& tx, const api::Call& call, const LiftHold&) {
                                  return end_hold(tx, call, hooks, call.param("id"));
                                });
}

}  // namespace

void add_retention_routes(api::Routes& routes, const parties::Hooks& hooks) {
  add_schedule_routes(routes, hooks);
  add_hold_routes(routes, hooks);
}

}  // namespace privacy
