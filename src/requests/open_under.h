#pragma once

#include "platform/api/api.h"

namespace requests {

struct OpenOfKind {
  std::string kind;
  std::int64_t open = 0;
};
// Open requests that began under this version of the policy and keep it, by kind.
std::vector<OpenOfKind> count_open_under(db::Transaction& tx, const AssociationId& association,
                                         std::string_view digest);

}  // namespace requests
