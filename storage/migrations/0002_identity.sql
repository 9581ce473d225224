-- A site that moves lists its articles under new keys: they are found by title.
CREATE INDEX articles_title ON articles (source_id, title);
