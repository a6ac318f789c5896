#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/in_source_for_tests.h"
#include "organisation/organisation.h"
#include "platform/db/database_for_tests.h"
#include "requests/queue.h"
#include "requests/requests.h"

namespace requests {

// A shipped association with its staff and its people, in a folder that goes away. Tests only.
class Desk : public testing::Test {
 protected:
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  using Codes = std::vector<std::string>;

  explicit Desk(const std::string& slug = "teryaq") {
    auto pattern = (std::filesystem::temp_directory_path() / "sila-requests-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    directory = std::make_unique<organisation::Directory>(
        organisation::DirectoryOptions{.data = folder + "/data",
                                       .database = db::postgres_for_tests(folder),
                                       .clock = &clock,
                                       .on_open = [this](api::Tenant& opened) { connect(opened); },
                                       .runs_jobs = false});
    found(slug);
    officer = invite("officer", {Role::officer});
    colleague = invite("colleague", {Role::officer});
    secretary = invite("secretary", {Role::secretary});
    quality = invite("quality", {Role::quality_manager});
    director = invite("director", {Role::director});
  }
  ~Desk() override {
    directory.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  template <class Work>
  auto write(Work work) {
    std::optional<decltype(work(std::declval<db::Transaction&>()))> outcome;
    const auto end = tenant->store->write_and_wait([&](db::Transaction& tx) {
      outcome.emplace(work(tx));
      return outcome->ok() || keep_refused;
    });
    EXPECT_TRUE(end == db::End::committed || end == db::End::refused);
    keep_refused = false;
    return std::move(*outcome);
  }
  template <class Work>
  auto read(Work work) {
    std::optional<decltype(work(std::declval<db::Transaction&>()))> outcome;
    tenant->store->read([&](db::Transaction& tx) { outcome.emplace(work(tx)); });
    return std::move(*outcome);
  }
  void connect(api::Tenant& opened) {
    parties::prepare(opened);
    messages::connect(opened, {.mail = messages::mail_to_file(folder + "/mail", opened.slug),
                               .sms = messages::sms_to_file(folder + "/sms", opened.slug),
                               .public_address = "https://sila.example.org",
                               .hooks = std::make_shared<const messages::Hooks>(message_hooks()),
                               .clock = &clock});
  }
  void found(const std::string& slug) {
    ASSERT_TRUE(directory->create(
        {
            slug, {{"ar", "جمعية"}, {"en", "Association"}}
    },
        "tester"));
    tenant = directory->find(slug);
    ASSERT_NE(tenant, nullptr);
    const auto files = organisation::read_pack_folder(in_source("policies/") + slug);
    const auto done = write([&](db::Transaction& tx) -> Result<Done> {
      const auto imported = organisation::import_policy(tx, tenant->id, founder, files, now());
      TRY(organisation::put_in_force(tx, *tenant, founder, imported.version.value().digest, now(),
                                     now()));
      return Done{};
    });
    ASSERT_TRUE(done.ok());
    tenant->policy_changed();
  }
  auth::Actor invite(const std::string& login, std::set<Role> roles,
                     std::vector<BranchId> branches = {}) {
    const auto made = write([&](db::Transaction& tx) -> Result<auth::Actor> {
      const auto invited = TRY(auth::invite_staff(
          tx, *tenant->keeper, tenant->id, founder, now(),
          {.name = login, .email = login + "@sila.example", .roles = roles, .branches = branches}));
      const auto setup =
          TRY(auth::find_setup(tx, *tenant->keeper, tenant->id, invited.token, "127.0.0.1", now()));
      return TRY(auth::complete_setup(tx, *tenant->keeper, tenant->id, setup,
                                      {login, login + "@sila.example", "unused"}, now()))
          .actor;
    });
    EXPECT_TRUE(made.ok()) << login;
    return made.value();
  }

  BranchId branch(const std::string& name) {
    return write([&](db::Transaction& tx) {
             return organisation::add_branch(tx, tenant->id, founder,
                                             {
                                                 {"ar", name},
                                                 {"en", name}
             },
                                             now());
           })
        ->id;
  }

  Instant now() {
    clock.advance(1);  // ids made in one millisecond have no order
    return clock.now();
  }
  void pass_days(int days) { clock.advance(days * day_ms); }
  api::Call call_as(const auth::Actor& actor, Pairs params = {}, Pairs arguments = {}) {
    api::Call call{.tenant = *tenant, .actor = actor, .now = now()};
    call.peer = "192.0.2.7";
    call.keep_refused = &keep_refused;
    call.param = [params = std::move(params)](std::string_view name) {
      for (const auto& [key, value] : params) {
        if (key == name) return value;
      }
      return std::string();
    };
    call.argument =
        [arguments = std::move(arguments)](std::string_view name) -> std::optional<std::string> {
      for (const auto& [key, value] : arguments) {
        if (key == name) return value;
      }
      return std::nullopt;
    };
    return call;
  }
  // As somebody who has just seen the request.
  api::Call call_on(const auth::Actor& actor, const RequestId& id) {
    auto call = call_as(actor, {
                                   {"id", id.text}
    });
    call.if_match = open(id).row.seq;
    return call;
  }

  // A claimant's phone opens what the claim submitted.
  auth::Actor applicant(const std::string& phone = "+966500000101",
                        const std::string& name = "سارة خالد") {
    auth::Actor actor{.kind = auth::Actor::Kind::applicant, .id = "sign-in"};
    actor.phone_index = tenant->keeper->fast_index("phone", phone);
    const auto made = write([&](db::Transaction& tx) {
      parties::ClaimGiven given{.full_name = name, .phone = phone, .phone_proven = true};
      return parties::create_claim(tx, *tenant, given, {.kind = "applicant", .id = "x"}, now());
    });
    EXPECT_TRUE(made.ok());
    actor.acting_for = made.value();
    actor.may_act_for = {actor.acting_for};
    return actor;
  }
  Result<OpenRequest> take(const OpenRequestBody& body) { return take(officer, body); }
  Result<OpenRequest> take(const auth::Actor& actor, const OpenRequestBody& body) {
    return write([&](db::Transaction& tx) { return take_request(tx, call_as(actor), body); });
  }
  RequestId taken(const std::string& kind = "assistance",
                  const std::string& channel = "interview") {
    OpenRequestBody body{.kind = kind, .channel = channel};
    body.full_name = "نورة فهد العتيبي";
    body.phone = "0500000202";
    const auto made = take(body);
    EXPECT_TRUE(made.ok()) << testing::PrintToString(codes_of(made));
    return made.ok() ? made->row.id : RequestId{};
  }

  static ItemValue text(std::string value) { return {.text = std::move(value)}; }
  static ItemValue document(const std::string& number, const std::string& expires_on) {
    return {
        .sighted = SightedValue{"NAT", number, expires_on, "gregorian"}
    };
  }
  // All that an assistance request of teryaq asks for whoever needs a lift: no papers.
  static ItemValues values() {
    ItemValues given;
    given["full_name"] = text("نورة فهد العتيبي");
    given["identity_document"] = document(identity_number, "2030-01-01");
    given["birth_date"] = {.date = "1990-02-03"};
    given["phone"] = text("0500000202");
    given["region"] = text("SA-02");
    given["city"] = text("جدة");
    given["need"] = text("transport");
    given["description"] = text("أحتاج نقلًا إلى موعد المستشفى");
    given["appointment"] = {.date = "2027-02-01"};
    given["insured"] = text("no");
    given["household_size"] = text("4");
    given["income"] = text("0");
    return given;
  }
  // Read aloud to the person before a witness, over exactly these values.
  Result<Done> submit(const RequestId& id, const ItemValues& given) {
    return write([&](db::Transaction& tx) -> Result<Done> {
      const auto call = call_on(officer, id);
      const auto signature = TRY(witnessed(tx, call, id, given));
      TRY(submit_for_person(tx, call, {given, signature}));
      return Done{};
    });
  }
  Result<Signature> witnessed(db::Transaction& tx, api::Call call, const RequestId& id,
                              const ItemValues& given) {
    const auto digest = TRY(digest_values(tx, call, {"", given, id.text, {}}));
    Signature signature{.method = "witness"};
    signature.witness = "الموظف الشاهد";
    signature.declaration_version = digest.declaration_version;
    signature.content_digest = digest.content_digest;
    return signature;
  }
  RequestId submitted() {
    const RequestId id = taken();
    const auto done = submit(id, values());
    EXPECT_TRUE(done.ok()) << testing::PrintToString(codes_of(done));
    return id;
  }
  Result<OpenRequest> act(const auth::Actor& actor, const RequestId& id, Deed deed) {
    return write(
        [&](db::Transaction& tx) { return perform(tx, call_on(actor, id), id, std::move(deed)); });
  }
  void must(const auth::Actor& actor, const RequestId& id, Deed deed) {
    const auto done = act(actor, id, std::move(deed));
    ASSERT_TRUE(done.ok()) << testing::PrintToString(codes_of(done));
  }
  // Verified and told: the committee's study is open.
  RequestId studied() {
    const RequestId id = submitted();
    verify(id);
    must(officer, id, deed_of(TellingBody{"tell_study_period", "phone", {}, {}}));
    return id;
  }
  void verify(const RequestId& id) {
    for (const auto& item : open(id).kind().items) {
      if (!item.checks.empty() && open(id).state.items.contains(item.id))
        must(officer, id, deed_of(ItemVerification{item.id, true, true, {}}));
    }
    must(officer, id, finish_verification());
  }
  static Deed decision(const std::string& outcome) {
    return deed_of(DecisionBody{"study", outcome, "درست اللجنة الطلب", {}, {}});
  }
  RequestId decided(const std::string& outcome = "refused") {
    const RequestId id = studied();
    pass_days(15);
    must(secretary, id, decision(outcome));
    return id;
  }

  OpenRequest open(const RequestId& id) {
    const auto found = read([&](db::Transaction& tx) { return open_request(tx, *tenant, id); });
    EXPECT_TRUE(found.ok()) << id.text;
    return found.ok() ? found.value() : OpenRequest{};
  }
  StoredValues stored(const RequestId& id) {
    return read(
        [&](db::Transaction& tx) { return load_values(tx, *tenant->keeper, tenant->id, id); });
  }
  Result<QueuePage> queue(const auth::Actor& actor, Pairs arguments = {}) {
    return read([&](db::Transaction& tx) {
      return list_queue(tx, call_as(actor, {}, std::move(arguments)));
    });
  }
  std::vector<audit::Listed> audited(const std::string& action) {
    return read([&](db::Transaction& tx) {
      return audit::list(tx, tenant->id, {.party = {}, .object = {}, .who = {}, .action = action},
                         0, 200);
    });
  }
  static Codes codes_of(const auto& outcome) {
    Codes codes;
    if (outcome.ok()) return codes;
    for (const auto& obstacle : outcome.refusal().obstacles)
      codes.push_back(obstacle.code + (obstacle.field.empty() ? "" : " " + obstacle.field));
    return codes;
  }

  static constexpr const char* identity_number = "1500000003";
  const audit::Who founder{.kind = "operator", .id = "tester"};
  std::string folder;
  kernel::Clock clock{Instant{1'795'000'000'000}};  // 2026-11-18
  std::unique_ptr<organisation::Directory> directory;
  api::Tenant* tenant = nullptr;
  auth::Actor officer, colleague, secretary, quality, director;
  bool keep_refused = false;
};

// The association whose requests are confidential.
class ConfidentialDesk : public Desk {
 protected:
  ConfidentialDesk() : Desk("aoun") {}
};

}  // namespace requests
