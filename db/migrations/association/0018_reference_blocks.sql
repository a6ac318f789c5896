-- Where writes run side by side, each writer takes references from a block of its own: the counter alone would make all that open a request wait
-- for each other's commits.
CREATE TABLE reference_blocks (
  association_id TEXT NOT NULL,
  hijri_year BIGINT NOT NULL,
  writer BIGINT NOT NULL,
  last_number BIGINT NOT NULL,       -- that was handed out
  end_number BIGINT NOT NULL,        -- the last of the block
  PRIMARY KEY (association_id, hijri_year, writer)
);
