#pragma once

#include <boost/describe.hpp>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "organisation/found_association.h"
#include "organisation/founding_policies.h"

// Founding an association in the browser, by an operator's link: what the wizard asks and is told.
// It judges by the same function as the command `sila association add`.
namespace organisation {

struct GivenName {
  std::string ar, en;
};
BOOST_DESCRIBE_STRUCT(GivenName, (), (ar, en))
struct GivenApproval {
  std::string meeting, term;
  std::optional<Date> date;
};
BOOST_DESCRIBE_STRUCT(GivenApproval, (), (meeting, term, date))
struct GivenAdministrator {
  std::string name, email;
};
BOOST_DESCRIBE_STRUCT(GivenAdministrator, (), (name, email))

// As far as it has been filled in.
struct FoundingDraft {
  std::string slug;
  GivenName name;
  std::string licence;
  std::optional<PolicySource> policy;
  std::optional<GivenApproval> approval;  // by its own board; nothing: not yet
  std::optional<GivenAdministrator> administrator;
};
BOOST_DESCRIBE_STRUCT(FoundingDraft, (), (slug, name, licence, policy, approval, administrator))

struct FoundingToken {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(FoundingToken, (), (token))
struct FoundingBody {
  std::string token;
  FoundingDraft draft;
};
BOOST_DESCRIBE_STRUCT(FoundingBody, (), (token, draft))
struct FoundingReadingBody {
  std::string token, language;
  FoundingDraft draft;
};
BOOST_DESCRIBE_STRUCT(FoundingReadingBody, (), (token, language, draft))

struct FoundingStart {
  Instant expires_at;
  std::vector<PolicyChoice> policies;
};
BOOST_DESCRIBE_STRUCT(FoundingStart, (), (expires_at, policies))

struct FoundingObstacle {
  std::string code, field;
  std::map<std::string, std::string> parameters;
};
BOOST_DESCRIBE_STRUCT(FoundingObstacle, (), (code, field, parameters))
struct FoundingCheck {
  std::vector<FoundingObstacle> obstacles;
};
BOOST_DESCRIBE_STRUCT(FoundingCheck, (), (obstacles))

struct FoundingReading {
  std::optional<Outline>
      outline;  // as it will read under the new name; nothing while it has faults
  std::vector<FoundingObstacle> obstacles;  // of the policy itself
};
BOOST_DESCRIBE_STRUCT(FoundingReading, (), (outline, obstacles))

struct FoundedAssociation {
  std::string slug;
  GivenName name;
  std::string setup_link;  // of the first administrator: 72 hours, once
  std::string portal, desk;
};
BOOST_DESCRIBE_STRUCT(FoundedAssociation, (), (slug, name, setup_link, portal, desk))

class FoundingByLink {
 public:
  // `templates`: the folder of the packs that are shipped.
  FoundingByLink(Directory& directory, std::string templates, std::string public_address)
      : directory_(directory),
        templates_(std::move(templates)),
        public_address_(std::move(public_address)) {}

  // Each refuses founding.link_invalid first.
  Result<FoundingStart> start(const api::HouseCall& call, const FoundingToken& body);
  // Everything that stands in the way of what is filled in, as found() would refuse it.
  Result<FoundingCheck> check(const api::HouseCall& call, const FoundingBody& body);
  Result<FoundingReading> read_policy(const api::HouseCall& call, const FoundingReadingBody& body);
  // Makes it. The same request with the same key again: the same answer, as long as the link would
  // have been valid. Waits for the databases: an act that happens once in an association's life.
  Result<FoundedAssociation> found(const api::HouseCall& call, const FoundingBody& body);

 private:
  Result<Done> look_for(const api::HouseCall& call, std::string_view token);
  Result<Founding> founding_of(const FoundingDraft& draft);

  Directory& directory_;
  const std::string templates_, public_address_;
  std::mutex founding_;  // one at a time, so that two requests by one link do not race
};

}  // namespace organisation
