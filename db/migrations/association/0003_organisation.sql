-- What an association has set up for itself (room organisation).

CREATE TABLE branches (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,                -- {"ar":…,"en":…}
  created_at BIGINT NOT NULL,
  PRIMARY KEY (association_id, id)
);

CREATE TABLE holidays (
  association_id TEXT NOT NULL,
  date BIGINT NOT NULL,              -- days since 1970-01-01
  title TEXT NOT NULL,
  state TEXT NOT NULL,               -- confirmed | taken_away (a proposed one that does not hold)
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (association_id, date)
);

CREATE TABLE association_settings (
  association_id TEXT NOT NULL,
  name TEXT NOT NULL,                -- rest_days | hours | ramadan_hours
  value TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (association_id, name)
);

CREATE TABLE policy_versions (       -- append-only: files are never changed
  association_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  pack TEXT NOT NULL,
  files BYTEA NOT NULL,              -- every file, length-prefixed, in order of name
  imported_at BIGINT NOT NULL,
  imported_by TEXT NOT NULL,
  PRIMARY KEY (association_id, digest)
);

CREATE TABLE policy_effects (        -- append-only: the acts that put a version in force (F6)
  association_id TEXT NOT NULL,
  effective_at BIGINT NOT NULL,      -- in force from then on, until the next act's
  decided_at BIGINT NOT NULL,
  digest TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  PRIMARY KEY (association_id, effective_at, decided_at)
);
CREATE INDEX policy_effects_by_version ON policy_effects (association_id, digest);

CREATE TABLE policy_acknowledgements (
  association_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (association_id, digest, staff_id)
);
