package text

import (
	"hash/maphash"
	"strings"
	"sync"

	snowball "github.com/blevesearch/snowballstem"
)

// memos keeps what was found out about the words met last. Stemming a word
// costs many times what looking it up does, and the words of the news
// repeat; nothing but the time taken depends on it.
var memos = sync.Pool{New: func() any {
	return &memo{seed: maphash.MakeSeed(), of: map[string]*lexicon{}}
}}

type memo struct {
	seed maphash.Seed
	of   map[string]*lexicon
}

// lexicon returns the lexicon of a language, one for all unknown ones.
func (m *memo) lexicon(lang string) *lexicon {
	if l := m.of[lang]; l != nil {
		return l
	}
	if stemmers[lang] == nil && stopWords()[lang] == nil {
		lang = ""
	}
	if m.of[lang] == nil {
		m.of[lang] = &lexicon{seed: m.seed, stem: stemmers[lang], stop: stopWords()[lang]}
	}
	return m.of[lang]
}

// A lexicon holds words of one language: two for each hash, the one met last
// first.
type lexicon struct {
	seed  maphash.Seed
	stem  func(*snowball.Env) bool
	env   snowball.Env
	stop  map[string]bool
	words [1 << 14][2]*entry
}

type entry struct {
	word, fold, stem string
	stop             bool
}

func (l *lexicon) token(s string, start, end int, part bool) Token {
	e := l.entry(s[start:end])
	return Token{Span{start, end}, e.fold, e.stem, e.stop, part}
}

func (l *lexicon) entry(word string) *entry {
	pair := &l.words[maphash.String(l.seed, word)%uint64(len(l.words))]
	if e := pair[0]; e != nil && e.word == word {
		return e
	}
	if e := pair[1]; e != nil && e.word == word {
		pair[0], pair[1] = e, pair[0]
		return e
	}
	e := l.learn(strings.Clone(word))
	pair[0], pair[1] = e, pair[0]
	return e
}

func (l *lexicon) learn(word string) *entry {
	fold := Fold(word)
	if fold != word && lower(fold) {
		known := l.entry(fold)
		dotted := strings.IndexByte(word, '.') > 0
		return &entry{word, known.fold, known.stem, known.stop && !dotted && word != "US"}
	}
	return &entry{word, fold, stemWith(l.stem, &l.env, fold), l.stop[fold]}
}
