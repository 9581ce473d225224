CREATE TABLE article_words (
    id    BIGINT PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX article_words_words ON article_words USING gin (words);
