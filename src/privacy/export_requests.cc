#include "platform/exports/exports.h"
#include "privacy/lists.h"

namespace privacy {
namespace {

using exports::Words;
using Row = SubjectRow;

// As the page names them: not of whoever is hidden from the reader.
std::string name(const Row& row, const Words& words) {
  return row.name.empty() ? words.heading("somebody") : row.name;
}

exports::Columns<Row> columns() {
  return exports::Columns<Row>()
      .add("name", name)
      .add("asks",
           [](const Row& row, const Words& words) { return words.of("subject_kind", row.kind); })
      .add("field",
           [](const Row& row, const Words& words) {
             return row.field ? words.of("field", *row.field) : std::string();
           })
      .add("state",
           [](const Row& row, const Words& words) { return words.of("subject_state", row.state); })
      .add("asked", &Row::asked_at)
      .add("answer_due", &Row::due_on)
      .add("late", [](const Row& row, const Words& words) { return words.if_so(row.late); })
      .add("in_portal",
           [](const Row& row, const Words& words) { return words.if_so(row.in_portal); });
}

}  // namespace

void add_export(api::Routes& routes, const parties::Hooks& hooks) {
  exports::add_export(
      routes, "/desk/subject-requests", auth::Action::person_read,
      exports::list_of<SubjectRowPage>("data-requests", columns(),
                                       [hooks](db::Transaction& tx, const api::Call& call) {
                                         return list_subject_requests(tx, call, hooks);
                                       }));
}

}  // namespace privacy
