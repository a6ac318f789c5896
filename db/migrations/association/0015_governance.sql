-- The life of a policy version (rooms organisation and governance; F2–F6).

-- An act that was called off before its day; it stays on record.
ALTER TABLE policy_effects ADD COLUMN cancelled_at BIGINT;
ALTER TABLE policy_effects ADD COLUMN cancelled_by TEXT;
-- The day of approval as the version's own files state it; absent where they state none.
ALTER TABLE policy_versions ADD COLUMN stated_approval BIGINT;

CREATE TABLE policy_drafts (         -- work that binds nobody until it is approved
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  base TEXT NOT NULL,                -- the version that it would follow; empty: the first
  origin TEXT NOT NULL,              -- where its files came from: a digest, a draft's id, or upload
  files BYTEA NOT NULL,
  problems BIGINT NOT NULL,          -- how many there were at the last saving
  revision BIGINT NOT NULL,          -- counts the savings: who saves says which one they saw
  state TEXT NOT NULL,               -- open | approved | discarded
  version TEXT,                      -- of an approved one: the digest that it became
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (association_id, id)
);
CREATE INDEX policy_drafts_by_state ON policy_drafts (association_id, state, changed_at, id);

CREATE TABLE policy_approvals (      -- append-only: a body's decisions about a version (F6)
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  digest TEXT NOT NULL,
  body TEXT NOT NULL,
  meeting TEXT NOT NULL,
  term TEXT NOT NULL,
  decided_on BIGINT NOT NULL,        -- days since 1970-01-01
  minutes TEXT,                      -- an attachment of the association's own
  recorded_at BIGINT NOT NULL,
  recorded_by TEXT NOT NULL,
  PRIMARY KEY (association_id, id)
);
CREATE INDEX policy_approvals_by_version ON policy_approvals (association_id, digest, recorded_at);

CREATE TABLE policy_circulations (   -- a version was made known to whom it binds (F3)
  association_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_id TEXT NOT NULL,
  PRIMARY KEY (association_id, digest)
);

CREATE TABLE policy_outside_acknowledgements (  -- of those who are no staff (F4)
  association_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  who_kind TEXT NOT NULL,            -- volunteer | contractor
  who_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  sealed BYTEA,                      -- the name that a contractor signed with
  PRIMARY KEY (association_id, digest, who_kind, who_id)
);

CREATE TABLE contractors (           -- who works for the association without an account
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  sealed BYTEA NOT NULL,             -- {"name","purpose","email","phone"}
  state TEXT NOT NULL,               -- active | ended
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (association_id, id)
);
CREATE INDEX contractors_by_state ON contractors (association_id, state, id);

CREATE TABLE contractor_links (      -- to one version, for one contractor; only digests of them
  association_id TEXT NOT NULL,
  token_index BYTEA NOT NULL,
  contractor_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (association_id, token_index)
);
CREATE INDEX contractor_links_by_contractor ON contractor_links (association_id, contractor_id, digest);

CREATE TABLE policy_reminders (      -- each is sent once
  association_id TEXT NOT NULL,
  reminder TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (association_id, reminder)
);

-- Who is what to the association; and which open requests keep which version.
CREATE INDEX party_roles_by_role ON party_roles (association_id, role, party_id);
CREATE INDEX requests_open_by_version ON requests (association_id, policy_version, kind) WHERE closed_at IS NULL;
