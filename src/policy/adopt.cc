#include "policy/adopt.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "policy/texts.h"
#include "saudi/contact.h"
#include "saudi/identity.h"

namespace policy {
namespace {

using Lines = std::vector<std::string>;

bool is_common(const std::string& file) {
  return file.starts_with("common/");
}

std::string join_lines(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

Lines lines_of(const std::string& text) {
  Lines lines = split(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

std::size_t indent_of(const std::string& line) {
  return line.find_first_not_of(' ');
}

// As YAML reads it, whatever is in it.
std::string quoted(const std::string& text) {
  std::string out;
  json::write(out, text);
  return out;
}
std::string map_of(const Text& text) {
  std::string out;
  for (const auto& [language, words] : text)
    out += (out.empty() ? "{" : ", ") + language + ": " + quoted(words);
  return out + "}";
}

// Where the entry that begins at `first` ends: at the next line that is not further in.
std::size_t end_of_entry(const Lines& lines, std::size_t first) {
  const std::size_t indent = indent_of(lines[first]);
  std::size_t end = first + 1;
  for (; end < lines.size(); ++end) {
    const std::size_t here = indent_of(lines[end]);
    if (here != std::string::npos && here <= indent) break;
  }
  while (end > first + 1 && indent_of(lines[end - 1]) == std::string::npos) --end;
  return end;
}

void replace_lines(Lines& lines, std::size_t first, std::size_t end, const Lines& with) {
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(first),
              lines.begin() + static_cast<std::ptrdiff_t>(end));
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(first), with.begin(), with.end());
}

// A key of the file itself: replaced where it stands, else put behind the id; an empty line takes
// it away.
void set_key(Lines& lines, const std::string& key, const std::string& value) {
  const auto found = std::ranges::find_if(
      lines, [&](const std::string& line) { return line.starts_with(key + ":"); });
  const Lines with = value.empty() ? Lines() : Lines{key + ": " + value};
  if (found != lines.end()) {
    const auto first = static_cast<std::size_t>(found - lines.begin());
    return replace_lines(lines, first, end_of_entry(lines, first), with);
  }
  const auto id =
      std::ranges::find_if(lines, [](const std::string& line) { return line.starts_with("id:"); });
  if (id != lines.end() && !value.empty()) lines.insert(id + 1, with.front());
}

std::string approval_text(const Approval& approval) {
  std::string text = "{body: " + quoted(approval.body);
  if (!approval.meeting.empty()) text += ", meeting: " + quoted(approval.meeting);
  if (!approval.term.empty()) text += ", term: " + quoted(approval.term);
  if (approval.date) text += ", date: " + iso(*approval.date);
  return text + "}";
}

Text in_both(const std::string& code, const Parameters& parameters = {}) {
  Text text;
  for (const char* language : {"ar", "en"})
    text[language] = filled(text_of(code, language), parameters);
  return text;
}

// F6 as it is for the adopter: its own board's approval, or not owed before there is one.
Lines approval_clause(const std::string& indent, const std::string& id, const Adopter& adopter) {
  Lines clause = {indent + "- id: " + id};
  const auto add = [&](const std::string& line) { clause.push_back(indent + "  " + line); };
  const auto& approval = adopter.approval;
  if (!approval) {
    add("text: " + map_of(in_both("adopt.approval")));
    add("owed: false");
    add("why: " + map_of(in_both("adopt.not_approved")));
    return clause;
  }
  const std::string code = approval->date ? "adopt.approved_on" : "adopt.approved";
  add("text: " + map_of(in_both(code, {
                                          {"meeting", approval->meeting                         },
                                          {"date",    approval->date ? iso(*approval->date) : ""}
  })));
  add("controls:");
  add("  - record: approval");
  return clause;
}

bool is_approval(const Control& control) {
  return control.kind == ControlKind::record && control.name == "approval";
}
// A clause that says nothing else: one with other controls is a rule, and stays as it is.
bool is_of_approval(const Clause& clause) {
  return (clause.id == "F6" || !clause.controls.empty()) &&
         std::ranges::all_of(clause.controls, is_approval);
}

void set_approval_clauses(Lines& lines, const Pack& pack, const Adopter& adopter) {
  for (const auto& clause : pack.clauses) {
    if (!is_of_approval(clause)) continue;
    const auto found = std::ranges::find_if(
        lines, [&](const std::string& line) { return trim(line) == "- id: " + clause.id; });
    if (found == lines.end()) continue;
    const auto first = static_cast<std::size_t>(found - lines.begin());
    const std::string indent(indent_of(lines[first]), ' ');
    replace_lines(lines, first, end_of_entry(lines, first),
                  approval_clause(indent, clause.id, adopter));
  }
}

void drop_heading(Lines& lines) {
  const auto first = std::ranges::find_if(
      lines, [](const std::string& line) { return !line.starts_with('#') && !line.empty(); });
  lines.erase(lines.begin(), first);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  if (from.empty()) return text;
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at))
    at = text.replace(at, from.size(), to).find(to, at) + to.size();
  return text;
}

// Inside a text that may stand without quotes only a name that reads the same there is put; any
// other is spoken of as "the association".
std::string name_in_texts(const Text& name, const std::string& language) {
  const std::string& own = name.at(language);
  const bool plain = own.find_first_of("\"'#:{}[]&*!|>%@`,?\\") == std::string::npos;
  return plain ? own : text_of("adopt.the_association", language);
}

bool is_own(const Pack& pack, const Adopter& adopter) {
  return adopter.may_be_its_own && std::ranges::all_of(adopter.name, [&](const auto& one) {
           const auto found = pack.name.find(one.first);
           return found != pack.name.end() && trim(found->second) == trim(one.second);
         });
}

// What stands at the head of pack.yaml, in an own pack only where it is given.
void set_own_keys(Lines& lines, const Adopter& adopter) {
  set_key(lines, "id", adopter.id);
  if (!adopter.licence.empty()) set_key(lines, "licence", quoted(adopter.licence));
  if (adopter.approval) set_key(lines, "approval", approval_text(*adopter.approval));
}

std::string adopted_file(const std::string& file, const std::string& text, const Pack& pack,
                         const Adopter& adopter) {
  Lines lines = lines_of(text);
  drop_heading(lines);
  std::string own = join_lines(lines);
  for (const auto& [language, name] : pack.name)
    if (adopter.name.contains(language))
      own = replaced(std::move(own), name, name_in_texts(adopter.name, language));
  own = replaced(std::move(own), pack.licence, adopter.licence);
  lines = lines_of(own);
  if (file == "pack.yaml") {
    for (const char* key : {"licence", "approval"}) set_key(lines, key, "");
    set_key(lines, "name", map_of(adopter.name));
    set_key(lines, "help", map_of(in_both("adopt.help")));
    set_own_keys(lines, adopter);
  }
  if (file == "clauses.yaml") set_approval_clauses(lines, pack, adopter);
  return join_lines(lines);
}

}  // namespace

Files adopt(const Files& files, const Adopter& adopter) {
  const auto parsed = parse(files);
  if (!parsed.pack) return files;
  Files adopted = files;
  if (is_own(*parsed.pack, adopter)) {
    Lines lines = lines_of(files.at("pack.yaml"));
    set_own_keys(lines, adopter);
    adopted["pack.yaml"] = join_lines(lines);
    return adopted;
  }
  for (auto& [file, text] : adopted)
    if (!is_common(file)) text = adopted_file(file, text, *parsed.pack, adopter);
  return adopted;
}

namespace {

// Runs of what numbers and addresses are written with.
std::vector<std::string> words_in(const std::string& line) {
  static constexpr std::string_view others = " \t\"'{}[](),;:<>|";
  std::vector<std::string> words;
  std::string word;
  for (const char one : line + " ") {
    if (others.find(one) == std::string_view::npos) {
      word += one;
      continue;
    }
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  }
  return words;
}

bool is_personal(const std::string& word) {
  if (word.find('{') != std::string::npos) return false;
  const std::string digits = fold_digits(word);
  if (saudi::read_identity(digits) || saudi::read_iban(digits)) return true;
  if (saudi::read_phone(digits)) return true;
  return saudi::is_email(word) && !word.ends_with(".example") && !word.ends_with(".example.org");
}

}  // namespace

std::vector<Problem> personal_data_in(const Files& files) {
  std::vector<Problem> problems;
  for (const auto& [file, text] : files) {
    const Lines lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (const auto& word : words_in(lines[i])) {
        if (!is_personal(word)) continue;
        const auto column = static_cast<int>(length(lines[i].substr(0, lines[i].find(word)))) + 1;
        problems.push_back({file, static_cast<int>(i) + 1, column, "pack.names_person", {}});
      }
    }
  }
  return problems;
}

}  // namespace policy
