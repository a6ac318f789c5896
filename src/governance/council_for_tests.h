#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/in_source_for_tests.h"
#include "governance/governance.h"
#include "messages/messages.h"
#include "parties/parties.h"
#include "platform/db/database_for_tests.h"
#include "requests/requests.h"

namespace governance {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

// An association with a shipped policy in force, its board and staff, in a folder that goes away.
// Tests only.
class Council : public testing::Test {
 protected:
  using Pairs = std::vector<std::pair<std::string, std::string>>;

  Council() {
    auto pattern = (std::filesystem::temp_directory_path() / "sila-council-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    directory = std::make_unique<organisation::Directory>(
        organisation::DirectoryOptions{.data = folder + "/data",
                                       .database = db::postgres_for_tests(folder),
                                       .clock = &clock,
                                       .on_open = [this](api::Tenant& opened) { connect(opened); },
                                       .runs_jobs = false});
    found();
    director = invite("director", Role::director);
    board = invite("board", Role::board_member);
    quality = invite("quality", Role::quality_manager);
    officer = invite("officer", Role::officer);
  }
  ~Council() override {
    directory.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  template <class Work>
  auto write(Work work) {
    std::optional<decltype(work(std::declval<db::Transaction&>()))> outcome;
    const auto end = tenant->store->write_and_wait([&](db::Transaction& tx) {
      outcome.emplace(work(tx));
      return outcome->ok();
    });
    EXPECT_TRUE(end == db::End::committed || end == db::End::refused);
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
    const messages::Connection connection{
        .mail = messages::mail_to_file(folder + "/mail", opened.slug),
        .sms = messages::sms_to_file(folder + "/sms", opened.slug),
        .public_address = "https://sila.example.org",
        .hooks = std::make_shared<const messages::Hooks>(),
        .clock = &clock};
    messages::connect(opened, connection);
    governance::connect(opened, connection);
  }
  // What left the house by this way ("mail", "sms"), once the outbox is empty.
  std::vector<std::string> sent(const std::string& way) {
    while (tenant->runner->run_due() > 0) {
    }
    return left(way);
  }
  // The same, as far as it has left.
  std::vector<std::string> left(const std::string& way) const {
    std::ifstream log(folder + "/" + way + "/" + tenant->slug + ".jsonl");
    std::vector<std::string> lines;
    for (std::string line; std::getline(log, line);) lines.push_back(line);
    return lines;
  }
  Instant now() {
    clock.advance(1);  // ids made in one millisecond have no order
    return clock.now();
  }
  void pass_days(int days) { clock.advance(days * day_ms); }
  Date today() { return riyadh_date(clock.now()); }

  api::Call call_as(const auth::Actor& actor, Pairs params = {}) {
    api::Call call{.tenant = *tenant, .actor = actor, .now = now()};
    call.peer = "192.0.2.7";
    call.param = [params = std::move(params)](std::string_view name) {
      for (const auto& [key, value] : params) {
        if (key == name) return value;
      }
      return std::string();
    };
    call.argument = [](std::string_view) -> std::optional<std::string> { return std::nullopt; };
    return call;
  }

  // ---- drafts
  Result<DraftCard> begin(const BeginDraft& body, const auth::Actor& by) {
    return write([&](db::Transaction& tx) { return begin_draft(tx, call_as(by), body); });
  }
  DraftCard begun() { return begin({.title = "تعديل"}, quality).value(); }
  Result<DraftSaved> save(const DraftId& id, const SaveDraft& body, const auth::Actor& by) {
    return write([&](db::Transaction& tx) {
      return save_draft(tx,
                        call_as(by,
                                {
                                    {"id", id.text}
      }),
                        body);
    });
  }
  DraftView view(const DraftId& id) {
    return read([&](db::Transaction& tx) {
             return read_draft(tx, call_as(quality, {
                                                        {"id", id.text}
             }));
           })
        .value();
  }
  // A draft that says something else than the version in force.
  DraftCard changed(const std::string& mark = "second") {
    auto draft = begun();
    const auto text = view(draft.id).files.at("pack.yaml") + "\n# " + mark + "\n";
    draft.revision =
        save(draft.id, {draft.revision, {}, {{"pack.yaml", text}}}, quality).value().revision;
    return draft;
  }

  // The study is answered within another period.
  DraftCard shorter_study() {
    return changed("requests.yaml", "at_most: {days: 30", "at_most: {days: 21");
  }
  // A draft with one change in one of its files.
  DraftCard changed(const std::string& file, const std::string& was, const std::string& now) {
    auto draft = begun();
    auto text = view(draft.id).files.at(file);
    const auto at = text.find(was);
    EXPECT_NE(at, std::string::npos);
    text.replace(at, was.size(), now);
    const auto saved = save(draft.id, {draft.revision, {}, {{file, text}}}, quality);
    EXPECT_TRUE(saved.ok() && saved->faults.empty());
    draft.revision = saved->revision;
    return draft;
  }

  // A PDF on the spool, uploaded as minutes; as large as asked for.
  Result<MinutesView> upload(const std::string& name = "minutes.pdf", std::size_t bytes = 0) {
    const std::string spool = folder + "/spool";
    std::string text = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    if (text.size() < bytes) text.resize(bytes, '\n');
    std::ofstream(spool, std::ios::binary) << text;
    const auto inspected = files::inspect(spool, name);
    EXPECT_TRUE(inspected.ok());
    return write([&](db::Transaction& tx) {
      return upload_minutes(tx, call_as(director), inspected.value(), spool);
    });
  }

  // ---- approval and force
  RecordApproval decision() {
    return {.body = "board", .meeting = "12", .term = "2", .decided_on = today(), .minutes = {}};
  }
  Result<Approved> approve(const DraftCard& draft, const RecordApproval& given,
                           const auth::Actor& by) {
    ApproveDraft body;
    static_cast<RecordApproval&>(body) = given;
    body.revision = draft.revision;
    return write([&](db::Transaction& tx) {
      return approve_draft(tx,
                           call_as(by,
                                   {
                                       {"id", draft.id.text}
      }),
                           body);
    });
  }
  std::string approved(const std::string& mark = "second") {
    const auto done = approve(changed(mark), decision(), director);
    EXPECT_TRUE(done.ok()) << testing::PrintToString(codes_of(done));
    return done.ok() ? done.value().digest : "";
  }
  Result<VersionStanding> force(const std::string& digest, Date from) {
    return write([&](db::Transaction& tx) {
      return force_version(tx,
                           call_as(director,
                                   {
                                       {"digest", digest}
      }),
                           {from});
    });
  }
  // ---- circulation
  Result<Readers> circulates(const std::string& digest) {
    return write([&](db::Transaction& tx) {
      return circulate(tx,
                       call_as(director,
                               {
                                   {"digest", digest}
      }),
                       {});
    });
  }
  Readers readers(const std::string& digest) {
    return read([&](db::Transaction& tx) {
             return list_readers(tx, call_as(director, {
                                                           {"digest", digest}
             }));
           })
        .value();
  }
  static const ReaderGroup& group(const Readers& readers, const std::string& name) {
    return *std::ranges::find(readers.groups, name, &ReaderGroup::group);
  }
  // Somebody who is known here, and volunteers.
  auth::Actor volunteer(const std::string& phone = "+966500000101") {
    auth::Actor actor{.kind = auth::Actor::Kind::applicant, .id = "sign-in"};
    const auto made = write([&](db::Transaction& tx) -> Result<PartyId> {
      const parties::ClaimGiven given{
          .full_name = "سارة خالد", .phone = phone, .phone_proven = true};
      const auto party =
          TRY(parties::create_claim(tx, *tenant, given, {.kind = "applicant", .id = "x"}, now()));
      TRY(parties::give_role(tx, tenant->id, party, "volunteer", now()));
      return party;
    });
    EXPECT_TRUE(made.ok());
    actor.acting_for = made.value();
    actor.may_act_for = {actor.acting_for};
    return actor;
  }
  ContractorView contractor(const ContractorBody& body = {
                                "مؤسسة النقل", "نقل المرضى", "driver@example.org", {}}) {
    const auto made =
        write([&](db::Transaction& tx) { return add_contractor(tx, call_as(quality), body); });
    EXPECT_TRUE(made.ok()) << testing::PrintToString(codes_of(made));
    return made.value();
  }
  Result<VersionStanding> acknowledges(const auth::Actor& by, const std::string& digest) {
    return write([&](db::Transaction& tx) {
      return acknowledge_version(tx,
                                 call_as(by,
                                         {
                                             {"digest", digest}
      }),
                                 {});
    });
  }

  Result<VersionStanding> cancel(const std::string& digest) {
    return write([&](db::Transaction& tx) {
      return cancel_scheduled(tx,
                              call_as(director,
                                      {
                                          {"digest", digest}
      }),
                              {});
    });
  }
  Standing standing(const std::string& digest) {
    return read([&](db::Transaction& tx) { return standing_of(tx, *tenant, digest, clock.now()); })
        .value();
  }
  VersionState state(const std::string& digest) { return standing(digest).state; }

  std::vector<audit::Listed> audited(const std::string& action) {
    return read([&](db::Transaction& tx) {
      return audit::list(tx, tenant->id, {.action = action}, 0, 200);
    });
  }
  static std::vector<std::string> codes_of(const auto& outcome) {
    std::vector<std::string> codes;
    if (outcome.ok()) return codes;
    for (const auto& obstacle : outcome.refusal().obstacles) codes.push_back(obstacle.code);
    return codes;
  }

  const audit::Who founder{.kind = "operator", .id = "tester"};
  std::string folder;
  kernel::Clock clock{Instant{1'795'000'000'000}};  // 2026-11-18
  std::unique_ptr<organisation::Directory> directory;
  api::Tenant* tenant = nullptr;
  std::string first;  // digest of the version in force
  auth::Actor director, board, quality, officer;

 private:
  void found() {
    ASSERT_TRUE(directory->create(
        {
            "teryaq", {{"ar", "جمعية"}, {"en", "Association"}}
    },
        "tester"));
    tenant = directory->find("teryaq");
    ASSERT_NE(tenant, nullptr);
    const auto files = organisation::read_pack_folder(in_source("policies/teryaq"));
    const auto done = write([&](db::Transaction& tx) -> Result<Done> {
      const auto imported =
          organisation::import_policy(tx, tenant->id, founder, files, clock.now());
      first = imported.version.value().digest;
      TRY(organisation::put_in_force(tx, *tenant, founder, first, clock.now(), clock.now()));
      return Done{};
    });
    ASSERT_TRUE(done.ok());
    clock.advance(hour_ms);
  }
  auth::Actor invite(const std::string& login, Role role) {
    const auto made = write([&](db::Transaction& tx) -> Result<auth::Actor> {
      const auto& keeper = *tenant->keeper;
      const auto invited = TRY(auth::invite_staff(tx, keeper, tenant->id, founder, now(),
                                                  {login, login + "@sila.example", {role}, {}}));
      const auto setup =
          TRY(auth::find_setup(tx, keeper, tenant->id, invited.token, "127.0.0.1", now()));
      const auto fresh = TRY(auth::complete_setup(
          tx, keeper, tenant->id, setup, {login, login + "@sila.example", "unused"}, now()));
      return fresh.actor;
    });
    EXPECT_TRUE(made.ok()) << login;
    return made.value();
  }
};

}  // namespace governance
