#pragma once

#include <map>

#include "privacy/retention_due.h"

namespace privacy {

// Timer: looks through what an association keeps, once a day, and destroys what is over its period:
// parts of a file at once, a whole file a month after it was announced. A little at each turn, so
// that nothing else waits for it.
class RetentionPass {
 public:
  // Answers how many things it destroyed or announced.
  int turn(api::Tenant& tenant, Instant now);

 private:
  int look_through(api::Tenant& tenant, const Period& period, Instant now);

  std::map<Category, std::string> places_;  // how far today's looking through has come
};

}  // namespace privacy
