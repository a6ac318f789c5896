#include "parties/portal_me.h"

#include <algorithm>
#include <charconv>

#include "saudi/contact.h"

namespace parties {
namespace {

constexpr int batch = 200;

PartyChoice choice_of(db::Transaction& tx, const api::Tenant& tenant, const PartyId& party,
                      const std::string& phone_masked) {
  auto label = display_name(tx, tenant, party);
  if (label.empty()) label = phone_masked;
  return {.party = party,
          .label = std::move(label),
          .kind = is_claim(tx, tenant.id, party) ? "claim" : "party"};
}

// What the staff opened, by the audit's word for it; empty: it is no opening.
std::string opened(const std::string& action) {
  constexpr std::string_view opening = ".opened";
  if (action.find("break_glass") != action.npos || action.find("glass_broken") != action.npos) {
    return "break_glass";
  }
  if (action == "party.copied") return "export";
  if (!action.ends_with(opening)) return {};
  return action.substr(0, action.size() - opening.size());
}

struct Found {
  std::int64_t seq = 0;
  OpeningView view;
};

void add_openings(db::Transaction& tx, const AssociationId& association, const PartyId& party,
                  std::int64_t before, std::size_t wanted, std::vector<Found>& found) {
  std::size_t taken = 0;
  for (;;) {
    const auto entries =
        audit::list(tx, association, {.party = party.text, .object = {}, .who = {}, .action = {}},
                    before, batch);
    for (const auto& entry : entries) {
      before = entry.seq;
      auto what = opened(entry.entry.action);
      if (entry.who.kind != "staff" || what.empty()) continue;
      found.push_back({
          entry.seq, {entry.at, entry.who.role, std::move(what)}
      });
      if (++taken == wanted) return;
    }
    if (entries.size() < static_cast<std::size_t>(batch)) return;
  }
}

}  // namespace

PortalMe portal_me(db::Transaction& tx, const api::Tenant& tenant, const auth::Actor& actor) {
  PortalMe me;
  const auto phone = auth::phone_of(tx, *tenant.keeper, tenant.id, actor);
  if (!phone.empty()) me.phone_masked = saudi::masked_phone(phone);
  for (const auto& party : actor.may_act_for) {
    me.parties.push_back(choice_of(tx, tenant, party, me.phone_masked));
    if (party == actor.acting_for) me.acting_for = me.parties.back();
  }
  if (me.acting_for) me.consents = worded_consents(tx, tenant, actor.acting_for);
  return me;
}

Result<OpeningPage> list_openings(db::Transaction& tx, const api::Call& call,
                                  const api::Page& page) {
  std::int64_t before = 0;
  const auto& after = page.after;
  const auto read = std::from_chars(after.data(), after.data() + after.size(), before);
  if (!after.empty() && (read.ec != std::errc{} || read.ptr != after.data() + after.size())) {
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "argument.not_a_page_key", .field = "after"});
  }
  OpeningPage openings;
  if (call.actor.acting_for.empty()) return openings;  // there is no file yet
  const auto limit = static_cast<std::size_t>(page.limit);
  std::vector<Found> found;
  for (const auto& party : files_of(tx, call.tenant.id, call.actor.acting_for)) {
    add_openings(tx, call.tenant.id, party, before, limit + 1, found);
  }
  std::ranges::sort(found, [](const Found& a, const Found& b) { return a.seq > b.seq; });
  if (found.size() > limit) {
    found.resize(limit);
    openings.next = std::to_string(found.back().seq);
  }
  for (auto& one : found) openings.items.push_back(std::move(one.view));
  return openings;
}

}  // namespace parties
