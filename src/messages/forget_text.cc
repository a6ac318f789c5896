#include "messages/forget_text.h"

namespace messages {

const db::Sql empty_message(R"sql(
UPDATE messages SET sealed = $4, text_destroyed_at = $3
 WHERE association_id = $1 AND id = $2 AND text_destroyed_at IS NULL AND state <> 'waiting')sql");

bool forget_text(db::Transaction& tx, const AssociationId& association, const MessageId& id,
                 Instant now) {
  return tx.execute(empty_message, association, id, now, db::Bytes{""}) > 0;
}

}  // namespace messages
