#include "casefile/timeline.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "organisation/organisation.h"

namespace casefile {
namespace {

using audit::Listed;

constexpr int looked_through_max = 1'000, batch = 200;
constexpr std::string_view told_action = "message.told";

// Where a page goes on: below an entry of the audit log and below a message.
struct Place {
  std::int64_t seq = 0;  // 0: from the newest
  std::string message;   // empty: from the newest
};

Result<Place> place_of(const std::string& after) {
  Place place;
  if (after.empty()) return place;
  const auto end = after.data() + after.size();
  const auto read = std::from_chars(after.data(), end, place.seq);
  if (read.ec != std::errc{} || read.ptr == end || *read.ptr != '~' || place.seq < 0)
    return refuse(RefusalKind::invalid,
                  Obstacle{.code = "argument.not_a_page_key", .field = "after"});
  place.message = std::string(read.ptr + 1, end);
  return place;
}

std::string text_of(const Place& place) {
  return std::to_string(place.seq) + "~" + place.message;
}

bool is_opening(const std::string& action) {
  return action.ends_with(".opened") || action == "request.glass_broken";
}

// Empty: no line of the timeline.
std::string kind_of(const std::string& action) {
  if (action == "message.retried") return {};
  if (is_opening(action)) return "opening";
  if (action.starts_with("request.")) return "request";
  if (action.starts_with("consent.")) return "consent";
  if (action.starts_with("applicant.")) return "portal";
  const bool is_right = action.starts_with("subject_request.") || action == "party.copied";
  return is_right ? "rights" : "file";
}

// What of a person's past this reader may be told of.
class Reader {
 public:
  Reader(db::Transaction& tx, const api::Call& call, std::string wanted)
      : tx_(tx),
        call_(call),
        wanted_(std::move(wanted)),
        sees_openings_(auth::authorise(call.actor, auth::Action::audit_read).ok()),
        names_(tx, call.tenant) {}

  bool wants(const std::string& kind) const {
    return !kind.empty() && (wanted_.empty() || wanted_ == kind);
  }
  bool sees(const Listed& listed) {
    const auto kind = kind_of(listed.entry.action);
    if (!wants(kind) || (kind == "opening" && !sees_openings_)) return false;
    const auto about = requests::request_on_record(listed.entry);
    return !about || request(*about) != nullptr;
  }
  bool sees(const messages::Header& told) {
    return wants("message") && (told.request.empty() || request(told.request) != nullptr);
  }

  PersonEvent entry_of(const Listed& listed) {
    const auto& [action, object, party, detail] = listed.entry;
    PersonEvent entry{.kind = kind_of(action),
                      .at = listed.at,
                      .action = action,
                      .who_kind = listed.who.kind,
                      .detail = detail};
    if (!listed.who.role.empty()) entry.role = listed.who.role;
    if (listed.who.kind == "staff") {
      auto name = names_.of(listed.who.id);
      if (!name.empty()) entry.who_name = std::move(name);
    }
    entry.purpose = parties::purpose_on_record(call_.tenant, listed.entry);
    if (const auto about = requests::request_on_record(listed.entry)) add_request(*about, entry);
    return entry;
  }
  PersonEvent entry_of(const messages::Header& told) {
    PersonEvent entry{.kind = "message",
                      .at = told.created_at,
                      .action = std::string(told_action),
                      .who_kind = "system"};
    if (!told.request.empty()) add_request(told.request, entry);
    const auto pack = call_.tenant.policy_in_force();
    const auto* message = pack ? pack->message(told.template_id) : nullptr;
    if (message != nullptr) entry.title = message->subject;
    entry.channel = std::string(name_of(told.channel));
    entry.state = std::string(name_of(told.state));
    entry.read_at = told.read_at;
    return entry;
  }

 private:
  // Nothing: it is not theirs to know of.
  const requests::RequestRow* request(const RequestId& id) {
    const auto [known, is_new] = requests_.try_emplace(id, std::nullopt);
    if (is_new) {
      auto row = requests::row_for(tx_, call_, auth::Action::request_read, id);
      if (row.ok()) known->second = std::move(row).value();
    }
    return known->second ? &*known->second : nullptr;
  }
  void add_request(const RequestId& id, PersonEvent& entry) {
    const auto* row = request(id);
    entry.request = row->id.text;
    entry.reference = row->reference;
    const auto pack = call_.tenant.policy_version(row->policy_version);
    const auto* kind = pack ? pack->kind(row->kind) : nullptr;
    if (kind != nullptr) entry.title = kind->title;
  }

  db::Transaction& tx_;
  const api::Call& call_;
  const std::string wanted_;
  const bool sees_openings_;
  organisation::StaffNames names_;
  std::map<RequestId, std::optional<requests::RequestRow>> requests_;
};

// One page: the two orders side by side, and where each was left.
class Page {
 public:
  Page(db::Transaction& tx, const api::Call& call, Reader& reader, Place from, std::size_t limit)
      : tx_(tx), call_(call), reader_(reader), place_(std::move(from)), limit_(limit) {}

  PersonTimeline read(const PartyId& party) {
    const auto files = parties::files_of(tx_, call_.tenant.id, party);
    for (const auto& file : files) {
      look_through(file);
      add_told(file);
    }
    // Below what one file was read down to the order of all is not known yet.
    std::erase_if(entries_, [&](const Listed& one) { return one.seq < floor_; });
    std::erase_if(told_, [&](const auto& one) { return one.id.text < told_floor_; });
    std::ranges::sort(entries_, [](const Listed& a, const Listed& b) { return b.seq < a.seq; });
    std::ranges::sort(told_, [](const auto& a, const auto& b) { return b.id.text < a.id.text; });
    if (merge()) {
      timeline_.next = text_of(place_);
    } else if (reader_.wants("file")) {
      add_arrivals(files);
    }
    return std::move(timeline_);
  }

 private:
  void look_through(const PartyId& file) {
    std::int64_t before = place_.seq;
    std::size_t taken = 0;
    for (int looked = 0; looked < looked_through_max; looked += batch) {
      const auto some =
          audit::list(tx_, call_.tenant.id,
                      {.party = file.text, .object = {}, .who = {}, .action = {}}, before, batch);
      for (const auto& one : some) {
        before = one.seq;
        if (!reader_.sees(one)) continue;
        entries_.push_back(one);
        if (++taken > limit_) return;
      }
      if (some.size() < static_cast<std::size_t>(batch)) return;
    }
    if (before > floor_) floor_ = before;
  }
  void add_told(const PartyId& file) {
    if (!reader_.wants("message")) return;
    auto some = messages::list_told(tx_, call_.tenant.id, file, place_.message, batch);
    if (some.size() == static_cast<std::size_t>(batch))
      told_floor_ = std::max(told_floor_, some.back().id.text);
    for (auto& one : some) told_.push_back(std::move(one));
  }

  // Whether there may be more.
  bool merge() {
    auto entry = entries_.begin();
    auto told = told_.begin();
    while (timeline_.items.size() < limit_) {
      const bool no_entry = entry == entries_.end(), no_told = told == told_.end();
      // Of the log or of the messages something older is yet to be read.
      if ((no_entry && floor_ > 0) || (no_told && !told_floor_.empty())) break;
      if (no_entry && no_told) return false;
      if (no_told || (!no_entry && entry->at >= told->created_at)) {
        place_.seq = entry->seq;
        timeline_.items.push_back(reader_.entry_of(*entry++));
      } else {
        place_.message = told->id.text;
        if (reader_.sees(*told)) timeline_.items.push_back(reader_.entry_of(*told));
        ++told;
      }
    }
    if (entry == entries_.end() && floor_ > 0) place_.seq = floor_;
    return entry != entries_.end() || told != told_.end() || floor_ > 0 || !told_floor_.empty();
  }

  // Who came with a list has no entry of their own: the list has one.
  void add_arrivals(const std::vector<PartyId>& files) {
    for (const auto& file : files) {
      const auto one = parties::find_party(tx_, call_.tenant.id, file);
      if (!one || is_on_record(file)) continue;
      timeline_.items.push_back({.kind = "file",
                                 .at = one->created_at,
                                 .action = "party.imported",
                                 .who_kind = "system"});
    }
  }
  bool is_on_record(const PartyId& file) {
    return std::ranges::any_of(std::array{"party.registered", "claim.made"}, [&](auto* action) {
      const audit::Filter of{.party = file.text, .object = {}, .who = {}, .action = action};
      return !audit::list(tx_, call_.tenant.id, of, 0, 1).empty();
    });
  }

  db::Transaction& tx_;
  const api::Call& call_;
  Reader& reader_;
  Place place_;
  const std::size_t limit_;
  std::vector<Listed> entries_;
  std::vector<messages::Header> told_;
  // Down to here the log and the messages were read, and not to their ends.
  std::int64_t floor_ = 0;
  std::string told_floor_;
  PersonTimeline timeline_;
};

}  // namespace

const std::vector<std::string>& timeline_kinds() {
  static const std::vector<std::string> kinds = {"file",   "request", "message", "consent",
                                                 "rights", "portal",  "opening"};
  return kinds;
}

namespace {

Result<std::string> wanted_kind(const api::Call& call) {
  auto kind = call.argument("kind").value_or("");
  const auto& known = timeline_kinds();
  if (kind.empty() || std::ranges::find(known, kind) != known.end()) return kind;
  std::string all;
  for (const auto& one : known) all += (all.empty() ? "" : ", ") + one;
  return refuse(RefusalKind::invalid,
                {.code = "argument.unknown_word", .field = "kind", .parameters = {{"known", all}}});
}

}  // namespace

Result<PersonTimeline> read_timeline(db::Transaction& tx, const api::Call& call,
                                     const parties::Hooks& hooks, const PartyId& asked,
                                     api::Opening& opening) {
  const auto party = TRY(parties::party_for(tx, call, hooks, auth::Action::person_read, asked));
  const auto kind = TRY(wanted_kind(call));
  const auto page = TRY(api::page_of(call));
  const auto place = TRY(place_of(page.after));
  Reader reader(tx, call, kind);
  auto timeline =
      Page(tx, call, reader, place, static_cast<std::size_t>(page.limit)).read(party.id);
  opening.entry = {.action = "party.opened", .object = party.id.text, .party = party.id.text};
  opening.confidential = party.confidentiality == Class::confidential;
  return timeline;
}

}  // namespace casefile
