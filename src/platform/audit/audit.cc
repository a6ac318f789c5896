#include "platform/audit/audit.h"

#include <sodium.h>

#include "base/text.h"

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

}  // namespace

const db::Sql select_last_seq(R"sql(
SELECT COALESCE(MAX(seq), 0) FROM audit_entries WHERE association_id = $1)sql");
const db::Sql insert_entry(R"sql(
INSERT INTO audit_entries (association_id, seq, at, who_kind, who_id, who_role, who_address,
       action, object, party, detail, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))sql");

void record(db::Transaction& tx, const AssociationId& association, const Who& who, Instant now,
            const Entry& entry) {
  tx.serialize(0x61756469);  // "audi": one numbering per association
  Listed listed{.at = now, .who = who, .entry = entry};
  listed.seq =
      tx.one(
            select_last_seq, [](const db::Row& row) { return row.integer(0); }, association)
          .value_or(0) +
      1;
  const std::string hash = hash_of(association, listed);
  tx.execute(insert_entry, association, listed.seq, now, who.kind, who.id, who.role, who.address,
             entry.action, entry.object, entry.party, entry.detail, db::Bytes{hash});
}

const db::Sql select_recent_opening(R"sql(
SELECT 1 FROM audit_entries
 WHERE association_id = $1 AND object = $2 AND who_id = $3 AND action = $4 AND at > $5
 LIMIT 1)sql");

void record_opening(db::Transaction& tx, const AssociationId& association, const Who& who,
                    Instant now, const Entry& entry, bool confidential) {
  const bool repeated =
      !confidential && tx.each(
                           select_recent_opening, [](const db::Row&) {}, association, entry.object,
                           who.id, entry.action, now - same_opening_ms) > 0;
  if (!repeated) record(tx, association, who, now, entry);
}

const db::Sql select_entries(R"sql(
SELECT seq, at, who_kind, who_id, who_role, who_address, action, object, party, detail
  FROM audit_entries
 WHERE association_id = $1 AND seq < $2 AND ($3 = '' OR party = $3) AND ($4 = '' OR object = $4)
   AND ($5 = '' OR who_id = $5) AND ($6 = '' OR action = $6)
 ORDER BY seq DESC LIMIT $7)sql");

namespace {

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
      select_entries, [&](const db::Row& row) { entries.push_back(listed_from(row)); }, association,
      before > 0 ? before : INT64_MAX, filter.party, filter.object, filter.who, filter.action,
      std::min(limit, list_max));
  return entries;
}

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
  Hash link;
  tx.one(
      select_last_seal,
      [&](const db::Row& row) {
        last = row.integer(0);
        link.add(row.bytes(1));
        return true;
      },
      association);
  const std::int64_t first = last + 1;
  const auto count = tx.each(
      select_hashes,
      [&](const db::Row& row) {
        last = row.integer(0);
        link.add(last).add(row.bytes(1));
      },
      association, last, limit);
  if (count == 0) return 0;
  const std::string linked = link.end();
  tx.execute(insert_seal, association, first, last, now, db::Bytes{linked});
  return static_cast<int>(count);
}

const db::Sql select_seals(R"sql(
SELECT first_seq, last_seq, link FROM audit_seals WHERE association_id = $1
 ORDER BY first_seq)sql");
const db::Sql select_for_verify(R"sql(
SELECT seq, at, who_kind, who_id, who_role, who_address, action, object, party, detail, hash
  FROM audit_entries WHERE association_id = $1 ORDER BY seq)sql");

namespace {

struct Seal {
  std::int64_t first = 0, last = 0;
  std::string link;
};

// Walks entries and seals together; the first thing that does not fit is the verdict.
class Verifier {
 public:
  Verifier(const AssociationId& association, std::vector<Seal> seals)
      : association_(association), seals_(std::move(seals)) {}

  void entry(const Listed& listed, const std::string& hash) {
    if (verdict_.first_bad) return;
    if (listed.seq != expected_) return bad(expected_, "missing");
    if (hash_of(association_, listed) != hash) return bad(listed.seq, "hash");
    ++verdict_.entries;
    ++expected_;
    if (next_ == seals_.size()) return;
    const Seal& seal = seals_[next_];
    if (listed.seq == seal.first) {
      link_ = Hash();
      if (!previous_.empty()) link_.add(previous_);
    }
    link_.add(listed.seq).add(hash);
    if (listed.seq != seal.last) return;
    previous_ = link_.end();
    if (previous_ != seal.link) return bad(seal.first, "link");
    verdict_.sealed = listed.seq;
    ++next_;
  }
  Verdict end() {
    if (!verdict_.first_bad && next_ < seals_.size()) bad(expected_, "missing");
    return verdict_;
  }

 private:
  void bad(std::int64_t seq, std::string why) {
    verdict_.first_bad = seq;
    verdict_.why = std::move(why);
  }
  const AssociationId& association_;
  std::vector<Seal> seals_;
  std::size_t next_ = 0;
  std::int64_t expected_ = 1;
  Hash link_;
  std::string previous_;
  Verdict verdict_;
};

}  // namespace

Verdict verify(db::Transaction& tx, const AssociationId& association) {
  std::vector<Seal> seals;
  tx.each(
      select_seals,
      [&](const db::Row& row) {
        seals.push_back({row.integer(0), row.integer(1), row.bytes(2)});
      },
      association);
  Verifier verifier(association, std::move(seals));
  tx.each(
      select_for_verify,
      [&](const db::Row& row) { verifier.entry(listed_from(row), row.bytes(10)); }, association);
  return verifier.end();
}

}  // namespace audit
