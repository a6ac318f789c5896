#include "app/policy_commands.h"

#include <filesystem>
#include <fstream>
#include <memory>

#include "app/console.h"
#include "base/text.h"
#include "organisation/organisation.h"
#include "platform/print/print.h"
#include "policy/outline.h"
#include "policy/policy.h"
#include "policy/schema.h"
#include "reporting/reporting.h"

namespace app {
namespace {

using Installed = std::function<std::string()>;

struct Show {
  std::string folder, language = "ar", kind, drawing, pdf;
};

bool is_there(const std::string& folder) {
  if (std::filesystem::is_directory(folder)) return true;
  print_error("sila: there is no folder " + folder);
  return false;
}

// The pack, or nothing when it is broken: its problems are then told.
std::shared_ptr<const policy::Pack> read_pack(const std::string& folder,
                                              const std::string& installed,
                                              const std::string& language) {
  const auto parsed = policy::parse(organisation::read_pack_folder(folder, installed));
  for (const auto& problem : parsed.problems)
    print_error(policy::describe(problem, language, folder));
  return parsed.pack;
}

// The kind of that id; it is told when there is none, with the nearest.
const policy::RequestKind* find_kind(const policy::Pack& pack, const std::string& id) {
  if (const auto* kind = pack.kind(id)) return kind;
  std::vector<std::string> known;
  for (const auto& kind : pack.kinds) known.push_back(kind.id);
  print_error("sila: the pack has no kind of request " + id + "; there are: " + join(known, ", "));
  return nullptr;
}

int write_pdf(const Outline& outline, const policy::Pack& pack, const std::string& file) {
  print::Paper paper;
  if (pack.approval && pack.approval->date) paper.date = *pack.approval->date;
  std::ofstream out(file, std::ios::binary);
  out << print::pdf_of(outline, paper) << std::flush;
  if (out) return 0;
  print_error("sila: " + file + " cannot be written");
  return 1;
}

int show(const Show& words, const std::string& installed) {
  if (!is_there(words.folder)) return 1;
  const auto pack = read_pack(words.folder, installed, words.language);
  if (!pack) return 1;
  if (!words.drawing.empty()) {
    const auto* kind = find_kind(*pack, words.drawing);
    if (kind == nullptr) return 1;
    print(policy::svg_of(policy::drawing_of(*pack, *kind, words.language)));
    return 0;
  }
  if (!words.kind.empty() && find_kind(*pack, words.kind) == nullptr) return 1;
  const auto outline = words.kind.empty()
                           ? policy::outline_of(*pack, words.language)
                           : policy::outline_of_kind(*pack, words.kind, words.language);
  if (!words.pdf.empty()) return write_pdf(outline, *pack, words.pdf);
  print(policy::plain_text_of(outline));
  return 0;
}

void add_show(CLI::App& policy, const Installed& installed, int& code) {
  auto& command = *policy.add_subcommand("show", "Print a pack as a document that people read");
  const auto words = std::make_shared<Show>();
  command.add_option("folder", words->folder, "policies/teryaq …")->required();
  command.add_option("--language", words->language, "ar or en (ar)")
      ->check(CLI::IsMember({"ar", "en"}));
  command.add_option("--kind", words->kind, "only this kind of request");
  command.add_option("--drawing", words->drawing,
                     "the procedure of this kind of request, drawn as SVG");
  command.add_option("--pdf", words->pdf, "write it to this file, as PDF");
  command.callback([words, installed, &code] { code = show(*words, installed()); });
}

// A folder of common parts has no pack of its own.
int print_clauses(const std::vector<std::string>& folders, const std::string& installed) {
  std::vector<policy::Pack> packs;
  for (const auto& folder : folders) {
    if (!is_there(folder)) return 1;
    if (!std::filesystem::exists(std::filesystem::path(folder) / "pack.yaml")) continue;
    const auto pack = read_pack(folder, installed, "en");
    if (!pack) return 1;
    packs.push_back(*pack);
  }
  print(trim(reporting::clause_table(packs)));
  return 0;
}

void add_clauses(CLI::App& policy, const Installed& installed, int& code) {
  auto& clauses = *policy.add_subcommand(
      "clauses", "How each clause of the packs is kept, and what is not measured yet: a page");
  const auto folders = std::make_shared<std::vector<std::string>>();
  clauses.add_option("folders", *folders, "policies/teryaq …")->required();
  clauses.callback([folders, installed, &code] { code = print_clauses(*folders, installed()); });
}

void add_schema(CLI::App& policy, int& code) {
  auto& schema = *policy.add_subcommand(
      "schema", "Print the JSON Schema of a pack's file, for editors: what may stand in it");
  const auto file = std::make_shared<std::string>();
  schema.add_option("file", *file, "pack, clauses, requests, messages or examples")
      ->required()
      ->check(CLI::IsMember(policy::schema_files()));
  schema.callback([file, &code] {
    print(policy::schema_of(*file));
    code = 0;
  });
}

}  // namespace

void add_policy_reading(CLI::App& policy, const std::function<std::string()>& installed,
                        int& code) {
  add_clauses(policy, installed, code);
  add_schema(policy, code);
  add_show(policy, installed, code);
}

}  // namespace app
