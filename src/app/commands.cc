#include "app/commands.h"

#include <algorithm>
#include <filesystem>

#include "app/carry_whole.h"
#include "app/console.h"
#include "app/databases.h"
#include "platform/audit/audit.h"
#include "platform/db/postgres_prepare.h"
#include "platform/db/read_beside.h"
#include "platform/kernel/problem.h"
#include "policy/policy.h"
#include "procedure/examples.h"

namespace app {

int complain(const Refusal& refusal) {
  for (const auto& obstacle : refusal.obstacles) {
    const std::string field = obstacle.field.empty() ? "" : " [" + obstacle.field + "]";
    print_error("sila: " + kernel::message_of(obstacle, "en") + field + " (" + obstacle.code + ")");
    print_error("      " + kernel::message_of(obstacle, "ar"));
  }
  return 1;
}

namespace {

constexpr int patience_ms = 5'000;

const audit::Who operator_who{.kind = "operator", .id = "command-line"};

struct Open {
  kernel::Clock clock;
  House house;
  explicit Open(const kernel::Config& config)
      : house({.config = config, .clock = &clock, .runs_jobs = false}) {}
};

template <class T>
Result<T> in_transaction(api::Tenant& tenant,
                         const std::function<Result<T>(db::Transaction&)>& work) {
  std::optional<Result<T>> result;
  const auto end = tenant.store->write_and_wait([&](db::Transaction& tx) {
    result = work(tx);
    return result->ok();
  });
  if (end != db::End::committed && (!result || result->ok()))
    return refuse(RefusalKind::unavailable, "http.overloaded");
  return std::move(*result);
}

bool holds_data(const kernel::Config& config) {
  const auto directory = directory_of(config).database;
  if (db::is_postgres(directory) || std::filesystem::exists(directory)) return true;
  // Where it was moved, whoever opens it says so.
  if (std::filesystem::exists(moved_directory_of(config.data))) return true;
  print_error("sila: the folder " + config.data +
              " holds no data of Sila; `sila association add` or `sila demo` makes it");
  return false;
}

void print_setup_link(const kernel::Config& config, const std::string& slug,
                      const std::string& token) {
  print("  " + config.public_address + "/desk/" + slug + "/setup#" + token);
}

bool is_folder_of_pack(const std::string& path) {
  return std::filesystem::exists(std::filesystem::path(path) / "pack.yaml");
}

bool tell_problems(const policy::Files& files, const std::string& folder) {
  const auto problems = problems_in(policy::parse(files));
  for (const auto& problem : problems) print_error(policy::describe(problem, "en", folder));
  return problems.empty();
}

// The version in force of another association.
policy::Files policy_of(api::Tenant& tenant) {
  policy::Files files;
  const auto pack = tenant.policy_in_force();
  if (!pack) return files;
  tenant.store->read([&](db::Transaction& tx) {
    files = organisation::version_files(tx, tenant.id, pack->digest).value_or(policy::Files());
  });
  return files;
}

}  // namespace

int add_association(const kernel::Config& config, const NewAssociation& given) {
  organisation::Founding founding;
  founding.slug = given.slug;
  founding.name["ar"] = given.name_ar;
  founding.name["en"] = given.name_en;
  founding.licence = given.licence;
  if (!given.meeting.empty() || !given.term.empty() || !given.approved_on.empty()) {
    founding.approval =
        policy::Approval{.body = "board", .meeting = given.meeting, .term = given.term};
    if (!given.approved_on.empty()) {
      founding.approval->date = parse_date(given.approved_on);
      if (!founding.approval->date)
        return complain(
            refuse(RefusalKind::invalid, {.code = "value.date", .field = "--approved-on"}));
    }
  }
  founding.policy_may_be_its_own = is_folder_of_pack(given.from);
  if (founding.policy_may_be_its_own)
    founding.policy = organisation::read_pack_folder(given.from, config.policies);
  // A template with faults is told before anything is made: then the same command may be repeated.
  if (!founding.policy.empty() && !tell_problems(founding.policy, given.from)) return 1;
  Open open(config);
  if (founding.policy.empty()) {
    auto* other = open.house.directory().find(given.from);
    if (other == nullptr) {
      print_error("sila: there is neither a pack in the folder nor an association " + given.from);
      return 1;
    }
    founding.policy = policy_of(*other);
  }
  const auto founded = organisation::found_association(open.house.directory(), founding,
                                                       operator_who.id, open.clock.now());
  if (!founded) return complain(founded.refusal());
  print("The association " + founded->slug +
        " is there. Its first administrator sets up the account within 72 hours, once, at:");
  print_setup_link(config, founded->slug, founded->setup_token);
  return 0;
}

int invite_association(const kernel::Config& config) {
  const kernel::Clock clock;
  organisation::NewFoundingLink link;
  write_to_directory(config, clock, [&](db::Transaction& tx) {
    link = organisation::invite_to_found(tx, operator_who.id, clock.now());
  });
  print("Whoever opens this link founds one association, within 72 hours; it is not shown again:");
  print("  " + config.public_address + "/found#" + link.token);
  return 0;
}

int add_user(const kernel::Config& config, const std::string& slug, const std::string& name,
             const std::string& email, const std::vector<std::string>& roles) {
  Open open(config);
  auto* tenant = open.house.directory().find(slug);
  if (tenant == nullptr) return complain(refuse(RefusalKind::not_found, "association.unknown"));
  auth::StaffGiven given{.name = name, .email = email};
  for (const auto& word : roles) {
    const auto role = role_named(word);
    if (!role)
      return complain(
          refuse(RefusalKind::invalid, Obstacle{.code = "staff.role_unknown", .field = word}));
    given.roles.insert(*role);
  }
  const auto invited = in_transaction<auth::Invited>(*tenant, [&](db::Transaction& tx) {
    return auth::invite_staff(tx, *tenant->keeper, tenant->id, operator_who, open.clock.now(),
                              given);
  });
  if (!invited) return complain(invited.refusal());
  print("Invited. The account is set up within 72 hours, once, at:");
  print_setup_link(config, slug, invited->token);
  return 0;
}

namespace {

// Whether the chain of one association is whole; says so on a line.
bool verify_chain(const Database& database) {
  audit::Verdict verdict;
  try {
    db::read_beside(database.place, patience_ms, [&](db::Transaction& tx) {
      verdict = audit::verify(tx, database.association);
    });
  } catch (const db::Error& error) {
    print_error(database.slug + ": " + error.what());
    return false;
  }
  std::string line = database.slug + ": " + std::to_string(verdict.entries) +
                     " entries, sealed up to " + std::to_string(verdict.sealed);
  if (verdict.first_bad) {
    line += ", BROKEN at entry " + std::to_string(*verdict.first_bad) + " (" + verdict.why + ")";
  }
  print(line);
  return !verdict.first_bad;
}

}  // namespace

int prepare_database(const std::string& owner, const std::string& role) {
  db::prepare_postgres(owner, role);
  print("The database is ready for the program's role " + role + ".");
  return 0;
}

int list_addresses(const kernel::Config& config) {
  if (!holds_data(config)) return 1;
  for (const auto& one : databases_in(config, patience_ms))
    print(one.slug + "\t" + one.place.database);
  return 0;
}

int change_addresses(const kernel::Config& config, const std::string& from, const std::string& to) {
  if (!holds_data(config)) return 1;
  const auto changed = change_address(config, from, to);
  if (!changed) return complain(changed.refusal());
  for (const auto& slug : changed.value()) print(slug + ": found there; its address was changed");
  print("Start the programs anew, one after another: each asks for addresses when it starts.");
  return 0;
}

int move_directory_to(const kernel::Config& config, const std::string& to) {
  const auto moved = move_directory(config, to);
  if (!moved) return complain(moved.refusal());
  print("The directory was moved: " + std::to_string(moved.value()) +
        " rows, compared on both sides. From now on every program and command needs the setting "
        "directory: that address.");
  return 0;
}

// Beside the running server too: it only reads.
int verify_audit(const kernel::Config& config) {
  if (!holds_data(config)) return 1;
  int broken = 0;
  for (const auto& database : databases_in(config, patience_ms)) {
    if (!verify_chain(database)) ++broken;
  }
  return broken == 0 ? 0 : 1;
}

int print_openapi() {
  http::Router router;
  kernel::Clock clock;
  const auto folder =
      std::filesystem::temp_directory_path() / ("sila-openapi-" + kernel::random_text());
  kernel::Config config;
  config.data = folder.string();
  config.demo = true;
  {
    House house({.config = config, .clock = &clock, .runs_jobs = false});
    print(house.routes().openapi());
  }
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace app
