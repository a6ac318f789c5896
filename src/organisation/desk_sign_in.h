#pragma once

#include <functional>
#include <string>

#include "organisation/desk_views.h"

// Signing in, setting up and changing a password: each a chain write → hasher → write that holds no
// worker while it waits. `then` is called once, on a thread of the store or of the hasher.
namespace organisation {

struct SignedIn {
  auth::NewSignIn sign_in;
  DeskMe me;
};
using Then = std::function<void(Result<SignedIn>)>;

struct DeskCall {
  api::Tenant* tenant = nullptr;
  auth::Hasher* hasher = nullptr;
  std::string peer;
  Instant now;
};

struct SignInBody {
  std::string email, password;
};
BOOST_DESCRIBE_STRUCT(SignInBody, (), (email, password))
void sign_in_staff(const DeskCall& call, const SignInBody& body, const Then& then);

struct SetupBody {
  std::string token, name, email, password;
};
BOOST_DESCRIBE_STRUCT(SetupBody, (), (token, name, email, password))
void set_up_staff(const DeskCall& call, const SetupBody& body, const Then& then);

struct PasswordBody {
  std::string current, new_password;
};
BOOST_DESCRIBE_STRUCT(PasswordBody, (), (current, new_password))
void change_own_password(const DeskCall& call, const auth::Actor& actor, const PasswordBody& body,
                         const Then& then);

}  // namespace organisation
