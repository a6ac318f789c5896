#pragma once

#include "governance/contractors.h"
#include "governance/readable_version.h"

// A contractor's link to one version: 128 random bits, stored as a keyed digest, with an end; a new
// one ends the older ones.
namespace governance {

struct NewLink {
  std::string link;  // shown once
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(NewLink, (), (link, expires_at))

struct VersionNamed {
  std::string digest;
};
BOOST_DESCRIBE_STRUCT(VersionNamed, (), (digest))

// The token; it is written nowhere.
std::string issue_link(db::Transaction& tx, const api::Tenant& tenant, const ContractorId& id,
                       std::string_view digest, Instant now);
void end_links(db::Transaction& tx, const AssociationId& association, const ContractorId& id,
               Instant now);

// For the desk to hand over itself. Refuses not_found, contractor.ended, policy.not_circulated.
Result<NewLink> renew_link(db::Transaction& tx, const api::Call& call, const VersionNamed& body,
                           const std::string& public_address);

struct LinkToken {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(LinkToken, (), (token))

struct LinkAcknowledgement {
  std::string token, name;
};
BOOST_DESCRIBE_STRUCT(LinkAcknowledgement, (), (token, name))

struct LinkReading {
  std::string purpose;  // what the contract is for
  ReadableVersion version;
  std::optional<Instant> acknowledged_at;
};
BOOST_DESCRIBE_STRUCT(LinkReading, (), (purpose, version, acknowledged_at))

// Public. Both refuse policy.link_ended: unknown, expired, renewed, or the contract has ended.
Result<LinkReading> read_by_link(db::Transaction& tx, const api::Call& call, const LinkToken& body);
Result<LinkReading> acknowledge_by_link(db::Transaction& tx, const api::Call& call,
                                        const LinkAcknowledgement& body);

}  // namespace governance
