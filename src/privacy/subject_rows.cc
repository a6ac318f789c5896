#include "privacy/subject_rows.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "base/json.h"

namespace privacy {
namespace {

std::string context_of(const SubjectRequestId& id) {
  return "subject_requests/" + id.text;
}

std::string close(db::Transaction& tx, const api::Tenant& tenant, const StoredRequest& stored) {
  const auto key = tenant.keeper->party_key(tx, stored.request.party);
  if (!key) throw std::logic_error("a subject request of nobody");
  return key->close(json::write(stored.words), context_of(stored.request.id));
}

std::optional<Instant> instant_or_none(const db::Row& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(row.instant(column));
}

struct Sealed {
  SubjectRequest request;
  std::string box;
};

Sealed sealed_in(const db::Row& row) {
  SubjectRequest request{.id = {row.string(0)},
                         .party = {row.string(1)},
                         .kind = subject_kind_named(row.text(2)).value(),
                         .field = row.string(3),
                         .state = subject_state_named(row.text(4)),
                         .asked_at = row.instant(5),
                         .entered_by = row.string(6),
                         .due_on = parse_date(row.text(7)).value(),
                         .extended_at = instant_or_none(row, 8),
                         .answered_at = instant_or_none(row, 9),
                         .carry_out_at = instant_or_none(row, 11),
                         .ended_at = instant_or_none(row, 12),
                         .answered_by = row.string(10)};
  return {std::move(request), row.bytes(13)};
}

StoredRequest opened(db::Transaction& tx, const api::Tenant& tenant, Sealed sealed) {
  StoredRequest stored{std::move(sealed.request), {}, {}};
  stored.person = parties::current_party(tx, tenant.id, stored.request.party);
  const auto key = tenant.keeper->party_key(tx, stored.request.party);
  if (!key) return stored;
  const auto plain = key->open(sealed.box, context_of(stored.request.id));
  if (!plain) throw std::runtime_error("a sealed subject request does not open");
  stored.words = json::read<SubjectWords>(*plain).value();
  return stored;
}

}  // namespace

const db::Sql insert_subject_request(R"sql(
INSERT INTO subject_requests (association_id, id, party_id, kind, field, state, asked_at,
       entered_by, due_on, answered_by, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10))sql");

void insert_request(db::Transaction& tx, const api::Tenant& tenant, const StoredRequest& stored) {
  const auto& request = stored.request;
  const auto box = close(tx, tenant, stored);
  tx.execute(insert_subject_request, tenant.id, request.id.text, request.party,
             name_of(request.kind), request.field, name_of(request.state), request.asked_at,
             request.entered_by, iso(request.due_on), db::Bytes{box});
}

const db::Sql update_subject_request(R"sql(
UPDATE subject_requests
   SET state = $4, due_on = $5, extended_at = $6, answered_at = $7, answered_by = $8,
       carry_out_at = $9, ended_at = $10, sealed = $11
 WHERE association_id = $1 AND id = $2 AND state = $3)sql");

bool update_request(db::Transaction& tx, const api::Tenant& tenant, const StoredRequest& stored,
                    SubjectState before) {
  const auto& request = stored.request;
  const auto box = close(tx, tenant, stored);
  const std::int64_t rows = tx.execute(
      update_subject_request, tenant.id, request.id.text, name_of(before), name_of(request.state),
      iso(request.due_on), request.extended_at, request.answered_at, request.answered_by,
      request.carry_out_at, request.ended_at, db::Bytes{box});
  return rows == 1;
}

const db::Sql select_subject_request(R"sql(
SELECT id, party_id, kind, field, state, asked_at, entered_by, due_on, extended_at, answered_at,
       answered_by, carry_out_at, ended_at, sealed
  FROM subject_requests WHERE association_id = $1 AND id = $2)sql");
const db::Sql select_of_party(R"sql(
SELECT id, party_id, kind, field, state, asked_at, entered_by, due_on, extended_at, answered_at,
       answered_by, carry_out_at, ended_at, sealed
  FROM subject_requests WHERE association_id = $1 AND party_id = $2)sql");
const db::Sql select_in_state(R"sql(
SELECT id, party_id, kind, field, state, asked_at, entered_by, due_on, extended_at, answered_at,
       answered_by, carry_out_at, ended_at, sealed
  FROM subject_requests
 WHERE association_id = $1 AND state = $2 AND (due_on > $3 OR (due_on = $3 AND id > $4))
 ORDER BY due_on, id LIMIT $5)sql");

std::optional<StoredRequest> find_request(db::Transaction& tx, const api::Tenant& tenant,
                                          const SubjectRequestId& id) {
  auto sealed = tx.one(select_subject_request, sealed_in, tenant.id, id.text);
  if (!sealed) return std::nullopt;
  return opened(tx, tenant, *std::move(sealed));
}

namespace {

std::vector<StoredRequest> all_opened(db::Transaction& tx, const api::Tenant& tenant,
                                      std::vector<Sealed> sealed) {
  std::vector<StoredRequest> all;
  all.reserve(sealed.size());
  for (auto& one : sealed) all.push_back(opened(tx, tenant, std::move(one)));
  return all;
}

}  // namespace

std::vector<StoredRequest> requests_of_party(db::Transaction& tx, const api::Tenant& tenant,
                                             const PartyId& party) {
  std::vector<Sealed> sealed;
  for (const auto& file : parties::files_of(tx, tenant.id, party))
    tx.each(
        select_of_party, [&](const db::Row& row) { sealed.push_back(sealed_in(row)); }, tenant.id,
        file);
  std::ranges::sort(sealed, [](const Sealed& a, const Sealed& b) {
    return std::tie(b.request.asked_at, b.request.id) < std::tie(a.request.asked_at, a.request.id);
  });
  return all_opened(tx, tenant, std::move(sealed));
}

std::vector<StoredRequest> requests_in_state(db::Transaction& tx, const api::Tenant& tenant,
                                             SubjectState state, const DayKey& after, int limit) {
  std::vector<Sealed> sealed;
  tx.each(
      select_in_state, [&](const db::Row& row) { sealed.push_back(sealed_in(row)); }, tenant.id,
      name_of(state), after.day, after.id, limit);
  return all_opened(tx, tenant, std::move(sealed));
}

}  // namespace privacy
