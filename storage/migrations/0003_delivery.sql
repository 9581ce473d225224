-- What people see of a message that stands, as a hash; '' if nobody knows.
ALTER TABLE posts ADD COLUMN stands TEXT NOT NULL DEFAULT '';
