-- How long what is known of people is kept (room privacy): PDPL art. 18, regulation art. 8. A category without a row is kept until
-- somebody asks for its destruction.
CREATE TABLE retention_periods (
  association_id TEXT NOT NULL,
  category TEXT NOT NULL,            -- served_file | unserved_file | circumstances | documents | former_values | messages
  months BIGINT NOT NULL,
  basis TEXT NOT NULL,               -- why so long: an act, a decision of the board; no personal value
  set_by TEXT NOT NULL,              -- a staff id
  set_at BIGINT NOT NULL,
  works_from TEXT NOT NULL,          -- ISO: nothing is destroyed by it before
  passed_on TEXT,                    -- ISO: the day when everything was last looked through
  destroyed BIGINT NOT NULL,         -- how many so far
  PRIMARY KEY (association_id, category)
);

-- Files whose period is over. They are destroyed on their day, unless something happens on them or they are held.
CREATE TABLE retention_due (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  category TEXT NOT NULL,            -- served_file | unserved_file
  noted_at BIGINT NOT NULL,
  destroy_on TEXT NOT NULL,          -- ISO
  PRIMARY KEY (association_id, id)
);
CREATE UNIQUE INDEX retention_due_of ON retention_due (association_id, party_id);
CREATE INDEX retention_due_by_day ON retention_due (association_id, destroy_on, id);

-- What must not be destroyed for now: a case before a court, a complaint, an inspection.
CREATE TABLE retention_holds (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  placed_by TEXT NOT NULL,           -- a staff id
  review_on TEXT NOT NULL,           -- ISO: until then somebody looks whether it is still needed
  sealed BYTEA NOT NULL,             -- {"reason"}, under the person's key
  lifted_at BIGINT,
  lifted_by TEXT,
  PRIMARY KEY (association_id, id)
);
CREATE INDEX retention_holds_standing ON retention_holds (association_id, review_on, id) WHERE lifted_at IS NULL;
CREATE INDEX retention_holds_of ON retention_holds (association_id, party_id, id) WHERE lifted_at IS NULL;

-- What is left of a destroyed one are its dates, its size and its digest.
ALTER TABLE attachments ADD COLUMN destroyed_at BIGINT;
CREATE INDEX attachments_kept ON attachments (association_id, stored_at, id) WHERE attached = 1 AND destroyed_at IS NULL;
ALTER TABLE messages ADD COLUMN text_destroyed_at BIGINT;
CREATE INDEX messages_with_text ON messages (association_id, created_at, id) WHERE text_destroyed_at IS NULL;
CREATE INDEX party_values_former ON party_values (association_id, given_at, party_id, field, version) WHERE is_current = 0;
