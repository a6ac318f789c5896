-- Lists of people that come in as spreadsheets (room imports). What stands in a list is sealed under the
-- association's key, in chunks; a chunk keeps only the rows that failed once it came in, and goes with them.

CREATE TABLE imports (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  branch_id TEXT,
  state TEXT NOT NULL,               -- uploaded | checking | checked | importing | done | undoing | undone | discarded
  turn BIGINT NOT NULL,              -- of its work: what an earlier one published does nothing
  by_kind TEXT NOT NULL,             -- staff | operator: who began the latest work
  by_id TEXT NOT NULL,
  by_role TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  heading_index BYTEA NOT NULL,      -- keyed digest of the row of headings
  sealed_about BYTEA NOT NULL,       -- {"file","sheet","headings","samples"}
  mapping TEXT NOT NULL,             -- field of each column, as JSON; empty: not imported
  calendar TEXT NOT NULL,            -- hijri | gregorian | empty: the year tells
  is_remembered BIGINT NOT NULL,     -- the mapping is of an earlier list with these headings
  chunks BIGINT NOT NULL,
  next_chunk BIGINT NOT NULL,        -- of the work under way
  rows_all BIGINT NOT NULL,
  rows_done BIGINT NOT NULL,
  rows_failed BIGINT NOT NULL,
  rows_known BIGINT NOT NULL,        -- of people whose number is known, or stands in the list twice
  rows_likely BIGINT NOT NULL,       -- foreseen: of people who are likely known, for the queue
  people_made BIGINT NOT NULL,
  people_withdrawn BIGINT NOT NULL,
  people_stayed BIGINT NOT NULL,
  undone_to TEXT NOT NULL,           -- the last person that the undoing has looked at
  sealed_problems BYTEA,             -- the first, and how many of each
  holds_rows BIGINT NOT NULL,
  PRIMARY KEY (association_id, id)
);
CREATE INDEX imports_that_hold_rows ON imports (association_id, holds_rows, changed_at);

CREATE TABLE import_chunks (
  association_id TEXT NOT NULL,
  import_id TEXT NOT NULL,
  number BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (association_id, import_id, number)
);

CREATE TABLE imported_people (       -- for the undoing
  association_id TEXT NOT NULL,
  import_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  PRIMARY KEY (association_id, import_id, party_id)
);

CREATE TABLE import_mappings (       -- of the last list with these headings
  association_id TEXT NOT NULL,
  heading_index BYTEA NOT NULL,
  mapping TEXT NOT NULL,
  calendar TEXT NOT NULL,
  used_at BIGINT NOT NULL,
  PRIMARY KEY (association_id, heading_index)
);
