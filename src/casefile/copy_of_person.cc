#include "casefile/copy_of_person.h"

namespace casefile {
namespace {

// Reads as the person would: what is not theirs to see is not there.
api::Call as_the_person(const api::Call& call, const PartyId& party) {
  api::Call reader = call;
  reader.actor = {};
  reader.actor.kind = auth::Actor::Kind::applicant;
  reader.actor.acting_for = party;
  reader.actor.may_act_for = {party};
  return reader;
}

// Page after page of a list, as far as `copied_max`.
template <class Item, class Read>
bool gather(std::vector<Item>& items, Read read) {
  api::Page page{.after = {}, .limit = limits::page_max};
  for (;;) {
    auto part = read(page);
    for (auto& item : part.items) items.push_back(std::move(item));
    if (!part.next) return true;
    if (items.size() >= copied_max) return false;
    page.after = *part.next;
  }
}

bool add_requests(db::Transaction& tx, const api::Call& reader, const PartyId& party,
                  CopyOfPerson& copy) {
  std::vector<requests::RequestCard> cards;
  const bool whole = gather(cards, [&](const api::Page& page) {
    return requests::list_cards(tx, reader, party, page.after, page.limit);
  });
  for (const auto& card : cards) {
    const auto open = requests::open_for(tx, reader, auth::Action::portal_use, RequestId{card.id});
    if (!open) continue;
    auto standing = requests::describe_standing(tx, reader, open.value());
    standing.actions.clear();  // what could be done next is no record
    copy.requests.push_back(std::move(standing));
  }
  return whole;
}

}  // namespace

Result<CopyOfPerson> copy_person(db::Transaction& tx, const api::Call& call, const PartyId& party,
                                 const std::string& public_address) {
  auto file = parties::copied_file(tx, call.tenant, party, call.now);
  if (!file) return auth::not_found();
  const auto reader = as_the_person(call, party);
  CopyOfPerson copy{.association = call.tenant.names, .made_at = call.now};
  copy.file = *std::move(file);
  copy.is_whole = add_requests(tx, reader, party, copy);
  for (const auto& part : parties::files_of(tx, call.tenant.id, party))
    copy.is_whole &= gather(copy.messages, [&](const api::Page& page) {
      return messages::list_inbox(tx, call.tenant, part, page, public_address);
    });
  copy.is_whole &= gather(copy.openings, [&](const api::Page& page) {
    return parties::list_openings(tx, reader, page).value();
  });
  copy.subject_requests = privacy::list_own(tx, reader).items;
  for (auto& request : copy.subject_requests) request.offers.clear();
  return copy;
}

}  // namespace casefile
