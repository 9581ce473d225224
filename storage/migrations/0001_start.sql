CREATE TABLE sources (
    id            {id},
    url           TEXT NOT NULL UNIQUE,
    title         TEXT NOT NULL DEFAULT '',
    site          TEXT NOT NULL DEFAULT '',
    icon          TEXT NOT NULL DEFAULT '',
    lang          TEXT NOT NULL DEFAULT '',
    etag          TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    sum           TEXT NOT NULL DEFAULT '',
    held          TEXT NOT NULL DEFAULT '',
    every         BIGINT NOT NULL DEFAULT 0,
    quiet         BIGINT NOT NULL DEFAULT 0,
    rhythm        TEXT NOT NULL DEFAULT '',
    schedule      TEXT NOT NULL DEFAULT '',
    read_at       BIGINT NOT NULL DEFAULT 0,
    polled_at     BIGINT NOT NULL DEFAULT 0,
    next_poll_at  BIGINT NOT NULL DEFAULT 0,
    why           TEXT NOT NULL DEFAULT '',
    failures      INTEGER NOT NULL DEFAULT 0,
    failed_at     BIGINT NOT NULL DEFAULT 0,
    told_at       BIGINT NOT NULL DEFAULT 0,
    gone_at       BIGINT NOT NULL DEFAULT 0,
    error         TEXT NOT NULL DEFAULT '',
    moved         TEXT NOT NULL DEFAULT '',
    moved_at      BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX sources_due ON sources (next_poll_at);

-- The sources that a place has, and what it calls them.
CREATE TABLE place_sources (
    place     TEXT NOT NULL,
    source_id BIGINT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    person    TEXT NOT NULL,
    added_at  BIGINT NOT NULL,
    title     TEXT NOT NULL DEFAULT '',
    tags      TEXT NOT NULL DEFAULT '[]',
    schedule  TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (place, source_id)
);
CREATE INDEX place_sources_source ON place_sources (source_id);

-- What polls have found and nobody has read yet: of each source in order.
CREATE TABLE arrivals (
    id        {id},
    source_id BIGINT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    seen_at   BIGINT NOT NULL,
    quiet     BIGINT NOT NULL,
    articles  TEXT NOT NULL
);
CREATE INDEX arrivals_source ON arrivals (source_id);

-- A story's id is that of its first article. Stories of which articles have
-- moved to another are kin with it: who was told of one was told of all.
CREATE TABLE stories (
    id         BIGINT PRIMARY KEY,
    kin        BIGINT NOT NULL,
    opened_at  BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX stories_kin ON stories (kin);
CREATE INDEX stories_updated ON stories (updated_at);

CREATE TABLE articles (
    id           {id},
    source_id    BIGINT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    key          TEXT NOT NULL,
    mark         BIGINT NOT NULL,
    url          TEXT NOT NULL,
    canonical    TEXT NOT NULL,
    title        TEXT NOT NULL,
    author       TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL,
    lang         TEXT NOT NULL,
    tags         TEXT NOT NULL,
    image        TEXT NOT NULL,
    comments     TEXT NOT NULL,
    summary      TEXT NOT NULL,
    hashtags     TEXT NOT NULL,
    keyphrases   TEXT NOT NULL,
    story_id     BIGINT NOT NULL DEFAULT 0,
    duplicate_of BIGINT NOT NULL DEFAULT 0,
    memory       BYTEA NOT NULL DEFAULT '',
    text         TEXT NOT NULL,
    UNIQUE (source_id, key)
);
CREATE INDEX articles_whole ON articles (seen_at) WHERE text <> '';
-- With all that says who told which story when, so that no text is read for it.
CREATE INDEX articles_seen ON articles (seen_at, source_id, story_id, published_at);
CREATE INDEX articles_story ON articles (story_id, source_id, seen_at, published_at);
CREATE INDEX articles_canonical ON articles (canonical, source_id);

-- The forms that articles have of each hashtag, by what all have in common.
CREATE TABLE hashtags (
    lang     TEXT NOT NULL,
    key      TEXT NOT NULL,
    tag      TEXT NOT NULL,
    articles BIGINT NOT NULL,
    seen_at  BIGINT NOT NULL,
    PRIMARY KEY (lang, key, tag)
);
CREATE INDEX hashtags_seen ON hashtags (seen_at);

-- Articles that were found to be of another story than was said of them.
CREATE TABLE moves (
    id         {id},
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    story_id   BIGINT NOT NULL
);
CREATE INDEX moves_article ON moves (article_id);

CREATE TABLE follows (
    id         {id},
    place      TEXT NOT NULL,
    channel    TEXT NOT NULL,
    source_id  BIGINT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    person     TEXT NOT NULL,
    query      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (channel, source_id)
);
CREATE INDEX follows_place ON follows (place);

CREATE TABLE alerts (
    id         {id},
    place      TEXT NOT NULL,
    person     TEXT NOT NULL,
    query      TEXT NOT NULL,
    channel    TEXT NOT NULL,
    mention    TEXT NOT NULL,
    every      TEXT NOT NULL,
    most       INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    paused_at  BIGINT NOT NULL DEFAULT 0,
    pause_why  TEXT NOT NULL DEFAULT '',
    snoozed_to BIGINT NOT NULL DEFAULT 0,
    seen_at    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX alerts_place ON alerts (place, person);
CREATE INDEX alerts_person ON alerts (person);
CREATE INDEX alerts_channel ON alerts (channel);

-- Which follow or alert has changed as of which version, so that what is made
-- of them is changed likewise. Triggers keep it.
CREATE TABLE query_version (version BIGINT NOT NULL);
INSERT INTO query_version VALUES (0);
CREATE TABLE query_changes (
    kind    TEXT NOT NULL,
    id      BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX query_changes_version ON query_changes (kind, version);

-- The stories that people follow: told is the newest article that they know
-- of, due_at when newer ones are to be looked at; 0 when there are none.
CREATE TABLE story_follows (
    place      TEXT NOT NULL,
    person     TEXT NOT NULL,
    story_id   BIGINT NOT NULL,
    channel    TEXT NOT NULL,
    told       BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    due_at     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (place, person, story_id)
);
CREATE INDEX story_follows_story ON story_follows (story_id);
CREATE INDEX story_follows_due ON story_follows (due_at);

-- Which alert fired on which article, and why nobody was told at once.
CREATE TABLE matches (
    alert_id   BIGINT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    at         BIGINT NOT NULL,
    why        TEXT NOT NULL,
    PRIMARY KEY (alert_id, article_id)
);
CREATE INDEX matches_article ON matches (article_id);
CREATE INDEX matches_at ON matches (alert_id, at);

-- What a person's alerts are not to fire on, wherever they are.
CREATE TABLE mutes (
    id         {id},
    person     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    value      TEXT NOT NULL,
    name       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (person, kind, value)
);

CREATE TABLE digests (
    id         {id},
    place      TEXT NOT NULL,
    channel    TEXT NOT NULL UNIQUE,
    person     TEXT NOT NULL,
    at         TEXT NOT NULL,
    zone       TEXT NOT NULL,
    days       TEXT NOT NULL,
    top        INTEGER NOT NULL,
    query      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_at    BIGINT NOT NULL DEFAULT 0,
    told       BIGINT NOT NULL DEFAULT 0,
    next_at    BIGINT NOT NULL
);
CREATE INDEX digests_next ON digests (next_at);

-- Which stories a digest has told of, and when it last did.
CREATE TABLE digest_stories (
    digest_id BIGINT NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
    story_id  BIGINT NOT NULL,
    told_at   BIGINT NOT NULL,
    PRIMARY KEY (digest_id, story_id)
);
CREATE INDEX digest_stories_told ON digest_stories (told_at);

-- The outbox: what the bot owes a channel, or has sent.
CREATE TABLE posts (
    id         {id},
    key        TEXT NOT NULL UNIQUE,
    place      TEXT NOT NULL,
    channel    TEXT NOT NULL,
    story_id   BIGINT NOT NULL,
    article_id BIGINT NOT NULL,
    body       TEXT NOT NULL,
    state      TEXT NOT NULL,
    due_at     BIGINT NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    started_at BIGINT NOT NULL DEFAULT 0,
    sent_at    BIGINT NOT NULL DEFAULT 0,
    edited_at  BIGINT NOT NULL DEFAULT 0,
    published_at BIGINT NOT NULL DEFAULT 0,
    message    TEXT NOT NULL DEFAULT '',
    error      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX posts_owed ON posts (state, channel, id);
CREATE INDEX posts_story ON posts (story_id);
CREATE INDEX posts_article ON posts (article_id);
CREATE INDEX posts_place ON posts (place, state);

-- Channels that take no posts for now.
CREATE TABLE destinations (
    channel   TEXT PRIMARY KEY,
    paused_at BIGINT NOT NULL,
    reason    TEXT NOT NULL,
    probes    INTEGER NOT NULL,
    probe_at  BIGINT NOT NULL
);

-- Servers that the bot was removed from.
CREATE TABLE departures (
    place   TEXT PRIMARY KEY,
    left_at BIGINT NOT NULL
);

-- The processes that share this database.
CREATE TABLE processes (
    id      TEXT PRIMARY KEY,
    seen_at BIGINT NOT NULL
);

-- What people can put back for a moment as it was.
CREATE TABLE undos (
    place    TEXT NOT NULL,
    person   TEXT NOT NULL,
    name     TEXT NOT NULL,
    until_at BIGINT NOT NULL,
    body     TEXT NOT NULL,
    kept     TEXT NOT NULL,
    PRIMARY KEY (place, person, name)
);

-- The command lines behind buttons that cannot carry them, by a name made of
-- each.
CREATE TABLE lines (
    name    TEXT PRIMARY KEY,
    line    TEXT NOT NULL,
    used_at BIGINT NOT NULL
);
CREATE INDEX lines_used ON lines (used_at);

-- What a place (person ''), a person (place '') or a channel of a place
-- (person '#' and the channel) has set. The place and person '' keep what
-- belongs to the whole database.
CREATE TABLE settings (
    place  TEXT NOT NULL,
    person TEXT NOT NULL,
    name   TEXT NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (place, person, name)
);
CREATE INDEX settings_name ON settings (name);
