-- The latest replay that was begun on the page of a draft: whichever program runs it, all answer for it.
CREATE TABLE policy_replays (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  tried TEXT NOT NULL,               -- a version's digest, or a draft's id
  state TEXT NOT NULL,               -- running | done | failed
  requests_done BIGINT NOT NULL,
  requests_all BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  sealed_report BYTEA,               -- under the association's key
  PRIMARY KEY (association_id)
);
