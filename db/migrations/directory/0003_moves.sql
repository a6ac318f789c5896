-- An association on its way into another database. The state stands here, so that a move goes on
-- after whoever did it was killed; where the association lives stands in associations.database.

CREATE TABLE moves (
  association TEXT NOT NULL,         -- its last move
  from_database TEXT NOT NULL,       -- as in associations.database
  to_database TEXT NOT NULL,
  state TEXT NOT NULL,               -- asked | moving | cancelling; then moved | failed | cancelled
  phase TEXT NOT NULL,               -- of moving: copying | following | comparing | switching
  copied BIGINT NOT NULL,            -- rows at the new place
  there BIGINT NOT NULL,             -- rows at the old place when the attempt began
  code TEXT NOT NULL,                -- why the last attempt ended, or nothing
  detail TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  told_at BIGINT NOT NULL,           -- when somebody last worked at it
  PRIMARY KEY (association)
);
