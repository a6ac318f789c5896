#include "reporting/clause_table.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "reporting/unmeasured.h"

namespace reporting {
namespace {

constexpr std::string_view letters = "FOPCTHREAJX";  // as the source policies are read

constexpr std::string_view beginning = R"(# How each clause is kept

Made by `sila policy clauses policies/*` from the packs; not to be edited. The numbers are those of
the source policies, the words those of the first association that has the clause.

✓ every control is enforced · ◐ something it rests on is not measured yet, the rest is enforced ·
○ nothing it rests on is measured yet · — not its clause

)";

// First by letter, then by number: F1 … F7, O1 … O10.
std::pair<std::size_t, int> place_of(const std::string& clause) {
  return {letters.find(clause.front()), std::stoi(clause.substr(1))};
}

struct ByPlace {
  bool operator()(const std::string& left, const std::string& right) const {
    return place_of(left) < place_of(right);
  }
};

struct Holding {
  const policy::Pack* pack;
  const policy::Clause* clause;
};
using Clauses = std::map<std::string, std::vector<Holding>, ByPlace>;

Clauses clauses_of(const std::vector<policy::Pack>& packs) {
  Clauses all;
  for (const auto& pack : packs) {
    for (const auto& clause : pack.clauses) all[clause.id].push_back({&pack, &clause});
  }
  return all;
}

bool is_measured(const policy::Control& control) {
  return why_not_measured(control.kind, control.name) == nullptr;
}

std::string_view sign_of(const policy::Clause& clause) {
  if (!clause.owed) return "—";
  if (!clause.measured) return "○";
  const auto measured = std::ranges::count_if(clause.controls, is_measured);
  if (measured == 0) return "○";
  return measured == std::ssize(clause.controls) ? "✓" : "◐";
}

// One line of a table; no text breaks it.
std::string row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const auto& cell : cells) {
    line += ' ';
    for (const char byte : cell) {
      if (byte == '|') line += '\\';
      line += byte == '\n' ? ' ' : byte;
    }
    line += " |";
  }
  return line + '\n';
}

std::string table(const Clauses& clauses, const std::vector<policy::Pack>& packs) {
  std::vector<std::string> head = {"clause", "what it says"}, rule = {"---", "---"};
  for (const auto& pack : packs) {
    head.push_back(pack.id);
    rule.emplace_back(":-:");
  }
  std::string text = row(head) + row(rule);
  for (const auto& [id, holders] : clauses) {
    std::vector<std::string> cells = {id, holders.front().clause->text.at("en")};
    for (const auto& pack : packs) {
      const auto found = std::ranges::find(holders, &pack, &Holding::pack);
      cells.emplace_back(found == holders.end() ? "—" : sign_of(*found->clause));
    }
    text += row(cells);
  }
  return text;
}

std::string title_of(const policy::Control& control) {
  return std::string(policy::name_of(control.kind)) + " `" + control.name + '`';
}

// "aoun, teryaq: gate `told_first`, clock `earliest`": those who keep it the same way together.
std::string enforcement(const Clauses& clauses) {
  std::string text;
  for (const auto& [id, holders] : clauses) {
    std::map<std::string, std::vector<std::string>> ways;
    for (const auto& [pack, clause] : holders) {
      std::vector<std::string> controls;
      for (const auto& control : clause->controls) {
        if (clause->owed && is_measured(control)) controls.push_back(title_of(control));
      }
      std::ranges::sort(controls);
      if (!controls.empty()) ways[join(controls, ", ")].push_back(pack->id);
    }
    for (const auto& [controls, who] : ways)
      text += "- **" + id + "** " + join(who, ", ") + ": " + controls + '\n';
  }
  return text;
}

struct Missing {
  const policy::Text* reason = nullptr;
  std::map<std::string, std::vector<std::string>, ByPlace> of;  // clause -> associations
};

std::string not_measured(const Clauses& clauses) {
  std::map<std::string, Missing> missing;
  for (const auto& [id, holders] : clauses) {
    for (const auto& [pack, clause] : holders) {
      if (clause->owed && !clause->measured) {
        auto& one = missing["the whole clause, " + pack->id + ' ' + id];
        one.reason = &clause->why;
        one.of[id].push_back(pack->id);
      }
      for (const auto& control : clause->controls) {
        if (!clause->owed || is_measured(control)) continue;
        auto& one = missing[title_of(control)];
        one.reason = why_not_measured(control.kind, control.name);
        one.of[id].push_back(pack->id);
      }
    }
  }
  std::string text =
      row({"what", "clauses", "why", "why, in Arabic"}) + row({"---", "---", "---", "---"});
  for (const auto& [title, one] : missing) {
    std::vector<std::string> of;
    for (const auto& [clause, who] : one.of) of.push_back(clause + " (" + join(who, ", ") + ')');
    text += row({title, join(of, ", "), one.reason->at("en"), one.reason->at("ar")});
  }
  return text;
}

std::string not_owed(const Clauses& clauses) {
  std::string text;
  for (const auto& [id, holders] : clauses) {
    for (const auto& [pack, clause] : holders) {
      if (clause->owed) continue;
      text += "- **" + id + "** " + pack->id + ": " + clause->why.at("en") + '\n';
    }
  }
  return text.empty() ? text : "\n## Not owed\n" + text;
}

}  // namespace

std::string clause_table(const std::vector<policy::Pack>& packs) {
  const Clauses clauses = clauses_of(packs);
  std::string page(beginning);
  page += table(clauses, packs) + "\n## Enforced by\n" + enforcement(clauses);
  page += "\n## Not measured yet\nThe clause report gives the same reasons.\n\n";
  return page + not_measured(clauses) + not_owed(clauses);
}

}  // namespace reporting
