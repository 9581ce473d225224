// Package summary picks the sentences of an article that tell its news.
//
// A summary is extractive: whole sentences as they stand in the text, in its
// order, that can be read without the rest. What a sentence is worth is in
// rate.go, why one may not stand alone in flaws.go, and choose.go finds
// those that are worth most together.
package summary

import "strings"

// Options bound a summary. Without a limit it has three sentences; it never
// has more than a hundred.
type Options struct {
	Sentences int // at most so many; 0 means no limit
	Words     int // at most so many; 0 means no limit

	// Query reports whether a sentence answers what somebody looks for; those
	// that do go before others. Nil without a query.
	Query func(sentence string) bool
}

// A Summary is some of a text's sentences, in its order.
type Summary struct {
	Text      string   // the sentences, with spaces between
	Sentences []string // on one line each, without their dateline
	Index     []int    // which of the text's sentences they are, see text.Sentences
	Article   []int    // which of the story's articles each stands in; nil of an article
}

// An Article is one of a story's.
type Article struct{ Title, Text, Lang string }

// Of summarises an article. A text within the limits is its own summary, but
// for what is not of the article. One that says no more than its title has
// none, nor has one without a sentence that fits.
func Of(title, body, lang string, o Options) Summary {
	r := newReader(lang)
	defer r.done()
	r.read(title, body)
	d := &r.document
	all := d.without(furniture | titled)
	o = o.bounded()
	d.rate(o)
	if d.fit(all, o) {
		return d.summary(all)
	}
	return d.summary(d.choose(o))
}

// OfStory summarises the articles of a story, the one that matters most
// first. It draws on those in that one's language, and says nothing twice.
func OfStory(articles []Article, o Options) Summary {
	if len(articles) == 0 {
		return Summary{}
	}
	r := newReader(articles[0].Lang)
	defer r.done()
	for i, a := range articles {
		if a.Lang == articles[0].Lang {
			r.article = i
			r.read(a.Title, a.Text)
		}
	}
	d := &r.document
	o = o.bounded()
	d.rate(o)
	chosen := d.choose(o)
	s := d.summary(chosen)
	for _, i := range chosen {
		s.Article = append(s.Article, d.sentences[i].article)
	}
	return s
}

func (o Options) bounded() Options {
	o.Sentences, o.Words = max(o.Sentences, 0), max(o.Words, 0)
	if o.Sentences == 0 && o.Words == 0 {
		o.Sentences = 3
	}
	return o
}

func (d *document) summary(chosen []int) Summary {
	var s Summary
	for _, i := range chosen {
		s.Sentences = append(s.Sentences, d.sentences[i].shown())
		s.Index = append(s.Index, d.sentences[i].index)
	}
	s.Text = strings.Join(s.Sentences, " ")
	return s
}

// shown is the sentence on one line.
func (s *sentence) shown() string {
	if s.plain {
		return s.text
	}
	return strings.Join(strings.Fields(s.text), " ")
}
