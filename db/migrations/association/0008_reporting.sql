-- The clause report counts by control over one index that holds all it needs, and the list behind each figure walks the same one.
DROP INDEX control_outcomes_by_clause;
CREATE INDEX control_outcomes_by_control ON control_outcomes (association_id, control, outcome, received_at, due);
