-- Until when a task waits: to its earliest date, or (9223372036854775807) for as long as it takes; NULL when nothing blocks it.
-- The queue's badge counts what waits beyond now as a range of one index.
ALTER TABLE tasks ADD COLUMN blocked_until BIGINT;
ALTER TABLE task_roles ADD COLUMN blocked_until BIGINT;
UPDATE tasks SET blocked_until = COALESCE(earliest, 9223372036854775807) WHERE blocked_by IS NOT NULL;
UPDATE task_roles SET blocked_until = (SELECT t.blocked_until FROM tasks t
  WHERE t.association_id = task_roles.association_id AND t.request_id = task_roles.request_id AND t.step = task_roles.step);
CREATE INDEX tasks_by_wait ON tasks (association_id, blocked_until, request_id, step) WHERE blocked_until IS NOT NULL;
CREATE INDEX task_roles_by_wait ON task_roles (association_id, role, blocked_until, request_id, step)
  WHERE blocked_until IS NOT NULL;
-- Whether the same person has another open request of a kind: asked each time a request is opened.
CREATE INDEX requests_open_of_person ON requests (association_id, beneficiary_id, kind, id) WHERE closed_at IS NULL;
