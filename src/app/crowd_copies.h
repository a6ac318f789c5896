#pragma once

#include <string>
#include <vector>

#include "app/crowd_lives.h"
#include "platform/db/bulk_load.h"
#include "platform/seal/seal.h"

// Another person, other staff and another minute of the same hour in each copy of a life. All of it
// follows from the seed but keys and nonces.
namespace app::crowd {

struct Plan {
  std::uint32_t seed = 0;
  std::vector<std::uint32_t> life_of;                      // of each copy
  std::vector<std::vector<std::uint32_t>> copies;          // of each life, ascending
  std::vector<std::vector<std::int64_t>> first_reference;  // of each life's references
  std::int64_t people = 0, requests = 0;                   // that are copies
};
// So many people with so many requests in all, as near as the lives allow. `next_reference`: the
// number that the first of them gets.
Plan spread(const Lives& lives, std::int64_t people, std::int64_t requests, std::uint32_t seed);
void number_requests(const Lives& lives, std::int64_t next_reference, Plan& plan);

class Copies {
 public:
  // Makes the key of everybody.
  Copies(const Lives& lives, const Plan& plan, seal::Keeper& keeper, AssociationId association);
  // The rows of copies `from` … `to` - 1 of the group's life. `first_entry`: of audit entries.
  void fill(const Group& group, std::size_t from, std::size_t to, std::int64_t first_entry,
            db::Sheet& sheet) const;
  // The id that a copy of this life's request has.
  RequestId request_of(std::uint32_t copy, std::size_t request) const;

 private:
  class Copy;
  std::int64_t later_ms(std::size_t life, std::size_t place) const;
  std::string id_of(std::uint32_t copy, const std::string& id, std::size_t index,
                    std::int64_t later) const;

  const Lives& lives_;
  const Plan& plan_;
  seal::Keeper& keeper_;
  const AssociationId association_;
  std::vector<std::string> wrapped_;  // keys, by copy
};

}  // namespace app::crowd
