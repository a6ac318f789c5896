#pragma once

#include <functional>
#include <string>

#include "platform/db/db.h"

namespace db {

// One read transaction on a connection of its own, beside whichever process writes the file: takes
// no lock of Sila, makes no file, brings nothing up to date. Throws Error{lost, db.cannot_open}
// when the file is not there or cannot be read, and Error{retry} when it stays locked for
// `busy_ms`.
void read_beside(const std::string& path, int busy_ms,
                 const std::function<void(Transaction&)>& read);
// The same wherever the store lives; on PostgreSQL by a connection of its own, as the program's
// role.
void read_beside(const Place& place, int busy_ms, const std::function<void(Transaction&)>& read);

// One write transaction beside the process that holds the file's lock, for what cannot wait until
// it ends: an operator's word while the server runs. Brings nothing up to date and never
// checkpoints. Throws like read_beside, and whatever `write` throws: then nothing was written.
void write_beside(const std::string& path, int busy_ms,
                  const std::function<void(Transaction&)>& write);

}  // namespace db
