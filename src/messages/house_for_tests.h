#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <vector>

#include "messages/messages.h"
#include "platform/db/database_for_tests.h"
#include "platform/kernel/kernel.h"

namespace messages {

// A gateway that keeps what it was given and answers as it was told. Tests only.
class Recorder final : public MailGateway, public SmsGateway {
 public:
  outbox::Attempt send(const Outgoing& message) override {
    sent.push_back(message);
    return answer;
  }
  std::vector<Outgoing> sent;
  outbox::Attempt answer;
};

// Texts of the house: its name, and a policy of two templates (house_test.cc).
policy::Text house_names();
std::shared_ptr<policy::Pack> house_pack();

// An association with keys, a database and a policy, in a folder that goes away.
// Tests only.
class House : public testing::Test {
 protected:
  House() {
    auto pattern = (std::filesystem::temp_directory_path() / "sila-messages-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    tenant.id = AssociationId{"a1"};
    tenant.slug = "one";
    tenant.names = house_names();
    tenant.keeper = seal::Keeper::open(folder + "/a.key", tenant.id, true);
    tenant.store =
        db::open_for_tests(folder + "/a.db", db::association_migrations(), tenant.id.text);
    tenant.policy_in_force = [this] { return pack; };
    restart();
    write([&](db::Transaction& tx) {
      for (const auto& party : {sara, noura}) tenant.keeper->create_party_key(tx, party, now());
    });
  }
  ~House() override {
    tenant.runner.reset();
    tenant.store.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  void restart() {
    tenant.runner =
        std::make_unique<outbox::Runner>(*tenant.store, tenant.id, [this] { return clock.now(); });
    connect(tenant, {.mail = mail,
                     .sms = sms,
                     .public_address = "https://sila.example.org",
                     .hooks = hooks,
                     .clock = &clock});
  }
  Instant now() {
    clock.advance(1);  // ids made in one millisecond have no order
    return clock.now();
  }
  void write(const std::function<void(db::Transaction&)>& work) {
    const auto end = tenant.store->write_and_wait([&](db::Transaction& tx) {
      work(tx);
      return true;
    });
    ASSERT_EQ(end, db::End::committed);
  }
  void read(const std::function<void(db::Transaction&)>& work) { tenant.store->read(work); }
  NewMessage to_sara(const std::string& key = "k1") const {
    return {
        .party = sara,
        .request = RequestId{"0192f000-0000-7000-8000-000000000001"},
        .template_id = "told",
        .about = "study",
        .values = { {"reference", plain("26-000123-4")},     {"earliest", plain("2026-12-05")}},
        .phone = "+966500000001",
        .email = "sara@example.org",
        .key = key
    };
  }
  std::vector<MessageId> send(const NewMessage& message) {
    std::vector<MessageId> made;
    write([&](db::Transaction& tx) { made = send_message(tx, tenant, *pack, now(), message); });
    return made;
  }
  LogPage log(Wanted wanted = Wanted::any, const auth::Actor& actor = {}) {
    LogPage page;
    read([&](db::Transaction& tx) { page = list_messages(tx, tenant.id, actor, wanted, {}); });
    return page;
  }
  Inbox inbox(const PartyId& party) {
    Inbox found;
    read([&](db::Transaction& tx) {
      found = list_inbox(tx, tenant, party, {}, "https://sila.example.org");
    });
    return found;
  }

  const PartyId sara{"sara"}, noura{"noura"};
  std::string folder;
  kernel::Clock clock{Instant{1'795'000'000'000}};
  std::shared_ptr<policy::Pack> pack = house_pack();
  std::shared_ptr<Recorder> mail = std::make_shared<Recorder>(), sms = std::make_shared<Recorder>();
  std::shared_ptr<Hooks> hooks = std::make_shared<Hooks>();
  api::Tenant tenant;
};

}  // namespace messages
