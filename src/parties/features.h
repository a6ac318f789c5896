#pragma once

#include <functional>

#include "matching/matching.h"
#include "parties/import_people.h"
#include "parties/register_person.h"

// What people are compared by. Private to this room.
namespace parties {

// Of somebody who is about to be registered.
matching::Person features_of(const api::Tenant& tenant, const ReadRegistration& read);
// Of somebody on a list.
matching::Person features_of(const api::Tenant& tenant, const ReadImported& read);
// Of those that stand by themselves; erased ones are left out.
std::map<PartyId, matching::Person> features_of(db::Transaction& tx, const api::Tenant& tenant,
                                                const std::vector<PartyId>& parties);
// Of every registered person.
std::map<PartyId, matching::Person> features_of_all(db::Transaction& tx, const api::Tenant& tenant);

}  // namespace parties
