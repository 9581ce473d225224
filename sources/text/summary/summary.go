// Package summary picks the sentences of an article that tell its news.
//
// A summary is extractive: whole sentences as they stand in the text, in its
// order, that can be read without the rest. The words that the text repeats
// weigh most (the centroid of Radev et al., "Centroid-based summarization of
// multiple documents", 2004), early sentences weigh more, and the sentences
// chosen are the best that fit the limits together.
package summary

import (
	"strings"

	"newshound/sources/text"
)

// Options bound a summary. Without any limit it has three sentences.
type Options struct {
	Sentences int // at most so many; 0 means no limit
	Words     int // at most so many; 0 means no limit

	// Query reports whether a sentence answers what somebody looks for; such
	// sentences come first. Nil without a query.
	Query func(sentence string) bool
}

// A Summary is some of a text's sentences, in its order.
type Summary struct {
	Text      string   // the sentences, with spaces between
	Sentences []string // without their dateline and line breaks
	Index     []int    // which of the text's sentences (see text.Sentences) they are
	Article   []int    // of a story: which of its articles each stands in
}

// Of summarises an article. A text within the limits is its own summary; one
// that says no more than its title has none, nor has one without a
// sentence that fits.
func Of(title, body, lang string, o Options) Summary {
	if o.Sentences <= 0 && o.Words <= 0 {
		o.Sentences = 3
	}
	d := read(title, body, lang)
	d.rate(o)
	return d.summary(d.choose(o))
}

func (d *document) summary(chosen []int) Summary {
	var s Summary
	for _, i := range chosen {
		c := d.sentences[i]
		s.Sentences = append(s.Sentences, shown(d.body[c.Start:c.End]))
		s.Index = append(s.Index, i)
	}
	s.Text = strings.Join(s.Sentences, " ")
	return s
}

// shown writes a sentence on one line.
func shown(s string) string {
	if !strings.ContainsAny(s, "\n\r\t\u00a0") && !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// stemsOf returns the stems of a text's content words.
func stemsOf(s, lang string) map[string]bool {
	stems := map[string]bool{}
	for t := range text.Scan(s, lang) {
		if !t.Stop {
			stems[t.Stem] = true
		}
	}
	return stems
}
