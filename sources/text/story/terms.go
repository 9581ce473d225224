package story

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newshound/sources/text"
)

const (
	titleWeight = 2.8  // of a title's word, in words of the text's beginning
	nameWeight  = 2.3  // of a word that the text writes with a capital
	dateWeight  = 3.4  // of a text's number that may be a day, an age, a score or a year
	leadWords   = 33.0 // after how many words a word counts half
	termPower   = 0.7  // tempers what a frequent word adds
	maxTerms    = 56   // kept of an article
)

// A counter adds up what the words of an article weigh.
type counter struct {
	lang  string
	words map[uint32]*word
	seen  int // words of the text so far
}

type word struct {
	stem   string
	weight float64
	names  int // how often with a capital inside a sentence, less how often without
	dated  bool
	order  int
}

// terms returns the weights of an article's terms, of unit length.
func terms(a Article) vector {
	c := counter{lang: a.Lang, words: map[uint32]*word{}}
	c.article(a)
	return c.vector()
}

func (c *counter) article(a Article) {
	title, body := a.Title, a.Text
	if title == "" {
		title, body = headline(a.Text)
	}
	c.count(title, true)
	c.count(body, false)
}

// headline splits a text without a title into its first line, or the first
// words of a long one, and the rest.
func headline(s string) (title, body string) {
	const long = 160
	s = strings.TrimSpace(s)
	end := strings.IndexByte(s, '\n')
	if end < 0 || end > long {
		end = min(len(s), long/2)
		end += max(0, strings.IndexAny(s[end:], " \n"))
	}
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end++
	}
	return s[:end], s[end:]
}

func (c *counter) count(s string, title bool) {
	var last text.Token
	for t := range text.Scan(s, c.lang) {
		gap := s[last.End:t.Start]
		joined := t.Part && last.Part && gap == ""
		opens := last.End == 0 || strings.ContainsAny(gap, ".!?\n:\"“")
		before := last
		last = t
		switch {
		case joined:
			c.add(before.Fold+t.Fold, title, 0)
			c.add(t.Fold, title, 0)
		case t.Part || t.Stop:
		default:
			c.add(c.stem(t), title, capital(s[t.Start:t.End], opens || title))
		}
	}
}

// stem is a word's stem. Turkish parts a name from its endings by an
// apostrophe.
func (c *counter) stem(t text.Token) string {
	if name, _, cut := strings.Cut(t.Fold, "'"); cut && c.lang == "tr" {
		return text.Stem(name, c.lang)
	}
	return t.Stem
}

// capital tells how a word is written: 1 with a capital that no sentence's
// beginning explains, -1 without.
func capital(word string, opens bool) int {
	r, _ := utf8.DecodeRuneInString(word)
	switch {
	case unicode.IsLower(r):
		return -1
	case unicode.IsUpper(r) && !opens:
		return 1
	}
	return 0
}

// termOf is the term that stands for a stem.
func termOf(stem string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(stem))
	return h.Sum32()
}

func (c *counter) add(stem string, title bool, name int) {
	term := termOf(stem)
	w := c.words[term]
	if w == nil {
		w = &word{stem: stem, order: len(c.words)}
		c.words[term] = w
	}
	w.names += name
	if title {
		w.weight += titleWeight
		return
	}
	w.dated = dated(stem)
	w.weight += 1 / (1 + float64(c.seen)/leadWords)
	c.seen++
}

// dated reports whether a word is a number of one or two digits or a year.
// Two events of one kind differ in those; headlines count anything.
func dated(stem string) bool {
	for i := range len(stem) {
		if stem[i] < '0' || stem[i] > '9' {
			return false
		}
	}
	return len(stem) == 1 || len(stem) == 2 || len(stem) == 4 && (stem[:2] == "19" || stem[:2] == "20")
}

func (c *counter) vector() vector {
	type ranked struct {
		term   uint32
		order  int
		weight float64
	}
	all := make([]ranked, 0, len(c.words))
	for term, w := range c.words {
		all = append(all, ranked{term, w.order, c.weigh(w)})
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.order, b.order))
	})
	all = all[:min(len(all), maxTerms)]
	length := 0.0
	for _, r := range all {
		length += r.weight * r.weight
	}
	v := make(vector, len(all))
	for i, r := range all {
		v[i] = entry{r.term, uint32(math.Ceil(one * r.weight / math.Sqrt(length)))}
	}
	slices.SortFunc(v, func(a, b entry) int { return cmp.Compare(a.term, b.term) })
	return v
}

// weigh tempers a word's count. In German every noun has a capital, which
// tells nothing of names.
func (c *counter) weigh(w *word) float64 {
	x := w.weight
	if x > 1 {
		x = 1 + math.Log(x)
	}
	if w.names > 0 && c.lang != "de" && c.lang != "tr" {
		x *= nameWeight
	}
	if w.dated {
		x *= dateWeight
	}
	return math.Pow(x, termPower) * rarity(w.stem, c.lang)
}
