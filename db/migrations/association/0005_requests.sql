-- Requests: a request is the fold of its events; the row beside them is a projection for lists and rights.
CREATE TABLE requests (
  association_id TEXT NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  kind TEXT NOT NULL,
  policy_version TEXT NOT NULL,
  class TEXT NOT NULL,
  branch_id TEXT,
  beneficiary_id TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  capacity TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  channel TEXT NOT NULL,
  status TEXT NOT NULL,
  outcome TEXT,
  seq BIGINT NOT NULL,
  assignee_id TEXT,
  about_request_id TEXT,
  received_at BIGINT NOT NULL,
  submitted_at BIGINT,
  closed_at BIGINT,
  PRIMARY KEY (association_id, id)
);
CREATE UNIQUE INDEX requests_by_reference ON requests (association_id, reference);
CREATE INDEX requests_by_beneficiary ON requests (association_id, beneficiary_id, received_at, id);
CREATE INDEX requests_by_applicant ON requests (association_id, applicant_id, received_at, id);

CREATE TABLE request_events (
  association_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  kind_version BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_role TEXT NOT NULL,
  on_behalf_of TEXT NOT NULL,
  channel TEXT NOT NULL,
  policy_version TEXT NOT NULL,
  step TEXT NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (association_id, request_id, seq)
);

-- The values of items, sealed under the beneficiary's key. A corrected value keeps the older row.
CREATE TABLE request_values (
  association_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  item TEXT NOT NULL,
  version BIGINT NOT NULL,
  party_id TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  digest TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  is_current BIGINT NOT NULL,
  PRIMARY KEY (association_id, request_id, item, version)
);

-- Free text (questions, answers, reasons): sealed; events carry only its id.
CREATE TABLE request_notes (
  association_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (association_id, request_id, id)
);

-- Who works on a request: the basis of who finds it when it is confidential.
CREATE TABLE request_staff (
  association_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  role TEXT NOT NULL,
  since BIGINT NOT NULL,
  break_glass_until BIGINT,
  PRIMARY KEY (association_id, request_id, staff_id)
);
CREATE INDEX request_staff_by_staff ON request_staff (association_id, staff_id, role, request_id);

-- Each open step is one row: that is the queue. `due_order` is due, or the end of time when there is none.
CREATE TABLE tasks (
  association_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  step TEXT NOT NULL,
  step_kind TEXT NOT NULL,
  kind TEXT NOT NULL,
  class TEXT NOT NULL,
  branch_id TEXT,
  assignee_id TEXT,
  applicant BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  earliest BIGINT,
  due BIGINT,
  due_order BIGINT NOT NULL,
  blocked_by TEXT,
  PRIMARY KEY (association_id, request_id, step)
);
CREATE INDEX tasks_by_due ON tasks (association_id, due_order, request_id, step);
CREATE INDEX tasks_by_assignee ON tasks (association_id, assignee_id, due_order, request_id, step);
CREATE TABLE task_roles (
  association_id TEXT NOT NULL,
  role TEXT NOT NULL,
  due_order BIGINT NOT NULL,
  request_id TEXT NOT NULL,
  step TEXT NOT NULL,
  PRIMARY KEY (association_id, role, due_order, request_id, step)
);
CREATE INDEX task_roles_by_request ON task_roles (association_id, request_id, step, role);

-- How each control that a request owes stands; recomputed with each of its events.
CREATE TABLE control_outcomes (
  association_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  control TEXT NOT NULL,
  clause TEXT NOT NULL,
  outcome TEXT NOT NULL,
  due BIGINT,
  request_kind TEXT NOT NULL,
  class TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  is_closed BIGINT NOT NULL,
  PRIMARY KEY (association_id, request_id, control)
);
CREATE INDEX control_outcomes_by_clause ON control_outcomes (association_id, clause, outcome, received_at, request_id);

CREATE TABLE reference_counters (
  association_id TEXT NOT NULL,
  hijri_year BIGINT NOT NULL,
  last_number BIGINT NOT NULL,
  PRIMARY KEY (association_id, hijri_year)
);
