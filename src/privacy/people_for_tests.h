#pragma once

#include "privacy/privacy.h"
#include "requests/desk_for_tests.h"

namespace privacy {

// An association with people on its register. Tests only.
class PeopleDesk : public requests::Desk {
 protected:
  // Registered, with the phone that opens the file.
  PartyId registered(const std::string& number = "1500000011",
                     const std::string& name = "سارة محمد الغامدي",
                     const std::string& phone = "0512345678") {
    parties::RegisterPerson body{.full_name = name, .identity_type = "NAT"};
    body.identity_number = number;
    body.identity_expires_on = "2060-01-01";
    body.phone = phone;
    const auto call = call_as(officer);
    const auto ready = parties::read_registration(*tenant->keeper, body, call.now);
    EXPECT_TRUE(ready.ok());
    const auto file = write([&](db::Transaction& tx) {
      return parties::register_person(tx, call, hooks, body, ready.value());
    });
    EXPECT_TRUE(file.ok()) << testing::PrintToString(codes_of(file));
    return file->party;
  }

  const parties::Hooks hooks = requests::party_hooks();
};

}  // namespace privacy
