#include "platform/seal/every_key.h"

#include <stdexcept>

namespace seal {

const db::Sql select_check_of_key(R"sql(
SELECT key_check FROM association_seals WHERE association_id = $1)sql");
const db::Sql select_every_key(R"sql(
SELECT party_id FROM party_keys
 WHERE association_id = $1 AND wrapped IS NOT NULL ORDER BY party_id)sql");

Opened try_every_key(db::Transaction& tx, Keeper& keeper, const AssociationId& association) {
  Opened found;
  const std::string mine = keeper.fast_index("association_seals", association.text);
  tx.each(
      select_check_of_key,
      [&](const db::Row& row) { found.is_the_databases = row.bytes(0) == mine; }, association);
  tx.each(
      select_every_key,
      [&](const db::Row& row) {
        const PartyId party{row.string(0)};
        ++found.keys;
        try {
          keeper.party_key(tx, party);
        } catch (const db::Error&) {
          throw;
        } catch (const std::runtime_error&) {
          found.closed.push_back(party);
        }
      },
      association);
  return found;
}

namespace {

// Answers the one question that Keeper::party_key asks with what is known already.
class KnownKey final : public db::Transaction {
 public:
  explicit KnownKey(std::string_view wrapped) : row_(wrapped) {}
  using db::Transaction::serialize;
  void serialize(std::int64_t) override {}
  bool alone() override { return false; }
  std::optional<std::int64_t> next_number() override { return std::nullopt; }
  bool numbers_have_gaps() const override { return false; }
  void after_commit(std::function<void()>) override {}
  void tell(std::string_view) override {}

 protected:
  std::int64_t run(const db::Sql&, const db::Value*, std::size_t, Visit visit,
                   void* self) override {
    visit(self, row_);
    return 1;
  }

 private:
  class Wrapped final : public db::Row {
   public:
    explicit Wrapped(std::string_view bytes) : bytes_(bytes) {}
    bool null(int) const override { return false; }
    std::int64_t integer(int) const override { return 0; }
    std::string_view text(int) const override { return bytes_; }
    std::string bytes(int) const override { return std::string(bytes_); }

   private:
    std::string_view bytes_;
  };
  Wrapped row_;
};

}  // namespace

Key opened_key(Keeper& keeper, const PartyId& party, std::string_view wrapped) {
  KnownKey tx(wrapped);
  return *keeper.party_key(tx, party);
}

const db::Sql select_erased(R"sql(
SELECT party_id, erased_at FROM party_keys
 WHERE association_id = $1 AND erased_at IS NOT NULL ORDER BY erased_at, party_id)sql");
const db::Sql count_erased_keys(R"sql(
SELECT COUNT(*) FROM party_keys WHERE association_id = $1 AND erased_at IS NOT NULL)sql");

std::vector<Erased> erased_parties(db::Transaction& tx, const AssociationId& association) {
  std::vector<Erased> erased;
  tx.each(
      select_erased,
      [&](const db::Row& row) {
        erased.push_back({{row.string(0)}, row.instant(1)});
      },
      association);
  return erased;
}

const db::Sql select_is_erased(R"sql(
SELECT 1 FROM party_keys
 WHERE association_id = $1 AND party_id = $2 AND erased_at IS NOT NULL)sql");

bool is_erased(db::Transaction& tx, const AssociationId& association, const PartyId& party) {
  return tx.each(
             select_is_erased, [](const db::Row&) {}, association, party) > 0;
}

std::int64_t count_erased(db::Transaction& tx, const AssociationId& association) {
  const auto count = tx.one(
      count_erased_keys, [](const db::Row& row) { return row.integer(0); }, association);
  return count.value_or(0);
}

}  // namespace seal
