#pragma once

#include <string>

#include "platform/db/db.h"

namespace db {

// A statement known at run time only, made once: Sql looks into a text that never ends.
const Sql& made_statement(const std::string& text);

}  // namespace db
