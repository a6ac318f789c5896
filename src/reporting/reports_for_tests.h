#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "parties/parties.h"
#include "platform/api/tenants_for_tests.h"
#include "policy/policy.h"
#include "policy/test_files.h"
#include "reporting/reporting.h"
#include "requests/requests.h"

namespace reporting {

// The association "one" with a shipped policy and this room's routes. Tests only.
class Reports : public api::Tenants {
 protected:
  explicit Reports(const std::string& pack_name = "teryaq") {
    auto parsed = policy::parse(policy::testing::shipped_pack(pack_name));
    policy::Pack read = *parsed.pack;
    read.digest = "d1";
    pack = std::make_shared<const policy::Pack>(std::move(read));
    auto& tenant = one();
    tenant.policy_in_force = [this] { return pack; };
    tenant.policy_version = [this](std::string_view) { return pack; };
    parties::prepare(tenant);
    add_routes(*routes, replays);
    officer = actor(Role::officer);
    start();
  }
  api::Tenant& one() { return *tenants.at("one"); }

  auth::Actor actor(Role role, std::vector<BranchId> branches = {}) {
    clock.advance(1);
    auth::Actor made{.kind = auth::Actor::Kind::staff,
                     .id = kernel::new_id<StaffId>(clock.now()).text,
                     .roles = {role},
                     .branches = std::move(branches)};
    return made;
  }
  using Arguments = std::map<std::string, std::string>;
  api::Call call_of(const auth::Actor& by, Arguments arguments = {}) {
    api::Call call{.tenant = one(), .actor = by, .now = clock.now()};
    call.keep_refused = &keep_refused;
    const auto find = [arguments](std::string_view name) -> std::optional<std::string> {
      const auto found = arguments.find(std::string(name));
      return found == arguments.end() ? std::nullopt : std::optional(found->second);
    };
    call.param = [find](std::string_view name) { return find(name).value_or(""); };
    call.argument = find;
    return call;
  }
  template <class Work>
  auto read(Work work) {
    std::optional<decltype(work(std::declval<db::Transaction&>()))> outcome;
    one().store->read([&](db::Transaction& tx) { outcome.emplace(work(tx)); });
    return std::move(*outcome);
  }
  requests::RequestRow took(const std::string& kind, const auth::Actor& by,
                            const std::string& channel = "phone") {
    clock.advance(1);
    const requests::OpenRequestBody body{
        .kind = kind, .channel = channel, .full_name = "Sara Test", .phone = "0500000001"};
    const auto call = call_of(by);
    const auto open =
        write(one(), [&](db::Transaction& tx) { return requests::take_request(tx, call, body); });
    EXPECT_TRUE(open.ok()) << kind << " " << open.refusal().obstacles.at(0).code;
    return open.value().row;
  }
  boost::json::value ask_json(const std::string& path, const std::string& cookie) {
    const auto answer = get("/api/one" + path, cookie);
    EXPECT_EQ(answer.status, 200) << path << answer.body;
    return boost::json::parse(answer.body);
  }

  std::shared_ptr<const policy::Pack> pack;
  Replays replays;
  auth::Actor officer;
  bool keep_refused = false;
};

}  // namespace reporting
