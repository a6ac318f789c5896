-- Requests that take a place: registered and not closed (A1).
ALTER TABLE requests ADD COLUMN registered BIGINT NOT NULL DEFAULT 0;
CREATE INDEX requests_with_place ON requests (association_id, kind, id) WHERE registered = 1;
