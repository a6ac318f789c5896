-- What people ask of their own data (room privacy): PDPL art. 4, answered within thirty days.

CREATE TABLE subject_requests (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  kind TEXT NOT NULL,                -- correction | erasure | copy
  field TEXT NOT NULL,               -- of a correction: which value of the file
  state TEXT NOT NULL,               -- open | granted | refused | withdrawn | done
  asked_at BIGINT NOT NULL,
  entered_by TEXT NOT NULL,          -- a staff id, or empty: asked in the portal
  due_on TEXT NOT NULL,              -- the last day of the answer
  extended_at BIGINT,
  answered_at BIGINT,
  answered_by TEXT NOT NULL,
  carry_out_at BIGINT,               -- of a granted erasure
  ended_at BIGINT,
  sealed BYTEA NOT NULL,             -- {"value","calendar","printed","reason","extension","answer"}
  PRIMARY KEY (association_id, id)
);
CREATE INDEX subject_requests_by_state ON subject_requests (association_id, state, due_on, id);
CREATE INDEX subject_requests_by_party ON subject_requests (association_id, party_id, asked_at, id);

ALTER TABLE parties ADD COLUMN died_noted_at BIGINT;  -- since when their death is on record
