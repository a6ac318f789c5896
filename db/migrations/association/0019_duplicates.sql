-- Pairs of registered people that may be one (room parties). What they were compared by is kept as codes and weights: no value of theirs.

CREATE TABLE possible_duplicates (
  association_id TEXT NOT NULL,
  first_id TEXT NOT NULL,            -- the smaller id of the two
  second_id TEXT NOT NULL,
  state TEXT NOT NULL,               -- open | distinct: judged to be two, for good | merged
  probability BIGINT NOT NULL,       -- in thousandths
  verdict TEXT NOT NULL,             -- possible | likely | same
  evidence TEXT NOT NULL,            -- [{"part","level","bits"}]
  found_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT,                   -- a staff id
  PRIMARY KEY (association_id, first_id, second_id)
);
CREATE INDEX possible_duplicates_open ON possible_duplicates (association_id, state, probability, first_id, second_id);
CREATE INDEX possible_duplicates_second ON possible_duplicates (association_id, second_id, first_id);

CREATE TABLE party_merges (          -- two files that became one; each can be undone, the latest first
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kept_id TEXT NOT NULL,
  merged_id TEXT NOT NULL,
  merged_at BIGINT NOT NULL,
  merged_by TEXT NOT NULL,
  record TEXT NOT NULL,              -- what was moved, by ids, fields, versions and digests
  undone_at BIGINT,
  undone_by TEXT,
  sealed_reason BYTEA,               -- of the undoing, under the key of the kept party
  PRIMARY KEY (association_id, id)
);
CREATE INDEX party_merges_by_kept ON party_merges (association_id, kept_id, id);

CREATE TABLE duplicate_sweeps (      -- when everybody was compared with everybody last
  association_id TEXT NOT NULL,
  swept_at BIGINT NOT NULL,
  people BIGINT NOT NULL,
  pairs BIGINT NOT NULL,
  PRIMARY KEY (association_id)
);
