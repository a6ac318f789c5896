-- What somebody needs, as it was found on a day (room parties); the figures and words are sealed under the person's key.
CREATE TABLE needs_assessments (
  association_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  id TEXT NOT NULL,
  assessed_on TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by TEXT NOT NULL,         -- a staff id
  sealed BYTEA NOT NULL,             -- {"assessment"}
  PRIMARY KEY (association_id, party_id, id)
);
-- What was verified longest ago comes first.
CREATE INDEX party_values_verified ON party_values (association_id, verified_at, party_id, field)
 WHERE is_current = 1 AND verified_at IS NOT NULL;
