-- Which post tells a channel of an article that the channel was owed: the
-- article's own post, one that names it, or one about many articles.
CREATE TABLE post_articles (
    article_id BIGINT NOT NULL,
    channel    TEXT NOT NULL,
    post_id    BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, channel)
);
CREATE INDEX post_articles_post ON post_articles (post_id);
INSERT INTO post_articles (article_id, channel, post_id)
    SELECT article_id, channel, min(id) FROM posts WHERE article_id > 0 GROUP BY article_id, channel;

-- The earlier article of the same story that a post is an update on, or 0.
ALTER TABLE posts ADD COLUMN update_of BIGINT NOT NULL DEFAULT 0;

-- post_articles says what a channel was told of each part of a story.
DROP INDEX stories_kin;
ALTER TABLE stories DROP COLUMN kin;
