-- Words come folded and stripped to letters and digits; beyond ASCII this
-- tokenizer leaves them whole, whatever Unicode version made them letters.
CREATE VIRTUAL TABLE article_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii'
);
