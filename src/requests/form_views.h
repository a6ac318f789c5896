#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "policy/pack.h"
#include "requests/item_values.h"

// What is offered before anybody asks: kinds of request, their forms, the first page. Names are the
// JSON names.
namespace requests {

using policy::Text;

struct PeriodView {
  int amount = 0;
  std::string unit;  // calendar_days | working_days | hours
  bool chosen = false;
};
BOOST_DESCRIBE_STRUCT(PeriodView, (), (amount, unit, chosen))

struct ChoiceView {
  std::string id;
  Text title;
};
BOOST_DESCRIBE_STRUCT(ChoiceView, (), (id, title))

struct ConditionView {
  std::string fact, comparison, value;
};
BOOST_DESCRIBE_STRUCT(ConditionView, (), (fact, comparison, value))

struct FormItem {
  std::string id, kind, type;
  Text title;
  std::optional<Text> hint;
  bool required = true;
  std::vector<ConditionView> when;
  std::vector<ChoiceView> choices;
  std::optional<std::string> known_as;
  bool identity_document = false;  // sighted: its type is asked for, and its number read by it
  std::optional<std::int64_t> min, max;
  std::optional<std::string> legal_basis;
};
BOOST_DESCRIBE_STRUCT(FormItem, (),
                      (id, kind, type, title, hint, required, when, choices, known_as,
                       identity_document, min, max, legal_basis))

struct PurposeView {
  std::string id;
  Text text;
  bool required = false;
};
BOOST_DESCRIBE_STRUCT(PurposeView, (), (id, text, required))

// What is written down at a step: a field of its record, and what stands there.
struct RecordField {
  FormItem field;
  bool shown = false;  // to the applicant
  std::optional<ItemValue> value;
};
BOOST_DESCRIBE_STRUCT(RecordField, (), (field, shown, value))
struct RecordConsent {  // without which nothing is handed on
  PurposeView purpose;
  int notice_version = 1;
  bool given = false;
};
BOOST_DESCRIBE_STRUCT(RecordConsent, (), (purpose, notice_version, given))
struct ShareView {
  std::string of, attended;  // fields
  int at_least = 0;          // percent
};
BOOST_DESCRIBE_STRUCT(ShareView, (), (of, attended, at_least))
struct StepRecord {
  std::string step;
  std::vector<RecordField> fields;
  std::optional<std::int64_t> fee_halalas;
  std::optional<ShareView> share;
  std::optional<int> capacity, places_left;
  std::optional<RecordConsent> consent;
};
BOOST_DESCRIBE_STRUCT(StepRecord, (),
                      (step, fields, fee_halalas, share, capacity, places_left, consent))

struct DeclarationForm {
  Text text;
  int version = 1;
  std::vector<std::string> signed_by;
};
BOOST_DESCRIBE_STRUCT(DeclarationForm, (), (text, version, signed_by))

struct StepPromise {
  std::string id, kind;
  Text title;
  std::vector<std::string> who;
  std::optional<PeriodView> at_least, at_most, within;
  bool conditional = false;  // left out for some, by their answers or by how an earlier step ends
  std::optional<std::int64_t> fee_halalas;
  std::optional<int> capacity;  // for how many there is a place
};
BOOST_DESCRIBE_STRUCT(StepPromise, (),
                      (id, kind, title, who, at_least, at_most, within, conditional, fee_halalas,
                       capacity))

struct KindForm {
  std::string id;
  Text title, summary;
  std::string confidentiality;
  bool emergency = false, chosen = false, identity_required = true, published = true;
  std::vector<std::string> channels;
  std::vector<Text> conditions;
  std::vector<FormItem> items;
  std::optional<DeclarationForm> declaration;
  Text privacy_notice;
  int privacy_notice_version = 1;
  std::vector<PurposeView> purposes;
  std::vector<StepPromise> steps;
  std::string policy_version;
};
BOOST_DESCRIBE_STRUCT(KindForm, (),
                      (id, title, summary, confidentiality, emergency, chosen, identity_required,
                       published, channels, conditions, items, declaration, privacy_notice,
                       privacy_notice_version, purposes, steps, policy_version))
struct KindForms {
  std::vector<KindForm> items;
};
BOOST_DESCRIBE_STRUCT(KindForms, (), (items))

struct KindCard {
  std::string id;
  Text title, summary;
  bool emergency = false, identity_required = true;
  int item_count = 0;
  std::vector<Text> conditions;
};
BOOST_DESCRIBE_STRUCT(KindCard, (),
                      (id, title, summary, emergency, identity_required, item_count, conditions))

struct PortalHome {
  std::string slug;
  Text name;
  bool neutral = false;
  std::optional<Text> neutral_name;
  std::optional<std::string> licence;
  Text help;
  std::vector<std::string> channels;
  std::vector<KindCard> kinds;
  std::map<std::string, Text> titles;  // what the association calls each role
  bool mail_page = false;
};
BOOST_DESCRIBE_STRUCT(PortalHome, (),
                      (slug, name, neutral, neutral_name, licence, help, channels, kinds, titles,
                       mail_page))

}  // namespace requests
