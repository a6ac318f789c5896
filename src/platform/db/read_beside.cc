#include "platform/db/read_beside.h"

#include "platform/db/postgres_prepare.h"
#include "platform/db/sqlite_connection.h"

namespace db {

void read_beside(const std::string& path, int busy_ms,
                 const std::function<void(Transaction&)>& read) {
  SqliteConnection connection(path, Access::read, {.busy_ms = busy_ms});
  connection.control(Control::begin_read);
  read(connection);
  connection.control(Control::commit);
}

void read_beside(const Place& place, int busy_ms, const std::function<void(Transaction&)>& read) {
  if (!is_postgres(place.database)) return read_beside(place.database, busy_ms, read);
  PostgresConnection connection({place.database, schema_of(place)});
  connection.begin(PostgresConnection::Mode::read, place.association);
  read(connection);
  connection.end_read();
}

void write_beside(const std::string& path, int busy_ms,
                  const std::function<void(Transaction&)>& write) {
  SqliteConnection connection(path, Access::write_beside, {.busy_ms = busy_ms});
  connection.control(Control::begin_write);
  write(connection);  // what it throws closes the connection, which rolls back
  connection.control(Control::commit);
}

}  // namespace db
