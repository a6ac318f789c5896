-- The audit log is filtered by what was done: each kind of act is walked over an index of its own.
CREATE INDEX audit_by_action ON audit_entries (association_id, action, seq);
