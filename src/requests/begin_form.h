#pragma once

#include "platform/api/api.h"
#include "requests/item_values.h"

namespace requests {

// What an item begins with, and where that comes from.
struct BegunValue {
  std::string item;
  ItemValue value;
  std::string source;                    // file | request | sign_in
  std::optional<std::string> reference;  // of the earlier request
};
BOOST_DESCRIBE_STRUCT(BegunValue, (), (item, value, source, reference))

struct Beginning {
  std::vector<BegunValue> items;
};
BOOST_DESCRIBE_STRUCT(Beginning, (), (items))

// O3: nobody is asked twice. What the association knows of whom the applicant acts for, by the
// pack's `known_as`, as far as the form would still take it: the phone that they signed in with,
// their file, and what they submitted for themselves before. Never what somebody else's request
// says, nor what stands in a request that they made for another.
Result<Beginning> begin_form(db::Transaction& tx, const api::Call& call);

}  // namespace requests
