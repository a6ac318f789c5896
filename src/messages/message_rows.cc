#include "messages/message_rows.h"

#include "messages/fill_template.h"
#include "messages/own_json.h"

namespace messages {

BOOST_DESCRIBE_STRUCT(Letter, (), (subject, text, address, sender, language))

namespace {

std::string context_of(const MessageId& id) {
  return "messages/" + id.text;
}

}  // namespace

Header header_in(const db::Row& row, MessageId id) {
  Header header;
  header.id = std::move(id);
  header.party = {row.string(0)};
  header.request = {row.string(1)};
  header.request_class = class_named(row.text(2)).value_or(Class::confidential);
  header.branch = {row.string(3)};
  header.channel = channel_named(row.text(4)).value_or(Channel::portal);
  header.template_id = row.string(5);
  header.about = row.string(6);
  header.state = state_named(row.text(7)).value_or(State::failed);
  header.attempts = static_cast<int>(row.integer(8));
  header.code = row.string(9);
  header.created_at = row.instant(10);
  if (!row.null(11)) header.sent_at = row.instant(11);
  if (!row.null(12)) header.read_at = row.instant(12);
  return header;
}

const db::Sql select_message(R"sql(
SELECT party_id, request_id, class, branch_id, channel, template, about, state, attempts, code,
       created_at, sent_at, read_at, sealed
  FROM messages WHERE association_id = $1 AND id = $2)sql");

std::optional<StoredMessage> find_message(db::Transaction& tx, const AssociationId& association,
                                          const MessageId& id) {
  return tx.one(
      select_message,
      [&](const db::Row& row) {
        StoredMessage stored{.header = header_in(row, id), .sealed = row.bytes(13)};
        return stored;
      },
      association, id);
}

std::optional<Letter> open_letter(db::Transaction& tx, const api::Tenant& tenant,
                                  const StoredMessage& stored) {
  const auto key = tenant.keeper->party_key(tx, stored.header.party);
  if (!key) return std::nullopt;
  if (stored.sealed.empty()) return std::nullopt;
  const auto plain = key->open(stored.sealed, context_of(stored.header.id));
  if (!plain) throw std::runtime_error("messages: a sealed message does not open");
  auto letter = read_own<Letter>(*plain);
  if (!letter) throw std::runtime_error("messages: a sealed message cannot be read");
  return letter;
}

std::string close_letter(const seal::Key& key, const MessageId& id, const Letter& letter) {
  return key.close(json::write(letter), context_of(id));
}

std::string with_link(std::string text, std::string_view public_address, std::string_view slug,
                      const RequestId& request) {
  std::string link = std::string(public_address) + "/" + std::string(slug) + "/";
  if (!request.empty()) link += "requests/" + request.text;
  return put(std::move(text), "{link}", link);
}

}  // namespace messages
