#pragma once

#include "parties/import_people.h"

namespace parties {

// What a list would bring, before anything is written.
struct Foreseen {
  std::int64_t known = 0;   // rows of people whose number is known, or stands in the list twice
  std::int64_t likely = 0;  // of the others: those who are likely somebody's second file
};
// `each` hands every person of the list to the function it is given. All in memory, as a sweep of
// duplicates is; confidential people are compared with nobody.
Foreseen foresee_import(
    api::Tenant& tenant,
    const std::function<void(const std::function<void(const ReadImported&)>&)>& each,
    const std::function<bool()>& is_stopped = {});

}  // namespace parties
