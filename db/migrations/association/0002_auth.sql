-- Accounts, sign-ins and one-time secrets of one association (room platform/auth).
-- No name, address, phone, token or code stands here in the clear: *_index are keyed digests,
-- sealed is a box under the association's key.

CREATE TABLE staff (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  email_index BYTEA,                 -- absent until the first administrator has said it
  sealed BYTEA NOT NULL,             -- {"email","name"}
  password TEXT,                     -- Argon2id, absent until set up
  state TEXT NOT NULL,               -- invited | active | disabled
  created_at BIGINT NOT NULL,
  last_sign_in_at BIGINT,
  PRIMARY KEY (association_id, id)
);
CREATE UNIQUE INDEX staff_by_email ON staff (association_id, email_index);

CREATE TABLE staff_roles (
  association_id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (association_id, staff_id, role)
);

CREATE INDEX staff_roles_by_role ON staff_roles (association_id, role);

CREATE TABLE staff_branches (        -- none: every branch
  association_id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  branch_id TEXT NOT NULL,
  PRIMARY KEY (association_id, staff_id, branch_id)
);

CREATE TABLE sign_ins (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  area TEXT NOT NULL,                -- desk | portal
  token_index BYTEA NOT NULL,
  former_token_index BYTEA,          -- still opens it until former_until
  former_until BIGINT,
  staff_id TEXT,                     -- of the desk
  phone_index BYTEA,                 -- of the portal
  phone_sealed BYTEA,
  acting_for TEXT,                   -- a party
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  rotated_at BIGINT NOT NULL,
  idle_ends_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (association_id, id)
);
CREATE UNIQUE INDEX sign_ins_by_token ON sign_ins (association_id, token_index);
CREATE INDEX sign_ins_by_former_token ON sign_ins (association_id, former_token_index);
CREATE INDEX sign_ins_by_staff ON sign_ins (association_id, staff_id, started_at);
CREATE INDEX sign_ins_by_phone ON sign_ins (association_id, phone_index, started_at);
CREATE INDEX sign_ins_by_end ON sign_ins (association_id, ends_at);

CREATE TABLE one_time_codes (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,                  -- the challenge
  purpose TEXT NOT NULL,             -- sign_in | signature
  phone_index BYTEA NOT NULL,
  code_index BYTEA NOT NULL,         -- bound to challenge, purpose and phone
  sealed BYTEA NOT NULL,             -- {"code","phone"} for the driver
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (association_id, id)
);
CREATE INDEX one_time_codes_by_phone ON one_time_codes (association_id, phone_index, created_at);
CREATE INDEX one_time_codes_by_end ON one_time_codes (association_id, expires_at);

CREATE TABLE setup_links (
  association_id TEXT NOT NULL,
  token_index BYTEA NOT NULL,
  staff_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (association_id, token_index)
);
CREATE INDEX setup_links_by_staff ON setup_links (association_id, staff_id);

CREATE TABLE attempt_counters (
  association_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject BYTEA NOT NULL,
  attempts BIGINT NOT NULL,
  window_ends_at BIGINT NOT NULL,
  pauses BIGINT NOT NULL,
  paused_until BIGINT NOT NULL,
  forgotten_at BIGINT NOT NULL,
  PRIMARY KEY (association_id, kind, subject)
);
CREATE INDEX attempt_counters_by_end ON attempt_counters (association_id, forgotten_at);
