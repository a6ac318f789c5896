-- Whose key was destroyed: looked for every few seconds, and kept outside the database too, so that an erasure reaches every copy of it.
CREATE INDEX party_keys_erased ON party_keys (association_id, erased_at, party_id) WHERE erased_at IS NOT NULL;
