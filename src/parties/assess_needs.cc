#include "parties/assess_needs.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "organisation/organisation.h"
#include "parties/values.h"
#include "platform/kernel/kernel.h"

namespace parties {
namespace {

constexpr std::int64_t members_max = 60, amount_max = 100'000'000'000;  // a milliard riyals
constexpr std::size_t summary_max = 4'000, note_max = 500;

struct SealedAssessment {
  AssessNeeds assessment;
};
BOOST_DESCRIBE_STRUCT(SealedAssessment, (), (assessment))

std::string context_of(const PartyId& party, const std::string& id) {
  return "needs_assessments/" + party.text + "/" + id;
}

bool is_known(const std::vector<std::string>& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_plain(const std::string& text, std::size_t most) {
  return is_utf8(text) && !has_bidi_control(text) && !has_control(text) && length(text) <= most;
}

class Checked {
 public:
  void need(bool held, std::string code, std::string field) {
    if (!held) refusal_.obstacles.push_back({.code = std::move(code), .field = std::move(field)});
  }
  Result<Done> result() && {
    if (refusal_.obstacles.empty()) return Done{};
    return std::move(refusal_);
  }

 private:
  Refusal refusal_{RefusalKind::rule_not_met, {}};
};

void check_needs(const std::vector<Need>& needs, Checked& checked) {
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const auto& [need, priority, note] = needs[i];
    const auto field = "/needs/" + std::to_string(i);
    checked.need(is_known(need_names(), need), "assessment.need", field + "/need");
    checked.need(is_known(priority_names(), priority), "assessment.priority", field + "/priority");
    checked.need(is_plain(note.value_or(""), note_max), "assessment.text", field + "/note");
    checked.need(!is_known(seen, need), "assessment.twice", field + "/need");
    seen.push_back(need);
  }
}

Result<Date> read_assessment(const AssessNeeds& body, Instant now) {
  Checked checked;
  const auto on = parse_date(body.on);
  const auto amount = [](std::int64_t halalas) { return halalas >= 0 && halalas <= amount_max; };
  checked.need(on && *on <= riyadh_date(now), "assessment.date", "/on");
  checked.need(is_known(assessment_means(), body.how), "assessment.how", "/how");
  checked.need(body.members >= 1 && body.members <= members_max, "assessment.members", "/members");
  checked.need(amount(body.income_halalas), "assessment.amount", "/income_halalas");
  checked.need(amount(body.obligations_halalas), "assessment.amount", "/obligations_halalas");
  check_needs(body.needs, checked);
  checked.need(is_plain(body.summary, summary_max), "assessment.text", "/summary");
  TRY(std::move(checked).result());
  return *on;
}

}  // namespace

const std::vector<std::string>& need_names() {
  static const std::vector<std::string> names = {"food",     "housing",   "health",    "education",
                                                 "clothing", "transport", "furniture", "debt",
                                                 "work",     "training",  "support",   "other"};
  return names;
}
const std::vector<std::string>& priority_names() {
  static const std::vector<std::string> names = {"urgent", "high", "normal"};
  return names;
}
const std::vector<std::string>& assessment_means() {
  static const std::vector<std::string> names = {"visit", "interview", "phone", "documents"};
  return names;
}

std::int64_t left_per_head(std::int64_t income_halalas, std::int64_t obligations_halalas,
                           std::int64_t members) {
  const auto left = income_halalas - obligations_halalas;
  const auto each = left / members;
  return left % members < 0 ? each - 1 : each;
}

const db::Sql insert_assessment(R"sql(
INSERT INTO needs_assessments (association_id, party_id, id, assessed_on, recorded_at, recorded_by,
       sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7))sql");
const db::Sql select_assessments(R"sql(
SELECT id, recorded_at, recorded_by, sealed FROM needs_assessments
 WHERE association_id = $1 AND party_id = $2 ORDER BY assessed_on DESC, id DESC LIMIT 200)sql");

namespace {

struct Stored {
  std::string id, by;
  Instant at;
  AssessNeeds assessment;
};

std::vector<Stored> stored_assessments(db::Transaction& tx, const api::Tenant& tenant,
                                       const PartyId& party) {
  std::vector<Stored> all;
  for (const auto& file : files_of(tx, tenant.id, party)) {
    const auto key = tenant.keeper->party_key(tx, file);
    if (!key) continue;
    tx.each(
        select_assessments,
        [&](const db::Row& row) {
          const auto plain = key->open(row.bytes(3), context_of(file, row.string(0)));
          if (!plain) throw std::runtime_error("a sealed assessment does not open");
          all.push_back({row.string(0), row.string(2), row.instant(1),
                         json::read<SealedAssessment>(*plain).value().assessment});
        },
        tenant.id, file);
  }
  std::ranges::sort(all, [](const Stored& a, const Stored& b) {
    return std::tie(b.assessment.on, b.id) < std::tie(a.assessment.on, a.id);
  });
  return all;
}

AssessmentView view_of(Stored stored, saudi::YearsBy years_by, Instant now) {
  auto& body = stored.assessment;
  const Date again = saudi::years_later(parse_date(body.on).value(), 1, years_by);
  const auto left = left_per_head(body.income_halalas, body.obligations_halalas, body.members);
  return {.id = std::move(stored.id),
          .assessment = std::move(body),
          .left_per_head_halalas = left,
          .again_on = again,
          .due = again <= riyadh_date(now),
          .by = {},
          .recorded_at = stored.at};
}

// The figures of the assessed day are the file's own from now on.
Result<Done> put_figures(db::Transaction& tx, const api::Call& call, const PartyId& party,
                         const AssessNeeds& body) {
  const std::pair<std::string, std::int64_t> figures[] = {
      {"household_size", body.members            },
      {"income",         body.income_halalas     },
      {"obligations",    body.obligations_halalas}
  };
  for (const auto& [field, figure] : figures) {
    Given given{
        .field = field,
        .value = {std::to_string(figure), {}, {}},
        .source = Source::desk,
        .by = call.actor.id,
        .verified_at = call.now
    };
    TRY(put_value(tx, call.tenant, party, given, call.now));
  }
  return Done{};
}

AssessmentList listed(db::Transaction& tx, const api::Call& call, const PartyId& party) {
  organisation::StaffNames names(tx, call.tenant);
  const auto years_by = organisation::years_by(tx, call.tenant.id);
  AssessmentList list;
  for (auto& stored : stored_assessments(tx, call.tenant, party)) {
    auto by = names.of(stored.by);
    list.items.push_back(view_of(std::move(stored), years_by, call.now));
    if (!by.empty()) list.items.back().by = std::move(by);
  }
  return list;
}

}  // namespace

Result<AssessmentList> assess_needs(db::Transaction& tx, const api::Call& call, const Hooks& hooks,
                                    const PartyId& id, const AssessNeeds& body) {
  const auto party = TRY(party_for(tx, call, hooks, auth::Action::person_edit, id));
  const auto on = TRY(read_assessment(body, call.now));
  const auto key = call.tenant.keeper->party_key(tx, party.id);
  if (!key) return auth::not_found();
  const auto fresh = kernel::new_id<NoteId>(call.now).text;
  const auto box = key->close(json::write(SealedAssessment{body}), context_of(party.id, fresh));
  tx.execute(insert_assessment, call.tenant.id, party.id, fresh, iso(on), call.now, call.actor.id,
             db::Bytes{box});
  TRY(put_figures(tx, call, party.id, body));
  audit::record(tx, call.tenant.id, auth::who_of(call.actor, auth::Action::person_edit), call.now,
                {.action = "party.needs_assessed", .object = fresh, .party = party.id.text});
  return listed(tx, call, party.id);
}

Result<AssessmentList> list_assessments(db::Transaction& tx, const api::Call& call,
                                        const Hooks& hooks, const PartyId& id) {
  const auto party = TRY(party_for(tx, call, hooks, auth::Action::person_read, id));
  return listed(tx, call, party.id);
}

std::vector<AssessmentView> assessments_of(db::Transaction& tx, const api::Tenant& tenant,
                                           const PartyId& party, Instant now) {
  const auto years_by = organisation::years_by(tx, tenant.id);
  std::vector<AssessmentView> views;
  for (auto& stored : stored_assessments(tx, tenant, party))
    views.push_back(view_of(std::move(stored), years_by, now));
  return views;
}

}  // namespace parties
