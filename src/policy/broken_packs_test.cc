#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "base/text.h"
#include "policy/test_files.h"

// A small sound pack, and a table of single faults in it: each is reported alone, with its code,
// its exact place and the nearest known word.
namespace policy {
namespace {

struct Fault {
  const char* name;
  const char* file;
  std::string from, to;  // the only change
  std::string
      at;  // where the problem lies in the changed file: `|` marks the place; empty: the whole file
  const char* code;
  const char* nearest = "";
  const char* reported_in = nullptr;  // when that is another file, unchanged
};

struct Place {
  int line = 0, column = 0;
};

Place place_of(const std::string& bytes, std::string at) {
  if (at.empty()) return {};
  const std::size_t offset = at.find('|');
  at.erase(offset, 1);
  const std::size_t found = bytes.find(at);
  EXPECT_NE(found, std::string::npos) << at;
  EXPECT_EQ(bytes.find(at, found + 1), std::string::npos) << "not alone: " << at;
  const std::string before = bytes.substr(0, found + offset);
  const std::size_t line_start =
      before.rfind('\n') == std::string::npos ? 0 : before.rfind('\n') + 1;
  return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<int>(length(before.substr(line_start))) + 1};
}

std::string all_of(const Parsed& parsed) {
  std::string text;
  for (const Problem& problem : parsed.problems) text += "\n  " + describe(problem, "en");
  return text;
}

class OneFault : public ::testing::TestWithParam<Fault> {};

TEST_P(OneFault, IsReportedAloneWithItsPlaceAndTheNearestWord) {
  const Fault& fault = GetParam();
  Files files = testing::small_pack();
  std::string& bytes = files.at(fault.file);
  const std::size_t found = bytes.find(fault.from);
  ASSERT_NE(found, std::string::npos) << fault.from;
  bytes.replace(found, fault.from.size(), fault.to);

  const Parsed parsed = parse(files);

  ASSERT_EQ(parsed.problems.size(), 1u) << all_of(parsed);
  EXPECT_EQ(parsed.pack, nullptr);
  const Problem& problem = parsed.problems.front();
  const std::string file = fault.reported_in ? fault.reported_in : fault.file;
  const Place place = place_of(files.at(file), fault.at);
  EXPECT_EQ(problem.file, file);
  EXPECT_EQ(problem.code, fault.code) << all_of(parsed);
  EXPECT_EQ(problem.line, place.line) << all_of(parsed);
  EXPECT_EQ(problem.column, place.column) << all_of(parsed);
  const auto near = problem.parameters.find("nearest");
  EXPECT_EQ(near == problem.parameters.end() ? "" : near->second, fault.nearest);
  for (const char* language : {"ar", "en"}) {
    const std::string text = describe(problem, language, "policies/small");
    EXPECT_EQ(text.find(": " + problem.code), std::string::npos) << "no text for it: " << text;
    EXPECT_FALSE(std::regex_search(text, std::regex("\\{[a-z_]+\\}")))
        << "a parameter is missing: " << text;
  }
}

std::string name_of_case(const ::testing::TestParamInfo<Fault>& info) {
  return info.param.name;
}

constexpr const char* pack_file = "pack.yaml";
constexpr const char* requests_file = "requests.yaml";
constexpr const char* clauses_file = "clauses.yaml";
constexpr const char* messages_file = "messages.yaml";
constexpr const char* examples_file = "examples.yaml";

// clang-format off
const Fault file_faults[] = {
    {"Tab", pack_file, "licence: ", "licence:\t", "licence:|\t", "pack.tab"},
    {"BadUtf8", pack_file, "Call us", "Call \xC3us", "Call |\xC3us", "pack.not_utf8"},
    {"ControlCharacter", pack_file, "Call us", "Call \x01us", "Call |\x01us", "pack.control_character"},
    {"BidiCharacter", pack_file, "Call us", "Call \xE2\x80\xAEus", "Call |\xE2\x80\xAEus", "pack.bidi_control"},
    {"BidiEscape", pack_file, "en: Call us", "en: \"Call \\u202Eus\"", "|\"Call ", "pack.bidi_control"},
    {"BadYaml", pack_file, "Call us}", "Call us", "Call us\n|", "pack.yaml"},
    {"Tag", pack_file, "\"1\"\napproval", "!!binary x\napproval", "licence: |!!", "pack.tag"},
    {"SecondDocument", pack_file, "help:", "---\nhelp:", "|help:", "pack.second_document"},
    {"KeyTwice", pack_file, "licence: \"1\"", "id: small", "|id: small\napproval", "pack.key_twice"},
    {"AliasWithinItself", pack_file, "library:\n", "library: &a\n  - *a\n", "- |*a", "pack.alias_within_itself"},
    {"UnknownPart", pack_file, "common/question", "common/questions", "[|common/questions", "pack.unknown_part", "common/question"},
    {"UnknownKey", pack_file, "licence:", "license:", "|license:", "pack.unknown_key", "licence"},
    {"MissingKey", pack_file, "name: {ar: جمعية صغيرة, en: A small association}\n", "", "|id: small", "pack.missing_key"},
    {"EmptyValue", pack_file, "licence: \"1\"", "licence:", "|licence:\n", "pack.empty_value"},
    {"MissingLanguage", pack_file, "help: {ar: اتصل بنا, en: Call us}", "help: {ar: اتصل بنا}", "help: |{", "pack.missing_language"},
    {"UnknownLanguage", pack_file, "help: {ar", "help: {Arabic: x, ar", "{|Arabic", "pack.unknown_language"},
    {"EmptyText", pack_file, "en: Call us", "en: ' '", "en: |' '", "pack.empty_value"},
    {"TextWithoutLanguages", pack_file, "help: {ar: اتصل بنا, en: Call us}", "help: Call us", "help: |Call", "pack.wrong_type"},
    {"BadDate", pack_file, "2025-01-01", "2025-13-01", "date: |2025", "pack.bad_date"},
    {"BadId", pack_file, "id: small", "id: Small", "id: |Small", "pack.bad_id"},
    {"PeriodWithTwoUnits", pack_file, "{days: 365,", "{days: 365, hours: 2,", "review_every: |{", "pack.period_unit"},
    {"PeriodOfNothing", pack_file, "{days: 365,", "{days: 0,", "days: |0", "pack.out_of_range"},
    {"PeriodNotChosen", pack_file, "{days: 365, chosen: true}", "{days: 365}", "review_every: |{", "pack.not_chosen"},
    {"UnknownChannel", pack_file, "[interview, phone, website]", "[interview, phone, website, e_mail]", "website, |e_mail", "pack.unknown_channel", "email"},
    {"ChannelTwice", pack_file, "[interview, phone, website]", "[interview, phone, website, phone]", "website, |phone", "pack.id_twice"},
    {"UnknownRoleOfTitle", pack_file, "role: director", "role: directer", "role: |directer", "pack.unknown_role", "director"},
    {"TitleTwice", pack_file, "{id: researcher", "{id: officer", "{id: |officer, role: researcher", "pack.id_twice"},
    {"UnknownStepKindOfDocument", pack_file, "[study]", "[studdy]", "[|studdy", "pack.unknown_step_kind", "study"},
    {"NotAFlag", pack_file, "printable: true", "printable: yes", "printable: |yes", "pack.unknown_word"},
};

const Fault message_faults[] = {
    {"UnknownPlaceholder", messages_file, "{earliest}'}}", "{earliestt}'}}", "en: |'From", "pack.unknown_placeholder", "earliest"},
    {"StrayBrace", messages_file, "Number {reference}", "Number {reference", "en: |'Number", "pack.stray_brace"},
    {"NoticeMissing", messages_file, "id: held", "id: helt", "", "pack.notice_missing"},
    {"MessageTwice", messages_file, "  - {id: rate", "  - {id: told, subject: {ar: x, en: x}, text: {ar: x, en: x}}\n  - {id: rate", "{id: |told, subject: {ar: x", "pack.id_twice"},
};

const Fault item_faults[] = {
    {"UnknownItemKind", requests_file, "kind: sighted", "kind: seen", "kind: |seen", "pack.unknown_word", ""},
    {"UnknownValueType", requests_file, "type: money", "type: mony", "type: |mony", "pack.unknown_word", "money"},
    {"ItemTwice", requests_file, "id: report", "id: income", "id: |income\n        kind: upload", "pack.id_twice"},
    {"ChoiceTwice", requests_file, "          - {id: medicine", "          - {id: food, title: {ar: x, en: x}}\n          - {id: medicine", "{id: |food, title: {ar: x", "pack.id_twice"},
    {"UnknownCheck", requests_file, "checks: [document]", "checks: [documents]", "[|documents", "pack.unknown_check", "document"},
    {"CheckUnfit", requests_file, "checks: [document]", "checks: [contact]", "checks: |[contact", "pack.check_unfit"},
    {"UnknownItemInWhen", requests_file, "fact: item.need", "fact: item.nead", "fact: |item.nead", "pack.unknown_fact", "item.need"},
    {"LaterItemInWhen", requests_file, "fact: item.need", "fact: item.deed", "fact: |item.deed", "pack.unknown_fact", "item.need"},
    {"UnknownChoiceInWhen", requests_file, "equals: medicine", "equals: medicin", "equals: |medicin", "pack.unknown_value", "medicine"},
    {"UnknownCapacityInWhen", requests_file, "equals: guardian", "equals: guard", "equals: |guard", "pack.unknown_value", ""},
    {"SizeOfAWord", requests_file, "equals: medicine", "at_least: medicine", "at_least: |medicine", "pack.not_comparable"},
    {"NoComparison", requests_file, ", equals: medicine", "", "when: [|{fact: item.need", "pack.comparison"},
    {"MoreThanMost", requests_file, "min: 0", "min: 200000", "max: |100000", "pack.out_of_range"},
    {"LimitOfAnUpload", requests_file, "id: deed\n", "id: deed\n        max: 3\n", "max: |3", "pack.key_unfit"},
    {"ChoicesOfMoney", requests_file, "type: money", "type: money\n        choices: []", "choices: |[]", "pack.key_unfit"},
    {"CopyOfIdentity", requests_file, "id: deed", "id: passport_copy", "- |id: passport_copy", "pack.identity_copied"},
    {"LegalBasisOfSighted", requests_file, "checks: [identity, expiry]", "checks: [identity, expiry]\n        legal_basis: law", "legal_basis: |law", "pack.key_unfit"},
    {"NotANumber", requests_file, "max: 100000", "max: much", "max: |much", "pack.wrong_type"},
    {"NoChoices", requests_file, "        choices:\n          - {id: food, title: {ar: غذاء, en: Food}}\n          - {id: medicine, title: {ar: دواء, en: Medicine}}\n", "", "- |id: need", "pack.no_choices"},
    {"TextTooLong", requests_file, "title: {ar: حاجة, en: Need}", "title: {ar: حاجة, en: " + std::string(201, 'n') + "}", "en: |nnn", "pack.too_long"},
    {"CopyWithoutEnd", requests_file, "id: deed\n", "id: iqama_copy\n        legal_basis: law\n", "- |id: iqama_copy", "pack.identity_copied"},
    {"ListExpected", requests_file, "conditions:\n      - {ar: شرط, en: A condition}", "conditions: none", "conditions: |none", "pack.wrong_type"},
};

const Fault kind_faults[] = {
    {"UnknownClass", requests_file, "class: restricted", "class: restrict", "class: |restrict", "pack.unknown_word", "restricted"},
    {"ChannelNotOfThePack", requests_file, "[interview, website]", "[website, letter]", "website, |letter", "pack.unknown_channel"},
    {"NoChannel", requests_file, "[interview, website]", "[]", "channels: |[]", "pack.no_channel"},
    {"KindTwice", "common/question/requests.yaml", "by: system}\n", "by: system}\n  - {id: question, title: {ar: x, en: x}, summary: {ar: x, en: x}, steps: [{id: receive, title: {ar: x, en: x}, by: officer}, {id: close, title: {ar: x, en: x}, by: system}]}\n", "{id: |question", "pack.id_twice"},
    {"KindNamedAll", requests_file, "  - id: objection", "  - {id: all, title: {ar: x, en: x}, summary: {ar: x, en: x}, steps: [{id: receive, title: {ar: x, en: x}, by: officer}, {id: close, title: {ar: x, en: x}, by: system}]}\n  - id: objection", "{id: |all", "pack.reserved_id"},
    {"SignedByNothingKnown", requests_file, "[drawn, code]", "[drawn, codes]", "drawn, |codes", "pack.unknown_word", "code"},
    {"NoDeclaration", requests_file, "    declaration:\n      version: 1\n      signed_by: [drawn, code]\n      text: {ar: أقر, en: I declare}\n", "", "- |id: declare", "pack.no_declaration"},
    {"DeadlineNotChosen", requests_file, "deadline: {days: 30, chosen: true}", "deadline: {days: 30}", "deadline: |{", "pack.not_chosen"},
    {"ReminderAfterDeadline", requests_file, "[10, 20]", "[10, 30]", "[10, |30", "pack.reminder_after_deadline"},
    {"RemindersOutOfOrder", requests_file, "[10, 20]", "[20, 10]", "[20, |10", "pack.reminder_order"},
    {"DeclarationUnused", requests_file, "identity: not_required", "declaration: {version: 1, signed_by: code, text: {ar: x, en: x}}", "declaration: |{", "pack.declaration_unused"},
    {"ItemsUnused", requests_file, "identity: not_required", "items: [{id: a, kind: upload, title: {ar: x, en: x}}]", "items: |[{", "pack.items_unused"},
    {"NoSteps", requests_file, "  - id: objection", "  - {id: empty, title: {ar: x, en: x}, summary: {ar: x, en: x}, steps: []}\n  - id: objection", "steps: |[]", "pack.no_steps"},
    {"NothingToComplete", requests_file, "      - id: judge", "      - {id: complete, title: {ar: x, en: x}, by: officer}\n      - id: judge", "- |{id: complete", "pack.nothing_to_complete"},
    {"AppealToNothing", requests_file, "appeal: objection", "appeal: objektion", "appeal: |objektion", "pack.unknown_kind", "objection"},
    {"AppealWithoutJudge", requests_file, "appeal: objection", "appeal: question", "appeal: |question", "pack.appeal_without_judge"},
    {"BackdateInHours", requests_file, "backdate: {days: 2", "backdate: {hours: 2", "backdate: |{", "pack.period_unit"},
    {"EmergencyNotChosen", requests_file, "identity: required", "emergency: true", "emergency: |true", "pack.not_chosen"},
};

const Fault step_faults[] = {
    {"UnknownStepKind", requests_file, "kind: visit", "kind: visits", "kind: |visits", "pack.unknown_step_kind", "visit"},
    {"StepTwice", requests_file, "id: put_right", "id: judge", "id: |judge\n        kind: visit", "pack.id_twice"},
    {"NobodyMayAct", requests_file, "by: secretary", "by: []", "by: |[]", "pack.nobody"},
    {"NobodyHasTheRole", requests_file, "by: director", "by: board_member", "by: |board_member", "pack.nobody"},
    {"UnknownRole", requests_file, "by: director", "by: director_general", "by: |director_general", "pack.unknown_role", ""},
    {"ApplicantJudges", requests_file, "by: director", "by: [director, applicant]", "by: |[director, applicant", "pack.actor_unfit"},
    {"SystemVerifies", requests_file, "by: officer\n        within", "by: [officer, system]\n        within", "by: |[officer, system", "pack.actor_unfit"},
    {"EscalatedToNobody", requests_file, "escalate_to: director", "escalate_to: board_member", "escalate_to: |board_member", "pack.role_without_title"},
    {"EscalatedWithoutPeriod", requests_file, "to: researcher", "to: researcher\n        escalate_to: director", "to: |director\n        after: receive", "pack.escalation_without_period"},
    {"AfterUnknownStep", requests_file, "after: tell", "after: tel", "after: |tel\n", "pack.unknown_step", "tell"},
    {"AfterLaterStep", requests_file, "after: tell", "after: [tell, answer]", "after: [tell, |answer", "pack.after_later"},
    {"AfterItself", requests_file, "after: tell", "after: [tell, study]", "after: [tell, |study", "pack.cycle"},
    {"BackByOutcome", requests_file, "on: {not_upheld: close}", "on: {not_upheld: receive}", "not_upheld: |receive", "pack.cycle"},
    {"OnUnknownOutcome", requests_file, "on: {not_upheld: close}", "on: {not_uphelt: close}", "{|not_uphelt", "pack.unknown_outcome", "not_upheld"},
    {"OnUnknownStep", requests_file, "on: {not_upheld: close}", "on: {not_upheld: clos}", "not_upheld: |clos}", "pack.unknown_step", "close"},
    {"OutcomeOfAnotherKind", requests_file, "outcomes: [accepted, refused]", "outcomes: [accepted, refused, upheld]", "refused, |upheld", "pack.unknown_outcome"},
    {"WhenOutcomeOfLaterStep", requests_file, "to: researcher", "to: researcher\n        when: {fact: outcome.study, equals: refused}", "fact: |outcome.study, equals: refused", "pack.unknown_fact", "outcome.tell"},
    {"WhenOutcomeCannotBe", requests_file, "equals: accepted", "equals: upheld", "equals: |upheld", "pack.unknown_value", ""},
    {"Unreachable", requests_file, "on: {not_upheld: close}", "on: {not_upheld: close, upheld: close, upheld_in_part: close}", "- |id: put_right", "pack.unreachable"},
    {"DeadEnd", requests_file, "by: [applicant, officer]\n      - id: judge", "by: [applicant, officer]\n      - {id: aside, kind: visit, title: {ar: x, en: x}, by: officer}\n      - id: judge\n        after: receive", "- |{id: aside", "pack.dead_end"},
    {"LatestBeforeEarliest", requests_file, "at_most: {days: 30", "at_most: {days: 13", "at_most: |{days: 13", "pack.latest_before_earliest"},
    {"LatestInWorkingDays", requests_file, "at_most: {days: 30", "at_most: {working_days: 9", "at_most: |{working", "pack.latest_before_earliest"},
    {"LatestNotChosen", requests_file, "at_most: {days: 30, chosen: true}", "at_most: {days: 30}", "at_most: |{", "pack.not_chosen"},
    {"WithinNotChosen", requests_file, "within: {working_days: 3, chosen: true}", "within: {working_days: 3}", "within: |{", "pack.not_chosen"},
    {"StudyWithoutBody", requests_file, "        body: committee\n", "", "- |id: study", "pack.study_without_body"},
    {"UnknownBody", requests_file, "body: committee", "body: comittee", "body: |comittee", "pack.unknown_body", "committee"},
    {"BodyRecordedByAnother", requests_file, "by: secretary", "by: director", "by: |director\n        after", "pack.body_not_recording"},
    {"SecondStart", requests_file, "      - id: deliver\n", "      - id: deliver\n        after: []\n", "after: |[]", "pack.second_start"},
    {"NothingWaitsButWhatIsOptional", requests_file, "by: [applicant, officer]\n      - id: judge", "by: [applicant, officer]\n      - {id: aside, kind: visit, title: {ar: x, en: x}, by: officer}\n      - {id: more, kind: visit, title: {ar: x, en: x}, by: officer, optional: true}\n      - id: judge\n        after: receive", "- |{id: aside", "pack.dead_end"},
    {"LastStepDoesNotClose", "common/question/requests.yaml", "{id: close, title: {ar: إغلاق, en: Closed}, by: system}", "{id: shut, kind: visit, title: {ar: x, en: x}, by: officer}", "- |{id: shut", "pack.last_step"},
    {"FirstStepDoesNotReceive", requests_file, "id: receive\n        title: {ar: استقبال, en: Received}\n        by: [applicant, officer]\n      - id: judge", "id: begin\n        kind: visit\n        title: {ar: استقبال, en: Received}\n        by: [officer]\n      - id: judge", "- |id: begin", "pack.first_step"},
    {"StudyWithoutTelling", requests_file, "telling: study_period", "telling: submission", "- |id: study", "pack.study_untold"},
    {"DecisionToldBeforeIt", requests_file, "      - id: judge", "      - {id: early, kind: inform, title: {ar: x, en: x}, by: system, telling: decision, message: told}\n      - id: judge", "telling: |decision, message: told", "pack.no_decision_before"},
    {"NoLatest", requests_file, "        at_most: {days: 30, chosen: true}\n        outcomes", "        outcomes", "- |id: study", "pack.no_latest"},
    {"KeyOfAnotherKind", requests_file, "receipt: true", "receipt: true\n        body: committee", "body: |committee\n        when", "pack.key_unfit"},
    {"UnknownTelling", requests_file, "telling: decision", "telling: decisions", "telling: |decisions", "pack.unknown_word", "decision"},
    {"UnknownMessage", requests_file, "message: told", "message: tolt", "message: |tolt", "pack.unknown_message", "told"},
    {"OutcomeWithoutMessage", requests_file, ", refused: no_message", "", "message: |{accepted", "pack.outcome_without_message"},
    {"MessageOfNoOutcome", requests_file, "refused: no_message", "refused: no_message, upheld: no_message", "no_message, |upheld", "pack.unknown_outcome"},
    {"UnknownMessageOfOutcome", requests_file, "refused: no_message", "refused: nomessage", "refused: |nomessage", "pack.unknown_message", "no_message"},
    {"DeclaredBeforeComplete", requests_file, "by: applicant\n      - id: verify\n", "by: applicant\n        after: receive\n      - id: verify\n        after: [complete, declare]\n", "- |id: declare", "pack.before_complete"},
};

const Fault clause_faults[] = {
    {"UnknownClause", clauses_file, "id: F6", "id: F8", "id: |F8", "pack.unknown_clause"},
    {"ClauseTwice", clauses_file, "id: F6", "id: H4", "id: |H4\n    text: {ar: إقرار", "pack.clause_twice"},
    {"ClauseWithoutControl", clauses_file, "    controls:\n      - record: approval\n", "", "- |id: F6", "pack.clause_without_control"},
    {"NotOwedWithoutWhy", clauses_file, "    why: {ar: لم يُعتمد, en: Not approved yet}\n", "", "- |id: X1", "pack.missing_key"},
    {"UnknownControl", clauses_file, "gate: items_matched", "gate: item_matched", "gate: |item_matched", "pack.unknown_control", "items_matched"},
    {"ControlOfTwoKinds", clauses_file, "gate: items_matched", "gate: items_matched\n        duty: verified", "- |gate: items_matched", "pack.control_kind"},
    {"ControlTwice", clauses_file, "gate: items_matched", "gate: identity_valid", "- |gate: identity_valid\n        on: help/verify\n  - id: H4", "pack.control_twice"},
    {"ControlOnUnknownKind", clauses_file, "on: help/declare", "on: halp/declare", "on: |halp", "pack.unknown_kind", "help"},
    {"ControlOnUnknownStep", clauses_file, "on: help/declare", "on: help/declared", "on: |help/declared", "pack.unknown_step", "declare"},
    {"ControlOnAnotherKindOfStep", clauses_file, "on: help/declare", "on: help/verify", "gate: declaration_current\n        on: |help/verify", "pack.control_unfit"},
    {"ControlOnTheWholeKind", clauses_file, "on: help/declare", "on: help", "gate: declaration_current\n        on: |help", "pack.control_unfit"},
    {"ControlOnUnknownKindOfStep", clauses_file, "on: all/receive", "on: all/recieve", "on: |all", "pack.unknown_step_kind", "receive"},
    {"ControlOnNothing", clauses_file, "on: help/deliver", "on: all/deliver\n      - gate: same_channel\n        on: all/reply\n      - duty: visited\n        on: all/interview", "on: |all/interview", "pack.control_unfit"},
    {"ControlWithoutStep", clauses_file, "gate: declaration_current\n        on: help/declare", "gate: declaration_current", "- |gate: declaration_current", "pack.control_without_step"},
    {"RecordOnAStep", clauses_file, "record: approval", "record: approval\n        on: help", "on: |help\n  - id: O5", "pack.control_stands_alone"},
    {"ClockWithoutPeriod", clauses_file, "[help/study, help/verify]", "[help/study, help/deliver]", "help/study, |help/deliver", "pack.control_needs"},
    {"EarliestWithoutPeriod", requests_file, "        at_least: {days: 14}\n", "", "earliest\n        on: |help/study", "pack.control_needs", "", clauses_file},
    {"ExtendsNothing", "common/question/clauses.yaml", "[H9, O5]", "[H9, H10]", "- |clause: [H9", "pack.extends_nothing"},
};

const Fault example_faults[] = {
    {"UnknownAction", examples_file, "do: submit", "do: sumbit", "do: |sumbit", "pack.unknown_action", "submit"},
    {"UnknownScene", examples_file, "scene: declared", "scene: declares", "scene: |declares", "pack.unknown_scene", "declared"},
    {"UnknownExpectation", examples_file, "expect: refused", "expect: refuse", "expect: |refuse", "pack.unknown_word", "refused"},
    {"ShowsNothingKnown", examples_file, "shows: H5/clock.earliest", "shows: H5/clock.earlest", "shows: |H5/clock.earlest\n", "pack.unknown_control", "H5/clock.earliest"},
    {"UnknownItemInAction", examples_file, "item: identity_document", "item: identity", "item: |identity,", "pack.unknown_item", ""},
    {"TimeRunsBack", examples_file, "at: {days: 1}}", "at: {days: 0, time: \"08:00\"}}", "at: |{days: 0, time: \"08", "pack.example_order"},
    {"NotATime", examples_file, "\"23:59\"", "\"24:59\"", "time: |\"24", "pack.bad_time"},
    {"AttemptMissing", examples_file, "    try: {do: record_decision, by: secretary, outcome: accepted, at: {days: 15, time: \"00:00\"}}\n", "", "- |title: {ar: في الموعد", "pack.missing_key"},
    {"UnknownFactItem", examples_file, "{income: missing}", "{incom: missing}", "{|incom", "pack.unknown_key", "income"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(File, OneFault, ::testing::ValuesIn(file_faults), name_of_case);
INSTANTIATE_TEST_SUITE_P(Message, OneFault, ::testing::ValuesIn(message_faults), name_of_case);
INSTANTIATE_TEST_SUITE_P(Item, OneFault, ::testing::ValuesIn(item_faults), name_of_case);
INSTANTIATE_TEST_SUITE_P(Kind, OneFault, ::testing::ValuesIn(kind_faults), name_of_case);
INSTANTIATE_TEST_SUITE_P(Step, OneFault, ::testing::ValuesIn(step_faults), name_of_case);
INSTANTIATE_TEST_SUITE_P(Clause, OneFault, ::testing::ValuesIn(clause_faults), name_of_case);
INSTANTIATE_TEST_SUITE_P(InExample, OneFault, ::testing::ValuesIn(example_faults), name_of_case);

}  // namespace
}  // namespace policy
