-- What people see of a message that stands, as a hash; '' if nobody knows.
ALTER TABLE posts ADD COLUMN stands TEXT NOT NULL DEFAULT '';
-- The query that fired, which its alert may have changed since; '' if nobody
-- knows.
ALTER TABLE matches ADD COLUMN query TEXT NOT NULL DEFAULT '';
-- When a place last added the source, and when its publisher and the floor
-- between polls allow the next poll.
ALTER TABLE sources ADD COLUMN added_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN soonest_at BIGINT NOT NULL DEFAULT 0;
UPDATE sources SET soonest_at = next_poll_at;
