-- By whose invitation an association may be founded in a browser: once, 72 hours. Of the token only
-- the digest is kept.

CREATE TABLE founding_links (
  token_digest BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,          -- an operator
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  association TEXT,                  -- what was founded by it
  idempotency_key TEXT,              -- of the request that founded it …
  request_digest TEXT,               -- … and what it asked for
  sealed_answer BYTEA,               -- what was answered, sealed under the token: sent again, the same
  PRIMARY KEY (token_digest)
);
