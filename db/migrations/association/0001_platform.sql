-- What every room rests on: keys of parties, audit, outbox, attachments.
CREATE TABLE party_keys (
  association_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  wrapped BYTEA,
  created_at BIGINT NOT NULL,
  erased_at BIGINT,
  PRIMARY KEY (association_id, party_id)
);

CREATE TABLE association_seals (
  association_id TEXT NOT NULL,
  key_check BYTEA NOT NULL,          -- a digest that only the right association key makes
  PRIMARY KEY (association_id)
);

CREATE TABLE audit_entries (
  association_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  who_kind TEXT NOT NULL,
  who_id TEXT NOT NULL,
  who_role TEXT NOT NULL,
  who_address TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  party TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (association_id, seq)
);
CREATE INDEX audit_by_party ON audit_entries (association_id, party, seq);
CREATE INDEX audit_by_object ON audit_entries (association_id, object, seq);
CREATE INDEX audit_by_who ON audit_entries (association_id, who_id, seq);

-- Each row links a batch of entries, in order, to everything before it.
CREATE TABLE audit_seals (
  association_id TEXT NOT NULL,
  first_seq BIGINT NOT NULL,
  last_seq BIGINT NOT NULL,
  sealed_at BIGINT NOT NULL,
  link BYTEA NOT NULL,
  PRIMARY KEY (association_id, first_seq)
);

CREATE TABLE jobs (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  topic TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  payload TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  code TEXT,
  last_at BIGINT,
  PRIMARY KEY (association_id, id)
);
CREATE UNIQUE INDEX jobs_by_key ON jobs (association_id, topic, idempotency_key);
CREATE INDEX jobs_by_due ON jobs (association_id, state, topic, due_at, id);
CREATE INDEX jobs_by_end ON jobs (association_id, state, last_at);

CREATE TABLE attachments (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  sealed_name BYTEA NOT NULL,
  type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  digest TEXT NOT NULL,
  attached BIGINT NOT NULL,
  stored_at BIGINT NOT NULL,
  PRIMARY KEY (association_id, id)
);
CREATE INDEX attachments_orphaned ON attachments (association_id, attached, stored_at, id);
CREATE TABLE attachment_chunks (
  association_id TEXT NOT NULL,
  attachment_id TEXT NOT NULL,
  number BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (association_id, attachment_id, number)
);
