#include <libpq-fe.h>

#include <cstring>
#include <map>

#include "platform/db/postgres_connection.h"
#include "platform/kernel/log.h"

namespace db {
namespace {

// What an address does not say itself.
std::map<std::string, std::string> defaults() {
  return {
      {"application_name",     "sila"      },
      {"client_encoding",      "UTF8"      },
      {"connect_timeout",      "3"         },
      {"tcp_user_timeout",     "8000"      },
      {"keepalives_idle",      "10"        },
      {"keepalives_interval",  "3"         },
      {"keepalives_count",     "3"         },
      {"target_session_attrs", "read-write"}
  };
}

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

// What an address says.
std::map<std::string, std::string> parse(const std::string& url) {
  char* why = nullptr;
  const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(url.c_str(), &why));
  if (!options) {
    const std::string text = why ? why : "";
    PQfreemem(why);
    throw Error(Error::Kind::lost, "the database's address is not readable: " + text,
                "db.unreachable");
  }
  std::map<std::string, std::string> given;
  for (const auto* option = options.get(); option->keyword; ++option) {
    if (option->val) given[option->keyword] = option->val;
  }
  return given;
}

}  // namespace

bool has_standbys(const std::string& url) {
  const auto given = parse(url);
  const auto hosts = given.find("host");
  return hosts != given.end() && hosts->second.find(',') != std::string::npos &&
         !given.contains("target_session_attrs");
}

pg_conn* dial(const std::string& url, Host host) {
  auto given = parse(url);
  if (host == Host::standby) given["target_session_attrs"] = "prefer-standby";
  given.merge(defaults());
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto& [name, value] : given) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  return PQconnectdbParams(names.data(), values.data(), 0);
}

void PostgresConnection::connect() {
  handle_ = dial(address_.url, host_);
  if (PQstatus(handle_) != CONNECTION_OK) {
    const std::string why = PQerrorMessage(handle_);
    const bool password = PQconnectionNeedsPassword(handle_) != 0 ||
                          PQconnectionUsedPassword(handle_) != 0 ||
                          why.find("authentication failed") != why.npos;
    PQfinish(handle_);
    handle_ = nullptr;
    throw Error(Error::Kind::lost, "the database does not answer: " + why,
                password ? "db.wrong_password" : "db.unreachable");
  }
  PQsetErrorVerbosity(handle_, PQERRORS_TERSE);  // details would bring values into the log
  PQsetNoticeReceiver(
      handle_,
      [](void* self, const pg_result* notice) {
        const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
        if (severity == nullptr || std::strcmp(severity, "WARNING") != 0) return;
        static_cast<PostgresConnection*>(self)->warned_ = true;
        kernel::log::warning("db.warned", {
                                              {"detail", PQresultErrorMessage(notice)}
        });
      },
      this);
  // A transaction that nobody ends, or a statement that does not, holds locks for everybody else.
  const std::string settings = "SET search_path = " + address_.schema +
                               "; SET lock_timeout = '5s'; SET statement_timeout = '60s'; "
                               "SET idle_in_transaction_session_timeout = '60s'; "
                               "PREPARE begin_read (text) AS "
                               "SELECT set_config('app.association', $1, true); "
                               "PREPARE begin_write (text, integer, integer) AS "
                               "SELECT set_config('app.association', $1, true), "
                               "pg_advisory_xact_lock_shared($2, $3); "
                               "PREPARE take_lock (bigint) AS SELECT pg_advisory_xact_lock($1); "
                               "SELECT set_config('synchronous_commit', 'on', false) "
                               "WHERE current_setting('synchronous_commit') IN ('off', 'local')";
  const PostgresResult set(PQexec(handle_, settings.c_str()));
  if (PQresultStatus(set.get()) != PGRES_TUPLES_OK || PQenterPipelineMode(handle_) != 1) {
    const std::string why = PQerrorMessage(handle_);
    PQfinish(handle_);
    handle_ = nullptr;
    throw Error(Error::Kind::lost, "the database does not take its settings: " + why,
                "db.unreachable");
  }
}

void PostgresConnection::script(const std::string& text) {
  drain();
  PQexitPipelineMode(handle_);
  const PostgresResult result(PQexec(handle_, text.c_str()));
  const auto status = PQresultStatus(result.get());
  const std::string why = PQresultErrorMessage(result.get());
  PQenterPipelineMode(handle_);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw Error(Error::Kind::other, why);
}

void PostgresConnection::reconnect() {
  PQfinish(handle_);
  handle_ = nullptr;
  prepared_.clear();
  preparing_.reset();
  unread_ = 0;
  owed_ = false;
  spoilt_ = false;
  asked_ = 0;
  plans_until_ = first_plans_until;
  connect();
}

}  // namespace db
