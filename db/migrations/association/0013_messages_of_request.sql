-- A request's page counts the messages about it without walking through all that its person ever got.
CREATE INDEX messages_by_request ON messages (association_id, request_id, party_id) WHERE channel = 'portal';
