#include "requests/export_queue.h"

#include "requests/queue.h"

namespace requests {
namespace {

using exports::Words;
using Row = QueueRow;

// As the page names them: of a confidential request nobody.
std::string beneficiary(const Row& row, const Words& words) {
  return row.confidential ? words.heading("confidential") : row.person.value_or("");
}

exports::Columns<Row> columns() {
  return exports::Columns<Row>()
      .add("reference", &Row::reference)
      .add("kind", [](const Row& row, const Words& words) { return words.of(row.kind_title); })
      .add("beneficiary", beneficiary)
      .add("step", [](const Row& row, const Words& words) { return words.of(row.step_title); })
      .add("status",
           [](const Row& row, const Words& words) { return words.of("status", row.status); })
      .add("who", [](const Row& row, const Words& words) { return words.all_of("role", row.who); })
      .add("assignee",
           [](const Row& row) { return row.assignee ? row.assignee->name : std::string(); })
      .add("opened", &Row::opened_at)
      .add("due", &Row::due)
      .add("earliest", &Row::earliest);
}

}  // namespace

exports::List queue_list() {
  return exports::list_of<QueuePage>("queue", columns(), list_queue);
}

void add_queue_export(api::Routes& routes) {
  exports::add_export(routes, "/desk/queue", auth::Action::queue_read, queue_list());
}

}  // namespace requests
