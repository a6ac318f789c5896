#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "app/backup_commands.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/move_commands.h"
#include "app/policy_commands.h"
#include "base/text.h"

namespace {

struct Words {
  std::map<std::string, std::string> settings;
  std::string slug, pack, email, name, role, language = "en", clock, from, to;
  app::NewAssociation association;
  app::CrowdWanted crowd;
  app::ImportWanted import;
  std::vector<std::string> roles, folders;
};

template <class Config>
Config settings_of(const Words& words,
                   Result<Config> (*read)(const kernel::Lookup&, const kernel::Lookup&)) {
  auto found = read(
      [&](std::string_view name) -> std::optional<std::string> {
        const auto given = words.settings.find(std::string(name));
        return given == words.settings.end() || given->second.empty()
                   ? std::nullopt
                   : std::optional(given->second);
      },
      kernel::from_environment);
  if (!found) {
    app::complain(found.refusal());
    std::exit(2);  // NOLINT(concurrency-mt-unsafe): no other thread runs yet
  }
  return std::move(found).value();
}

kernel::Config config_of(const Words& words) {
  return settings_of(words, kernel::read_config);
}
kernel::BackupConfig backups_of(const Words& words) {
  return settings_of(words, kernel::read_backup_config);
}

using Names = std::vector<std::string_view>;

void add_settings(CLI::App& command, Words& words, const Names& wanted) {
  for (const auto& setting : kernel::settings()) {
    if (!wanted.empty() && std::ranges::find(wanted, setting.name) == wanted.end()) continue;
    const std::string name(setting.name);
    std::string what(setting.what);
    if (name == "demo") {
      command.add_flag_callback(
          "--demo", [&words] { words.settings["demo"] = "yes"; }, what);
      continue;
    }
    if (!setting.fallback.empty()) what += " (" + std::string(setting.fallback) + ")";
    command.add_option("--" + name, words.settings[name], what);
  }
}

// `settings`: those that the command reads; none named: all.
CLI::App& add(CLI::App& parent, const std::string& name, const std::string& what, Words& words,
              const Names& settings) {
  auto& command = *parent.add_subcommand(name, what);
  add_settings(command, words, settings);
  command.footer(
      "Every setting is also an environment variable: --public-address is "
      "SILA_PUBLIC_ADDRESS.");
  return command;
}

const Names for_data{"data", "directory", "keys", "database", "database-owner"};
Names with_data(Names more) {
  more.insert(more.end(), for_data.begin(), for_data.end());
  return more;
}
const Names for_links = with_data({"address", "port", "public-address"});
const Names for_founding = with_data({"policies", "address", "port", "public-address"});

void add_serving(CLI::App& root, Words& words, int& code) {
  auto& serve = add(root, "serve", "Serve the pages and the API until told to stop", words, {});
  serve.add_option("--standing-clock", words.clock,
                   "a clock that stands still, for tests; needs --demo");
  serve.callback([&] {
    code = app::serve(config_of(words), backups_of(words),
                      settings_of(words, kernel::read_stop_config), words.clock);
  });
}

void add_association_commands(CLI::App& root, Words& words, int& code) {
  auto& association = *root.add_subcommand("association", "Associations of this installation");
  association.require_subcommand(1);
  auto& one = words.association;
  auto& command = add(association, "add",
                      "Make an association that runs: its policy, and the setup link of its first "
                      "administrator",
                      words, for_founding);
  command.add_option("slug", one.slug, "its name in addresses: amal")->required();
  command.add_option("--name-ar", one.name_ar, "its Arabic name")->required();
  command.add_option("--name-en", one.name_en, "its English name")->required();
  command.add_option("--licence", one.licence, "its licence number")->required();
  command
      .add_option("--from", one.from,
                  "its policy to begin with: folder of a pack (policies/teryaq), or an association "
                  "of this installation; under the new name")
      ->required();
  command.add_option("--meeting", one.meeting, "of the board that approved its policy");
  command.add_option("--term", one.term, "of the board that approved it: 4");
  command.add_option("--approved-on", one.approved_on, "date of that meeting: 2026-01-31");
  command.callback([&] { code = app::add_association(config_of(words), words.association); });
  auto& invite = add(association, "invite",
                     "Print a one-time link by which whoever gets it founds an association in the "
                     "browser; beside a running server too",
                     words, for_links);
  invite.callback([&] { code = app::invite_association(config_of(words)); });
}

void add_user_commands(CLI::App& root, Words& words, int& code) {
  auto& user = *root.add_subcommand("user", "Staff of an association");
  user.require_subcommand(1);
  auto& user_add =
      add(user, "add", "Invite a member of staff: prints the setup link", words, for_links);
  user_add.add_option("slug", words.slug, "the association's name in addresses")->required();
  user_add.add_option("--name", words.name, "as colleagues know them")->required();
  user_add.add_option("--email", words.email, "what they sign in with")->required();
  user_add.add_option("--role", words.roles, "officer, researcher, secretary …; may be repeated")
      ->required();
  user_add.callback([&] {
    code = app::add_user(config_of(words), words.slug, words.name, words.email, words.roles);
  });
}

void add_import(CLI::App& root, Words& words, int& code) {
  auto& wanted = words.import;
  auto& command =
      add(root, "import",
          "Bring in a list of people from a spreadsheet (XLSX, ODS, CSV): checked, then "
          "brought in; the refused rows come back as a workbook",
          words, for_data);
  command.add_option("file", wanted.file, "the list, with a row of headings")
      ->required()
      ->check(CLI::ExistingFile);
  command.add_option("--association", wanted.slug, "whose register")->required();
  command.add_option("--mapping", wanted.mapping,
                     "what columns hold, where their headings do not say it: "
                     "heading=full_name,other=phone,third=");
  command.add_option("--calendar", wanted.calendar, "of dates of birth; without it the year tells")
      ->check(CLI::IsMember({"hijri", "gregorian"}));
  command.add_option("--sheet", wanted.sheet,
                     "which sheet of the file; without it the one whose headings say the most");
  command.add_option("--errors", wanted.errors,
                     "where the refused rows go (FILE-errors.xlsx beside the list)");
  command.add_flag("--dry-run", wanted.is_dry_run, "check it and write nobody");
  command.callback([&] { code = app::import_list(config_of(words), words.import); });
}

void add_checks(CLI::App& root, Words& words, int& code) {
  auto& policy = *root.add_subcommand("policy", "Policy packs");
  policy.require_subcommand(1);
  const Names where_packs_are{"policies"};
  auto& check =
      add(policy, "check", "Check packs: every problem with its place, and the packs' examples",
          words, where_packs_are);
  check.add_option("folders", words.folders, "policies/teryaq …")->required();
  check.add_option("--language", words.language, "of the messages: ar or en")
      ->check(CLI::IsMember({"ar", "en"}));
  check.callback(
      [&] { code = app::check_policies(config_of(words), words.folders, words.language); });
  app::add_policy_reading(
      policy, [&words] { return config_of(words).policies; }, code);
  for (const char* reading : {"show", "clauses"})
    add_settings(*policy.get_subcommand(reading), words, where_packs_are);

  auto& replay =
      add(policy, "replay", "Replay past requests under a draft: what it would have meant", words,
          {"data", "policies"});
  replay.add_option("folder", words.pack, "folder of the draft: policies/teryaq")->required();
  replay.add_option("--association", words.slug, "whose requests")->required();
  replay.add_option("--language", words.language, "of titles: ar or en")
      ->check(CLI::IsMember({"ar", "en"}));
  replay.callback(
      [&] { code = app::replay_policy(config_of(words), words.slug, words.pack, words.language); });

  auto& audit = *root.add_subcommand("audit", "The audit log");
  audit.require_subcommand(1);
  auto& verify =
      add(audit, "verify", "Verify the chain of every association; names the first bad entry",
          words, for_data);
  verify.callback([&] { code = app::verify_audit(config_of(words)); });
}

void add_database_commands(CLI::App& root, Words& words, int& code) {
  auto& database = *root.add_subcommand("database", "The database behind an installation");
  database.require_subcommand(1);
  auto& prepare = add(database, "prepare",
                      "Bring a PostgreSQL up to date, as its owner: the schema, the separation of "
                      "associations, and the rights of the program's role",
                      words, {"database-owner"});
  prepare.add_option("--role", words.role, "the role that `sila serve` comes as")->required();
  prepare.callback(
      [&] { code = app::prepare_database(config_of(words).database_owner, words.role); });
  auto& addresses = add(database, "addresses", "Show the address of each association's database",
                        words, {"data", "directory"});
  addresses.callback([&] { code = app::list_addresses(config_of(words)); });
  auto& address = add(database, "address",
                      "Give the associations of one address another: the same database by other "
                      "hosts or another way in",
                      words, {"data", "directory"});
  address.add_option("--from", words.from, "the address as it stands")->required();
  address.add_option("--to", words.to, "the new one")->required();
  address.callback([&] { code = app::change_addresses(config_of(words), words.from, words.to); });
  auto& move = add(database, "move-directory",
                   "Move the list of associations from its file to a PostgreSQL, for several "
                   "programs; no server may run",
                   words, {"data"});
  move.add_option("--to", words.to, "postgresql://… of a database that is prepared and empty")
      ->required();
  move.callback([&] { code = app::move_directory_to(config_of(words), words.to); });
  auto& check =
      add(database, "check",
          "Read all of every database: the file, the audit log, keys and attachments; names what "
          "is damaged",
          words, {"data", "keys", "directory"});
  check.callback([&] { code = app::check_databases(config_of(words)); });
}

void add_demo(CLI::App& root, Words& words, int& code) {
  auto& demo =
      add(root, "demo",
          "Make demo data: an association for each shipped policy, with staff and requests", words,
          for_founding);
  demo.add_option("--people", words.crowd.people,
                  "one more association, namaa, with so many people, made in bulk");
  demo.add_option("--requests", words.crowd.requests,
                  "and so many requests; at most four a person");
  demo.add_option("--seed", words.crowd.seed, "of whom they are and what they ask (1451)");
  demo.callback([&] {
    words.crowd.is_told = true;
    code = app::make_demo(config_of(words), words.crowd);
  });

  auto& openapi = *root.add_subcommand("openapi", "Print the OpenAPI document of the API");
  openapi.callback([&] { code = app::print_openapi(); });
}

// A first word that names no command (`sila srve`, `sila user ad`), before the parser says
// something about it that nobody understands. Nothing when the words lead to a command.
std::optional<Refusal> unknown_command(const CLI::App& root, int argc, char** argv) {
  const CLI::App* at = &root;
  std::string path = root.get_name();
  for (int i = 1; i < argc && !std::string_view(argv[i]).starts_with('-'); ++i) {
    const std::string word = argv[i];
    std::vector<std::string> known;
    const CLI::App* next = nullptr;
    for (const auto* command : at->get_subcommands({})) {
      known.push_back(command->get_name());
      if (command->get_name() == word) next = command;
    }
    if (known.empty()) return std::nullopt;
    if (next == nullptr) {
      const std::string near = nearest(word, known);
      return refuse(RefusalKind::invalid,
                    Obstacle{
                        .code = near.empty() ? "command.unknown" : "command.unknown_near",
                        .parameters = {{"word", word}, {"path", path}, {"nearest", near}}
      });
    }
    at = next;
    path += " " + word;
  }
  return std::nullopt;
}

int run(int argc, char** argv) {
  CLI::App root("Sila: runs an association's policy for its relations with beneficiaries", "sila");
  root.require_subcommand(1);
  Words words;
  int code = 0;
  try {
    add_serving(root, words, code);
    add_association_commands(root, words, code);
    add_user_commands(root, words, code);
    add_import(root, words, code);
    add_checks(root, words, code);
    add_database_commands(root, words, code);
    app::add_backup_commands(
        root, [&words] { return config_of(words); }, [&words] { return backups_of(words); },
        words.settings, code);
    for (const char* keeping : {"backup", "restore"})
      add_settings(*root.get_subcommand(keeping), words, {"data", "keys", "directory"});
    add_settings(*root.get_subcommand("restore"), words, {"database"});
    add_settings(app::add_move_command(
                     root, [&words] { return config_of(words); }, code),
                 words, for_data);
    add_demo(root, words, code);
    if (const auto refusal = unknown_command(root, argc, argv)) {
      app::complain(*refusal);
      return 2;
    }
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int exit = root.exit(error);
    return exit == 0 ? 0 : 2;
  }
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const db::Error& error) {
    if (!error.code.empty())
      app::complain(refuse(RefusalKind::unavailable, std::string(error.code)));
    std::fprintf(stderr, "sila: %s\n", error.what());
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sila: %s\n", error.what());
    return 1;
  } catch (...) {
    return 1;
  }
}
