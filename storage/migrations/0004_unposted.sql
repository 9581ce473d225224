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

-- Why an article is stored without a post; '' when it is news. What came with
-- its source's first poll and was never posted was withheld then.
ALTER TABLE articles ADD COLUMN withheld TEXT NOT NULL DEFAULT '';
UPDATE articles SET withheld = 'first poll'
    WHERE (source_id, seen_at) IN (SELECT source_id, min(seen_at) FROM articles GROUP BY source_id)
    AND id NOT IN (SELECT article_id FROM posts);
CREATE INDEX articles_shown ON articles (source_id, published_at) WHERE published_at > 0 AND withheld IN ('', 'first poll');
