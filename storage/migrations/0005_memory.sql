-- What grouping remembers of an article's words has another form now. It is
-- made anew from the text, of the articles that can still be joined.
UPDATE articles SET memory = '' WHERE seen_at > (SELECT max(seen_at) FROM articles) - 7 * 86400000;
