package text

import (
	"math/bits"
	"strings"
	"sync"

	snowball "github.com/blevesearch/snowballstem"
)

// memos keeps what was found out about the words met last. Stemming a word
// costs many times what looking it up does, and the words of the news
// repeat; nothing but the time taken depends on it.
var memos = sync.Pool{New: func() any { return memo{} }}

// A memo holds a lexicon for each language.
type memo map[string]*lexicon

// lexicon returns the lexicon of a language, one for all unknown ones.
func (m memo) lexicon(lang string) *lexicon {
	if l := m[lang]; l != nil {
		return l
	}
	if stemmers[lang] == nil && stopWords()[lang] == nil {
		lang = ""
	}
	if m[lang] == nil {
		m[lang] = &lexicon{stem: stemmers[lang], stop: stopWords()[lang]}
	}
	return m[lang]
}

// lexiconBits is the logarithm of the words of a lexicon, in pairs.
const lexiconBits = 15

// A lexicon holds words of one language: two in each place, the one met last
// first.
type lexicon struct {
	stem  func(*snowball.Env) bool
	env   snowball.Env
	stop  map[string]bool
	words [1 << lexiconBits][2]*entry
}

type entry struct {
	key
	fold, stem         string
	foldHash, stemHash uint32
	stop               bool
	word               string
}

func (l *lexicon) token(s string, start, end int, part bool) Token {
	e := l.entry(s, start, end)
	return Token{Span{start, end}, e.fold, e.stem, e.stop, part, e.foldHash, e.stemHash}
}

// entry returns what is known of the word s[start:end].
func (l *lexicon) entry(s string, start, end int) *entry {
	k := keyOf(s, start, end)
	pair := &l.words[k.place()]
	if e := pair[0]; e.is(k, s, start, end) {
		return e
	}
	if e := pair[1]; e.is(k, s, start, end) {
		pair[0], pair[1] = e, pair[0]
		return e
	}
	e := l.learn(strings.Clone(s[start:end]))
	e.key = k
	pair[0], pair[1] = e, pair[0]
	return e
}

func (l *lexicon) learn(word string) *entry {
	fold := Fold(word)
	if fold != word && lower(fold) {
		known := l.entry(fold, 0, len(fold))
		abbreviation := word == "US" || strings.IndexByte(word, '.') > 0
		e := *known
		e.word, e.stop = word, known.stop && !abbreviation
		return &e
	}
	stem := stemWith(l.stem, &l.env, fold)
	return &entry{word: word, fold: fold, stem: stem, foldHash: hash(fold), stemHash: hash(stem), stop: l.stop[fold]}
}

// A key is a word of up to 16 bytes, or the ends of a longer one.
type key struct {
	head, tail uint64 // the first 8 bytes, the last 8 where there are more
	size       int
}

func keyOf(s string, start, end int) key {
	k := key{size: end - start}
	switch {
	case k.size >= 8:
		k.head, k.tail = load(s[start:]), load(s[end-8:])
	case start+8 <= len(s):
		k.head = load(s[start:]) & (1<<(8*k.size) - 1)
	default:
		for i := end - 1; i >= start; i-- {
			k.head = k.head<<8 | uint64(s[i])
		}
	}
	return k
}

// load reads 8 bytes.
func load(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// place spreads keys over a lexicon by multiplication (Knuth, The Art of
// Computer Programming 3, 6.4).
func (k key) place() uint64 {
	const golden = 0x9E3779B97F4A7C15
	return (bits.RotateLeft64(k.head*golden, 32) ^ k.tail + uint64(k.size)) * golden >> (64 - lexiconBits)
}

func (e *entry) is(k key, s string, start, end int) bool {
	return e != nil && e.key == k && (k.size <= 16 || e.word == s[start:end])
}
