#include "parties/parties.h"
#include "parties/room_routes.h"

namespace parties {
namespace {

using Tx = db::Transaction;

void add_people_routes(api::Routes& routes, const Hooks& hooks) {
  routes.get<PersonHits>("/desk/people", auth::Action::person_find,
                         [hooks](Tx& tx, const api::Call& call) {
                           return find_people(tx, call, hooks, call.argument("q").value_or(""));
                         });
  routes.change_prepared<RegisterPerson, ReadRegistration, PersonFile>(
      "POST", "/desk/people", auth::Action::person_register,
      [](const api::Call& call, const RegisterPerson& body) {
        return read_registration(*call.tenant.keeper, body, call.now);
      },
      [hooks](Tx& tx, const api::Call& call, const RegisterPerson& body,
              const ReadRegistration& read) {
        return register_person(tx, call, hooks, body, read);
      });
  routes.get_recorded<PersonFile>(
      "/desk/people/{id}", auth::Action::person_read,
      [hooks](Tx& tx, const api::Call& call, api::Opening& opening) -> Result<PersonFile> {
        auto file = TRY(read_person(tx, call, hooks, call.id<PartyId>("id")));
        opening.entry = {
            .action = "party.opened", .object = file.party.text, .party = file.party.text};
        opening.confidential = file.class_ == name_of(Class::confidential);
        return file;
      });
  routes.change<CorrectValue, PersonFile>(
      "PUT", "/desk/people/{id}/values/{field}", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const CorrectValue& body) {
        return correct_value(tx, call, hooks, call.id<PartyId>("id"), call.param("field"), body);
      });
  routes.change<AddPhone, PersonFile>("POST", "/desk/people/{id}/phones", auth::Action::person_edit,
                                      [hooks](Tx& tx, const api::Call& call, const AddPhone& body) {
                                        return add_phone(tx, call, hooks, call.id<PartyId>("id"),
                                                         body);
                                      });
  routes.change<AskPhoneCode, PhoneCode>(
      "POST", "/desk/people/{id}/phones/code", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const AskPhoneCode& body) {
        return send_phone_code(tx, call, hooks, call.id<PartyId>("id"), body);
      });
  routes.change<ProvePhone, PersonFile>(
      "POST", "/desk/people/{id}/phones/proof", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const ProvePhone& body) {
        return prove_phone(tx, call, hooks, call.id<PartyId>("id"), body);
      });
}

void add_file_routes(api::Routes& routes, const Hooks& hooks) {
  routes.get<AssessmentList>("/desk/people/{id}/assessments", auth::Action::person_read,
                             [hooks](Tx& tx, const api::Call& call) {
                               return list_assessments(tx, call, hooks, call.id<PartyId>("id"));
                             });
  routes.change<AssessNeeds, AssessmentList>(
      "POST", "/desk/people/{id}/assessments", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const AssessNeeds& body) {
        return assess_needs(tx, call, hooks, call.id<PartyId>("id"), body);
      });
  routes.get<DueVerifications>("/desk/verifications", auth::Action::person_edit,
                               [hooks](Tx& tx, const api::Call& call) -> Result<DueVerifications> {
                                 return list_due_verifications(tx, call, hooks,
                                                               TRY(api::page_of(call)));
                               });
  routes.change<VerifyValues, PersonFile>(
      "POST", "/desk/people/{id}/verifications", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const VerifyValues& body) {
        return verify_values(tx, call, hooks, call.id<PartyId>("id"), body);
      });
  routes.change<NoteDeath, PersonFile>(
      "POST", "/desk/people/{id}/death", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const NoteDeath& body) {
        return note_death(tx, call, hooks, call.id<PartyId>("id"), body);
      });
  routes.change<UndoDeath, PersonFile>(
      "POST", "/desk/people/{id}/death/undoing", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const UndoDeath& body) {
        return undo_death(tx, call, hooks, call.id<PartyId>("id"), body);
      });
}

void add_household_routes(api::Routes& routes, const Hooks& hooks) {
  routes.get<Household>("/desk/people/{id}/household", auth::Action::person_read,
                        [hooks](Tx& tx, const api::Call& call) {
                          return read_household(tx, call, hooks, call.id<PartyId>("id"));
                        });
  routes.change<AddMember, Household>(
      "POST", "/desk/people/{id}/household", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const AddMember& body) {
        return add_member(tx, call, hooks, call.id<PartyId>("id"), body);
      });
  routes.change<ChangeRelation, Household>(
      "PUT", "/desk/people/{id}/household", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const ChangeRelation& body) {
        return change_relation(tx, call, hooks, call.id<PartyId>("id"), body);
      });
  routes.change<LeaveHousehold, Household>(
      "POST", "/desk/people/{id}/household/leaving", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const LeaveHousehold& body) {
        return leave_household(tx, call, hooks, call.id<PartyId>("id"), body);
      });
}

void add_representative_routes(api::Routes& routes, const Hooks& hooks) {
  routes.get<Representatives>("/desk/people/{id}/representatives", auth::Action::person_read,
                              [hooks](Tx& tx, const api::Call& call) {
                                return read_representatives(tx, call, hooks,
                                                            call.id<PartyId>("id"));
                              });
  routes.change<AddRepresentative, Representatives>(
      "POST", "/desk/people/{id}/representatives", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const AddRepresentative& body) {
        return add_representative(tx, call, hooks, call.id<PartyId>("id"), body);
      });
  routes.change<EndRepresentative, Representatives>(
      "POST", "/desk/people/{id}/representatives/{representative}/end", auth::Action::person_edit,
      [hooks](Tx& tx, const api::Call& call, const EndRepresentative&) {
        return end_representative(tx, call, hooks, call.id<PartyId>("id"),
                                  call.param("representative"));
      });
}

void add_claim_routes(api::Routes& routes, const Hooks& hooks) {
  routes.get<ClaimPage>("/desk/claims", auth::Action::claim_match,
                        [hooks](Tx& tx, const api::Call& call) -> Result<ClaimPage> {
                          return list_claims(tx, call, hooks, TRY(api::page_of(call)));
                        });
  routes.change_prepared<MatchClaim, ReadDocument, PersonFile>(
      "POST", "/desk/claims/{id}/match", auth::Action::claim_match,
      [](const api::Call& call, const MatchClaim& body) {
        return read_document(*call.tenant.keeper, body.document, riyadh_date(call.now),
                             Expired::refused, "/document");
      },
      [hooks](Tx& tx, const api::Call& call, const MatchClaim& body, const ReadDocument& document) {
        return match_claim(tx, call, hooks, call.id<ClaimId>("id"), body, document);
      });
}

void add_duplicate_routes(api::Routes& routes, const Hooks& hooks) {
  using auth::Action;
  routes.change_prepared<RegisterPerson, ReadRegistration, LikelySameList>(
      "POST", "/desk/people/likenesses", Action::person_register,
      [](const api::Call& call, const RegisterPerson& body) {
        return read_registration(*call.tenant.keeper, body, call.now);
      },
      [hooks](Tx& tx, const api::Call& call, const RegisterPerson&, const ReadRegistration& read) {
        return find_likely_same(tx, call, hooks, read);
      });
  routes.get<PossibleDuplicatePage>(
      "/desk/duplicates", Action::duplicate_judge,
      [hooks](Tx& tx, const api::Call& call) -> Result<PossibleDuplicatePage> {
        return list_possible_duplicates(tx, call, hooks, TRY(api::page_of(call)));
      });
  routes.get<ComparedPair>("/desk/duplicates/{first}/{second}", Action::duplicate_judge,
                           [hooks](Tx& tx, const api::Call& call) {
                             return compare_pair(tx, call, hooks, call.id<PartyId>("first"),
                                                 call.id<PartyId>("second"));
                           });
  routes.change<JudgePair, ComparedPair>(
      "PUT", "/desk/duplicates/{first}/{second}", Action::duplicate_judge,
      [hooks](Tx& tx, const api::Call& call, const JudgePair& body) {
        return judge_pair(tx, call, hooks, call.id<PartyId>("first"), call.id<PartyId>("second"),
                          body);
      });
  routes.change<MergePeople, PersonFile>(
      "POST", "/desk/people/{id}/merges", Action::duplicate_judge,
      [hooks](Tx& tx, const api::Call& call, const MergePeople& body) {
        return merge_people(tx, call, hooks, call.id<PartyId>("id"), body);
      });
  routes.change<UndoMerge, PersonFile>(
      "POST", "/desk/merges/{id}/undoing", Action::duplicate_judge,
      [hooks](Tx& tx, const api::Call& call, const UndoMerge& body) {
        return undo_merge(tx, call, hooks, call.param("id"), body);
      });
}

}  // namespace

void add_desk_routes(api::Routes& routes, const Hooks& hooks) {
  add_people_routes(routes, hooks);
  add_file_routes(routes, hooks);
  add_household_routes(routes, hooks);
  add_representative_routes(routes, hooks);
  add_claim_routes(routes, hooks);
  add_duplicate_routes(routes, hooks);
  add_exports(routes, hooks);
}

}  // namespace parties
