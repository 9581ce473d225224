-- Words come folded and stripped to letters and digits; beyond ASCII this
-- tokenizer leaves them whole, whatever Unicode version made them letters.
CREATE VIRTUAL TABLE article_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii'
);

CREATE TRIGGER follows_added AFTER INSERT ON follows BEGIN
    UPDATE query_version SET version = version + 1;
    INSERT INTO query_changes SELECT 'follows', new.id, version FROM query_version WHERE true
        ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version;
END;

CREATE TRIGGER follows_edited AFTER UPDATE OF place, channel, source_id, person, query ON follows BEGIN
    UPDATE query_version SET version = version + 1;
    INSERT INTO query_changes SELECT 'follows', new.id, version FROM query_version WHERE true
        ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version;
END;

CREATE TRIGGER follows_removed AFTER DELETE ON follows BEGIN
    UPDATE query_version SET version = version + 1;
    INSERT INTO query_changes SELECT 'follows', old.id, version FROM query_version WHERE true
        ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version;
END;

CREATE TRIGGER alerts_added AFTER INSERT ON alerts BEGIN
    UPDATE query_version SET version = version + 1;
    INSERT INTO query_changes SELECT 'alerts', new.id, version FROM query_version WHERE true
        ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version;
END;

CREATE TRIGGER alerts_edited AFTER UPDATE OF place, person, query, channel, mention, every, most, paused_at, pause_why, snoozed_to ON alerts BEGIN
    UPDATE query_version SET version = version + 1;
    INSERT INTO query_changes SELECT 'alerts', new.id, version FROM query_version WHERE true
        ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version;
END;

CREATE TRIGGER alerts_removed AFTER DELETE ON alerts BEGIN
    UPDATE query_version SET version = version + 1;
    INSERT INTO query_changes SELECT 'alerts', old.id, version FROM query_version WHERE true
        ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version;
END;
