#include "platform/db/postgres_result.h"

#include <array>

namespace db {

std::string state_of(const pg_result* result) {
  const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  return state ? state : "";
}

// SQLSTATE classes of the PostgreSQL manual, appendix A.
Error::Kind kind_of(std::string_view state) {
  static const std::array<std::string_view, 9> again = {
      "40001",                             // serialization failure
      "40P01",                             // deadlock
      "55P03",                             // a lock was not to be had in time
      "57014",                             // a statement took too long
      "53100", "53200", "53300", "53400",  // no space, memory, connections, …
      "25006"};  // this server only reads: it is not, or no longer, the primary
  if (state == "23505") return Error::Kind::unique;
  if (state.starts_with("23")) return Error::Kind::constraint;
  if (state == "08P01") return Error::Kind::other;  // a wrong number of values
  if (state.empty() || state.starts_with("08") || state.starts_with("57P"))
    return Error::Kind::lost;
  for (const auto& one : again) {
    if (state == one) return Error::Kind::retry;
  }
  return Error::Kind::other;
}

bool changes_one_row(std::string_view text) {
  const auto has = [&](std::string_view word) { return text.find(word) != text.npos; };
  const auto begin = text.find_first_not_of(" \n");
  if (begin == text.npos || !text.substr(begin).starts_with("INSERT INTO ")) return false;
  if (!has("VALUES") || has("SELECT") || has("RETURNING") || has("WHERE") || has("), ("))
    return false;
  return !has("ON CONFLICT") || has("DO UPDATE");
}

}  // namespace db
