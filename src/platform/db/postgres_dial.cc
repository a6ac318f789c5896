#include <libpq-fe.h>

#include <map>

#include "platform/db/postgres_connection.h"

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

}  // namespace db
