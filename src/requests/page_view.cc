#include <algorithm>

#include "organisation/organisation.h"
#include "parties/parties.h"
#include "platform/files/files.h"
#include "requests/describe.h"
#include "requests/item_values.h"
#include "requests/standing_view.h"

namespace requests {
namespace {

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// What is not asked of this applicant is left out, unless it was given before it was not asked.
std::vector<ItemView> describe_items(const OpenRequest& open, const StoredValues& values,
                                     const std::vector<std::string>& asked,
                                     organisation::StaffNames& names) {
  const auto form = describe_form(*open.pack, open.kind());
  std::vector<ItemView> views;
  for (std::size_t index = 0; index < form.items.size(); ++index) {
    const auto& item = form.items[index];
    if (!values.contains(item.id) && std::ranges::find(asked, item.id) == asked.end()) continue;
    ItemView view{.id = item.id,
                  .kind = item.kind,
                  .type = item.type,
                  .title = item.title,
                  .required = item.required,
                  .choices = item.choices,
                  .known_as = item.known_as};
    for (const auto check : open.kind().items[index].checks) {
      view.checks.emplace_back(policy::name_of(check));
    }
    if (const auto value = values.find(item.id); value != values.end()) {
      view.value = value->second.value;
      view.digest = value->second.digest;
    }
    if (const auto state = open.state.items.find(item.id);
        state != open.state.items.end() && state->second.verified) {
      view.matched = state->second.matched;
      view.valid = state->second.valid;
      view.verified_by = names.of(state->second.verified_by);
      view.verified_at = state->second.verified_at;
    }
    views.push_back(std::move(view));
  }
  return views;
}

void add_parameter(TimelineEntry& entry, std::string name, const std::string& value) {
  if (!value.empty()) entry.parameters[std::move(name)] = value;
}

void add_parameters(TimelineEntry& entry, const procedure::Payload& payload,
                    organisation::StaffNames& names) {
  add_parameter(entry, "item", payload.item);
  add_parameter(entry, "outcome", payload.outcome);
  add_parameter(entry, "channel", payload.channel);
  add_parameter(entry, "proof", payload.proof);
  add_parameter(entry, "what", payload.what);
  add_parameter(entry, "sign_method", payload.sign_method);
  add_parameter(entry, "control", payload.control);
  add_parameter(entry, "reason", payload.reason);
  if (!payload.assignee.empty()) add_parameter(entry, "assignee", names.of(payload.assignee));
  if (payload.matched) entry.parameters["matched"] = *payload.matched ? "yes" : "no";
  if (payload.valid) entry.parameters["valid"] = *payload.valid ? "yes" : "no";
  if (payload.until) entry.parameters["until"] = iso(*payload.until);
  if (payload.earliest) entry.parameters["earliest"] = iso(*payload.earliest);
  if (payload.due) entry.parameters["due"] = iso(*payload.due);
  if (payload.rectifies != 0) entry.parameters["rectifies"] = std::to_string(payload.rectifies);
  if (payload.amount_halalas != 0) {
    entry.parameters["amount_halalas"] = std::to_string(payload.amount_halalas);
  }
  if (!payload.items.empty() && payload.sign_method.empty()) {  // of a signature: its drawing
    std::string items;
    for (const auto& item : payload.items) items += (items.empty() ? "" : ",") + item;
    entry.parameters["items"] = items;
  }
}

void mark_strikable(RequestPage& page, const OpenRequest& open, const procedure::Actor& actor) {
  const bool offered = std::ranges::any_of(page.offers, [](const OfferView& offer) {
    return offer.free && offer.action == procedure::name_of(procedure::ActionKind::rectify);
  });
  for (std::size_t i = 0; offered && i < open.events.size(); ++i) {
    page.timeline[i].may_strike =
        procedure::may_strike(*open.pack, open.state, actor, open.events[i]);
  }
}

std::vector<TimelineEntry> describe_timeline(const OpenRequest& open, const Notes& notes,
                                             organisation::StaffNames& names) {
  constexpr std::string_view actor_kinds[] = {"applicant", "staff", "system"};
  std::vector<TimelineEntry> timeline;
  for (const auto& event : open.events) {
    TimelineEntry entry{.seq = event.seq,
                        .kind = std::string(procedure::name_of(event.kind)),
                        .step = unless_empty(event.step),
                        .at = event.happened_at,
                        .recorded_at = event.recorded_at};
    entry.actor_kind = actor_kinds[static_cast<std::size_t>(event.actor_kind)];
    if (event.actor_kind == procedure::Actor::Kind::staff) {
      entry.actor_name = names.of(event.actor);
    }
    entry.role = unless_empty(event.actor_role);
    entry.clause = unless_empty(event.payload.clause);
    // Who served somebody does not read what that somebody thinks of it; reports count it.
    if (event.kind != procedure::EventKind::rated) {
      entry.text = text_of(notes, event.payload.note);
      add_parameters(entry, event.payload, names);
    }
    entry.struck = is_struck(open.state, event.seq);
    timeline.push_back(std::move(entry));
  }
  return timeline;
}

std::optional<DeclarationView> describe_declaration(const OpenRequest& open) {
  const auto& declaration = open.kind().declaration;
  if (!declaration) return std::nullopt;
  DeclarationView view{.text = declaration->text, .version = declaration->version};
  view.is_void = open.state.declaration_void;
  for (const auto& event : open.events) {
    if (event.kind != procedure::EventKind::declaration_signed &&
        event.kind != procedure::EventKind::submitted) {
      continue;
    }
    if (event.payload.sign_method.empty()) continue;
    view.signed_at = event.happened_at;
    view.method = event.payload.sign_method;
    view.signer = unless_empty(event.payload.signer);
    view.drawing =
        event.payload.items.empty() ? std::nullopt : unless_empty(event.payload.items.front());
    view.capacity = unless_empty(event.payload.capacity);
  }
  return view;
}

std::vector<OverrideView> describe_overrides(const OpenRequest& open, const Notes& notes,
                                             organisation::StaffNames& names) {
  std::vector<OverrideView> views;
  for (const auto& overridden : open.state.overrides) {
    views.push_back({.control = overridden.control,
                     .step = overridden.step,
                     .reason = text_of(notes, overridden.note),
                     .by = names.of(overridden.by),
                     .at = overridden.at});
  }
  return views;
}

std::vector<AttachmentView> describe_attachments(db::Transaction& tx, const api::Call& call,
                                                 const StoredValues& values) {
  std::vector<AttachmentView> views;
  for (const auto& [item, stored] : values) {
    if (!stored.value.attachments) continue;
    for (const auto& id : *stored.value.attachments) {
      const auto file = files::find(tx, *call.tenant.keeper, call.tenant.id, AttachmentId{id});
      if (file)
        views.push_back({id, file->name, file->type, file->bytes, item, file->destroyed_at});
    }
  }
  return views;
}

PersonRef describe_person(db::Transaction& tx, const api::Call& call, const PartyId& party) {
  return {.party = party.text,
          .name = parties::display_name(tx, call.tenant, party),
          .kind = parties::is_claim(tx, call.tenant.id, party) ? "claim" : "party"};
}

const db::Sql select_glass(R"sql(
SELECT break_glass_until FROM request_staff
 WHERE association_id = $1 AND request_id = $2 AND staff_id = $3
   AND break_glass_until IS NOT NULL)sql");

std::optional<RelatedRequest> related(db::Transaction& tx, const api::Call& call,
                                      const std::string& id) {
  if (id.empty()) return std::nullopt;
  const auto row = find_row(tx, call.tenant.id, RequestId{id});
  return row ? std::optional(RelatedRequest{id, row->reference}) : std::nullopt;
}

const db::Sql select_twins(R"sql(
SELECT id FROM requests
 WHERE association_id = $1 AND beneficiary_id = $2 AND kind = $3 AND closed_at IS NULL AND id <> $4
 LIMIT 10)sql");

std::vector<RelatedRequest> twins_of(db::Transaction& tx, const api::Call& call,
                                     const RequestRow& row) {
  std::vector<RequestId> ids;
  tx.each(
      select_twins, [&](const db::Row& twin) { ids.push_back({twin.string(0)}); }, call.tenant.id,
      row.beneficiary, row.kind, row.id);
  std::ranges::sort(ids);  // the oldest first
  std::vector<RelatedRequest> twins;
  for (const auto& id : ids) {
    const auto twin = row_for(tx, call, auth::Action::request_read, id);
    if (twin) twins.push_back({id.text, twin->reference});
  }
  return twins;
}

const db::Sql select_worker(R"sql(
SELECT assignee_id FROM tasks
 WHERE association_id = $1 AND request_id = $2 AND assignee_id IS NOT NULL
 ORDER BY opened_at, step LIMIT 1)sql");

// The request's own assignee, else whoever its open work was given to (a confidential one's always
// is): the same name as in the queue.
std::string works_on(db::Transaction& tx, const api::Call& call, const RequestRow& row) {
  if (!row.assignee.empty()) return row.assignee.text;
  return tx
      .one(
          select_worker, [](const db::Row& task) { return std::string(task.text(0)); },
          call.tenant.id, row.id)
      .value_or("");
}

RequestPage page_head(db::Transaction& tx, const api::Call& call, const OpenRequest& open,
                      organisation::StaffNames& names) {
  const auto& row = open.row;
  RequestPage page{.id = row.id.text,
                   .reference = row.reference,
                   .seq = row.seq,
                   .kind = row.kind,
                   .kind_title = open.kind().title,
                   .status = row.status,
                   .outcome = row.outcome,
                   .confidentiality = std::string(name_of(row.confidentiality)),
                   .channel = row.channel,
                   .received_at = row.received_at,
                   .submitted_at = row.submitted_at,
                   .policy_version = row.policy_version};
  page.beneficiary = describe_person(tx, call, row.beneficiary);
  page.applicant = row.applicant == row.beneficiary ? page.beneficiary
                                                    : describe_person(tx, call, row.applicant);
  page.applicant->capacity = row.capacity;
  page.applicant->relation = unless_empty(row.relation);
  if (const auto worker = works_on(tx, call, row); !worker.empty())
    page.assignee = StaffRef{worker, names.of(worker)};
  page.branch = unless_empty(row.branch.text);
  page.about = related(tx, call, row.about.text);
  page.appeal = related(tx, call, open.state.appealed_by);
  if (row.status != "closed") page.twins = twins_of(tx, call, row);
  tx.one(
      select_glass,
      [&](const db::Row& glass) {
        if (glass.instant(0) > call.now) page.break_glass_until = glass.instant(0);
        return true;
      },
      call.tenant.id, row.id, call.actor.id);
  return page;
}

}  // namespace

RequestPage describe_page(db::Transaction& tx, const api::Call& call, const OpenRequest& open) {
  const auto notes = load_notes(tx, *call.tenant.keeper, call.tenant.id, open.row.id);
  const auto values = load_values(tx, *call.tenant.keeper, call.tenant.id, open.row.id);
  const auto facts = facts_of(tx, call.tenant, open, values, call.now);
  note_acknowledgement(tx, call.tenant, open, call.actor, facts->facts, call.now);
  organisation::StaffNames names(tx, call.tenant);
  RequestPage page = page_head(tx, call, open, names);
  page.steps = describe_steps(open);
  page.next = describe_next(procedure::tasks(*open.pack, open.state, call.now, facts->facts));
  const auto asked = procedure::asked_items(*open.pack, open.state, call.now, facts->facts);
  page.items = describe_items(open, values, asked, names);
  page.questions = describe_questions(open, notes);
  page.declaration = describe_declaration(open);
  page.told = describe_told(open.state);
  page.timeline = describe_timeline(open, notes, names);
  page.returned = describe_return(open, notes);
  page.decision = describe_decision(open, notes);
  page.deliveries = describe_deliveries(open, notes);
  page.replies = describe_replies(open, notes);
  page.overrides = describe_overrides(open, notes, names);
  const auto actor = engine_actor(call.actor);
  page.offers =
      describe_offers(procedure::allowed(*open.pack, open.state, actor, call.now, facts->facts));
  mark_strikable(page, open, actor);
  for (const auto& control : procedure::control_outcomes(*open.pack, open.state, call.now)) {
    page.control_outcomes.push_back({control.clause, control.control,
                                     std::string(procedure::name_of(control.outcome)),
                                     control.due});
  }
  page.attachments = describe_attachments(tx, call, values);
  page.records = describe_records(open, values, facts->facts);
  return page;
}

}  // namespace requests
