package hashtag

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"newshound/sources/text"
)

// How many hashtags an article gets, and of what length.
const (
	mostTags    = 5
	mostOwn     = 4 // from the text, where there are categories
	fewTags     = 3
	mostWords   = 3
	mostLetters = 30 // characters
)

//go:embed dull.txt
var dullFile string

// A dullness is why a word says nothing as a hashtag.
type dullness uint8

const (
	dull    dullness = 1 + iota // every article has it, or a source's categories do
	dateful                     // a day, a month, a form of address; no name starts so
)

// dulls are, by language, the folded words that say nothing as a hashtag. In
// a line of the file those before the bar are dateful.
var dulls = sync.OnceValue(func() map[string]map[string]dullness {
	all := map[string]map[string]dullness{}
	for line := range strings.Lines(dullFile) {
		lang, words, _ := strings.Cut(line, " ")
		all[lang] = map[string]dullness{}
		before, after, _ := strings.Cut(words, "|")
		for t := range text.Scan(after, "") {
			all[lang][strings.Clone(t.Fold)] = dull
		}
		if lang == "zh" || lang == "ja" { // whose words are several tokens
			for w := range strings.FieldsSeq(after) {
				all[lang][text.Fold(w)] = dull
			}
		}
		for t := range text.Scan(before, "") {
			all[lang][strings.Clone(t.Fold)] = dateful
		}
	}
	return all
})

// A tagger collects the hashtags of an article.
type tagger struct {
	*document
	repeated func(stem string) bool // by the source in most items; may be nil
	tags     []string
	keys     []string // the stems of each, with spaces around
}

func (d *document) tags(categories []string, repeated func(stem string) bool) []string {
	t := tagger{document: d, repeated: repeated}
	phrases := d.phrases(&general, func(p *phrase) bool { return t.subject(p) || t.noun(p) })
	t.choose(phrases, categories)
	if len(t.tags) == 0 && repeated != nil { // what is repeated is better than nothing
		t.repeated = nil
		t.choose(phrases, categories)
	}
	return t.tags
}

func (t *tagger) choose(phrases []ranked, categories []string) {
	limit := mostTags
	if len(categories) > 0 {
		limit = mostOwn
	}
	t.addAll(phrases, limit, t.subject)
	t.addAll(phrases, fewTags, t.noun)
	for _, c := range categories {
		if len(t.tags) < mostTags && !strings.ContainsAny(c, "/:<>=") {
			t.add(c)
		}
	}
}

// addAll adds the phrases that will do, up to a limit.
func (t *tagger) addAll(phrases []ranked, limit int, will func(*phrase) bool) {
	for _, p := range phrases {
		if len(t.tags) < limit && will(p.phrase) {
			t.add(t.tagged(p.phrase))
		}
	}
}

// tagged is a phrase without the days and titles that open it, and without
// the capitals of a place in a dateline.
func (t *tagger) tagged(p *phrase) string {
	const initials = 3 // letters that an agency may have
	end := t.units[p.at+p.n-1].End
	s := t.all[min(t.start(p), end):end]
	if end <= t.news && len(s) > initials {
		return strings.ToLower(s)
	}
	return s
}

// subject reports whether a phrase is a name, or one that the text repeats.
func (t *tagger) subject(p *phrase) bool {
	switch {
	case p.count == 1 && t.apart(p):
		return false
	case t.units[p.at].part: // the longest may go on
		return p.n < longest && p.absorbed < p.count && t.dullness(text.Fold(t.text(p))) == 0
	case p.n == 1:
		return p.name && !p.small && p.absorbed < p.count || p.count > 3 && t.noun(p)
	case p.name:
		return p.n <= mostWords || p.count > 1
	}
	if !t.capitals {
		return p.n <= mostWords && p.absorbed < p.count
	}
	return p.n == 2 && p.count > 2 && p.absorbed < p.count && unicode.IsLetter(t.first(p)) && t.bounded(p)
}

// apart reports whether a phrase stands in a short line of the text that is
// no part of a sentence, as buttons and captions do.
func (t *tagger) apart(p *phrase) bool {
	const short = 60
	u := t.units[p.at]
	if u.Start < t.title {
		return false
	}
	before, rest := t.all[t.title:u.Start], t.all[u.Start:]
	line, after, more := strings.Cut(rest, "\n")
	if len(line)+len(before)-strings.LastIndexByte(before, '\n') > short || strings.ContainsAny(line[len(line)-1:], ".!?,;\"") {
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, "\n "))
	return more && !unicode.IsLower(next)
}

// bounded reports whether a phrase stands where a noun and what belongs to it
// do: after a stop word and before another, or where a sentence starts or ends.
// "obtain remote" in "helped them obtain remote work" is cut out of one.
func (t *tagger) bounded(p *phrase) bool {
	i, end := int(p.at), int(p.at+p.n)
	return (!t.units[i].joined || t.units[i-1].stop) && (end == len(t.units) || !t.units[end].joined || t.units[end].stop)
}

// noun reports whether a word is met often where nouns stand; in a language
// without capitals, whose articles may be part of a word, just often.
func (t *tagger) noun(p *phrase) bool {
	const longer = 4 // letters
	if !t.capitals {
		return p.n == 1 && p.count > 1 && p.absorbed < p.count && utf8.RuneCountInString(t.text(p)) >= longer && unicode.IsLetter(t.first(p))
	}
	return p.n == 1 && p.count > 1 && p.absorbed < p.count && unicode.IsLetter(t.first(p)) &&
		2*p.afterStop >= p.count && 2*(p.beforeStop+p.ends) >= p.count && !t.participle(p)
}

// participle reports whether a word is of a form that English verbs have.
func (t *tagger) participle(p *phrase) bool {
	s := t.text(p)
	return t.lang == "en" && (strings.HasSuffix(s, "ed") || strings.HasSuffix(s, "ly") || strings.HasSuffix(s, "ing") && p.afterStop < p.count)
}

func (t *tagger) first(p *phrase) rune {
	r, _ := utf8.DecodeRuneInString(t.text(p))
	return r
}

// start returns where a phrase starts after the days and titles that open it.
func (t *tagger) start(p *phrase) int {
	for _, u := range t.units[p.at : p.at+p.n] {
		if !u.stop && t.dullness(text.Fold(t.all[u.Start:u.End])) != dateful {
			return u.Start
		}
	}
	return len(t.all)
}

func (t *tagger) dullness(fold string) dullness {
	return max(dulls()[t.lang][fold], dulls()["en"][fold])
}

// add adds a phrase, unless it is dull, repeated, too long, or says what
// another tag does; if it says that and more, it takes the other's place.
func (t *tagger) add(phrase string) {
	says, key := false, " "
	for w := range text.Scan(phrase, t.lang) {
		says = says || !w.Stop && t.dullness(w.Fold) == 0 && (t.repeated == nil || !t.repeated(w.Stem))
		key += w.Stem + " "
	}
	tag := Tag(phrase, t.lang)
	if !says || len(tag) < 2 || utf8.RuneCountInString(tag) > mostLetters || text.IsStop(text.Fold(tag[1:]), t.lang) {
		return
	}
	joined := strings.ReplaceAll(key, " ", "")
	for i, k := range t.keys {
		if strings.Contains(k, key) || strings.ReplaceAll(k, " ", "") == joined {
			return
		}
		if strings.Contains(key, k) {
			t.keys[i], t.tags[i] = key, tag
			return
		}
	}
	t.keys = append(t.keys, key)
	t.tags = append(t.tags, tag)
}
