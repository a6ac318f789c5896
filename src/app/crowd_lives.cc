#include "app/crowd_lives.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "app/crowd_patterns.h"
#include "app/demo_words.h"
#include "base/text.h"
#include "platform/db/carry.h"
#include "platform/db/row_code.h"

namespace app::crowd {
namespace {

struct StoredRow {
  std::size_t table;
  std::string code;
  std::optional<std::size_t> life;
};

class Reader {
 public:
  Reader(api::Tenant& tenant, const std::vector<DemoStaff>& staff) : tenant_(tenant) {
    out_.tables = db::tables_of(db::association_migrations());
    std::map<std::string, std::size_t> teams;
    for (const auto& member : staff) {
      std::string team;
      for (const auto role : member.actor.roles) team += std::string(name_of(role)) + ",";
      for (const auto& branch : member.actor.branches) team += branch.text + ",";
      const auto [place, is_new] = teams.try_emplace(team, teams.size());
      if (is_new) out_.colleagues.emplace_back();
      auto& colleagues = out_.colleagues[place->second];
      colleague_[member.actor.id] = {
          .kind = Hole::Kind::colleague, .index = colleagues.size(), .team = place->second};
      colleagues.push_back(member.actor.id);
    }
  }

  Lives read() {
    tenant_.store->read([&](db::Transaction& tx) {
      rows_.clear();
      for (std::size_t table = 0; table < out_.tables.size(); ++table) {
        db::for_each_row(tx, out_.tables[table], tenant_.id, {}, [&](std::string_view code) {
          rows_.push_back({table, std::string(code), {}});
        });
      }
      begin_lives(tx);
      find_whose();
      for (std::size_t life = 0; life < out_.lives.size(); ++life) read_life(tx, life);
    });
    std::ranges::stable_sort(out_.groups, [](const Group& a, const Group& b) {
      return std::tie(a.table, a.order) < std::tie(b.table, b.order);
    });
    return std::move(out_);
  }

 private:
  const db::Table& table_of(const StoredRow& row) const { return out_.tables[row.table]; }
  std::vector<db::Value> cells_of(const StoredRow& row) const {
    return db::decode_row(table_of(row), row.code).value();
  }
  std::optional<std::size_t> column(const StoredRow& row, std::string_view name) const {
    const auto& columns = table_of(row).columns;
    const auto found = std::ranges::find(columns, name, &db::Column::name);
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
  }
  std::string text(const StoredRow& row, std::string_view name) const {
    const auto at = column(row, name);
    return at ? std::string(cells_of(row)[*at].data) : std::string();
  }
  std::int64_t number(const StoredRow& row, std::string_view name) const {
    return cells_of(row)[column(row, name).value()].integer;
  }

  // By their phones: people were registered in the order of these, within one instant.
  void begin_lives(db::Transaction& tx) {
    std::map<std::string, std::string> party_of_phone;
    for (const auto& row : rows_) {
      if (table_of(row).name != "party_phones") continue;
      const auto party = text(row, "party_id");
      party_of_phone[parties::phone_of(tx, tenant_, {party})] = party;
    }
    for (const auto& [phone, party] : party_of_phone) {
      life_of_[party] = out_.lives.size();
      auto& life = out_.lives.emplace_back();
      life.ids = {party};
      life.phone = phone;
      life.name = parties::display_name(tx, tenant_, {party});
      const auto& women = demo_words().female;
      life.woman = std::ranges::any_of(
          women, [&](const DemoName& name) { return life.name.starts_with(name.ar + " "); });
    }
  }

  // What names anything of a life belongs to it; its own id then does too.
  void find_whose() {
    bool found = true;
    while (found) {
      found = false;
      for (auto& row : rows_) {
        if (row.life) continue;
        row.life = life_named_in(row);
        if (!row.life) continue;
        found = true;
        const auto id = text(row, "id");
        if (!is_id(id) || !life_of_.emplace(id, *row.life).second) continue;
        out_.lives[*row.life].ids.push_back(id);
      }
    }
    std::ranges::stable_sort(rows_, {}, [](const StoredRow& row) { return row.table; });
  }

  std::optional<std::size_t> life_named_in(const StoredRow& row) const {
    std::optional<std::size_t> found;
    for (const auto& cell : cells_of(row)) {
      if (cell.kind != db::Value::Kind::text || cell.data.size() < 36) continue;
      for (const auto& id : ids_in(cell.data)) {
        const auto life = life_of_.find(id);
        if (life == life_of_.end()) continue;
        if (found && *found != life->second)
          throw std::runtime_error("a row of " + table_of(row).name + " is of two people");
        found = life->second;
      }
    }
    return found;
  }

  void read_life(db::Transaction& tx, std::size_t number_of_life) {
    auto& life = out_.lives[number_of_life];
    std::vector<const StoredRow*> rows;
    for (const auto& row : rows_) {
      if (row.life == number_of_life) rows.push_back(&row);
    }
    key_ = tenant_.keeper->party_key(tx, {life.ids.front()});
    Known known(colleague_);
    known.add(life, tenant_.keeper->fast_index("phone", life.phone));
    std::map<std::string, std::string> requests;  // by reference
    for (const auto* row : rows) {
      if (table_of(*row).name == "requests") requests[text(*row, "reference")] = text(*row, "id");
    }
    for (const auto& [reference, id] : requests) {
      known.add_reference(life, reference);
      life.requests.push_back(id);
    }
    for (const auto* row : rows) find_identities(*row, life, known);
    for (const auto* row : rows) find_value_digest(*row, rows, life, known);
    find_content_digests(rows, life, known);
    for (const auto* row : rows) add_row(*row, number_of_life, known);
  }

  static bool is_sealed(const db::Column& column) {
    return column.name == "sealed" || column.name == "sealed_name";
  }

  // As the rooms bind what they seal: what is not bound so does not open, and no copy is made.
  std::string context_of(const StoredRow& row) const {
    const auto& table = table_of(row).name;
    const auto of = [&](std::string_view name) { return text(row, name); };
    if (table == "party_values")
      return table + "/" + of("party_id") + "/" + of("field") + "/" +
             std::to_string(number(row, "version"));
    if (table == "party_phones") return table + "/" + of("party_id") + "/" + hex(of("phone_index"));
    if (table == "request_values") return table + "/" + of("request_id") + "/" + of("item");
    if (table == "request_notes") return table + "/" + of("request_id") + "/" + of("id");
    if (table == "attachments") return table + "/" + of("id") + "/name";
    if (table == "attachment_chunks")
      return table + "/" + of("attachment_id") + "/" + std::to_string(number(row, "number"));
    return table + "/" + of("id");
  }

  std::string opened(const StoredRow& row, std::string_view box) const {
    auto plain = key_ ? key_->open(box, context_of(row)) : std::nullopt;
    if (!plain) throw std::runtime_error("a sealed cell of " + table_of(row).name + " stays shut");
    return std::move(*plain);
  }

  void find_identities(const StoredRow& row, Life& life, Known& known) const {
    const auto cells = cells_of(row);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!is_sealed(table_of(row).columns[i]) || cells[i].kind == db::Value::Kind::null) continue;
      for (const auto& found : identities_in(opened(row, cells[i].data)))
        known.add_identity(life, found);
    }
  }

  void find_value_digest(const StoredRow& row, const std::vector<const StoredRow*>& rows,
                         Life& life, Known& known) const {
    if (table_of(row).name != "request_values") return;
    const auto plain = opened(row, text(row, "sealed"));
    std::string whole = plain;
    for (const auto& id : ids_in(plain)) {
      for (const auto* other : rows) {
        if (table_of(*other).name == "attachments" && text(*other, "id") == id)
          whole += "\n" + text(*other, "digest");
      }
    }
    const auto digest = text(row, "digest");
    if (hex(seal::blake2b(whole)) != digest)
      throw std::runtime_error("a digest is not that of its value: " + text(row, "item"));
    known.add_digest(life, digest, {.value = known.pattern(whole), .items = {}});
  }

  // Of what was signed: over the items of the last submission before it.
  void find_content_digests(const std::vector<const StoredRow*>& rows, Life& life,
                            Known& known) const {
    procedure::Payload last;
    for (const auto* row : rows) {
      if (table_of(*row).name != "request_events") continue;
      procedure::Payload payload;
      if (!procedure::decode_payload(text(*row, "payload"), payload))
        throw std::runtime_error("an event is not readable");
      if (!payload.item_digests.empty()) last = payload;
      if (payload.digest.empty() || known.has(payload.digest)) continue;
      const auto version = version_of(last.item_digests, payload.digest);
      Digest digest{.value = {}, .items = {}, .version = version};
      for (const auto& [item, of_item] : last.item_digests)
        digest.items[item] = known.digest_index(of_item);
      known.add_digest(life, payload.digest, std::move(digest));
    }
  }

  static int version_of(const std::map<std::string, std::string>& items,
                        const std::string& digest) {
    constexpr int versions_max = 20;
    for (int version = 0; version < versions_max; ++version) {
      if (requests::content_digest(items, version) == digest) return version;
    }
    throw std::runtime_error("a digest is not that of what was signed");
  }

  void add_row(const StoredRow& row, std::size_t life, const Known& known) {
    const auto& table = table_of(row);
    const auto cells = cells_of(row);
    Row pattern;
    for (std::size_t i = 0; i < cells.size(); ++i)
      pattern.push_back(cell_of(row, table.columns[i], cells[i], known));
    const bool is_log = table.name == "audit_entries";
    const auto order = is_log ? ordered(number(row, "at")) + ordered(number(row, "seq"))
                              : order_of(cells[table.key.at(1)]);
    auto& groups = out_.groups;
    const bool goes_on = !groups.empty() && groups.back().table == row.table &&
                         groups.back().life == life && groups.back().order == order &&
                         life_of_.contains(order);
    if (!goes_on) groups.push_back({row.table, life, order, {}});
    groups.back().rows.push_back(std::move(pattern));
  }

  static std::string ordered(std::int64_t number) {
    std::string digits = std::to_string(number);
    return std::string(20 - std::min<std::size_t>(20, digits.size()), '0') + digits;
  }
  static std::string order_of(const db::Value& cell) {
    return cell.kind == db::Value::Kind::integer ? ordered(cell.integer) : std::string(cell.data);
  }

  Cell cell_of(const StoredRow& row, const db::Column& column, const db::Value& value,
               const Known& known) const {
    if (value.kind == db::Value::Kind::null) return {};
    if (value.kind == db::Value::Kind::integer) {
      const bool moves = is_instant(value.integer) && !is_of_the_day(value.integer);
      return {.kind = moves ? Cell::Kind::instant : Cell::Kind::number, .number = value.integer};
    }
    if (column.name == "wrapped") return {.kind = Cell::Kind::party_key};
    if (column.name == "phone_index") return {.kind = Cell::Kind::phone_index};
    if (is_sealed(column))
      return {.kind = Cell::Kind::sealed,
              .text = known.pattern(opened(row, value.data)),
              .context = known.pattern(context_of(row))};
    if (value.kind == db::Value::Kind::bytes && column.name != "hash")
      throw std::runtime_error("bytes that nobody explains: " + column.name);
    return {.kind = Cell::Kind::text, .text = known.pattern(value.data)};
  }

  api::Tenant& tenant_;
  Lives out_;
  std::vector<StoredRow> rows_;
  std::map<std::string, Hole> colleague_;
  std::map<std::string, std::size_t> life_of_;
  std::optional<seal::Key> key_;
};

}  // namespace

Lives read_lives(api::Tenant& tenant, const std::vector<DemoStaff>& staff) {
  return Reader(tenant, staff).read();
}

}  // namespace app::crowd
