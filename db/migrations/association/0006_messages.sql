-- What was told to people, by which way, and how it went (room messages). Subject, text and address are sealed under the person's key.
CREATE TABLE messages (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  request_id TEXT,
  class TEXT NOT NULL,               -- of the request: of a confidential one the log shows no request
  branch_id TEXT,
  channel TEXT NOT NULL,             -- portal | mail | sms
  template TEXT NOT NULL,
  about TEXT NOT NULL,               -- whatever the sender wants back when it is known how it went
  message_key TEXT NOT NULL,         -- the same key is the same message, sent once by each channel
  state TEXT NOT NULL,               -- waiting | sent | failed | given_up
  attempts BIGINT NOT NULL,
  code TEXT,                         -- why it failed
  sealed BYTEA NOT NULL,             -- {"subject","text","address","sender","language"}
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  read_at BIGINT,
  PRIMARY KEY (association_id, id)
);
CREATE UNIQUE INDEX messages_by_key ON messages (association_id, party_id, message_key, channel);
CREATE INDEX messages_by_party ON messages (association_id, party_id, channel, id);
CREATE INDEX messages_by_state ON messages (association_id, state, id);
CREATE INDEX messages_by_channel ON messages (association_id, channel, id);
