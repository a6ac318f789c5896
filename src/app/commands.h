#pragma once

#include <string>
#include <vector>

#include "app/crowd.h"
#include "app/house.h"
#include "platform/kernel/backup_config.h"
#include "platform/kernel/stop_config.h"

// What `sila COMMAND` does; each returns the exit code: 0 done, 1 refused or failed, 2 the words
// are off.
namespace app {

int serve(const kernel::Config& config, const kernel::BackupConfig& backups,
          const kernel::StopConfig& stopping, const std::string& standing_clock);
struct NewAssociation {
  std::string slug, name_ar, name_en, licence;
  std::string from;                        // folder of a pack, or the slug of another association
  std::string meeting, term, approved_on;  // of its board's approval; empty: not yet
};
// Prints the setup link of its first administrator.
int add_association(const kernel::Config& config, const NewAssociation& given);
// Prints a one-time link by which whoever gets it founds an association in the browser. Beside a
// running server too.
int invite_association(const kernel::Config& config);
int add_user(const kernel::Config& config, const std::string& slug, const std::string& name,
             const std::string& email, const std::vector<std::string>& roles);
// What `sila policy check` tells of a pack: its faults, else the examples that come out otherwise.
std::vector<policy::Problem> problems_in(const policy::Parsed& parsed);
int check_policies(const kernel::Config& config, const std::vector<std::string>& folders,
                   const std::string& language);
// What a draft would have meant for the requests of an association. Takes the file's lock: not
// beside a running server, whose page does the same.
int replay_policy(const kernel::Config& config, const std::string& slug, const std::string& folder,
                  const std::string& language);
struct ImportWanted {
  std::string slug, file;
  std::string mapping;   // "heading=field,…"; empty: as suggested or remembered
  std::string calendar;  // hijri | gregorian | empty: the year tells
  std::string sheet;     // empty: the likeliest
  std::string errors;    // where the refused rows go; empty: beside the file
  bool is_dry_run = false;
};
// A list of people from a spreadsheet. Takes the file's lock: not beside a running server, whose
// page does the same; on PostgreSQL beside it too.
int import_list(const kernel::Config& config, const ImportWanted& wanted);
// Brings a PostgreSQL up to date as its owner, for a program that comes as `role`.
int prepare_database(const std::string& owner, const std::string& role);
// Where each association lives; and the same databases by another address.
int list_addresses(const kernel::Config& config);
int change_addresses(const kernel::Config& config, const std::string& from, const std::string& to);
// The directory from its file in DATA to a PostgreSQL, while no server runs.
int move_directory_to(const kernel::Config& config, const std::string& to);
int verify_audit(const kernel::Config& config);
// Bit rot and tampering, named by table and key: the file itself, the audit log, every person's key
// and every attachment of every association. Beside the running server too.
int check_databases(const kernel::Config& config);
// `crowd`: one more association with so many people; none when it wants nobody.
int make_demo(const kernel::Config& config, const CrowdWanted& crowd);
int print_openapi();

// What went wrong, as a person reads it: the refusal's messages and remedies, on standard error.
int complain(const Refusal& refusal);

}  // namespace app
