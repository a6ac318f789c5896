#include "base/json.h"
#include "platform/kernel/kernel.h"
#include "requests/item_values.h"
#include "requests/request_row.h"

namespace requests {
namespace {

std::string value_context(const RequestId& request, const std::string& item) {
  return "request_values/" + request.text + "/" + item;
}
std::string note_context(const RequestId& request, const std::string& note) {
  return "request_notes/" + request.text + "/" + note;
}

// Opens the keys of the parties it meets, each once.
class Keys {
 public:
  Keys(db::Transaction& tx, seal::Keeper& keeper) : tx_(tx), keeper_(keeper) {}
  const seal::Key* of(const std::string& party) {
    auto found = keys_.find(party);
    if (found == keys_.end()) {
      found = keys_.emplace(party, keeper_.party_key(tx_, PartyId{party})).first;
    }
    return found->second ? &*found->second : nullptr;
  }

 private:
  db::Transaction& tx_;
  seal::Keeper& keeper_;
  std::map<std::string, std::optional<seal::Key>> keys_;
};

}  // namespace

const db::Sql retire_value(R"sql(
UPDATE request_values SET is_current = 0
 WHERE association_id = $1 AND request_id = $2 AND item = $3 AND is_current = 1)sql");
const db::Sql select_last_versions(R"sql(
SELECT item, MAX(version) FROM request_values
 WHERE association_id = $1 AND request_id = $2 GROUP BY item)sql");
const db::Sql insert_value(R"sql(
INSERT INTO request_values (association_id, request_id, item, version, party_id, sealed, digest,
       given_at, is_current)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1))sql");

ValueWriter::ValueWriter(db::Transaction& tx, const seal::Key& key,
                         const AssociationId& association, const RequestId& request,
                         const PartyId& party, Instant now)
    : tx_(tx), key_(key), association_(association), request_(request), party_(party), now_(now) {
  tx.each(
      select_last_versions,
      [&](const db::Row& row) { last_versions_[row.string(0)] = row.integer(1); }, association,
      request);
}

void ValueWriter::store(const std::string& item, const ItemValue& value,
                        const std::string& digest) {
  const auto last = last_versions_.find(item);
  const bool is_first = last == last_versions_.end();
  if (!is_first) tx_.execute(retire_value, association_, request_, item);
  const std::string box = key_.close(json::write(value), value_context(request_, item));
  tx_.execute(insert_value, association_, request_, item, is_first ? 1 : last->second + 1, party_,
              db::Bytes{box}, digest, now_);
}

ItemValue open_value(const seal::Key& key, const RequestId& request, const std::string& item,
                     const std::string& sealed) {
  const auto plain = key.open(sealed, value_context(request, item));
  if (!plain) throw Unreadable("request_values: a sealed value does not open");
  auto value = json::read<ItemValue>(*plain);
  if (!value) throw std::runtime_error("request_values: a value is not readable");
  return std::move(value).value();
}

const db::Sql select_values(R"sql(
SELECT item, version, party_id, sealed, digest, given_at FROM request_values
 WHERE association_id = $1 AND request_id = $2 AND is_current = 1 ORDER BY item)sql");

StoredValues load_values(db::Transaction& tx, seal::Keeper& keeper,
                         const AssociationId& association, const RequestId& request) {
  struct Sealed {
    std::string item, party, box, digest;
    std::int64_t version;
    Instant given_at;
  };
  std::vector<Sealed> rows;
  tx.each(
      select_values,
      [&](const db::Row& row) {
        rows.push_back({row.string(0), row.string(2), row.bytes(3), row.string(4), row.integer(1),
                        row.instant(5)});
      },
      association, request);
  Keys keys(tx, keeper);
  StoredValues values;
  for (const auto& row : rows) {
    const auto* key = keys.of(row.party);
    if (key == nullptr) continue;
    values[row.item] = {open_value(*key, request, row.item, row.box), row.digest, row.version,
                        row.given_at};
  }
  return values;
}

const db::Sql insert_note(R"sql(
INSERT INTO request_notes (association_id, request_id, id, party_id, sealed, written_at)
VALUES ($1, $2, $3, $4, $5, $6))sql");

std::string write_note(db::Transaction& tx, const seal::Key& key, const AssociationId& association,
                       const RequestId& request, const PartyId& party, std::string_view text,
                       Instant now) {
  const auto id = kernel::new_id<NoteId>(now);
  const std::string box = key.close(text, note_context(request, id.text));
  tx.execute(insert_note, association, request, id, party, db::Bytes{box}, now);
  return id.text;
}

const db::Sql select_notes(R"sql(
SELECT id, party_id, sealed FROM request_notes
 WHERE association_id = $1 AND request_id = $2 ORDER BY id)sql");

std::map<std::string, std::string> load_notes(db::Transaction& tx, seal::Keeper& keeper,
                                              const AssociationId& association,
                                              const RequestId& request) {
  struct Sealed {
    std::string id, party, box;
  };
  std::vector<Sealed> rows;
  tx.each(
      select_notes,
      [&](const db::Row& row) {
        rows.push_back({row.string(0), row.string(1), row.bytes(2)});
      },
      association, request);
  Keys keys(tx, keeper);
  std::map<std::string, std::string> notes;
  for (const auto& row : rows) {
    const auto* key = keys.of(row.party);
    if (key == nullptr) continue;
    const auto plain = key->open(row.box, note_context(request, row.id));
    if (!plain) throw std::runtime_error("request_notes: a sealed note does not open");
    notes[row.id] = *plain;
  }
  return notes;
}

}  // namespace requests
