-- A number that came in with a list has a fast index at first (ADR 0017). 0: slow, 1: fast, to be made
-- slow; 2: fast, and the slow one of the same number is on another file.
ALTER TABLE party_identities ADD COLUMN index_is_fast BIGINT NOT NULL DEFAULT 0;
CREATE INDEX party_identities_fast ON party_identities (association_id, index_is_fast, recorded_at);
CREATE INDEX party_identities_by_age ON party_identities (association_id, recorded_at);
