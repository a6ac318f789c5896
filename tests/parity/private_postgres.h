#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>

namespace parity {

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, Finish>;
using Answer = std::unique_ptr<PGresult, Finish>;

// A PostgreSQL of our own in a temporary folder, reached through a socket there; gone at the end.
class PrivatePostgres {
 public:
  PrivatePostgres();  // throws std::runtime_error, with the server's words, when it does not start
  PrivatePostgres(const PrivatePostgres&) = delete;
  PrivatePostgres& operator=(const PrivatePostgres&) = delete;
  ~PrivatePostgres();

  Connection connect(const std::string& database) const;

 private:
  std::string run(const std::string& command) const;  // what it printed; throws when it failed
  std::string folder_, programs_;
};

}  // namespace parity
