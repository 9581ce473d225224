-- A site that moves lists its articles under new keys: they are found by title.
CREATE INDEX articles_title ON articles (source_id, title);

-- What a source repeats in most of its items, as package boilerplate writes it.
ALTER TABLE sources ADD COLUMN habits BYTEA NOT NULL DEFAULT '';
