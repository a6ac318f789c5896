-- What a change by a signed-in actor answered, so that the same key answers the same again (kept 90 days).
CREATE TABLE idempotency_keys (
  association_id TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  sealed_answer BYTEA NOT NULL,
  answered_at BIGINT NOT NULL,
  PRIMARY KEY (association_id, actor_id, idempotency_key)
);
CREATE INDEX idempotency_by_age ON idempotency_keys (association_id, answered_at);
