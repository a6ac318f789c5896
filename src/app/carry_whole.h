#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/db/db.h"
#include "platform/kernel/config.h"

// A database carried into another place while nobody writes it.
namespace app {

// Carries every row at `from` into `to`, which has none of it, and compares both sides by count and
// digest; how many rows. Refuses carry.not_empty {table} and carry.differs {table}; of an
// association nothing is left behind then. Throws db::Error.
Result<std::int64_t> carry_whole(const db::Place& from, const db::Place& to,
                                 const std::vector<db::Migration>& migrations);

// The directory out of its file in DATA into the PostgreSQL at `to`, while no server runs. The file
// stays, as directory.moved.db: the program does not start without the new address then. Refuses
// directory.not_here and what carry_whole does. Throws db::Error.
Result<std::int64_t> move_directory(const kernel::Config& config, const std::string& to);

// What was restored into the folder `place`, out of its files and into PostgreSQL: the associations
// (their ids and names) to `database`, the directory to `directory`; an empty address: it stays.
// Either all of the associations or none. Throws backup::Unreadable with what carry_whole refuses.
void carry_restored(const std::string& place, const std::map<std::string, std::string>& slugs,
                    const std::string& database, const std::string& directory);

// Every association whose address is `from` has the address `to` from now on: the same database, by
// other hosts or another way in. Each is looked for there first. Returns their names in addresses.
// Refuses address.nobody, address.not_there {association}. Throws db::Error.
Result<std::vector<std::string>> change_address(const kernel::Config& config,
                                                const std::string& from, const std::string& to);

// Where the file of a directory that was moved is kept.
std::string moved_directory_of(const std::string& data);

}  // namespace app
