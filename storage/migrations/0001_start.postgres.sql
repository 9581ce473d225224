CREATE TABLE article_words (
    id    BIGINT PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX article_words_words ON article_words USING gin (words);

-- The version is taken before any row, so that transactions that change
-- queries wait for each other in one order, and versions come in the order in
-- which they are to be seen.
CREATE FUNCTION query_changing() RETURNS trigger AS $$ BEGIN
    UPDATE query_version SET version = version + 1;
    RETURN NULL;
END $$ LANGUAGE plpgsql;

CREATE FUNCTION query_changed() RETURNS trigger AS $$ BEGIN
    INSERT INTO query_changes SELECT TG_TABLE_NAME, COALESCE(new.id, old.id), version FROM query_version
        ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version;
    RETURN NULL;
END $$ LANGUAGE plpgsql;

CREATE TRIGGER follows_changing BEFORE INSERT OR DELETE OR UPDATE OF place, channel, source_id, person, query
    ON follows FOR EACH STATEMENT EXECUTE FUNCTION query_changing();

CREATE TRIGGER follows_changed AFTER INSERT OR DELETE OR UPDATE OF place, channel, source_id, person, query
    ON follows FOR EACH ROW EXECUTE FUNCTION query_changed();

CREATE TRIGGER alerts_changing BEFORE INSERT OR DELETE OR UPDATE OF place, person, query, channel, mention, every, most, paused_at, pause_why, snoozed_to
    ON alerts FOR EACH STATEMENT EXECUTE FUNCTION query_changing();

CREATE TRIGGER alerts_changed AFTER INSERT OR DELETE OR UPDATE OF place, person, query, channel, mention, every, most, paused_at, pause_why, snoozed_to
    ON alerts FOR EACH ROW EXECUTE FUNCTION query_changed();
