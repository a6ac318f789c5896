#include "organisation/found_by_link.h"
#include "organisation/routes.h"

namespace organisation {

void add_founding_routes(api::Routes& routes, Directory& directory, const std::string& templates,
                         const std::string& public_address) {
  const auto founding = std::make_shared<FoundingByLink>(directory, templates, public_address);
  using api::HouseCall;
  routes.of_house<FoundingToken, FoundingStart>(
      "/found/link", [founding](const HouseCall& call, const FoundingToken& body) {
        return founding->start(call, body);
      });
  routes.of_house<FoundingBody, FoundingCheck>(
      "/found/checks", [founding](const HouseCall& call, const FoundingBody& body) {
        return founding->check(call, body);
      });
  routes.of_house<FoundingReadingBody, FoundingReading>(
      "/found/readings", [founding](const HouseCall& call, const FoundingReadingBody& body) {
        return founding->read_policy(call, body);
      });
  routes.of_house<FoundingBody, FoundedAssociation>(
      "/found/association", [founding](const HouseCall& call, const FoundingBody& body) {
        return founding->found(call, body);
      });
}

}  // namespace organisation
