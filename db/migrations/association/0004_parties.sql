-- The register of people (room parties). Names, numbers, phones and every value are sealed under the
-- party's key; *_index are keyed digests: slow ones of identity numbers, fast ones of phones.

CREATE TABLE parties (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,                -- claim | party
  class TEXT NOT NULL,               -- the highest of its requests
  branch_id TEXT,
  joined_to TEXT,                    -- of a matched claim: the party that it became part of
  erased_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (association_id, id)
);
CREATE INDEX parties_joined ON parties (association_id, joined_to, id);

CREATE TABLE party_values (          -- append-only but for is_current and verification
  association_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  field TEXT NOT NULL,
  version BIGINT NOT NULL,
  sealed BYTEA NOT NULL,             -- {"value","calendar","printed","reason"}
  source TEXT NOT NULL,              -- portal | desk | request | document | import
  given_by TEXT NOT NULL,            -- a staff id, or empty: the party itself
  given_at BIGINT NOT NULL,
  verified_at BIGINT,
  verified_by TEXT,
  is_current BIGINT NOT NULL,
  PRIMARY KEY (association_id, party_id, field, version)
);
CREATE INDEX party_values_by_field ON party_values (association_id, field, is_current, party_id);

CREATE TABLE party_identities (      -- of registered parties: a number is one party's
  association_id TEXT NOT NULL,
  number_index BYTEA NOT NULL,
  party_id TEXT NOT NULL,
  type TEXT NOT NULL,                -- NAT | IQA | GCC | PAS | border
  sealed BYTEA NOT NULL,             -- {"number","expires_on","calendar"}
  recorded_at BIGINT NOT NULL,
  recorded_by TEXT NOT NULL,
  sighted_at BIGINT,
  sighted_by TEXT,
  PRIMARY KEY (association_id, number_index)
);
CREATE INDEX party_identities_by_party ON party_identities (association_id, party_id, recorded_at);

CREATE TABLE party_phones (          -- never unique: a household shares one
  association_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  phone_index BYTEA NOT NULL,
  sealed BYTEA NOT NULL,
  added_at BIGINT NOT NULL,
  added_by TEXT NOT NULL,
  verified_at BIGINT,                -- from then on it opens the file
  PRIMARY KEY (association_id, party_id, phone_index)
);
CREATE INDEX party_phones_by_phone ON party_phones (association_id, phone_index, party_id);

CREATE TABLE party_roles (
  association_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  role TEXT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (association_id, party_id, role)
);

CREATE TABLE claims (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  number_index BYTEA,                -- of the number that they gave: nothing has shown it yet
  made_at BIGINT NOT NULL,
  matched_at BIGINT,
  matched_by TEXT,
  matched_to TEXT,                   -- a party; its own when it was registered as new
  PRIMARY KEY (association_id, id)
);
CREATE UNIQUE INDEX claims_by_party ON claims (association_id, party_id);
CREATE INDEX claims_by_age ON claims (association_id, made_at, id);

CREATE TABLE consents (              -- append-only: the latest act of a purpose counts
  association_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  seq BIGINT NOT NULL,
  given BIGINT NOT NULL,
  notice_version BIGINT NOT NULL,
  means TEXT NOT NULL,               -- portal | desk
  acted_at BIGINT NOT NULL,
  given_by TEXT NOT NULL,            -- the staff member who entered it, or empty
  PRIMARY KEY (association_id, party_id, purpose, seq)
);
