-- Indexes that no search may take for a walk through everybody: SQLite guesses that any column that
-- is compared narrows a search, and most people were never joined to another.
DROP INDEX parties_joined;
CREATE INDEX parties_joined ON parties (association_id, joined_to, id) WHERE joined_to IS NOT NULL;
DROP INDEX claims_by_age;
CREATE INDEX claims_waiting ON claims (association_id, made_at, id) WHERE matched_at IS NULL;
CREATE INDEX requests_waiting ON requests (association_id, id) WHERE status IN ('held', 'returned');
