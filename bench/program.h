#pragma once

#include <string>

namespace bench {

struct Start {
  double first_answer_s = 0;  // to a page of the association
  double ready_s = 0;         // until it does nothing more: what it loads behind the start is there
  double resident_mb = 0;     // then
};
// Starts `program serve` over a data folder, asks it for a page of the association, lets it come to
// rest and ends it. Throws std::runtime_error when it does not answer within a minute.
Start start_program(const std::string& program, const std::string& data, const std::string& slug);

}  // namespace bench
