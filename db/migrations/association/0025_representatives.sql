-- Who acts for whom besides themselves (room parties). A row is never changed but for its end: what was once so stays readable.
CREATE TABLE representatives (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  party_id TEXT NOT NULL,            -- who is represented
  representative_id TEXT NOT NULL,   -- who acts
  capacity TEXT NOT NULL,            -- guardian | agent
  evidence TEXT NOT NULL,            -- the kind of document that was seen
  sealed BYTEA NOT NULL,             -- its number, under the key of the represented
  valid_until TEXT,                  -- ISO; a guardianship may have none
  since BIGINT NOT NULL,
  recorded_by TEXT NOT NULL,         -- a staff id
  ended_at BIGINT,
  ended_by TEXT,
  PRIMARY KEY (association_id, id)
);
CREATE UNIQUE INDEX representatives_once ON representatives (association_id, party_id, representative_id) WHERE ended_at IS NULL;
-- Erasing somebody forgets what was once so, too.
CREATE INDEX representatives_by_party ON representatives (association_id, party_id, since);
CREATE INDEX representatives_by_representative ON representatives (association_id, representative_id, since);
