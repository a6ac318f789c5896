#include "platform/audit/audit.h"

#include <sodium.h>

#include <algorithm>
#include <limits>

namespace audit {
namespace {

// Every part with its length before it, so that no two entries have the same bytes.
class Hash {
 public:
  Hash() { crypto_generichash_init(&state_, nullptr, 0, 32); }
  Hash& add(std::string_view part) {
    add(static_cast<std::int64_t>(part.size()));
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(part.data()),
                              part.size());
    return *this;
  }
  Hash& add(std::int64_t number) {
    unsigned char bytes[8];
    for (int i = 0; i < 8; ++i)
      bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (8 * i));
    crypto_generichash_update(&state_, bytes, sizeof bytes);
    return *this;
  }
  std::string end() {
    std::string digest(32, '\0');
    crypto_generichash_final(&state_, reinterpret_cast<unsigned char*>(digest.data()),
                             digest.size());
    return digest;
  }

 private:
  crypto_generichash_state state_{};
};

std::string hash_of(const AssociationId& association, const Listed& listed) {
  return Hash()
      .add(association.text)
      .add(listed.seq)
      .add(listed.at.ms)
      .add(listed.who.kind)
      .add(listed.who.id)
      .add(listed.who.role)
      .add(listed.who.address)
      .add(listed.entry.action)
      .add(listed.entry.object)
      .add(listed.entry.party)
      .add(listed.entry.detail)
      .end();
}

constexpr std::int64_t same_opening_ms = 10 * minute_ms;
constexpr int list_max = 200;
constexpr int verify_page = 10'000;

}  // namespace

const db::Sql select_last_seq(R"sql(
SELECT COALESCE(MAX(seq), 0) FROM audit_entries WHERE association_id = $1)sql");
const db::Sql insert_entry(R"sql(
INSERT INTO audit_entries (association_id, seq, at, who_kind, who_id, who_role, who_address,
       action, object, party, detail, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))sql");

namespace {

std::int64_t next_seq(db::Transaction& tx, const AssociationId& association) {
  if (const auto number = tx.next_number()) return *number;
  const auto last = tx.one(
      select_last_seq, [](const db::Row& row) { return row.integer(0); }, association);
  return last.value_or(0) + 1;
}

}  // namespace

void record(db::Transaction& tx, const AssociationId& association, const Who& who, Instant now,
            const Entry& entry) {
  Listed listed{.at = now, .who = who, .entry = entry};
  listed.seq = next_seq(tx, association);
  const std::string hash = hash_of(association, listed);
  tx.execute(insert_entry, association, listed.seq, now, who.kind, who.id, who.role, who.address,
             entry.action, entry.object, entry.party, entry.detail, db::Bytes{hash});
}

const db::Sql select_recent_opening(R"sql(
SELECT 1 FROM audit_entries
 WHERE association_id = $1 AND object = $2 AND who_id = $3 AND action = $4 AND at > $5
 LIMIT 1)sql");

bool is_repeated(db::Transaction& tx, const AssociationId& association, const Who& who, Instant now,
                 const Entry& entry) {
  return tx.each(
             select_recent_opening, [](const db::Row&) {}, association, entry.object, who.id,
             entry.action, now - same_opening_ms) > 0;
}

void record_opening(db::Transaction& tx, const AssociationId& association, const Who& who,
                    Instant now, const Entry& entry, bool confidential) {
  if (confidential || !is_repeated(tx, association, who, now, entry)) {
    record(tx, association, who, now, entry);
  }
}

namespace {

// One statement for each way in, so that each walks an index of its own; the rest only filters. $3
// party, $4 object, $5 who, $6 action; empty means any.
std::string listed_by(std::string_view way_in) {
  return std::string(R"sql(
SELECT seq, at, who_kind, who_id, who_role, who_address, action, object, party, detail
  FROM audit_entries
 WHERE association_id = $1 AND seq < $2)sql") +
         std::string(way_in) + R"sql(
   AND ($3 = '' OR party = $3) AND ($4 = '' OR object = $4)
   AND ($5 = '' OR who_id = $5) AND ($6 = '' OR action = $6)
 ORDER BY seq DESC LIMIT $7)sql";
}
const std::string of_any = listed_by({});
const std::string of_party = listed_by(" AND party = $3");
const std::string of_object = listed_by(" AND object = $4");
const std::string of_who = listed_by(" AND who_id = $5");
const std::string of_action = listed_by(" AND action = $6");

}  // namespace

const db::Sql select_all(of_any);
const db::Sql select_of_party(of_party);
const db::Sql select_of_object(of_object);
const db::Sql select_of_who(of_who);
const db::Sql select_of_action(of_action);

namespace {

const db::Sql& select_for(const Filter& filter) {
  if (!filter.object.empty()) return select_of_object;
  if (!filter.party.empty()) return select_of_party;
  if (!filter.who.empty()) return select_of_who;
  return filter.action.empty() ? select_all : select_of_action;
}

Listed listed_from(const db::Row& row) {
  Listed listed;
  listed.seq = row.integer(0);
  listed.at = row.instant(1);
  listed.who = {row.string(2), row.string(3), row.string(4), row.string(5)};
  listed.entry = {row.string(6), row.string(7), row.string(8), row.string(9)};
  return listed;
}

}  // namespace

std::vector<Listed> list(db::Transaction& tx, const AssociationId& association,
                         const Filter& filter, std::int64_t before, int limit) {
  std::vector<Listed> entries;
  tx.each(
      select_for(filter), [&](const db::Row& row) { entries.push_back(listed_from(row)); },
      association, before > 0 ? before : INT64_MAX, filter.party, filter.object, filter.who,
      filter.action, std::clamp(limit, 1, list_max));
  return entries;
}

namespace {

// Links a batch of entries to everything before it.
class Link {
 public:
  void add(std::int64_t seq, std::string_view hash) {
    if (count_++ == 0) first_ = seq;
    last_ = seq;
    entries_.add(hash);
  }
  std::int64_t count() const { return count_; }
  std::int64_t first() const { return first_; }
  std::int64_t last() const { return last_; }
  std::string end(std::string_view previous, std::int64_t sealed_at) {
    const std::string entries = entries_.end();
    return Hash().add(previous).add(first_).add(last_).add(sealed_at).add(entries).end();
  }

 private:
  Hash entries_;
  std::int64_t count_ = 0, first_ = 0, last_ = 0;
};

}  // namespace

const db::Sql select_last_seal(R"sql(
SELECT last_seq, link FROM audit_seals WHERE association_id = $1
 ORDER BY first_seq DESC LIMIT 1)sql");
const db::Sql select_hashes(R"sql(
SELECT seq, hash FROM audit_entries
 WHERE association_id = $1 AND seq > $2 ORDER BY seq LIMIT $3)sql");
const db::Sql insert_seal(R"sql(
INSERT INTO audit_seals (association_id, first_seq, last_seq, sealed_at, link)
VALUES ($1, $2, $3, $4, $5))sql");

int seal_pending(db::Transaction& tx, const AssociationId& association, Instant now, int limit) {
  std::int64_t last = 0;
  std::string previous;
  tx.one(
      select_last_seal,
      [&](const db::Row& row) {
        last = row.integer(0);
        previous = row.bytes(1);
        return true;
      },
      association);
  const auto pending = tx.each(
      select_hashes, [](const db::Row&) {}, association, last, 1);
  // An entry with a smaller number that is not committed yet would come to lie among sealed ones.
  if (pending == 0 || !tx.alone()) return 0;
  Link link;
  tx.each(
      select_hashes, [&](const db::Row& row) { link.add(row.integer(0), row.bytes(1)); },
      association, last, limit);
  if (link.count() == 0) return 0;
  const std::string linked = link.end(previous, now.ms);
  tx.execute(insert_seal, association, link.first(), link.last(), now, db::Bytes{linked});
  return static_cast<int>(link.count());
}

void seal_all(db::Transaction& tx, const AssociationId& association, Instant now) {
  while (seal_pending(tx, association, now) > 0) {
  }
}

const db::Sql select_seals(R"sql(
SELECT first_seq, last_seq, sealed_at, link FROM audit_seals WHERE association_id = $1
 ORDER BY first_seq)sql");
const db::Sql select_for_verify(R"sql(
SELECT seq, at, who_kind, who_id, who_role, who_address, action, object, party, detail, hash
  FROM audit_entries WHERE association_id = $1 AND seq > $2 ORDER BY seq LIMIT $3)sql");

namespace {

struct Seal {
  std::int64_t first = 0, last = 0, sealed_at = 0;
  std::string link;
};

// Walks entries and seals together; the first thing that does not fit is the verdict.
class Verifier {
 public:
  Verifier(const AssociationId& association, std::vector<Seal> seals, bool may_have_gaps)
      : association_(association), seals_(std::move(seals)), may_have_gaps_(may_have_gaps) {}

  void entry(const Listed& listed, const std::string& hash) {
    if (verdict_.first_bad) return;
    if (listed.seq != expected_ && !gap_) gap_ = expected_;
    const bool is_sealed = next_ < seals_.size();
    if (gap_ && !is_sealed && !may_have_gaps_) return bad(*gap_, "missing");
    if (hash_of(association_, listed) != hash) return bad(listed.seq, "hash");
    ++verdict_.entries;
    expected_ = listed.seq + 1;
    if (is_sealed) linked(listed.seq, hash);
  }
  Verdict end() {
    if (!verdict_.first_bad && next_ < seals_.size()) bad(gap_.value_or(expected_), "missing");
    return verdict_;
  }

 private:
  void linked(std::int64_t seq, const std::string& hash) {
    const Seal& seal = seals_[next_];
    if (link_.count() == 0 && seq != seal.first) return broken(seq);  // a seal was taken out
    link_.add(seq, hash);
    if (seq < seal.last) return;
    previous_ = link_.end(previous_, seal.sealed_at);
    if (seq != seal.last || previous_ != seal.link) return broken(seal.first);
    gap_.reset();  // nothing was there: the link holds without it
    verdict_.sealed = seq;
    link_ = Link();
    ++next_;
  }
  void broken(std::int64_t seq) { gap_ ? bad(*gap_, "missing") : bad(seq, "link"); }
  void bad(std::int64_t seq, std::string why) {
    verdict_.first_bad = seq;
    verdict_.why = std::move(why);
  }
  const AssociationId& association_;
  std::vector<Seal> seals_;
  std::size_t next_ = 0;
  const bool may_have_gaps_;
  std::int64_t expected_ = 1;
  std::optional<std::int64_t> gap_;  // the first since the last link that held
  Link link_;
  std::string previous_;
  Verdict verdict_;
};

}  // namespace

Verdict verify(db::Transaction& tx, const AssociationId& association, Gaps gaps) {
  std::vector<Seal> seals;
  tx.each(
      select_seals,
      [&](const db::Row& row) {
        seals.push_back({row.integer(0), row.integer(1), row.integer(2), row.bytes(3)});
      },
      association);
  Verifier verifier(association, std::move(seals), gaps == Gaps::allowed || tx.numbers_have_gaps());
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  const auto walk = [&](const db::Row& row) {
    last = row.integer(0);
    verifier.entry(listed_from(row), row.bytes(10));
  };
  while (tx.each(select_for_verify, walk, association, last, verify_page) == verify_page) {
  }
  return verifier.end();
}

}  // namespace audit
