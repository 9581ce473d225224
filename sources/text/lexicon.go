package text

import (
	"hash/maphash"
	"strings"
	"sync"
)

// memos keeps what was found out about the words met last. Stemming a word
// costs a hundred times what looking it up does, and the words of the news
// repeat; nothing but the time taken depends on it.
var memos = sync.Pool{New: func() any {
	return &memo{seed: maphash.MakeSeed(), of: map[string]*lexicon{}}
}}

type memo struct {
	seed maphash.Seed
	of   map[string]*lexicon
}

// A lexicon holds words of one language, each where its hash puts it, the
// last one winning.
type lexicon struct {
	seed    maphash.Seed
	lang    string
	entries [1 << 14]entry
}

type entry struct {
	word, fold, stem string
	stop             bool
}

func (m *memo) lexicon(lang string) *lexicon {
	if stemmers[lang] == nil && stopWords()[lang] == nil {
		lang = ""
	}
	if m.of[lang] == nil {
		m.of[lang] = &lexicon{seed: m.seed, lang: lang}
	}
	return m.of[lang]
}

func (l *lexicon) token(s string, start, end int, part bool) Token {
	word := s[start:end]
	e := &l.entries[maphash.String(l.seed, word)%uint64(len(l.entries))]
	if e.word != word {
		*e = l.learn(strings.Clone(word))
	}
	return Token{Span{start, end}, e.fold, e.stem, e.stop, part}
}

func (l *lexicon) learn(word string) entry {
	fold := Fold(word)
	dotted := strings.IndexByte(word, '.') > 0
	return entry{word, fold, Stem(fold, l.lang), !dotted && IsStop(fold, l.lang)}
}
