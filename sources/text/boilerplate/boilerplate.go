// Package boilerplate learns what a source repeats in most of its items: lines
// that ask to subscribe, contacts, the title of a series. Such words say
// nothing about what an item reports. What is learned has a fixed size however
// much is read, and fades as the source changes its habits.
package boilerplate

import (
	"slices"
	"strings"
	"unicode"

	"newshound/sources/text"
)

const (
	fewest   = 3.5  // items, faded, below which nothing counts as repeated: four have been read
	most     = 0.55 // of the recent items, above which something does
	keep     = 0.97 // of what was counted before, at each item: half of it is left after 23
	lead     = 1500 // bytes of a text whose stems are counted
	sentence = 30   // sentences that are counted at the start of a text, and at its end

	mostSentences = 128 // counters
	mostStems     = 320
)

// Habits are what one source repeats. The zero value knows nothing yet.
type Habits struct {
	items     float32 // read, the old counting for less and less
	sentences counters
	stems     counters
}

// Watch learns from one item. What an item repeats itself counts once.
func (h *Habits) Watch(title, body, lang string) {
	sentences, stems := map[uint32]bool{}, map[uint32]bool{}
	spans := text.Sentences(body, lang)
	for i, span := range spans {
		if i < sentence || i >= len(spans)-sentence {
			if id, ok := sentenceID(body[span.Start:span.End], lang); ok {
				sentences[id] = true
			}
		}
	}
	for t := range text.Scan(title+"\n"+opening(body), lang) {
		if !t.Stop && !t.Part { // one character of a script without spaces says too little
			stems[hash(t.Stem)] = true
		}
	}
	h.items = h.items*keep + 1
	h.sentences = h.sentences.count(sentences, mostSentences)
	h.stems = h.stems.count(stems, mostStems)
}

// opening is the first words of a text.
func opening(body string) string {
	if len(body) <= lead {
		return body
	}
	if i := strings.LastIndexAny(body[:lead], " \n"); i > 0 {
		return body[:i]
	}
	return ""
}

// Repeats reports whether most items have a word of this stem.
func (h *Habits) Repeats(stem string) bool { return h.often(h.stems[hash(stem)]) }

// RepeatsSentence reports whether most items have a sentence, whatever numbers
// are in it.
func (h *Habits) RepeatsSentence(s, lang string) bool {
	id, ok := sentenceID(s, lang)
	return ok && h.often(h.sentences[id])
}

func (h *Habits) often(count float32) bool { return h.items > fewest && count > most*h.items }

// Without is a text without the sentences that most items have. A text of
// nothing else comes back whole.
func (h *Habits) Without(body, lang string) string {
	if h.items <= fewest {
		return body
	}
	var out strings.Builder
	end, gap := 0, ""
	for _, span := range text.Sentences(body, lang) {
		if before := body[end:span.Start]; len(before) > len(gap) { // a paragraph's end outlasts its last sentence
			gap = before
		}
		end = span.End
		s := body[span.Start:span.End]
		if h.RepeatsSentence(s, lang) {
			continue
		}
		if out.Len() > 0 {
			out.WriteString(gap)
		}
		out.WriteString(s)
		gap = ""
	}
	if strings.IndexFunc(out.String(), unicode.IsLetter) < 0 {
		return body
	}
	return out.String()
}

// counters count in how many items each thing was, faded.
type counters map[uint32]float32

// count counts the things of one more item. Beyond the most that are kept, the
// rarest are forgotten, and of those the ones that were met first: what most
// items have is met again before that.
func (c counters) count(things map[uint32]bool, most int) counters {
	if c == nil {
		c = counters{}
	}
	for id := range c {
		c[id] *= keep
	}
	for id := range things {
		c[id]++
	}
	if len(c) > most {
		counts := make([]float32, 0, len(c))
		for _, n := range c {
			counts = append(counts, n)
		}
		slices.Sort(counts)
		least := counts[len(counts)-most]
		for id := range c {
			if c[id] < least {
				delete(c, id)
			}
		}
		for _, id := range c.sorted() { // of equals, any may go
			if len(c) > most && c[id] == least {
				delete(c, id)
			}
		}
	}
	return c
}

func (c counters) sorted() []uint32 {
	ids := make([]uint32, 0, len(c))
	for id := range c {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// sentenceID is the same for sentences of the same words, whatever their case
// and numbers. One without a word has none.
func sentenceID(s, lang string) (id uint32, ok bool) {
	id = offset
	for t := range text.Scan(s, lang) {
		if strings.ContainsAny(t.Fold, "0123456789") {
			id = add(id, "0")
		} else {
			id, ok = add(id, t.Fold), true
		}
		id = add(id, " ")
	}
	return id, ok
}

// FNV-1a, written out so that hashing a word allocates nothing.
const offset, prime = 2166136261, 16777619

func hash(s string) uint32 { return add(offset, s) }

func add(sum uint32, s string) uint32 {
	for i := range len(s) {
		sum = (sum ^ uint32(s[i])) * prime
	}
	return sum
}
