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
	lang     string
	repeated func(stem string) bool
	words    map[uint32]*word
	seen     int // words of the text so far
	at       int // words of the title and the text so far
}

type word struct {
	stem   string
	weight float64
	names  int // how often with a capital inside a sentence, less how often without
	title  bool
	dated  bool
	order  int
	at     int // place of the first occurrence, stop words counted
}

// terms returns the weights of an article's terms, of unit length.
func terms(a Article) vector {
	c := counter{lang: a.Lang, repeated: a.Repeated, words: map[uint32]*word{}}
	c.article(a)
	return c.vector()
}

func (c *counter) article(a Article) {
	title, body := a.Title, a.Text
	if title == "" {
		title, body = headline(a.Text)
	}
	c.count(title, true)
	c.at += 2 // no phrase goes on from the title into the text
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
	for t := range text.Scan(s, cmp.Or(c.lang, "en")) {
		gap := s[last.End:t.Start]
		joined := t.Part && last.Part && gap == ""
		opens := last.End == 0 || strings.ContainsAny(gap, ".!?\n:\"“")
		before := last
		last = t
		c.at++
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
	if c.repeated != nil && c.repeated(stem) {
		return
	}
	term := termOf(stem)
	w := c.words[term]
	if w == nil {
		w = &word{stem: stem, order: len(c.words), at: c.at}
		c.words[term] = w
	}
	w.names += name
	w.title = w.title || title
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
	return strings.Trim(stem, "0123456789") == "" && (stem != "" && len(stem) <= 2 || len(stem) == 4 && (stem[:2] == "19" || stem[:2] == "20"))
}

// number reports whether a word holds a digit: 7, 3.14, v2.5, G7.
func number(stem string) bool { return strings.ContainsAny(stem, "0123456789") }

func (c *counter) vector() vector {
	type ranked struct {
		*word
		term   uint32
		weight float64
	}
	common := backgroundOf(c.lang)
	all := make([]ranked, 0, len(c.words))
	for term, w := range c.words {
		all = append(all, ranked{w, term, c.weigh(w, common.share(term))})
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
		weight := uint16(math.Ceil(one * r.weight / math.Sqrt(length)))
		v[i] = entry{r.term, weight, r.mark() | commonness(common.share(r.term))}
	}
	slices.SortFunc(v, func(a, b entry) int { return cmp.Compare(a.term, b.term) })
	return v
}

// mark is where a word stands first and what it is.
func (w *word) mark() mark {
	m := mark(min(w.at, placeMask))
	if w.title {
		m |= inTitle
	}
	if w.names > 0 {
		m |= isName
	}
	if number(w.stem) {
		m |= isNumber
	}
	return m
}

// weigh tempers a word's count. In German every noun has a capital, which
// tells nothing of names.
func (c *counter) weigh(w *word, share float64) float64 {
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
	return math.Pow(x, termPower) * rarity(share)
}

// rarity is how much a word tells before anything else is known, at most 1:
// among the first stories of a stream each word seems rare.
func rarity(share float64) float64 {
	const words, before = 125, 210
	have := within(words, share)
	return math.Log((1+before)/(1+before*have)) / math.Log(1+before)
}
