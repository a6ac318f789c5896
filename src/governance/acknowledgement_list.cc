#include "governance/acknowledgement_list.h"

#include <vector>

#include "governance/evidence_outline.h"
#include "policy/in_words.h"
#include "saudi/hijri.h"

namespace governance {
namespace {

// A name that begins like a formula is none: a table program must not reckon with it.
std::string cell(std::string_view text) {
  constexpr std::string_view begins_formula = "=+-@\t\r\n";
  std::string quoted = "\"";
  if (!text.empty() && begins_formula.find(text.front()) != std::string_view::npos) quoted += '\'';
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

void add_line(std::string& table, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) table += (i == 0 ? "" : ",") + cell(cells[i]);
  table += "\r\n";
}

}  // namespace

std::string acknowledgements_csv(const Evidence& evidence, std::string_view language) {
  const auto say = [&](const std::string& code) {
    return policy::text_of("evidence." + code, language);
  };
  std::string table = "\xEF\xBB\xBF";
  add_line(table, {say("group"), say("name"), say("role"), say("list.state"), say("list.gregorian"),
                   say("list.hijri"), say("list.time"), say("list.signed_as")});
  const auto add = [&](const KeptGroup& group, const Reader& reader, const std::string& state) {
    std::vector<std::string> cells = {say("group." + group.group),
                                      reader.name.empty() ? say("hidden") : reader.name,
                                      policy::in_language(reader.role, language), state};
    if (reader.acknowledged_at) {
      const auto day = riyadh_date(*reader.acknowledged_at);
      const auto hijri = saudi::to_hijri(day);
      cells.insert(cells.end(), {iso(day), hijri ? saudi::iso(*hijri) : std::string(),
                                 saudi::riyadh_clock(*reader.acknowledged_at)});
    } else {
      cells.insert(cells.end(), {"", "", ""});
    }
    cells.push_back(reader.signed_as.value_or(""));
    add_line(table, cells);
  };
  for (const auto& group : evidence.circulation.groups) {
    for (const auto& reader : group.readers)
      add(group, reader, say(reader.acknowledged_at ? "list.done" : "has_not"));
    for (const auto& reader : group.former) add(group, reader, say("list.done_and_gone"));
  }
  return table;
}

}  // namespace governance
