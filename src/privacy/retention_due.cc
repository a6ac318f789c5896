#include "privacy/retention_due.h"

#include <algorithm>

namespace privacy {
namespace {

// Of the file `p`: nothing stands open, nothing was closed since $4, nobody asks for it to be held.
const std::string root = "COALESCE(p.joined_to, p.id)";

std::string none(const std::string& from) {
  return "\n   AND NOT EXISTS (SELECT 1 FROM " + from + ")";
}

std::string at_rest() {
  const std::string open_or_later = " AND (r.closed_at IS NULL OR r.closed_at >= $4)";
  return none("requests r WHERE r.association_id = $1 AND r.beneficiary_id = " + root +
              open_or_later) +
         none("requests r WHERE r.association_id = $1 AND r.applicant_id = " + root +
              open_or_later);
}

// Neither the file nor one that became part of it.
std::string not_held() {
  const std::string standing =
      "retention_holds h WHERE h.association_id = $1 AND h.lifted_at IS NULL AND h.party_id = ";
  return none(standing + root) + none("parties f WHERE f.association_id = $1 AND f.joined_to = " +
                                      root + " AND EXISTS (SELECT 1 FROM " + standing + "f.id)");
}

std::string untouched(const std::string& table, const std::string& when) {
  return none(table + " t WHERE t.association_id = $1 AND t.party_id = p.id AND " + when);
}

// Files with nothing on them since $4, from $2 to $3.
std::string whole_files(const std::string& which) {
  return "SELECT p.id, '', 0 FROM parties p\n"
         " WHERE p.association_id = $1 AND p.id > $2 AND p.id <= $3 AND p.joined_to IS NULL\n"
         "   AND p.erased_at IS NULL AND p.created_at < $4" +
         at_rest() + untouched("party_values", "(t.given_at >= $4 OR t.verified_at >= $4)") +
         untouched("consents", "t.acted_at >= $4") +
         untouched("needs_assessments", "t.recorded_at >= $4") +
         untouched("subject_requests", "t.state IN ('open', 'granted')") +
         untouched("party_roles", "t.role <> 'beneficiary'") +
         none(
             "representatives t WHERE t.association_id = $1 AND t.representative_id = p.id"
             " AND t.ended_at IS NULL") +
         not_held() + "\n   AND " + which +
         " (SELECT 1 FROM requests r WHERE r.association_id = $1 AND r.beneficiary_id = p.id"
         " UNION ALL"
         " SELECT 1 FROM requests r WHERE r.association_id = $1 AND r.applicant_id = p.id)\n"
         " ORDER BY p.id LIMIT $5";
}

std::string circumstances() {
  const auto& fields = parties::circumstance_fields_in_sql();
  const std::string one = "party_values t WHERE t.association_id = $1 AND t.party_id = p.id";
  const std::string assessed =
      "needs_assessments t WHERE t.association_id = $1 AND t.party_id = p.id";
  return "SELECT p.id, '', 0 FROM parties p\n"
         " WHERE p.association_id = $1 AND p.id > $2 AND p.id <= $3 AND p.erased_at IS NULL" +
         at_rest() +
         none(one + " AND (t.given_at >= $4 OR t.verified_at >= $4) AND t.field IN " + fields) +
         none(assessed + " AND t.recorded_at >= $4") + not_held() +
         "\n   AND (EXISTS (SELECT 1 FROM " + one + " AND t.field IN " + fields +
         ") OR EXISTS (SELECT 1 FROM " + assessed + "))\n ORDER BY p.id LIMIT $5";
}

// Of these the owner's file may be one that no longer stands: only people's are looked at. $2 and
// $3 do not narrow them: an index holds what is left of them, the oldest first.
const std::string from_all = "  AND p.id > $2 AND p.id <= $3";

std::string documents() {
  return "SELECT p.id, a.id, 0 FROM attachments a\n"
         "  JOIN parties p ON p.association_id = a.association_id AND p.id = a.party_id\n"
         " WHERE a.association_id = $1 AND a.attached = 1 AND a.destroyed_at IS NULL\n"
         "   AND a.stored_at < $4 AND p.erased_at IS NULL" +
         from_all + at_rest() + not_held() + "\n ORDER BY a.stored_at, a.id LIMIT $5";
}

// What a merge that stands put aside is needed to undo it.
std::string former_values() {
  return "SELECT p.id, v.field, v.version FROM party_values v\n"
         "  JOIN parties p ON p.association_id = v.association_id AND p.id = v.party_id\n"
         " WHERE v.association_id = $1 AND v.is_current = 0 AND v.given_at < $4\n"
         "   AND p.erased_at IS NULL" +
         from_all +
         "\n   AND EXISTS (SELECT 1 FROM party_values n WHERE n.association_id = $1"
         " AND n.party_id = v.party_id AND n.field = v.field AND n.version > v.version"
         " AND n.given_at < $4)" +
         none(
             "party_merges m WHERE m.association_id = $1 AND m.kept_id = v.party_id"
             " AND m.undone_at IS NULL") +
         not_held() + "\n ORDER BY v.given_at, v.party_id, v.field, v.version LIMIT $5";
}

std::string messages() {
  return "SELECT p.id, m.id, 0 FROM messages m\n"
         "  JOIN parties p ON p.association_id = m.association_id AND p.id = m.party_id\n"
         " WHERE m.association_id = $1 AND m.text_destroyed_at IS NULL AND m.created_at < $4\n"
         "   AND m.state <> 'waiting' AND p.erased_at IS NULL" +
         from_all + not_held() + "\n ORDER BY m.created_at, m.id LIMIT $5";
}

const std::string served_text = whole_files("EXISTS");
const std::string unserved_text = whole_files("NOT EXISTS");
const std::string circumstances_text = circumstances();
const std::string documents_text = documents();
const std::string former_values_text = former_values();
const std::string messages_text = messages();

}  // namespace

const db::Sql select_served(served_text);
const db::Sql select_unserved(unserved_text);
const db::Sql select_circumstances(circumstances_text);
const db::Sql select_documents(documents_text);
const db::Sql select_former_values(former_values_text);
const db::Sql select_messages(messages_text);
const db::Sql select_stretch(R"sql(
SELECT id FROM parties WHERE association_id = $1 AND id > $2 ORDER BY id LIMIT $3)sql");

namespace {

constexpr std::string_view after_every_id = "~";

const db::Sql& statement_of(Category category) {
  switch (category) {
    case Category::served_file:
      return select_served;
    case Category::unserved_file:
      return select_unserved;
    case Category::circumstances:
      return select_circumstances;
    case Category::documents:
      return select_documents;
    case Category::former_values:
      return select_former_values;
    case Category::messages:
      break;
  }
  return select_messages;
}

bool goes_file_by_file(Category category) {
  return rule_of(category).is_whole_file || category == Category::circumstances;
}

std::vector<Due> due_between(db::Transaction& tx, const AssociationId& association,
                             const DueSearch& search, std::string_view until) {
  std::vector<Due> due;
  tx.each(
      statement_of(search.category),
      [&](const db::Row& row) {
        due.push_back({{row.string(0)}, row.string(1), row.integer(2)});
      },
      association, search.after, until, search.before, search.limit);
  return due;
}

}  // namespace

DueFound find_due(db::Transaction& tx, const AssociationId& association, const DueSearch& search) {
  if (!goes_file_by_file(search.category))
    return {due_between(tx, association, search, after_every_id), std::nullopt};
  std::string last;
  const auto people = tx.each(
      select_stretch, [&](const db::Row& row) { last = row.string(0); }, association, search.after,
      search.people);
  if (people == 0) return {};
  DueFound found{due_between(tx, association, search, last), std::nullopt};
  if (found.due.size() == static_cast<std::size_t>(search.limit))
    found.next = found.due.back().party.text;
  else if (people == search.people)
    found.next = last;
  return found;
}

bool is_file_due(db::Transaction& tx, const AssociationId& association, Category category,
                 const PartyId& party, Instant before) {
  // The stretch that holds this id alone: ids are longer than what stands right before them.
  auto before_it = party.text;
  if (before_it.empty()) return false;
  before_it.pop_back();
  const DueSearch search{
      .category = category, .before = before, .after = before_it, .people = 0, .limit = 36};
  const auto due = due_between(tx, association, search, party.text);
  return std::ranges::any_of(due, [&](const Due& one) { return one.party == party; });
}

}  // namespace privacy
