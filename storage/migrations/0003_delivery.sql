-- What people see of a message that stands, as a hash; '' if nobody knows.
ALTER TABLE posts ADD COLUMN stands TEXT NOT NULL DEFAULT '';
-- The query that fired, which its alert may have changed since; '' if nobody
-- knows.
ALTER TABLE matches ADD COLUMN query TEXT NOT NULL DEFAULT '';
