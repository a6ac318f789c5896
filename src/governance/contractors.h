#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "organisation/organisation.h"

// Who works for the association under contract and has no account (F4): a list that it keeps,
// sealed like its staff's names.
namespace governance {

using ContractorId = Id<struct ContractorTag>;

struct ContractorView {
  ContractorId id;
  std::string name, purpose;  // what for: "transport of patients"
  std::optional<std::string> email, phone;
  std::string state;  // active | ended
  Instant created_at;
  std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(ContractorView, (),
                      (id, name, purpose, email, phone, state, created_at, ended_at))

struct ContractorList {
  std::vector<ContractorView> items;  // active ones first
};
BOOST_DESCRIBE_STRUCT(ContractorList, (), (items))

struct ContractorBody {
  std::string name, purpose;
  std::optional<std::string> email, phone;  // one of them at least
};
BOOST_DESCRIBE_STRUCT(ContractorBody, (), (name, purpose, email, phone))

struct ContractorChange : ContractorBody {
  std::string state;  // active | ended
};
BOOST_DESCRIBE_STRUCT(ContractorChange, (ContractorBody), (state))

Result<ContractorList> list_contractors(db::Transaction& tx, const api::Call& call);
// Refuses text.missing, contractor.no_address, contractor.email_form, contractor.phone_form,
// contractor.too_many.
Result<ContractorView> add_contractor(db::Transaction& tx, const api::Call& call,
                                      const ContractorBody& body);
// The same, and contractor.state. Whose contract has ended is asked no more, and their links end.
Result<ContractorView> change_contractor(db::Transaction& tx, const api::Call& call,
                                         const ContractorChange& body);

std::vector<ContractorView> active_contractors(db::Transaction& tx, const api::Tenant& tenant);
std::optional<ContractorView> find_contractor(db::Transaction& tx, const api::Tenant& tenant,
                                              const ContractorId& id);

}  // namespace governance
