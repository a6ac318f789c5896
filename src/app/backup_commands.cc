#include "app/backup_commands.h"

#include <filesystem>
#include <memory>

#include "app/backups.h"
#include "app/commands.h"
#include "app/console.h"

namespace app {
namespace {

struct Given {
  std::string file, key, slug, erasures;
};
using Config = std::function<kernel::BackupConfig()>;
using Settings = std::function<kernel::Config()>;

std::string megabytes(std::int64_t bytes) {
  const auto tenths = (bytes + 52'428) * 10 / (1 << 20);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MiB";
}

std::int64_t rows_of(const backup::Made& made) {
  std::int64_t rows = 0;
  for (const auto& part : made.parts) rows += part.rows();
  return rows;
}

void print_parts(const backup::Made& made) {
  for (const auto& part : made.parts) {
    const auto& name = part.part.what == "directory" ? part.part.what : part.part.slug;
    print("  " + name + ": " + std::to_string(part.rows()) + " rows, schema " +
          std::to_string(part.part.schema));
  }
}

int keygen(const std::string& file) {
  const auto pair = backup::make_key_pair();
  const auto written = backup::write_key_pair(file, pair);
  if (!written) return complain(written.refusal());
  print("The secret key stands in " + file +
        ": take it away from this machine and keep two copies.");
  print("Without it no backup can be opened, by anybody. The public key, for the server:");
  print("  " + file + ".pub");
  print("  " + backup::public_key_text(pair.public_key));
  return 0;
}

int back_up(const kernel::Config& house, const kernel::BackupConfig& config,
            const std::string& slug) {
  if (config.to.empty() || config.recipient.empty()) {
    print_error("sila: `sila backup` needs --to FOLDER and --recipient KEYFILE");
    return 2;
  }
  const auto recipient = backup::read_public_key(config.recipient);
  if (!recipient) return complain(recipient.refusal());
  const kernel::Clock clock;
  const auto written = make_backup({.config = house,
                                    .to = config.to,
                                    .recipient = recipient.value(),
                                    .slug = slug,
                                    .now = clock.now()});
  if (!written) return complain(written.refusal());
  const auto& made = written.value().made;
  print(written.value().path + ": " + std::to_string(rows_of(made)) + " rows, " +
        megabytes(made.bytes));
  print_parts(made);
  return 0;
}

int verify_backup(const Given& given) {
  if (given.key.empty()) {
    const auto found = backup::check(given.file);
    if (!found) return complain(found.refusal());
    print(given.file + ": made " + found.value().head.made_at + ", " +
          megabytes(found.value().bytes) +
          "; no byte has changed and the end is there. What is in it is read with --key.");
    return 0;
  }
  const auto key = backup::read_secret_key(given.key);
  if (!key) return complain(key.refusal());
  const auto found = backup::verify(given.file, key.value());
  if (!found) return complain(found.refusal());
  print(given.file + ": made " + found.value().head.made_at + ", " +
        std::to_string(rows_of(found.value())) + " rows, " + megabytes(found.value().bytes) +
        "; it opens, and every row, count and digest is right.");
  print_parts(found.value());
  return 0;
}

// What was verified of a restored folder, in words.
void print_restored(const Restored& restored) {
  print_parts(restored.found);
  print("  audit logs: " + std::to_string(restored.entries) + " entries, every chain whole");
  print("  keys: " + std::to_string(restored.keys) + " of people, every one opens");
  print("  erased after the backup was made, and erased again: " +
        std::to_string(restored.erased_again));
}

int restore(const kernel::Config& house, const Given& given) {
  const auto key = backup::read_secret_key(given.key);
  if (!key) return complain(key.refusal());
  const kernel::Clock clock;
  const auto restored = restore_backup({.file = given.file,
                                        .secret_key = key.value(),
                                        .data = house.data,
                                        .slug = given.slug,
                                        .erasures = given.erasures,
                                        .now = clock.now(),
                                        .database = house.database,
                                        .directory = house.directory});
  if (!restored) return complain(restored.refusal());
  print("Restored into " + house.data + (house.database.empty() ? "" : " and PostgreSQL") +
        ", as of " + restored.value().found.head.made_at + ":");
  print_restored(restored.value());
  return 0;
}

// Restores the newest backup elsewhere, and clears it away.
int drill(const kernel::BackupConfig& config, const Given& given) {
  const auto key = backup::read_secret_key(given.key);
  if (!key) return complain(key.refusal());
  if (config.to.empty() || !std::filesystem::is_directory(config.to)) {
    print_error("sila: `sila backup drill` needs --to FOLDER, where the backups are");
    return 2;
  }
  const auto backups = backups_in(config.to);
  if (backups.empty()) {
    print_error("sila: there is no backup in " + config.to);
    return 1;
  }
  const auto place =
      std::filesystem::temp_directory_path() / ("sila-drill-" + kernel::random_text());
  const kernel::Clock clock;
  const auto& newest = backups.front();
  print("Restoring the newest backup, " + newest.path + ", made " + newest.head.made_at);
  const auto restored = restore_backup({.file = newest.path,
                                        .secret_key = key.value(),
                                        .data = place.string(),
                                        .slug = "",
                                        .erasures = "",
                                        .now = clock.now()});
  std::error_code ignored;
  std::filesystem::remove_all(place, ignored);
  if (!restored) {
    complain(restored.refusal());
    print_error("sila: this backup could not be restored");
    return 1;
  }
  print_restored(restored.value());
  print("It can be restored: " + std::to_string((clock.now().ms - newest.made_at.ms) / hour_ms) +
        " hours old. The copy was cleared away.");
  return 0;
}

}  // namespace

void add_backup_commands(CLI::App& root, const Settings& house, const Config& config,
                         std::map<std::string, std::string>& settings, int& code) {
  const auto given = std::make_shared<Given>();
  const std::string of_keygen = "made by `sila backup keygen`";
  auto& command = *root.add_subcommand(
      "backup", "Back up every association, or one, sealed to a key; beside a running server too");
  command.add_option("--to", settings["backup-to"], "folder for the backup; its name tells when");
  command.add_option("--recipient", settings["backup-recipient"], "public key file, " + of_keygen);
  command.add_option("--association", given->slug, "only this one: its name in addresses");
  command.callback([&command, house, config, given, &code] {
    if (command.get_subcommands().empty()) code = back_up(house(), config(), given->slug);
  });

  auto& keys = *command.add_subcommand(
      "keygen", "Make the keys: the secret one opens backups and leaves this machine");
  keys.add_option("file", given->file, "where the secret key goes; the public one in FILE.pub")
      ->required();
  keys.callback([given, &code] { code = keygen(given->file); });

  auto& verify = *command.add_subcommand(
      "verify", "Whether a backup is whole; with the secret key, whether it could be restored");
  verify.add_option("file", given->file, "the backup")->required();
  verify.add_option("--key", given->key, "secret key file, " + of_keygen);
  verify.callback([given, &code] { code = verify_backup(*given); });

  auto& trial = *command.add_subcommand(
      "drill", "Restore the newest backup elsewhere, verify it, say how it went, clear it away");
  trial.add_option("--key", given->key, "secret key file, " + of_keygen)->required();
  trial.add_option("--to", settings["backup-to"], "folder where the backups are");
  trial.callback([config, given, &code] { code = drill(config(), *given); });

  auto& back = *root.add_subcommand("restore",
                                    "Restore a backup into an empty folder, and verify all of it");
  back.add_option("file", given->file, "the backup")->required();
  back.add_option("--key", given->key, "secret key file, " + of_keygen)->required();
  back.add_option("--association", given->slug, "only this one of a whole backup");
  back.add_option("--erasures", given->erasures,
                  "list of erasures, or folder of lists, newer than the backup (the folder "
                  "`erasures` beside the backup)");
  back.callback([house, given, &code] { code = restore(house(), *given); });
}

}  // namespace app
