package match

import (
	"cmp"
	"slices"
	"strings"

	"newshound/sources/text"
)

// Quotes are the fewest quotes that show each of several pieces of evidence
// at least once, in the article's order, and in them the words of all.
func Quotes(evidence []Evidence) []Quote {
	all := together(evidence)
	shown := make([]bool, len(evidence))
	var out []Quote
	for {
		best, most := -1, 0
		for i, q := range all {
			if n := q.fresh(shown); n > most {
				best, most = i, n
			}
		}
		if best < 0 {
			break
		}
		for _, i := range all[best].of {
			shown[i] = true
		}
		out = append(out, all[best].Quote)
	}
	slices.SortFunc(out, Quote.compare)
	return out
}

// A shared quote shows several pieces of evidence, by index.
type shared struct {
	Quote
	of []int
}

// together joins the quotes of one sentence.
func together(evidence []Evidence) []shared {
	var all []shared
	for n, e := range evidence {
		for _, q := range e.Quotes {
			i := slices.IndexFunc(all, func(s shared) bool { return s.compare(q) == 0 && s.Text == q.Text })
			if i < 0 {
				i = len(all)
				all = append(all, shared{Quote: Quote{q.Field, q.Text, nil, q.start}})
			}
			all[i].Words = merge(append(all[i].Words, q.Words...))
			all[i].of = append(all[i].of, n)
		}
	}
	slices.SortStableFunc(all, func(a, b shared) int { return a.compare(b.Quote) })
	return all
}

func (s shared) fresh(shown []bool) (n int) {
	for _, i := range s.of {
		if !shown[i] {
			n++
		}
	}
	return n
}

// compare puts the title first, then the text, then other fields.
func (q Quote) compare(other Quote) int {
	order := func(q Quote) int { return slices.Index([]string{"title", "text"}, q.Field) & 3 }
	return cmp.Or(cmp.Compare(order(q), order(other)), cmp.Compare(q.Field, other.Field), cmp.Compare(q.start, other.start))
}

// sentences quotes the sentences of a zone in which words stand.
func (z *zone) sentences(words []text.Span) []Quote {
	var out []Quote
	if len(words) == 0 {
		return nil
	}
	all := text.Sentences(z.raw, z.lang)
	for _, w := range merge(words) {
		s := around(all, w)
		if last := len(out) - 1; last >= 0 && s.Start < out[last].start+len(out[last].Text) {
			q := &out[last]
			q.Text = z.raw[q.start:max(s.End, q.start+len(q.Text))]
			q.Words = append(q.Words, text.Span{Start: w.Start - q.start, End: w.End - q.start})
			continue
		}
		out = append(out, Quote{"text", z.raw[s.Start:s.End], []text.Span{{Start: w.Start - s.Start, End: w.End - s.Start}}, s.Start})
	}
	return out
}

// around is the sentences that a span touches, from the first to the last,
// and at least the span.
func around(sentences []text.Span, w text.Span) text.Span {
	out := w
	for _, s := range sentences {
		if s.Start < w.End && s.End > w.Start {
			out.Start, out.End = min(out.Start, s.Start), max(out.End, s.End)
		}
	}
	return out
}

// tags quotes the tags in which words stand, which are lines of the zone.
func (z *zone) tags(words []text.Span) []Quote {
	var out []Quote
	for _, w := range merge(words) {
		start := strings.LastIndexByte(z.raw[:w.Start], '\n') + 1
		end := w.Start + strings.IndexByte(z.raw[w.Start:], '\n')
		w := text.Span{Start: w.Start - start, End: w.End - start}
		if last := len(out) - 1; last >= 0 && out[last].start == start {
			out[last].Words = append(out[last].Words, w)
			continue
		}
		out = append(out, Quote{"tag", z.raw[start:end], []text.Span{w}, start})
	}
	return out
}
