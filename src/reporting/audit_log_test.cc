#include "reporting/audit_log.h"

#include "reporting/reports_for_tests.h"

namespace reporting {
namespace {

class ReadTheAuditLog : public Reports {
 protected:
  using Reports::Reports;
  AuditPage log(const auth::Actor& by, Arguments arguments = {}) {
    const auto call = call_of(by, std::move(arguments));
    opening = {};
    auto page = read([&](db::Transaction& tx) { return read_audit_log(tx, call, opening); });
    EXPECT_TRUE(page.ok());
    return page.ok() ? std::move(page).value() : AuditPage{};
  }
  std::vector<std::string> actions(const AuditPage& page) {
    std::vector<std::string> all;
    for (const auto& row : page.items) all.push_back(row.action);
    return all;
  }
  auth::Actor quality = actor(Role::quality_manager);
  api::Opening opening;
};

TEST_F(ReadTheAuditLog, TellsWhoDidWhatNewestFirst) {
  const auto row = took("complaint", officer);
  const auto page = log(quality);
  ASSERT_FALSE(page.items.empty());
  std::int64_t last = INT64_MAX;
  bool of_request = false;
  for (const auto& one : page.items) {
    EXPECT_LT(one.seq, last);
    last = one.seq;
    if (one.request != row.id.text) continue;
    of_request = true;
    EXPECT_EQ(one.who_kind, "staff");
    EXPECT_EQ(one.who, officer.id);
    EXPECT_EQ(one.role, "officer");
    EXPECT_EQ(one.object, row.id.text);
    EXPECT_FALSE(one.hidden);
  }
  EXPECT_TRUE(of_request);
  EXPECT_EQ(opening.entry.action, "audit.opened");
  EXPECT_EQ(opening.entry.object, "audit");
}

TEST_F(ReadTheAuditLog, NamesTheAccountAndTheRequestThatWereActedOn) {
  const auto row = took("complaint", officer);
  (void)member(Role::officer);  // invited and set up
  bool of_request = false, of_account = false;
  for (const auto& one : log(quality).items) {
    if (one.action == "staff.set_up") {
      of_account = true;
      EXPECT_EQ(one.object_name, "Sara Test");
    }
    if (one.request != row.id.text) continue;
    of_request = true;
    EXPECT_EQ(one.reference, row.reference);
    EXPECT_FALSE(one.object_name);
  }
  EXPECT_TRUE(of_request && of_account);
}

TEST_F(ReadTheAuditLog, OffersTheNamesOfStaffToChooseFrom) {
  for (int i = 0; i < 3; ++i) (void)member(Role::officer);
  std::vector<std::string> seen;
  Arguments asked{
      {"limit", "2"}
  };
  for (std::optional<std::string> after = ""; after;) {
    asked["after"] = *after;
    const auto call = call_of(quality, asked);
    const auto page =
        read([&](db::Transaction& tx) { return list_audit_actors(tx, call).value(); });
    for (const auto& one : page.items) {
      seen.push_back(one.id);
      EXPECT_EQ(one.name, "Sara Test");
    }
    after = page.next;
  }
  EXPECT_EQ(seen.size(), 3u);
  const auto of_one = log(quality, {
                                       {"who", seen.front()}
  });
  EXPECT_FALSE(of_one.items.empty());
  for (const auto& one : of_one.items) EXPECT_EQ(one.who, seen.front());
  EXPECT_EQ(get("/api/one/desk/audit/staff", member(Role::director)).status, 200);
  EXPECT_EQ(get("/api/one/desk/audit/staff", member(Role::officer)).status, 403);
}

TEST_F(ReadTheAuditLog, SaysInThePolicysWordsWhatAConsentIsFor) {
  const auto note = [&](const std::string& action, const std::string& detail) {
    const auto done = write(one(), [&](db::Transaction& tx) -> Result<Done> {
      const audit::Who who{.kind = "applicant", .id = "party"};
      audit::record(tx, one().id, who, clock.now(),
                    {.action = action, .object = "party", .party = {}, .detail = detail});
      return Done{};
    });
    EXPECT_TRUE(done.ok());
    return log(quality).items.front();
  };
  const auto given = note("consent.given", R"({"notice_version":1,"purpose":"study_request"})");
  ASSERT_TRUE(given.purpose);
  EXPECT_EQ(*given.purpose, pack->purposes.front().text);
  EXPECT_FALSE(note("consent.given", R"({"purpose":"of_old"})").purpose);
  EXPECT_FALSE(note("consent.given", "nonsense").purpose);
  EXPECT_FALSE(note("party.opened", R"({"purpose":"study_request"})").purpose);
}

TEST_F(ReadTheAuditLog, FiltersByRequestReferencePersonActorAndAction) {
  const auto row = took("complaint", officer), other = took("inquiry", actor(Role::officer));
  const auto by_id = log(quality, {
                                      {"request", row.id.text}
  });
  ASSERT_FALSE(by_id.items.empty());
  for (const auto& one : by_id.items) EXPECT_EQ(one.object, row.id.text);
  EXPECT_EQ(opening.entry.object, row.id.text);
  EXPECT_EQ(log(quality,
                {
                    {"request", row.reference}
  })
                .items.size(),
            by_id.items.size());
  for (const auto& one : log(quality,
                             {
                                 {"who", officer.id}
  })
                             .items)
    EXPECT_EQ(one.who, officer.id);
  const auto of_person = log(quality, {
                                          {"party", other.beneficiary.text}
  });
  ASSERT_FALSE(of_person.items.empty());
  EXPECT_EQ(opening.entry.party, other.beneficiary.text);
  for (const auto& one : of_person.items) EXPECT_EQ(one.party, other.beneficiary.text);
  const auto action = by_id.items.front().action;
  for (const auto& one : log(quality,
                             {
                                 {"action", action}
  })
                             .items)
    EXPECT_EQ(one.action, action);
  EXPECT_TRUE(log(quality,
                  {
                      {"request", "48-000000-0"}
  })
                  .items.empty());
}

TEST_F(ReadTheAuditLog, IsPagedBySequence) {
  for (int i = 0; i < 4; ++i) took("inquiry", officer);
  const auto all = log(quality).items;
  ASSERT_GT(all.size(), 4u);
  std::vector<std::int64_t> seen;
  Arguments asked{
      {"limit", "2"}
  };
  for (std::optional<std::string> before = ""; before;) {
    asked["before"] = *before;
    const auto page = log(quality, asked);
    for (const auto& one : page.items) seen.push_back(one.seq);
    before = page.next;
  }
  ASSERT_EQ(seen.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(seen[i], all[i].seq);
  const auto call = call_of(quality, {
                                         {"before", "-1"}
  });
  EXPECT_FALSE(read([&](db::Transaction& tx) { return read_audit_log(tx, call, opening); }).ok());
}

class ReadAConfidentialAuditLog : public ReadTheAuditLog {
 protected:
  ReadAConfidentialAuditLog() : ReadTheAuditLog("aoun") {}
};

TEST_F(ReadAConfidentialAuditLog, NamesNothingOfConfidentialWorkThatIsNotTheReaders) {
  const auto row = took("assistance", officer);
  const auto page = log(quality);
  int hidden = 0;
  const auto text = json::write(page);
  EXPECT_EQ(text.find(row.id.text), text.npos);
  EXPECT_EQ(text.find(row.beneficiary.text), text.npos);
  for (const auto& one : page.items) hidden += one.hidden ? 1 : 0;
  EXPECT_GT(hidden, 0) << "that something was done stays visible";
  for (const auto& [name, value] : Arguments{
           {"request", row.id.text         },
           {"request", row.reference       },
           {"party",   row.beneficiary.text},
           {"who",     row.beneficiary.text}
  }) {
    EXPECT_TRUE(log(quality,
                    {
                        {name, value}
    })
                    .items.empty())
        << name;
    EXPECT_EQ(opening.entry.object, "audit") << "as for one that is not there";
  }
  auto working = officer;
  working.roles.insert(Role::quality_manager);
  EXPECT_FALSE(log(working,
                   {
                       {"request", row.id.text}
  })
                   .items.empty());
  EXPECT_FALSE(log(working,
                   {
                       {"party", row.beneficiary.text}
  })
                   .items.front()
                   .hidden);
}

TEST_F(ReadTheAuditLog, IsServedToWatchersAndPutsTheReadingOnRecord) {
  const std::set<Role> watching = {Role::quality_manager, Role::director, Role::administrator};
  for (int i = 0; i < role_count; ++i) {
    const Role role = static_cast<Role>(i);
    const int expected = watching.contains(role) ? 200 : 403;
    EXPECT_EQ(get("/api/one/desk/audit", member(role)).status, expected) << name_of(role);
  }
  EXPECT_EQ(get("/api/one/desk/audit").status, 401);
  // The answer does not wait for the record: let the writes that are queued come first.
  for (int i = 0; i < 1000 && audited("audit.opened").size() < watching.size(); ++i)
    write(one(), [](db::Transaction&) { return 0; });
  EXPECT_EQ(audited("audit.opened").size(), watching.size());
}

}  // namespace
}  // namespace reporting
