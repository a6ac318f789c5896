#include "governance/acknowledgement_list.h"

#include "governance/drafts.h"
#include "governance/evidence_outline.h"
#include "platform/exports/exports.h"
#include "policy/in_words.h"
#include "saudi/hijri.h"

namespace governance {
namespace {

using auth::Action;
using exports::Columns;
using exports::Words;

struct Line {
  std::string group;
  Reader reader;
  std::string state;  // a code of texts/pack/evidence.json
};
struct Lines {
  std::vector<Line> items;
};

std::string say(const std::string& code, const Words& words) {
  return policy::text_of("evidence." + code, words.language());
}

Lines lines_of(const std::vector<KeptGroup>& groups) {
  Lines lines;
  for (const auto& group : groups) {
    for (const auto& reader : group.readers)
      lines.items.push_back(
          {group.group, reader, reader.acknowledged_at ? "list.done" : "has_not"});
    for (const auto& reader : group.former)
      lines.items.push_back({group.group, reader, "list.done_and_gone"});
  }
  return lines;
}

std::string hijri_of(const Line& line) {
  if (!line.reader.acknowledged_at) return {};
  const auto hijri = saudi::to_hijri(riyadh_date(*line.reader.acknowledged_at));
  return hijri ? saudi::iso(*hijri) : std::string();
}

Columns<Line> columns() {
  return Columns<Line>()
      .add("group",
           [](const Line& line, const Words& words) { return say("group." + line.group, words); })
      .add("name",
           [](const Line& line, const Words& words) {
             return line.reader.name.empty() ? say("hidden", words) : line.reader.name;
           })
      .add("role", [](const Line& line, const Words& words) { return words.of(line.reader.role); })
      .add("state", [](const Line& line, const Words& words) { return say(line.state, words); })
      .add("gregorian",
           [](const Line& line) {
             const auto& at = line.reader.acknowledged_at;
             return at ? std::optional(riyadh_date(*at)) : std::nullopt;
           })
      .add("hijri", hijri_of)
      .add("time",
           [](const Line& line) {
             const auto& at = line.reader.acknowledged_at;
             return at ? saudi::riyadh_clock(*at) : std::string();
           })
      .add("signed_as", [](const Line& line) { return line.reader.signed_as; });
}

// Everybody, where the page shows the first two hundred of each group.
Result<Lines> list_everybody(db::Transaction& tx, const api::Call& call) {
  const auto readers = TRY(list_readers(tx, call));
  return lines_of(all_readers(tx, call.tenant, readers.digest));
}

Columns<ContractorView> columns_of_contractors() {
  using Row = ContractorView;
  return Columns<Row>()
      .add("name", &Row::name)
      .add("purpose", &Row::purpose)
      .add("email", &Row::email)
      .add("phone", &Row::phone)
      .add("state", [](const Row& row,
                       const Words& words) { return words.of("contractor_state", row.state); })
      .add("added", &Row::created_at)
      .add("ended", &Row::ended_at);
}

Columns<VersionCard> columns_of_versions() {
  using Row = VersionCard;
  return Columns<Row>()
      .add("document", [](const Row& row, const Words& words) { return words.of(row.document); })
      .add("digest", &Row::digest)
      .add("state",
           [](const Row& row, const Words& words) { return words.of("version_state", row.state); })
      .add("imported", &Row::imported_at)
      .add("in_force", &Row::effective_at)
      .add("review_due", &Row::review_due)
      .add("circulated", &Row::circulated_at)
      .add("readers", &Row::readers)
      .add("acknowledged", &Row::acknowledged)
      .add("open_requests", &Row::open_requests);
}

Columns<DraftCard> columns_of_drafts() {
  using Row = DraftCard;
  return Columns<Row>()
      .add("title", &Row::title)
      .add("state",
           [](const Row& row, const Words& words) { return words.of("draft_state", row.state); })
      .add("problems", &Row::problems)
      .add("created", &Row::created_at)
      .add("created_by", &Row::created_by)
      .add("changed", &Row::changed_at)
      .add("changed_by", &Row::changed_by)
      .add("version", [](const Row& row, const Words&) { return row.version.value_or(""); });
}

}  // namespace

std::string acknowledgements_csv(const Evidence& evidence, std::string_view language) {
  const Words words{std::string(language)};
  const auto table = columns();
  std::vector<exports::Cells> rows;
  for (const auto& line : lines_of(evidence.circulation.groups).items)
    rows.push_back(table.cells(line, words));
  return exports::csv_of(table.headings(), std::move(rows), words);
}

void add_exports(api::Routes& routes) {
  exports::add_export(routes, "/desk/policy/versions/{digest}/readers", Action::policy_draft,
                      exports::list_of<Lines>("acknowledgements", columns(), list_everybody));
  exports::add_export(
      routes, "/desk/policy/contractors", Action::policy_manage,
      exports::list_of<ContractorList>("contractors", columns_of_contractors(), list_contractors));
  exports::add_export(
      routes, "/desk/policy/versions", Action::policy_read,
      exports::list_of<VersionList>("versions", columns_of_versions(), list_versions));
  exports::add_export(routes, "/desk/policy/drafts", Action::policy_draft,
                      exports::list_of<DraftList>("drafts", columns_of_drafts(), list_drafts));
}

}  // namespace governance
