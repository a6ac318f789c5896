#include "parties/note_arrivals.h"

namespace parties {

void note_arrivals(db::Transaction& /*tx*/, const api::Tenant& /*tenant*/,
                   const std::vector<PartyId>& /*parties*/) {}

}  // namespace parties
