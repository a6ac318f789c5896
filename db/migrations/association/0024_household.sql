-- Who lives with whom (room parties). A row is never changed but for its end: what was once so stays readable. A changed relation is a new row with the old ones day.
CREATE TABLE household_members (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  household_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  relation TEXT NOT NULL,            -- to the head: head | spouse | child | parent | sibling | relative | other
  since BIGINT NOT NULL,             -- when they were put into the household
  recorded_by TEXT NOT NULL,         -- a staff id
  left_at BIGINT,
  left_by TEXT,
  PRIMARY KEY (association_id, id)
);
-- Nobody lives in two households at once.
CREATE UNIQUE INDEX household_members_by_party ON household_members (association_id, party_id) WHERE left_at IS NULL;
CREATE INDEX household_members_of ON household_members (association_id, household_id, since, party_id) WHERE left_at IS NULL;
-- Erasing somebody forgets what was once so, too.
CREATE INDEX household_members_ever ON household_members (association_id, party_id, since);
