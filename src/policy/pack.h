#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/roles.h"
#include "base/time.h"

// A policy pack, parsed and checked: what an association's policy says, as data. Pure. The format
// is described in docs/how-to/pack-format.md; words are those of domain.md; the vocabulary is
// closed.
namespace policy {

// Language -> text; "ar" and "en" are always there.
using Text = std::map<std::string, std::string>;

enum class Unit : std::uint8_t { calendar_days, working_days, hours };
struct Period {  // YAML: {days: 14} | {working_days: 3} | {hours: 24}; chosen: the policy is silent
                 // and the association chose it
  int amount = 0;
  Unit unit = Unit::calendar_days;
  bool chosen = false;
};

enum class StepKind : std::uint8_t {
  receive,
  complete,
  verify,
  clarify,
  declare,
  inform,
  assess,
  interview,
  visit,
  study,
  permit,
  enroll /* "register" */,
  pay,
  attend,
  deliver,
  refer,
  arrive,
  reply,
  judge,
  evaluate,
  close
};
std::string_view name_of(StepKind kind);
std::optional<StepKind> step_kind_named(std::string_view name);

enum class ItemKind : std::uint8_t { field, upload, sighted };
enum class ValueType : std::uint8_t {
  text,
  long_text,
  number,
  money,
  date,
  choice,
  yes_no,
  phone,
  email,
  identity_number,
  iban,
  short_address,
  region
};
enum class Check : std::uint8_t { identity, expiry, residence, contact, document, duplicate };

// A closed condition on facts: {fact: item.need, equals: medicine}. Facts: item.<id>,
// applicant.capacity (self|guardian|agent), channel, outcome.<step>, beneficiary.registered
// (yes|no), beneficiary.minor (yes|no). All conditions of a list must hold.
enum class Comparison : std::uint8_t { equals, differs, present, absent, at_least, at_most };
struct Condition {
  std::string fact;
  Comparison comparison = Comparison::equals;
  std::string value;
};

struct Choice {
  std::string id;
  Text title;
};
struct Item {
  std::string id;
  ItemKind kind = ItemKind::field;
  ValueType type = ValueType::text;  // of a field
  Text title, hint;
  bool required = true;
  std::vector<Condition> when;  // asked only then
  // What verify must match; `expiry`: a date that must not lie before the submission.
  std::vector<Check> checks;
  std::vector<Choice> choices;
  std::string known_as;     // value of the person's file that fills it: full_name, identity_number,
                            // birth_date, phone, region, city, short_address …
  std::string legal_basis;  // of a copy of an identity document: else it is sighted only
  std::optional<Period> copy_expires;
  // Of numbers (money in halalas) and of the length of texts; 0, 0: the product's own limit.
  std::int64_t min = 0, max = 0;
  bool chosen = false;
  bool shown = false;  // of what staff write down at a step: the applicant sees it
};

enum class SignMethod : std::uint8_t { drawn, code, witness };
std::string_view name_of(Unit unit);
std::string_view name_of(ItemKind kind);
std::string_view name_of(ValueType type);
std::string_view name_of(Check check);
std::string_view name_of(Comparison comparison);
std::string_view name_of(SignMethod method);
std::optional<SignMethod> sign_method_named(std::string_view name);
struct Declaration {
  Text text;
  int version = 1;
  std::vector<SignMethod> signed_by;
};

struct Repeat {
  Period every;
  int max = 1;
};

// attend: of the meetings held, which share must have been attended; both are number fields of the
// step's record.
struct Share {
  std::string of, attended;
  int at_least = 0;  // percent
  bool chosen = false;
};

// Who may act on a step: a role of the product, or the applicant, or the system itself.
struct ActorSet {
  std::vector<Role> roles;
  bool applicant = false, system = false;
};

struct Step {
  std::string id;
  StepKind kind = StepKind::receive;
  Text title;
  ActorSet by;
  std::vector<int> after;       // indices of steps; empty for the first
  std::vector<Condition> when;  // else skipped
  bool optional = false;        // may be left undone
  bool chosen = false;          // placed here by the association's choice, not by the text
  std::optional<Repeat> repeat;
  // Outcome -> index of the (later) step to go to: the steps between that rest on this one are then
  // skipped. An outcome that is not named goes on to the steps that come after this one.
  std::map<std::string, int> on;
  // That this step can end with; from its kind, narrowed by the pack.
  std::vector<std::string> outcomes;
  std::optional<Period> at_least, at_most;  // study: counted from the day the person was told (H5)
  std::optional<Period> within;  // every other kind: counted from the opening of the step
  std::string escalate_to;       // role name: who hears of it when the latest date passes
  std::string body;              // study: id of a deciding body
  std::string message;           // inform, evaluate: id of a template in messages.yaml
  // inform of a decision: outcome of the latest study or judge -> template.
  std::map<std::string, std::string> messages;
  std::string telling;     // inform: what is told: study_period, decision, outcome …
  std::optional<Role> to;  // clarify: to which role
  bool receipt = false;    // deliver: the beneficiary confirms
  // What staff write down there: fields that are asked for while it is open and with its result.
  std::vector<Item> record;
  std::optional<std::int64_t> fee;  // pay: halalas, exactly
  std::optional<Share> share;       // attend
  std::optional<int> capacity;      // register: as many as are registered and not closed
  std::string consent;              // refer: id of the purpose that was consented to
  const Item* recorded(std::string_view field) const;  // of `record`; nothing when unknown

  // The template to send, given the outcome of the latest study or judge (empty: none yet).
  std::string_view message_for(std::string_view outcome) const;
};
// Whether staff write something down at a step of this kind (`record`); whether they may do so
// before its result (progress).
bool has_record(StepKind kind);
bool has_progress(StepKind kind);
// What a step of this kind can end with; the first is the ordinary one. Every kind has at least
// one. Narrowed by `outcomes` in the pack; a reply without that ends `answered`, a study never
// `deferred` unless the pack says so.
const std::vector<std::string>& outcomes_of(StepKind kind);

enum class ControlKind : std::uint8_t { gate, clock, duty, right, record, measure };
struct StepRef {
  int kind = -1, step = -1;  // step -1: the whole request kind
};
struct Control {
  ControlKind kind = ControlKind::gate;
  std::string name;            // from the closed list of its kind (control_names)
  std::vector<StepRef> steps;  // empty for records and measures
  bool chosen = false;
  std::string id;  // "H2/gate.items_matched": unique in the pack
};
std::string_view name_of(ControlKind kind);
std::optional<ControlKind> control_kind_named(std::string_view name);
// Whether a control of this name may stand on a step of this kind; on a whole request kind.
bool control_fits(ControlKind kind, std::string_view name, StepKind step);
bool control_fits_whole(ControlKind kind, std::string_view name);
// Whether a pack must show it by examples, one that passes and one that refuses: gates, clocks,
// duties and rights, but for those that are kept by reading (follow, see_openings), by there being
// a request at all (received), or that no situation changes (announced).
bool wants_examples(ControlKind kind, std::string_view name);
// The closed list, e.g. gate: question_answered items_present items_matched identity_valid
// declaration_current told_first …
const std::vector<std::string>& control_names(ControlKind kind);

struct Clause {
  std::string id;        // "H2", or "X1" for an association's own
  Text text;             // in our own words
  std::string source;    // paragraph of its document
  bool owed = true;      // false: the text has it not (e.g. F6 without approval), with `why`
  bool measured = true;  // false: it is owed, and nothing here can show that it is kept, with `why`
  Text why;
  std::vector<Control> controls;
};

struct RequestKind {
  std::string id;
  Text title, summary;
  Class confidentiality = Class::ordinary;
  bool emergency = false, chosen = false;
  bool identity_required = true;  // inquiry and complaint need none
  bool published = true;          // offered on the portal
  std::vector<std::string> channels;
  std::vector<Text> conditions;  // published, readable
  std::vector<Item> items;
  std::optional<Declaration> declaration;
  std::vector<Step> steps;
  int backdate_days_max = 0;
  std::optional<Period> return_deadline;  // then lapsed, after the reminders
  std::vector<int> return_reminder_days;
  bool return_restarts_earliest = false;
  std::string appeal_kind;  // request kind that an appeal opens ("grievance")
  int step_index(std::string_view step_id) const;  // -1 when unknown
  const Item* item(std::string_view item_id) const;
};

struct Title {  // the association's own title for a role
  std::string id;
  Role role = Role::officer;
  Text title;
};
struct DecidingBody {
  std::string id;
  Text title;
  Role recorded_by = Role::secretary;
  bool chosen = false;
};
struct Message {
  std::string id;
  // What leaves the house; placeholders {reference} {association} … from placeholder_names().
  Text subject, text;
  // What the portal shows of it after signing in; empty: `text`. In a neutral pack the news itself
  // stands here alone.
  Text portal;
};
struct Approval {
  std::string body, meeting, term;
  std::optional<Date> date;
};
struct Reference {
  std::string id;
  Text title;
  std::string version;             // as printed on it; empty: it has none
  std::vector<StepKind> shown_at;  // of a library document: steps of these kinds show it (T1);
                                   // empty: the library only
  bool printable = false;          // a form to print
};
struct Area {                        // where the association works (E1)
  std::vector<std::string> regions;  // ids of saudi::regions(); empty: everywhere
  bool chosen = false;
};
// What the work rules say to both sides (F2): rights, duties, performance, shortfall, liability,
// disputes.
struct Term {
  std::string id;
  Text text;
  bool chosen = false;
};
struct Purpose {  // of consent
  std::string id;
  Text text;
  bool required = false;
};

struct Pack {
  std::string id;      // "teryaq"
  std::string digest;  // BLAKE2b-256 of its files, hexadecimal; set by whoever stores it
  Text name, document;
  std::string licence;
  std::optional<Approval> approval;
  Period review_every;
  std::vector<std::string> channels;  // of channel_names()
  std::vector<Title> titles;
  std::vector<DecidingBody> bodies;
  std::vector<Reference> library, legal_references;
  Area area;
  std::vector<Term> terms;
  Text privacy_notice;
  int privacy_notice_version = 1;
  std::vector<Purpose> purposes;
  Text help;             // how to reach us
  bool neutral = false;  // messages and page titles do not name the association (confidential)
  Text neutral_name;
  std::vector<Clause> clauses;
  std::vector<RequestKind> kinds;
  std::vector<Message> messages;

  // Staff act under it only when they have acknowledged the version in force (F4).
  bool asks_acknowledgement() const;
  int kind_index(std::string_view kind_id) const;  // -1 when unknown
  const RequestKind* kind(std::string_view kind_id) const;
  const Message* message(std::string_view message_id) const;
  // The clause of the first control of this name that names the step; empty when the pack has none.
  std::string_view clause_for(ControlKind kind, std::string_view name, int request_kind,
                              int step) const;
};

// Closed lists of words that packs use, in the order in which people should see them.
const std::vector<std::string>& channel_names();  // interview phone social_media letter website …
const std::vector<std::string>& telling_names();  // study_period decision outcome …
const std::vector<std::string>& placeholder_names();  // of messages: reference association …
const std::vector<std::string>& known_as_names();     // values of a person's file
const std::vector<std::string>& term_names();         // rights duties performance …
// What happens to a request is told by the template whose id is the event's name
// (procedure::EventKind), if the pack has one; these every pack must have: submitted returned
// reminded held lapsed delivered replied.
const std::vector<std::string>& notice_names();

}  // namespace policy
